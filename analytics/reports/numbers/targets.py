"""What a live number is of: a question, or a part of one, and the figures that it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.results import (
    ChoicesSummary,
    Count,
    MatrixSummary,
    Moments,
    NpsSummary,
    NumbersSummary,
    NumberSummary,
    Results,
    ScaleSummary,
    Selection,
    ShareSummary,
    Summary,
)
from analytics.results.anonymity import GroupTooSmall
from analytics.results.filtering import FilterColumn
from analytics.results.questions import Question, Value, Variable

COUNTED = frozenset({"choices", "scale", "nps", "csat", "ces", "matrix"})
MEASURED = frozenset({"scale", "nps", "csat", "ces", "number", "numbers"})


class TooFew(LookupError):
    """The figure would speak of too few people."""


@dataclass(frozen=True, slots=True)
class Target:
    """A column; ``summary_kind`` is what it is summarised as by itself."""

    column: FilterColumn
    question: Question
    variable: Variable
    summary_kind: str

    @property
    def values(self) -> tuple[Value, ...]:
        """What may be answered."""
        return self.column.values or ()

    @property
    def is_multiple(self) -> bool:
        """Whether several answers may be given at once."""
        return self.variable.kind == "set"


def target_of(column: FilterColumn) -> Target | None:
    """The target that a column makes; ``None`` of what is known about responses."""
    if column.question is None or column.variable is None:
        return None
    kind = column.question.summary_kind
    if kind in ("parts", "grid"):
        kind = {"category": "choices", "set": "choices", "number": "number"}.get(column.variable.kind, "text")
    return Target(column, column.question, column.variable, kind)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a target's answers add up to: ``counts`` of ``base`` who answered, and moments of numbers."""

    base: int
    counts: Sequence[Count]
    moments: Moments | None
    summary: Summary


def answered_of(target: Target, results: Results, selection: Selection) -> Answered:
    """Ask results; raise ``TooFew`` where they don't tell."""
    question = target.question
    if question.summary_kind in ("parts", "grid"):
        question = results.question(target.variable.key)
    try:
        summary = results.summary(question, selection)
    except GroupTooSmall:
        raise TooFew from None
    if summary.base is None:
        raise TooFew
    return _of_row(target, summary) if isinstance(summary, MatrixSummary | NumbersSummary) else _of(summary)


def _of(summary: Summary) -> Answered:
    base = summary.base.answered if summary.base else 0
    counted = ChoicesSummary | ScaleSummary | NpsSummary | ShareSummary
    measured = ScaleSummary | NpsSummary | ShareSummary | NumberSummary
    counts = summary.counts if isinstance(summary, counted) else ()
    return Answered(base, counts, summary.moments if isinstance(summary, measured) else None, summary)


def _of_row(target: Target, summary: MatrixSummary | NumbersSummary) -> Answered:
    if isinstance(summary, MatrixSummary):
        for row in summary.rows:
            if row.key == target.variable.key:
                return Answered(row.base.answered, row.counts, None, summary)
    else:
        for line in summary.rows:
            if line.key == target.variable.key:
                return Answered(line.base.answered, (), line.moments, summary)
    return Answered(0, (), None, summary)
