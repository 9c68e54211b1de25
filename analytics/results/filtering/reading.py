"""From what people wrote to conditions that can be asked, with words for what is wrong."""

import datetime
import math
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from analytics.results.filtering.columns import FilterColumn, FilterColumns
from analytics.results.filtering.document import LONGEST, MOST_VALUES, Condition, Filter, FilterInvalid
from analytics.results.filtering.operators import OPERATORS, Operator
from surveys.question_types.columns import ColumnKind

type Readable = str | float | datetime.date | datetime.time | datetime.datetime


class Unreadable(ValueError):
    """A condition can't be asked; the message says why."""


def column_named(name: str, columns: FilterColumns) -> FilterColumn:
    """Return a column by its name or field; raise ``Unreadable``."""
    column = columns.named.get(name)
    if column is None:
        raise Unreadable(_("“%(name)s” is no column of this survey.") % {"name": name[:80]})
    return column


def column_of(condition: Condition, columns: FilterColumns) -> FilterColumn:
    """The column of a condition that was stored; raise ``FilterInvalid`` where it is gone, as tags can be."""
    column = columns.by_field.get(condition.column)
    if column is None:
        words = _("“%(name)s” is no column of this survey.") % {"name": condition.column[:80]}
        raise FilterInvalid({"where": words})
    return column


def read_condition(column: FilterColumn, operator: str, given: Sequence[str]) -> Condition:
    """Return a condition with values by identity, each once; raise ``Unreadable``."""
    asked = OPERATORS.get(operator)
    if asked is None or asked not in column.operators:
        offered = ", ".join(each.key for each in column.operators)
        raise Unreadable(
            _("“%(operator)s” can't be asked of %(name)s; choose one of: %(offered)s.")
            % {"operator": operator[:30], "name": column.name, "offered": offered}
        )
    _check_number(asked, given, column)
    values = [_identity(value, asked, column) for value in given]
    if asked.takes == "two" and _is_before(values[1], values[0], column):
        raise Unreadable(_("%(name)s: the last value is before the first.") % {"name": column.name})
    once = values if asked.takes == "two" else dict.fromkeys(values)
    return Condition(column=column.field, operator=operator, values=tuple(once))


def _is_before(value: str, other: str, column: FilterColumn) -> bool:
    """Whether one of two readable values of the same column comes before the other."""
    return bool(read_value(value, column) < read_value(other, column))  # type: ignore[operator]


def _check_number(asked: Operator, given: Sequence[str], column: FilterColumn) -> None:
    allowed = {"none": (0, 0), "choices": (1, MOST_VALUES), "one": (1, 1), "two": (2, 2)}[asked.takes]
    if allowed[0] <= len(given) <= allowed[1]:
        return
    words = {
        "none": _("“%(operator)s” takes no value."),
        "choices": _("“%(operator)s” takes 1 to %(most)s values."),
        "one": _("“%(operator)s” takes one value."),
        "two": _("“%(operator)s” takes two values: the first and the last."),
    }[asked.takes]
    raise Unreadable(f"{column.name}: " + words % {"operator": asked.key, "most": MOST_VALUES})


def _identity(text: str, asked: Operator, column: FilterColumn) -> str:
    """A value by identity: the id of the choice that has this code, else the value as it is kept."""
    if asked.takes == "choices" and column.values is not None:
        known = {value.code: str(value.value) for value in reversed(column.values)}
        known |= {str(value.value): str(value.value) for value in column.values}
        if text not in known:
            raise Unreadable(
                _("“%(value)s” is no answer to %(name)s.") % {"value": text[:80], "name": column.name}
            )
        return known[text]
    read_value(text, column)
    return text


def read_value(text: str, column: FilterColumn) -> Readable:
    """A value as the column has it; raise ``Unreadable``."""
    if len(text) > LONGEST:
        raise Unreadable(_("%(name)s: the value is too long.") % {"name": column.name})
    try:
        return _READ.get(column.kind, str)(text)
    except ValueError:
        raise Unreadable(_FORMS[column.kind]() % {"value": text[:80], "name": column.name}) from None


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_READ: Mapping[ColumnKind, Callable[[str], Readable]] = {
    "number": _number,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
}
_FORMS: Mapping[ColumnKind, Callable[[], str]] = {
    "number": lambda: _("%(name)s: “%(value)s” is no number."),
    "date": lambda: _("%(name)s: write “%(value)s” as year-month-day: 2026-03-31."),
    "time": lambda: _("%(name)s: write “%(value)s” as hours and minutes: 14:30."),
    "datetime": lambda: _("%(name)s: write “%(value)s” as day and time: 2026-03-31T14:30."),
}


def checked(wanted: Filter, columns: FilterColumns) -> Filter:
    """Return a stored filter, if its columns and values still exist; raise ``FilterInvalid``."""
    errors: dict[str, str] = {}
    for number, group in enumerate(wanted.groups, start=1):
        for place, condition in enumerate(group.conditions, start=1):
            try:
                read_condition(column_named(condition.column, columns), condition.operator, condition.values)
            except Unreadable as problem:
                errors[f"where.{number}.{place}"] = str(problem)
    if errors:
        raise FilterInvalid(errors)
    return wanted
