"""Counting the lines of a trend, and keeping from it what would speak of too few people."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from analytics.results.anonymity.guarding import GroupTooSmall, guard
from analytics.results.anonymity.parting import PART, Parted
from analytics.results.anonymity.spans import Span, refused_spans, spans_of_few
from analytics.results.crosstabs import Scheme, SelectedAnswers, Weighting, WeightsImpossible
from analytics.results.filtering import FilterColumn
from analytics.results.relation import Answers
from analytics.results.selection import Selection
from analytics.results.trends.counting import counted
from analytics.results.trends.hiding import Place, hidden_points
from analytics.results.trends.judging import base_of
from analytics.results.trends.lines import AskedLine
from analytics.results.trends.measures import Measure
from analytics.results.trends.periods import Unit, last_day_of
from analytics.results.trends.tallies import NOTHING, Tally

type Starts = Sequence[datetime.date]


def weighting_for(
    measure: Measure, scheme: Scheme | None, rows: SelectedAnswers, threshold: int
) -> Weighting | None:
    """The weights of selected responses, ``None`` for a measure that isn't of answers.

    Raises ``WeightsImpossible``; also where results are anonymous, for figures with and without weights
    together tell how a group is made up.
    """
    if scheme is None or not measure.is_of_answers:
        return None
    if threshold > 1:
        raise WeightsImpossible({"weight": _("Where results speak of groups only, nothing is weighted.")})
    return scheme.weighting(rows)


class Guarded:
    """Answers of a selection, counted line by line.

    Raises ``GroupTooSmall`` where results are anonymous and the selection itself would tell of too few, and
    ``WeightsImpossible``. ``weighting`` brings the whole selection to its targets, not each period.
    """

    def __init__(
        self,
        answers: Answers,
        measure: Measure,
        selection: Selection,
        threshold: int,
        scheme: Scheme | None = None,
    ) -> None:
        self.answers, self.threshold = answers, threshold
        self._measure = measure
        self._selection = selection.of_any_status() if measure.kind == "completion" else selection
        self._check(self._selection)
        self.rows = SelectedAnswers(answers, self._selection)
        self.weighting = weighting_for(measure, scheme, self.rows, threshold)

    def tallies(
        self, lines: Sequence[AskedLine], group: FilterColumn | None, starts: Starts, unit: Unit
    ) -> list[list[Tally | None]]:
        """By line and period, ``None`` where it isn't told."""
        found = [self._counted(self._of_line(each), starts, unit) for each in lines]
        if self.threshold <= 1:
            return [list(each) for each in found]
        everybody = self._counted(self._selection, starts, unit)
        hidden = hidden_points(
            [self._bases(each) for each in found],
            self._bases(everybody),
            self._refused(lines, starts, unit),
            self.threshold,
            are_parts=group is not None and group.kind != "set",
        )
        return [
            [None if (line, place) in hidden else tally for place, tally in enumerate(each)]
            for line, each in enumerate(found)
        ]

    def _of_line(self, line: AskedLine) -> Selection:
        return replace(self._selection, where=self._selection.where & line.where)

    def _counted(self, selection: Selection, starts: Starts, unit: Unit) -> list[Tally]:
        found = counted(SelectedAnswers(self.answers, selection), self._measure, unit, self.weighting)
        return [found.get(start, NOTHING) for start in starts]

    def _bases(self, tallies: Sequence[Tally]) -> list[int]:
        return [base_of(self._measure.kind, tally) for tally in tallies]

    def _refused(self, lines: Sequence[AskedLine], starts: Starts, unit: Unit) -> Iterator[Place]:
        """The points whose line or whose days in that line can't be selected."""
        spans = [(start, last_day_of(start, unit)) for start in starts]
        for number, line in enumerate(lines):
            judged = self._judged(self._of_line(line))
            for place in refused_spans(self.answers, judged, self.answers.layout, spans, k=self.threshold):
                yield number, place
            for place in self._counted_of_few(judged, spans, unit):
                yield number, place

    def _counted_of_few(self, judged: Selection, spans: Sequence[Span], unit: Unit) -> Iterator[int]:
        """The periods in which too few are counted of a part that the selection makes of everybody."""
        try:
            parted = Parted(self.answers, judged, self.answers.layout, k=self.threshold)
        except GroupTooSmall:
            return  # then every period is refused as it is
        number, parameters = self._measure.sql() if self._measure.is_of_answers else ("1", {})
        by_day: dict[str, dict[datetime.date, int]] = {}
        whole: dict[datetime.date, int] = {}
        for part, day, everybody, n in parted.ask(
            f"SELECT {PART.sql} AS part, started_on, count(*), count({number}) FROM selected"  # noqa: S608
            " GROUP BY part, started_on",
            **parameters,
        ):
            by_day.setdefault(part, {})[day] = n
            whole[day] = whole.get(day, 0) + everybody
        yield from spans_of_few(by_day.values(), whole, spans, self.threshold)
        places = {first: place for place, (first, _last) in enumerate(spans)}
        period = f"date_trunc('{unit}', started_on)::DATE"
        few = parted.of_few([number], by=period, **parameters)
        yield from (places[start] for start, _number in few if start in places)

    def _check(self, selection: Selection) -> None:
        """Raise ``GroupTooSmall``."""
        if self.threshold > 1:
            guard(self.answers, self._judged(selection), self.answers.layout, k=self.threshold)

    def _judged(self, selection: Selection) -> Selection:
        """Completion is held against those who completed, as on the results page."""
        is_completion = self._measure.kind == "completion"
        return replace(selection, status="complete") if is_completion else selection
