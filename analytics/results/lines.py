"""Responses as lines of a table: in the order of any column, from any place on, whatever their number.

A place is the value of that column and the id, so that going on costs the same on every page, and nobody is
listed twice or left out when others come and go. Without a value comes last, whichever way the order goes.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from analytics.results.asking import condition_of, literal
from analytics.results.filtering import FilterColumn, FilterColumns
from analytics.results.relation import Answers
from analytics.results.selection import Selection
from tenants.strict_json import parse_json

CHANGED = "changed"
LONGEST_SEARCH = 200
_TYPES = {
    "number": "DOUBLE",
    "text": "VARCHAR",
    "date": "DATE",
    "time": "TIME",
    "datetime": "TIMESTAMP",
}


@dataclass(frozen=True, slots=True)
class Order:
    """An order of lines. ``name`` is that of a column in addresses, or ``CHANGED``; ``sql`` its values."""

    name: str = CHANGED
    sql: str = "changed_at"
    type: str = "TIMESTAMP"
    descends: bool = True

    def __str__(self) -> str:
        return f"-{self.name}" if self.descends else self.name


class Place(NamedTuple):
    """A line in an order: the value as text, ``None`` where there is none, and the response's id."""

    value: str | None
    id: str

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(list(self)).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Place":
        """Return the place that ``str()`` wrote down; raise ``ValueError`` for any other text."""
        try:
            value, pk = parse_json(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (binascii.Error, TypeError) as problem:
            raise ValueError(text) from problem
        if not (value is None or isinstance(value, str)):
            raise ValueError(text)
        return cls(value, str(UUID(str(pk))))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: a selection, words that answers must hold (``""`` for none), responses that are found by
    something else than their answers (``also``), and in which order."""

    selection: Selection
    order: Order = Order()
    search: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines, and where to go on: ``None`` at the ends."""

    ids: tuple[UUID, ...]
    before: Place | None = None
    after: Place | None = None


def order_of(column: FilterColumn, *, descends: bool) -> Order:
    """The order by a column: choices as they stand in the survey, several by how many, texts by letters."""
    name = column.sql
    if column.field == "started_on":
        return Order(column.name, "started_at", "TIMESTAMP", descends)
    if column.kind in ("category", "rank"):
        if column.values is None:
            return Order(column.name, f"lower({column.value_sql})", "VARCHAR", descends)
        listed = ", ".join(literal(str(value.value)) for value in column.values)
        place = f"nullif(list_position([{listed}]::VARCHAR[], {column.value_sql}), 0)"
        return Order(column.name, place, "INTEGER", descends)
    if column.kind in ("set", "file"):
        return Order(column.name, f"len({name})", "BIGINT", descends)
    sql = f"lower({name})" if column.kind == "text" else name
    return Order(column.name, sql, _TYPES[column.kind], descends)


def read_order(text: str, columns: FilterColumns) -> Order:
    """The order that an address asks for, the latest changes first where it asks for none that there is."""
    name, descends = text.removeprefix("-"), text.startswith("-")
    if name == CHANGED:
        return Order(descends=descends)
    column = columns.named.get(name)
    return order_of(column, descends=descends) if column else Order()


def lines(
    answers: Answers, wanted: Wanted, *, size: int, after: Place | None = None, before: Place | None = None
) -> Lines:
    """Return ``size`` lines from a place on, or the last ones before a place."""
    place, is_back = (before, True) if before else (after, False)
    found = _read(answers, wanted, size + 1, place, is_back=is_back)
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found = found[::-1]
    if not found:
        return Lines(())
    ids = tuple(UUID(each.id) for each in found)
    if is_back:
        return Lines(ids, before=found[0] if has_more else None, after=found[-1])
    return Lines(ids, before=found[0] if after else None, after=found[-1] if has_more else None)


def count(answers: Answers, wanted: Wanted) -> int:
    """How many lines there are."""
    condition, parameters = _condition(answers, wanted)
    sql = f"SELECT count(*) FROM {answers.relation} WHERE {condition}"  # noqa: S608 - names of our own
    return int(answers.ask(sql, **parameters)[0][0])


def neighbours(answers: Answers, wanted: Wanted, response: UUID) -> tuple[UUID | None, UUID | None]:
    """The responses on the lines before and after one, whether that one is among those wanted or not."""
    order = wanted.order
    sql = f"SELECT CAST({order.sql} AS VARCHAR), id FROM {answers.relation} WHERE id = $id"  # noqa: S608
    found = answers.ask(sql, id=str(response))
    if not found:
        return None, None
    place = Place(*found[0])
    sides = (_read(answers, wanted, 1, place, is_back=is_back) for is_back in (True, False))
    before, after = (UUID(side[0].id) if side else None for side in sides)
    return before, after


def _read(answers: Answers, wanted: Wanted, size: int, place: Place | None, *, is_back: bool) -> list[Place]:
    """Places in the wanted order, the other way round where it goes back."""
    order = wanted.order
    condition, parameters = _condition(answers, wanted)
    if place is not None:
        condition += f" AND {_beyond(order, place, is_back=is_back)}"
        parameters |= {"place": place.id} | ({"value": place.value} if place.value is not None else {})
    way = "DESC" if order.descends is not is_back else "ASC"
    nulls = "FIRST" if is_back else "LAST"
    found = answers.ask(
        f"SELECT CAST({order.sql} AS VARCHAR), id FROM {answers.relation} WHERE {condition}"  # noqa: S608
        f" ORDER BY {order.sql} {way} NULLS {nulls}, id {way} LIMIT {size}",
        **parameters,
    )
    return [Place(*row) for row in found]


def _beyond(order: Order, place: Place, *, is_back: bool) -> str:
    """SQL: whether a line comes after a place, or before it where it goes back."""
    sign = "<" if order.descends is not is_back else ">"
    if place.value is None:
        same = f"({order.sql} IS NULL AND id {sign} $place)"
        return f"({same} OR {order.sql} IS NOT NULL)" if is_back else same
    value = f"TRY_CAST($value AS {order.type})"
    beyond = f"{order.sql} {sign} {value} OR ({order.sql} = {value} AND id {sign} $place)"
    return f"(coalesce({beyond}, false))" if is_back else f"({beyond} OR {order.sql} IS NULL)"


def _condition(answers: Answers, wanted: Wanted) -> tuple[str, dict[str, Any]]:
    condition, parameters = condition_of(wanted.selection, answers.layout)
    if not wanted.search:
        return condition, parameters
    parts = ["starts_with(id, $search)", "list_contains($also, id)", *_texts(answers)]
    found = {"search": wanted.search.lower(), "also": list(wanted.also)}
    return f"{condition} AND ({' OR '.join(parts)})", parameters | found


def _texts(answers: Answers) -> Sequence[str]:
    return [
        f"coalesce(contains(lower({column.sql}), $search), false)"
        for column in answers.columns
        if column.kind == "text"
    ]
