"""The editor of a filter: its conditions as rows of a form, and what may be added."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from analytics.results.filtering import Condition, Filter, FilterColumn, FilterColumns
from analytics.results.filtering.reading import Unreadable, read_condition
from analytics.showing.columns import column_words, operator_words, value_words
from analytics.showing.reader import Reader

type Option = tuple[str, str, bool]
"""A value, its words, and whether it is chosen."""
_INPUTS: Mapping[str, str] = {
    "number": "number",
    "date": "date",
    "time": "time",
    "datetime": "datetime-local",
}
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A condition in a form. ``group`` counts from 0. ``choices`` are empty where values are written, in
    ``input`` fields of that type; ``operators`` as ``(key, words, whether chosen, what it takes)``; ``error``
    is what is wrong with it."""

    place: int
    group: int
    begins_group: bool
    column: str
    label: str
    operators: tuple[tuple[str, str, bool, str], ...]
    choices: tuple[Option, ...]
    input: str
    first: str
    second: str
    error: str = ""


def rows_of(
    conditions: Iterable[tuple[int, Condition]],
    columns: FilterColumns,
    reader: Reader,
    *,
    judged: bool = False,
) -> Iterator[Row]:
    """The conditions of a filter as rows, each with the number of its group and, if ``judged``, its error."""
    last = -1
    for place, (group, condition) in enumerate(conditions):
        column = columns.by_field[condition.column]
        row = _row(place, group, group != last, condition, column, reader)
        yield replace(row, error=_wrong(condition, column)) if judged else row
        last = group


def _wrong(condition: Condition, column: FilterColumn) -> str:
    try:
        read_condition(column, condition.operator, condition.values)
    except Unreadable as problem:
        return str(problem)
    return ""


def numbered(wanted: Filter) -> list[tuple[int, Condition]]:
    """The conditions of a filter, each with the number of its group."""
    return [
        (number, condition) for number, group in enumerate(wanted.groups) for condition in group.conditions
    ]


def _row(
    place: int, group: int, begins: bool, condition: Condition, column: FilterColumn, reader: Reader
) -> Row:
    written = condition.values if column.values is None or condition.operator not in ("in", "not_in") else ()
    return Row(
        place=place,
        group=group,
        begins_group=begins,
        column=column.name,
        label=column_words(column, reader),
        operators=tuple(
            (each.key, operator_words(each.key, column.kind), each.key == condition.operator, each.takes)
            for each in column.operators
        ),
        choices=tuple(_choices(condition, column, reader)),
        input=_INPUTS.get(column.kind, "text"),
        first=_first(written, condition, column),
        second=written[1] if len(written) > 1 else "",
    )


def _choices(condition: Condition, column: FilterColumn, reader: Reader) -> Iterator[Option]:
    """The values of a column that are chosen from, if they aren't too many."""
    values = column.values or ()
    if len(values) <= MOST_LISTED and any(each.takes == "choices" for each in column.operators):
        for value in values:
            known = str(value.value)
            yield known, value_words(column, value, reader), known in condition.values


def _first(written: tuple[str, ...], condition: Condition, column: FilterColumn) -> str:
    is_several = column.kind in ("category", "set", "rank") or condition.operator in ("in", "not_in")
    return ", ".join(written) if is_several else (written or ("",))[0]


def offered(columns: Iterable[FilterColumn], reader: Reader, chosen: str = "") -> list[tuple[str, str, bool]]:
    """Columns as options of a form."""
    return [(column.name, column_words(column, reader), column.name == chosen) for column in columns]
