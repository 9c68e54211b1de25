"""Conditions in words, for people who never read an expression."""

from datetime import date, datetime, time
from typing import Any

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from surveys.building.subjects import OPERATOR_WORDS, Subjects, straightened
from surveys.expressions import Group, Row, rows_from


def condition_words(source: str, subjects: Subjects, group: str | None = None) -> str:
    """What a condition says, as “Age” is at least 18; the expression itself where it is too free for rows."""
    rows = rows_from(source, subjects.scopes.of(group))
    return _of_group(rows, subjects, group) if rows else source


def _of_group(rows: Group, subjects: Subjects, group: str | None) -> str:
    joint = _("and") if rows.joined == "all" else _("or")
    told = []
    for item in rows.items:
        if isinstance(item, Row):
            told.append(_of_row(item, subjects, group))
        else:
            told.append(f"({_of_group(item, subjects, group)})")
    return f" {joint} ".join(told)


def _of_row(row: Row, subjects: Subjects, group: str | None) -> str:
    row = straightened(row)
    subject = subjects.all(group).get("|".join((row.name, *row.part)))
    label = subject.label if subject else row.name
    words = OPERATOR_WORDS.get(row.operator, row.operator)
    codes = dict(subject.codes) if subject else {}
    if row.value is None:
        return f"“{label}” {words}"
    several = isinstance(row.value, tuple)
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    joint = f" {_('and')} " if row.operator == "between" else ", "
    told = joint.join(_value(value, codes) for value in values)
    return f"“{label}” {words} {told}" if told or not several else f"“{label}” {words}"


def _value(value: Any, codes: dict[str, str]) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case str():
            return f"“{codes.get(value, value)}”"
        case datetime():
            return date_format(value, "DATETIME_FORMAT")
        case date():
            return date_format(value)
        case time():
            return time_format(value)
    return number_format(value)
