"""Which columns of several surveys belong together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from analytics.results.filtering import FilterColumn, FilterColumns
from analytics.results.questions import Value
from analytics.results.trends import is_measured

type Corrections = Mapping[str, Mapping[str, str]]
"""By the field of a column of the last wave and the id of another: the field there, ``""`` for none."""
type Found = Mapping[str, tuple[FilterColumn, str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A column of the last wave, and by the id of each wave what was found for it there, and why: by
    ``identity``, ``name``, ``words`` or ``hand``."""

    column: FilterColumn
    found: Found = field(default_factory=dict)


def matches_of(waves: Sequence[tuple[str, FilterColumns]], corrections: Corrections) -> list[Match]:
    """Match the measured columns of the last of the waves, each with its id, in those before it.

    A column is the one with the same identity, as in copies and versions; else the only one with the same
    name, else with the same words. Only columns of one kind belong together. What was corrected by hand goes
    before all of these.
    """
    if not waves:
        return []
    last, columns = waves[-1]

    def found_for(column: FilterColumn) -> Found:
        each = {wave: _found(column, wave, others, last, corrections) for wave, others in waves}
        return {wave: found for wave, found in each.items() if found}

    return [Match(column, found_for(column)) for column in filter(is_measured, columns.all)]


def _found(
    column: FilterColumn, wave: str, others: FilterColumns, last: str, corrections: Corrections
) -> tuple[FilterColumn, str] | None:
    if wave == last:
        return column, "identity"
    chosen = corrections.get(column.field, {}).get(wave)
    if chosen is not None:
        by_hand = others.by_field.get(chosen)
        return (by_hand, "hand") if by_hand and by_hand.kind == column.kind else None
    able = [each for each in others.all if is_measured(each) and each.kind == column.kind]
    for why, alike in _WAYS:
        found = [each for each in able if alike(each, column)]
        if len(found) == 1:
            return found[0], why
    return None


def _words(column: FilterColumn) -> tuple[object, ...]:
    if column.question is None or column.variable is None:
        return ()
    variable = column.variable
    return (dict(column.question.text), dict(variable.part_label), dict(variable.cell_label))


_WAYS: tuple[tuple[str, Callable[[FilterColumn, FilterColumn], bool]], ...] = (
    ("identity", lambda each, column: each.field == column.field),
    ("name", lambda each, column: each.name == column.name),
    ("words", lambda each, column: bool(_words(column)) and _words(each) == _words(column)),
)


def values_matched(column: FilterColumn, other: FilterColumn, values: Sequence[str]) -> list[str]:
    """The values of another column that are the same as some of a column: by identity, else by code, else by
    their words."""
    theirs = list(other.values or ())
    found: list[str] = []
    for value in (each for each in column.values or () if str(each.value) in values):
        for alike in _VALUES:
            same = [str(each.value) for each in theirs if alike(each, value)]
            if same:
                found += same[:1]
                break
    return found


_VALUES: tuple[Callable[[Value, Value], bool], ...] = (
    lambda each, value: each.value == value.value,
    lambda each, value: each.code == value.code,
    lambda each, value: bool(value.label) and dict(each.label) == dict(value.label),
)


def is_same_scale(column: FilterColumn, other: FilterColumn) -> bool:
    """Whether means and scores of two columns of numbers can be compared: the points of their scales are the
    same, or neither has a scale."""
    return _points(column) == _points(other)


def _points(column: FilterColumn) -> frozenset[str] | None:
    if column.values is None:
        return None
    return frozenset(str(value.value) for value in column.values if not value.is_removed)
