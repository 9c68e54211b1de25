"""The rows of the filter's editor as a form sends them: ``c0``, ``g0``, ``o0``, ``v0``, ``a0``, ``b0``, …"""

from collections.abc import Iterator

from django.http import QueryDict

from analytics.results.filtering import Condition, Filter, FilterColumns, FilterInvalid, Group
from analytics.results.filtering.document import MOST_CONDITIONS, MOST_GROUPS
from analytics.results.filtering.reading import Unreadable, read_condition

MOST_ROWS = MOST_GROUPS * MOST_CONDITIONS

type Numbered = tuple[int, Condition]


def rows_sent(given: QueryDict, columns: FilterColumns) -> list[Numbered]:
    """The conditions as they were sent, unchecked, each with its group; those to be removed are left out.

    ``add`` names a column that gets a new row, in the group ``into`` or in one of its own.
    """
    rows = [
        (group, condition)
        for place, group, condition in _sent(given, columns)
        if str(place) != given.get("remove")
    ]
    if (column := columns.named.get(given.get("add", ""))) and len(rows) < MOST_ROWS:
        operator = column.operators[0].key
        group = _number(given.get("into", ""), otherwise=max((number for number, _ in rows), default=-1) + 1)
        rows.append((group, Condition(column=column.field, operator=operator)))
    return sorted(rows, key=lambda row: row[0])


def filter_sent(given: QueryDict, columns: FilterColumns) -> Filter:
    """The filter that the rows make; raise ``FilterInvalid`` with errors by ``row.<place>``."""
    groups: dict[int, list[Condition]] = {}
    errors: dict[str, str] = {}
    for place, group, sent in _sent(given, columns):
        try:
            column = columns.by_field[sent.column]
            groups.setdefault(group, []).append(read_condition(column, sent.operator, sent.values))
        except Unreadable as problem:
            errors[f"row.{place}"] = str(problem)
    if errors:
        raise FilterInvalid(errors)
    return Filter(groups=tuple(Group(conditions=tuple(each)) for each in groups.values()))


def _sent(given: QueryDict, columns: FilterColumns) -> Iterator[tuple[int, int, Condition]]:
    for place in range(MOST_ROWS):
        column = columns.named.get(given.get(f"c{place}", ""))
        if column is not None:
            operator = given.get(f"o{place}", "")[:30]
            takes = next((each.takes for each in column.operators if each.key == operator), "none")
            values = tuple(value[:500] for value in _values(given, place, takes))
            group = _number(given.get(f"g{place}", ""), otherwise=place)
            yield place, group, Condition(column=column.field, operator=operator, values=values[:500])


def _values(given: QueryDict, place: int, takes: str) -> list[str]:
    first, second = given.get(f"a{place}", "").strip(), given.get(f"b{place}", "").strip()
    if takes == "choices":
        written = [part.strip() for part in first.split(",") if part.strip()]
        return given.getlist(f"v{place}") or written
    wanted = {"none": [], "one": [first], "two": [first, second]}[takes]
    return [value for value in wanted if value]


def _number(text: str, *, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
