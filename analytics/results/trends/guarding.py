"""Counting the lines of a trend, and keeping from it what would speak of too few people."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analytics.results.anonymity.guarding import guard
from analytics.results.anonymity.spans import refused_spans
from analytics.results.crosstabs import SelectedAnswers
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


class Guarded:
    """Answers of a selection, counted line by line.

    Raises ``GroupTooSmall`` where results are anonymous and the selection itself would tell of too few.
    """

    def __init__(self, answers: Answers, measure: Measure, selection: Selection, threshold: int) -> None:
        self.answers, self.threshold = answers, threshold
        self._measure = measure
        self._selection = selection.of_any_status() if measure.kind == "completion" else selection
        self._check(self._selection)
        self.rows = SelectedAnswers(answers, self._selection)

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
        found = counted(SelectedAnswers(self.answers, selection), self._measure, unit)
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

    def _check(self, selection: Selection) -> None:
        """Raise ``GroupTooSmall``."""
        if self.threshold > 1:
            guard(self.answers, self._judged(selection), self.answers.layout, k=self.threshold)

    def _judged(self, selection: Selection) -> Selection:
        """Completion is held against those who completed, as on the results page."""
        is_completion = self._measure.kind == "completion"
        return replace(selection, status="complete") if is_completion else selection
