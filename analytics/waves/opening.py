"""Waves with the answers to their surveys."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.exceptions import SeriesInvalid
from analytics.models import Series, Wave
from analytics.results import Selection
from analytics.results.anonymity import threshold_of
from analytics.results.filtering import EVERYBODY, Condition, Filter, FilterColumns, Group, columns_of
from analytics.results.relation import Answers, answers_of
from analytics.waves.matching import Match, matches_of


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
    def last(self) -> OpenWave:
        """The wave by whose questions and weightings all is named."""
        return self.waves[-1]

    @property
    def columns(self) -> FilterColumns:
        """The columns of the last wave, by which measures are named."""
        return self.last.columns

    def match_of(self, field: str) -> Match | None:
        """What belongs to a column of the last wave, by its field."""
        return next((each for each in self.matches if each.column.field == field), None)


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
