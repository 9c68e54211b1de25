"""One measure of every wave, by the formulas of trends; and every answer to a question, wave by wave."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from analytics.exceptions import SeriesInvalid
from analytics.models import Series, Wave
from analytics.results import Selection
from analytics.results.anonymity import GroupTooSmall, threshold_of
from analytics.results.crosstabs import SelectedAnswers
from analytics.results.filtering import EVERYBODY, Condition, Filter, FilterColumns, Group, columns_of
from analytics.results.relation import Answers, answers_of
from analytics.results.trends import Measure, Point, Tally, counted_whole, points_of
from analytics.statistics.letters import Correction
from analytics.waves.matching import Match, is_same_scale, matches_of, values_matched


@dataclass(frozen=True, slots=True)
class OpenWave:
    """A wave with the answers to its survey."""

    wave: Wave
    answers: Answers
    columns: FilterColumns
    threshold: int

    @property
    def key(self) -> str:
        """Its id, as corrections have it."""
        return str(self.wave.pk)

    @property
    def selection(self) -> Selection:
        """The complete responses of the wave."""
        where = EVERYBODY
        if self.wave.version is not None:
            asked = Condition(column="version", operator="in", values=(str(self.wave.version),))
            where = Filter(groups=(Group(conditions=(asked,)),))
        return Selection(since=self.wave.since, until=self.wave.until, where=where)


@dataclass(frozen=True, slots=True)
class OpenSeries:
    """All waves in order, and what belongs together in them."""

    waves: tuple[OpenWave, ...]
    matches: tuple[Match, ...]

    @property
    def columns(self) -> FilterColumns:
        """The columns of the last wave, by which measures are named."""
        return self.waves[-1].columns


@dataclass(frozen=True, slots=True)
class WavesMeasured:
    """A measure by wave; ``missing`` says, by the place of a wave, why it has no figure."""

    measure: Measure
    points: tuple[Point, ...]
    missing: Mapping[int, str]


@contextmanager
def opened(series: Series) -> Iterator[OpenSeries]:
    """Open the answers to all waves as they are now; raise ``SeriesInvalid`` of fewer than two."""
    waves = list(series.waves.select_related("survey"))
    if len(waves) < 2:
        raise SeriesInvalid({"waves": _("Fewer than two surveys of this series are left.")})
    with ExitStack() as stack:
        known: dict[object, Answers] = {}
        for wave in waves:
            if wave.survey_id not in known:
                known[wave.survey_id] = stack.enter_context(answers_of(wave.survey_id))
        found = tuple(_open(wave, known[wave.survey_id]) for wave in waves)
        matches = matches_of([(each.key, each.columns) for each in found], series.matches)
        yield OpenSeries(found, tuple(matches))


def _open(wave: Wave, answers: Answers) -> OpenWave:
    return OpenWave(wave, answers, columns_of(answers.layout), threshold_of(wave.survey_id))


def measured(
    found: OpenSeries, measure: Measure, *, against: int | None = None, correction: Correction = "none"
) -> WavesMeasured:
    """A measure of the last wave's columns in all waves, tested against the one before and a chosen one."""
    missing: dict[int, str] = {}
    tallies: list[Tally | None] = []
    for place, wave in enumerate(found.waves):
        theirs = _in_wave(found, measure, wave)
        if isinstance(theirs, str):
            missing[place] = theirs
            tallies.append(Tally())
        else:
            tallies.append(_tally(wave, theirs))
    points = points_of(measure.kind, tallies, against=against, correction=correction)
    shown = tuple(_without(point, place in missing) for place, point in enumerate(points))
    return WavesMeasured(measure, shown, missing)


def _without(point: Point, is_missing: bool) -> Point:
    """A wave that wasn't asked has no figure, nor a count of nought."""
    return Point(0, None) if is_missing else point


def _in_wave(found: OpenSeries, measure: Measure, wave: OpenWave) -> Measure | str:
    """The same measure of a wave's own columns, or why there is none."""
    if measure.column is None:
        return measure
    match = next((each for each in found.matches if each.column.field == measure.column.field), None)
    if match is None or wave.key not in match.found:
        return _("not asked")
    theirs = match.found[wave.key][0]
    if measure.kind in ("mean", "nps") and not is_same_scale(measure.column, theirs):
        return _("asked on another scale")
    values = tuple(values_matched(measure.column, theirs, measure.values))
    if len(values) < len(measure.values):
        return _("the answer was not offered")
    return replace(measure, column=theirs, values=values)


def _tally(wave: OpenWave, measure: Measure) -> Tally | None:
    """What a wave adds up to; ``None`` where that would speak of too few people."""
    selection = wave.selection
    try:
        SelectedAnswers(wave.answers, selection, threshold=wave.threshold)
    except GroupTooSmall:
        return None
    if measure.kind == "completion":
        selection = selection.of_any_status()
    tally = counted_whole(SelectedAnswers(wave.answers, selection), measure)
    size = tally.responses if measure.kind == "count" else tally.n
    return None if 0 < size < wave.threshold else tally


def answers_by_wave(found: OpenSeries, match: Match) -> list[WavesMeasured]:
    """The share of every answer to a question in all waves; nothing where answers are open."""
    values: Sequence[str] = [str(value.value) for value in match.column.values or ()]
    return [measured(found, Measure("share", match.column, (value,))) for value in values[:30]]
