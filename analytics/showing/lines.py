"""Responses as lines of a table, in words."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from analytics.results import Record
from analytics.results.filtering import FilterColumn, FilterColumns
from analytics.results.filtering.columns import FLAGS, RULES
from analytics.results.lines import Order
from analytics.showing import formats
from analytics.showing.asked import Asked
from analytics.showing.columns import column_words, value_words
from analytics.showing.quality import why_words
from analytics.showing.reader import Reader
from responses.models import Response
from surveys.languages import language_name

FIRST_ANSWERS = 4
MOST_COLUMNS = 40
_BEFORE_COLON = " ?:.\u00a0\u061f\uff1a\uff1f"
ALWAYS = ("started_on", "status", "flag", "tags", "marks")
"""What every line tells without being chosen, by field."""
FLAG_KINDS = {Response.Flag.CHECK: "warn", Response.Flag.FINE: "good", Response.Flag.EXCLUDED: "bad"}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. ``url`` sorts by it, or the other way round; ``sorted`` is ``ascending``,
    ``descending`` or ``""``."""

    words: str
    url: str
    sorted: str
    is_number: bool = False

    @property
    def label(self) -> str:
        """The words as they stand before a colon."""
        return self.words.rstrip(_BEFORE_COLON)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the head it stands under."""

    head: Head
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A response: what every line tells, and the cells that were chosen. ``marks`` are in words."""

    record: Record
    status: str
    flag: str
    flag_kind: str
    marks: tuple[str, ...]
    cells: tuple[Cell, ...]
    label: str = ""
    whys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """A column that may be chosen."""

    name: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table as an address chooses them, in words for a reader."""

    asked: Asked
    order: Order
    columns: tuple[FilterColumn, ...]
    reader: Reader
    survey_id: UUID

    def heads(self) -> list[Head]:
        """The heads of the chosen columns."""
        return [self.head(column) for column in self.columns]

    def head(self, column: FilterColumn) -> Head:
        """The head of a column, that of the day for moments."""
        return self._head(column_words(column, self.reader), column.name, is_number=column.kind == "number")

    def head_of_changes(self) -> Head:
        """What brings the latest changes first."""
        return self._head(_("Latest changes"), "changed")

    def _head(self, words: str, name: str, *, is_number: bool = False) -> Head:
        is_sorted = self.order.name == name
        wished = name if is_sorted and self.order.descends else f"-{name}"
        way = ("descending" if self.order.descends else "ascending") if is_sorted else ""
        return Head(words, self.address([("sort", wished)]), way, is_number)

    def address(self, extra: Iterable[tuple[str, str]] = ()) -> str:
        """The address of this table with other parameters in place of its own."""
        extra = list(extra)
        names = {name for name, _value in extra}
        kept = tuple(pair for pair in self.asked.more if pair[0] not in names)
        return Asked(self.asked.selection, self.asked.columns, {}, kept, self.asked.lists_all).address(
            "responses", self.survey_id, extra
        )

    def about(self, record: Record, field: str) -> str:
        """What is known about a response in a column of its own, in words."""
        return cell_words(self.asked.columns.by_field[field], record, self.reader)

    def lines(self, records: Iterable[Record], labels: Mapping[UUID, str]) -> list[Line]:
        """Responses in words."""
        heads = self.heads()
        return [self._line(record, labels.get(record.id, ""), heads) for record in records]

    def _line(self, record: Record, label: str, heads: Sequence[Head]) -> Line:
        return Line(
            record=record,
            status=str(Response.Status(record.status).label),
            flag=str(FLAGS[record.flag]) if record.flag else "",
            flag_kind=FLAG_KINDS.get(Response.Flag(record.flag), ""),
            marks=tuple(str(RULES.get(rule, rule)) for rule in record.marks),
            cells=tuple(
                Cell(head, cell_words(column, record, self.reader))
                for head, column in zip(heads, self.columns, strict=True)
            ),
            label=label,
            whys=tuple(
                why_words(rule, why, self.asked.columns, self.reader) for rule, why in record.marks.items()
            ),
        )

    def offered(self) -> list[Offered]:
        """All columns that may be chosen."""
        chosen = {column.field for column in self.columns}
        return [
            Offered(column.name, column_words(column, self.reader), column.field in chosen)
            for column in self.asked.columns.all
            if column.field not in ALWAYS
        ]


def chosen_columns(names: Sequence[str], columns: FilterColumns) -> tuple[FilterColumn, ...]:
    """The columns that an address names, each once, in the order of the survey; the first answers and the
    time where it names none."""
    wanted = {columns.named[name].field for name in names if name in columns.named}
    if not wanted:
        wanted = {column.field for column in _first_answers(columns)} | {"seconds"}
    found = [column for column in columns.all if column.field in wanted and column.field not in ALWAYS]
    about = [column for column in found if column.question is None]
    return tuple([*(each for each in found if each.question), *about][:MOST_COLUMNS])


def _first_answers(columns: FilterColumns) -> Iterator[FilterColumn]:
    """The first column of each of the first questions that are still asked."""
    seen: set[str] = set()
    for column in columns.all:
        question = column.question
        if question is None or question.is_removed or question.key in seen:
            continue
        if len(seen) == FIRST_ANSWERS:
            return
        seen.add(question.key)
        yield column


def cell_words(column: FilterColumn, record: Record, reader: Reader) -> str:
    """What a response has in a column, in words; ``""`` for nothing."""
    if column.question is None:
        return _about(column, record, reader)
    value = record.cells.get(column.field)
    if value is None:
        return ""
    if column.kind in ("category", "set", "rank"):
        return _listed(column, value if isinstance(value, list | tuple) else [value], reader)
    return _WRITTEN.get(column.kind, _plain)(value)


def _listed(column: FilterColumn, values: Iterable[Any], reader: Reader) -> str:
    known = {str(value.value): value for value in column.values or ()}
    words_of = column.variable.words_of if column.variable else None
    said = []
    for value in map(str, values):
        if value in known:
            said.append(value_words(column, known[value], reader))
        else:
            said.append((reader.words(words_of(value)) if words_of else "") or value)
    return ", ".join(said)


def _about(column: FilterColumn, record: Record, reader: Reader) -> str:
    if column.field == "seconds":
        return formats.duration(record.seconds)
    if column.field == "version":
        return str(record.version.number)
    value = record.cells.get(column.field)
    if value in (None, "", []):
        return ""
    if column.field == "language":
        return language_name(str(value), in_language=reader.language)
    return str(column.value_words.get(str(value), value))


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _number(value: Any) -> str:
    return formats.decimal(float(value), 6)


def _day(value: Any) -> str:
    return formats.day(value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)))


_WRITTEN: Mapping[str, Callable[[Any], str]] = {"number": _number, "date": _day}
