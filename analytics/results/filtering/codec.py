"""Filters in addresses: ``where=country~in~nl,be;age~ge~18`` — one parameter a group, any of its conditions.

Columns go by their names and choices by their codes, which people can read; where names or codes are not
unique, by their identities, which are read too. ``~``, ``,``, ``;`` and ``%`` in values are percent-encoded.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from django.utils.translation import gettext as _

from analytics.results.filtering.columns import FilterColumn, FilterColumns
from analytics.results.filtering.document import (
    MOST_CONDITIONS,
    MOST_GROUPS,
    Condition,
    Filter,
    FilterInvalid,
    Group,
)
from analytics.results.filtering.reading import Unreadable, column_named, read_condition

_ESCAPED = str.maketrans({"%": "%25", "~": "%7E", ",": "%2C", ";": "%3B"})


def read_filter(groups: Iterable[str], columns: FilterColumns) -> Filter:
    """Return the filter that parameters ``where`` of an address ask for; raise ``FilterInvalid``.

    Empty parameters ask for nothing.
    """
    errors: dict[str, str] = {}
    wanted = [text for text in groups if text]
    if len(wanted) > MOST_GROUPS:
        raise FilterInvalid({"where": _("A filter has at most %(most)s groups.") % {"most": MOST_GROUPS}})
    found = []
    for number, text in enumerate(wanted, start=1):
        conditions = list(_conditions(text, f"where.{number}", columns, errors))
        if conditions:
            found.append(Group(conditions=tuple(conditions)))
    if errors:
        raise FilterInvalid(errors)
    return Filter(groups=tuple(dict.fromkeys(found)))


def _conditions(text: str, place: str, columns: FilterColumns, errors: dict[str, str]) -> Iterator[Condition]:
    parts = text.split(";")
    if len(parts) > MOST_CONDITIONS:
        errors[place] = _("A group has at most %(most)s conditions.") % {"most": MOST_CONDITIONS}
        return
    for number, part in enumerate(parts, start=1):
        try:
            yield _condition(part, columns)
        except Unreadable as problem:
            errors[f"{place}.{number}"] = str(problem)


def _condition(text: str, columns: FilterColumns) -> Condition:
    name, *rest = text.split("~", 2)
    column = column_named(unquote(name), columns)
    operator = rest[0] if rest else ""
    given = [unquote(value) for value in rest[1].split(",")] if len(rest) > 1 and rest[1] else []
    return read_condition(column, operator, given)


def written_filter(wanted: Filter, columns: FilterColumns) -> list[str]:
    """A filter as parameters ``where``, by the names of today. Columns that are gone go by their fields."""
    return [
        ";".join(
            _written(condition, columns.by_field.get(condition.column)) for condition in group.conditions
        )
        for group in wanted.groups
    ]


def _written(condition: Condition, column: FilterColumn | None) -> str:
    name = column.name if column else condition.column
    codes = _codes(column) if column else {}
    values = [codes.get(value, value).translate(_ESCAPED) for value in condition.values]
    parts = [name.translate(_ESCAPED), condition.operator, ",".join(values)]
    return "~".join(parts if values else parts[:2])


def _codes(column: FilterColumn) -> dict[str, str]:
    """By value the code that stands for it alone."""
    listed = column.values or ()
    codes = [value.code for value in listed]
    return {str(value.value): value.code for value in listed if codes.count(value.code) == 1}
