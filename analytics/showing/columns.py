"""Columns, values and conditions in words."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from analytics.results import Value
from analytics.results.filtering import Condition, Filter, FilterColumn, FilterColumns, Group
from analytics.showing import formats
from analytics.showing.reader import Reader
from surveys.languages import language_name
from surveys.question_types.columns import ColumnKind

MOST_NAMED = 6


def column_words(column: FilterColumn, reader: Reader) -> str:
    """What a column is of: the question, and the part of it."""
    if column.question is None or column.variable is None:
        return str(column.words)
    variable = column.variable
    parts = [reader.words(column.question.text) or column.question.name]
    parts += [reader.words(variable.part_label), reader.words(variable.cell_label)]
    return " · ".join(part for part in parts if part)


def value_words(column: FilterColumn, value: Value, reader: Reader) -> str:
    """A value as people know it; a scale's points show their number too."""
    if words := column.value_words.get(str(value.value)):
        return str(words)
    if column.field == "language":
        return language_name(str(value.value), in_language=reader.language)
    words = reader.words(value.label)
    if isinstance(value.value, int):
        return f"{value.code} · {words}" if words else value.code
    return words or value.code


def filter_words(wanted: Filter, columns: FilterColumns, reader: Reader) -> list[str]:
    """Each group of a filter as a sentence without an end."""
    return [group_words(group, columns, reader) for group in wanted.groups]


def group_words(group: Group, columns: FilterColumns, reader: Reader) -> str:
    """The conditions of a group, of which any is enough."""
    said = [condition_words(each, columns, reader) for each in group.conditions]
    return _(" or ").join(said)


def condition_words(condition: Condition, columns: FilterColumns, reader: Reader) -> str:
    """A condition as people would say it; one of a column that is gone by its name."""
    column = columns.by_field.get(condition.column)
    if column is None:
        return f"{condition.column}: {condition.operator}"
    words = {"column": column_words(column, reader), "values": _values(condition, column, reader)}
    return _SAID[condition.operator]() % words


def _values(condition: Condition, column: FilterColumn, reader: Reader) -> str:
    known = {str(value.value): value for value in column.values or ()}
    said = [
        value_words(column, known[value], reader) if value in known else value_as_written(column.kind, value)
        for value in condition.values
    ]
    if condition.operator == "between":
        return _("%(first)s and %(last)s") % {"first": said[0], "last": said[-1]}
    named = ", ".join(said[:MOST_NAMED])
    more = len(said) - MOST_NAMED
    return _("%(named)s and %(more)s more") % {"named": named, "more": more} if more > 0 else named


def value_as_written(kind: ColumnKind, value: str) -> str:
    """A number, a day or a text as people write it."""
    if kind == "number":
        return formats.decimal(float(value), 6)
    return f"“{value}”" if kind == "text" else value


def operator_words(key: str, kind: ColumnKind) -> str:
    """What a form calls an operator."""
    return _ORDER[key]() if kind in ("date", "time", "datetime") and key in _ORDER else _NAMED[key]()


_SAID: Mapping[str, Callable[[], str]] = {
    "in": lambda: _("%(column)s is %(values)s"),
    "not_in": lambda: _("%(column)s is not %(values)s"),
    "all": lambda: _("%(column)s has all of %(values)s"),
    "first": lambda: _("%(column)s begins with %(values)s"),
    "eq": lambda: _("%(column)s is %(values)s"),
    "ne": lambda: _("%(column)s is not %(values)s"),
    "lt": lambda: _("%(column)s is below %(values)s"),
    "le": lambda: _("%(column)s is at most %(values)s"),
    "gt": lambda: _("%(column)s is above %(values)s"),
    "ge": lambda: _("%(column)s is at least %(values)s"),
    "between": lambda: _("%(column)s is between %(values)s"),
    "contains": lambda: _("%(column)s contains %(values)s"),
    "not_contains": lambda: _("%(column)s doesn’t contain %(values)s"),
    "starts": lambda: _("%(column)s begins with %(values)s"),
    "answered": lambda: _("%(column)s was answered"),
    "not_answered": lambda: _("%(column)s has no answer"),
    "skipped": lambda: _("%(column)s was skipped"),
    "refused": lambda: _("%(column)s: preferred not to say"),
    "dont_know": lambda: _("%(column)s: don’t know"),
    "not_shown": lambda: _("%(column)s was not shown"),
}
_NAMED: Mapping[str, Callable[[], str]] = {
    "in": lambda: _("is any of"),
    "not_in": lambda: _("is none of"),
    "all": lambda: _("has all of"),
    "first": lambda: _("has in first place"),
    "eq": lambda: _("is"),
    "ne": lambda: _("is not"),
    "lt": lambda: _("is below"),
    "le": lambda: _("is at most"),
    "gt": lambda: _("is above"),
    "ge": lambda: _("is at least"),
    "between": lambda: _("is between"),
    "contains": lambda: _("contains"),
    "not_contains": lambda: _("doesn’t contain"),
    "starts": lambda: _("begins with"),
    "answered": lambda: _("was answered"),
    "not_answered": lambda: _("has no answer"),
    "skipped": lambda: _("was skipped"),
    "refused": lambda: _("preferred not to say"),
    "dont_know": lambda: _("don’t know"),
    "not_shown": lambda: _("was not shown"),
}
_ORDER: Mapping[str, Callable[[], str]] = {
    "lt": lambda: _("is before"),
    "le": lambda: _("is until"),
    "gt": lambda: _("is after"),
    "ge": lambda: _("is from"),
}
