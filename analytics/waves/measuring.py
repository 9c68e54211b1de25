"""One measure of every wave, by the formulas of trends; and every answer to a question, wave by wave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.anonymity import GroupTooSmall, guard
from analytics.results.anonymity.parting import Parted
from analytics.results.crosstabs import SelectedAnswers
from analytics.results.trends import Measure, Point, Tally, counted_whole, points_of
from analytics.statistics.letters import Correction
from analytics.waves.matching import Match, is_same_scale, values_matched
from analytics.waves.opening import OpenSeries, OpenWave
from analytics.waves.weighing import WaveWeights


@dataclass(frozen=True, slots=True)
class WavesMeasured:
    """A measure by wave; ``missing`` says, by the place of a wave, why it has no figure. ``weighting`` is the
    name of the weighting, ``""`` where nothing is weighted."""

    measure: Measure
    points: tuple[Point, ...]
    missing: Mapping[int, str]
    weighting: str = ""


def measured(
    found: OpenSeries,
    measure: Measure,
    *,
    against: int | None = None,
    correction: Correction = "none",
    weights: WaveWeights | None = None,
) -> WavesMeasured:
    """A measure of the last wave's columns in all waves, tested against the one before and a chosen one.

    What is measured of responses isn't weighted.
    """
    weights = weights if measure.is_of_answers else None
    missing: dict[int, str] = {}
    tallies: list[Tally | None] = []
    for place, wave in enumerate(found.waves):
        try:
            tallies.append(_tally(wave, _in_wave(found, measure, wave), weights))
        except SelectionInvalid as refusal:
            missing[place] = "; ".join(refusal.errors.values())
            tallies.append(Tally())
    points = points_of(
        measure.kind, tallies, against=against, correction=correction, is_weighted=weights is not None
    )
    shown = tuple(_without(point, place in missing) for place, point in enumerate(points))
    return WavesMeasured(measure, shown, missing, weights.name if weights else "")


def _without(point: Point, is_missing: bool) -> Point:
    """A wave that wasn't asked has no figure, nor a count of nought."""
    return Point(0, None) if is_missing else point


def _in_wave(found: OpenSeries, measure: Measure, wave: OpenWave) -> Measure:
    """The same measure of a wave's own columns; raise ``SelectionInvalid``, with why there is none."""
    if measure.column is None:
        return measure
    match = found.match_of(measure.column.field)
    if match is None or wave.key not in match.found:
        raise SelectionInvalid({"measure": _("not asked")})
    theirs = match.found[wave.key][0]
    if measure.kind in ("mean", "nps") and not is_same_scale(measure.column, theirs):
        raise SelectionInvalid({"measure": _("asked on another scale")})
    values = tuple(values_matched(measure.column, theirs, measure.values))
    if len(values) < len(measure.values):
        raise SelectionInvalid({"measure": _("the answer was not offered")})
    return replace(measure, column=theirs, values=values)


def _tally(wave: OpenWave, measure: Measure, weights: WaveWeights | None) -> Tally | None:
    """What a wave adds up to; ``None`` where that would speak of too few people. Raises
    ``WeightsImpossible``."""
    weighting = weights.of(wave) if weights else None
    selection = wave.selection
    if wave.threshold > 1 and _is_of_few(wave, measure):
        return None
    if measure.kind == "completion":
        selection = selection.of_any_status()
    tally = counted_whole(SelectedAnswers(wave.answers, selection), measure, weighting)
    size = tally.responses if measure.kind == "count" else tally.n
    return None if 0 < size < wave.threshold else tally


def _is_of_few(wave: OpenWave, measure: Measure) -> bool:
    """Whether a wave, or those counted in it or in the rest of its survey, are too few."""
    number, parameters = measure.sql() if measure.is_of_answers else ("1", {})
    try:
        guard(wave.answers, wave.selection, wave.answers.layout, k=wave.threshold)
        parted = Parted(wave.answers, wave.selection, wave.answers.layout, k=wave.threshold)
    except GroupTooSmall:
        return True
    return any(parted.of_few([number], **parameters))


def answers_by_wave(
    found: OpenSeries, match: Match, weights: WaveWeights | None = None
) -> list[WavesMeasured]:
    """The share of every answer to a question in all waves; nothing where answers are open."""
    values: Sequence[str] = [str(value.value) for value in match.column.values or ()]
    return [
        measured(found, Measure("share", match.column, (value,)), weights=weights) for value in values[:30]
    ]
