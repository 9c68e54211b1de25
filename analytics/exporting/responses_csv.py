"""Responses as CSV: RFC 4180, UTF-8, one row a response, written while it is read."""

import csv
import io
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.results import Layout, Question, Record, Value, Variable
from surveys.question_types.elements import Words
from surveys.question_types.missing import REFUSAL_WORDS, Missing
from surveys.texts import localised
from tenants.spreadsheets import neutralised

ROWS_AT_ONCE = 500
BOM = "\ufeff"
_MISSING: dict[Missing, Words] = {
    "not_shown": gettext_lazy("Not shown"),
    "skipped": gettext_lazy("Skipped"),
    "refused": REFUSAL_WORDS["refused"],
    "dont_know": REFUSAL_WORDS["dont_know"],
}

type CsvCell = str | int | float | None


@dataclass(frozen=True, slots=True)
class CsvOptions:
    """How a file is written.

    ``values``: choices by their words or their codes. ``header``: columns by names or by questions' texts.
    ``language``: of the words. ``multiple``: a multiple choice as one column for each choice (1 chosen, 0
    not, empty for no answer; of a ranking its place) or as one column, joined by ``"; "``. ``missing``: cells
    without an answer empty, or with a column beside each question that says why. ``bom``: begin with the mark
    by which Excel knows UTF-8.
    """

    values: Literal["labels", "codes"] = "labels"
    header: Literal["names", "texts"] = "names"
    language: str = "en"
    multiple: Literal["split", "joined"] = "split"
    missing: Literal["empty", "told"] = "empty"
    separator: Literal[",", ";"] = ","
    bom: bool = False


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """A column: what stands on top, and what of a response stands below."""

    header: str
    read: Callable[[Record], CsvCell]


def csv_text(records: Iterable[Record], columns: list[CsvColumn], options: CsvOptions) -> Iterator[str]:
    """Yield the file in portions of some hundred rows, the header first."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=options.separator, quoting=csv.QUOTE_STRINGS, lineterminator="\r\n")
    if options.bom:
        buffer.write(BOM)
    writer.writerow([neutralised(column.header) for column in columns])
    for count, record in enumerate(records, start=1):
        writer.writerow([_written(column.read(record)) for column in columns])
        if count % ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _written(cell: CsvCell) -> CsvCell:
    return neutralised(cell) if isinstance(cell, str) else cell


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def csv_columns(
    layout: Layout, options: CsvOptions, *, time_zone: str, labels: Mapping[UUID, str] | None = None
) -> list[CsvColumn]:
    """The columns of a file: about the response, then every variable of every version.

    ``labels`` are those of the personal links that responses came by; without any there is no column of them.
    """
    columns = _about_responses(options, zoneinfo.ZoneInfo(time_zone))
    if labels:
        header = _("Label of the link") if options.header == "texts" else "link_label"
        columns.append(CsvColumn(header, lambda record: labels.get(record.id)))
    for question in layout.questions:
        for variable in question.variables:
            columns += _columns_of(question, variable, layout, options)
        if options.missing == "told" and question.variables:
            columns.append(_column_of_missing(question, _Words(layout, options)))
    return _with_different_headers(columns)


def _about_responses(options: CsvOptions, zone: zoneinfo.ZoneInfo) -> list[CsvColumn]:
    def local(moment: object) -> str | None:
        return f"{timezone.localtime(moment, zone):%Y-%m-%d %H:%M:%S}" if moment else None  # type: ignore[arg-type]

    about: list[tuple[str, str, Callable[[Record], CsvCell]]] = [
        ("response_id", _("Response"), lambda record: str(record.id)),
        ("status", _("Status"), lambda record: record.status),
        ("language", _("Language"), lambda record: record.language),
        ("version", _("Version"), lambda record: record.version.number),
        ("channel", _("Channel"), lambda record: record.channel),
        ("started_at", _("Started"), lambda record: local(record.started_at)),
        ("completed_at", _("Completed"), lambda record: local(record.completed_at)),
        ("seconds", _("Seconds"), lambda record: record.seconds),
    ]
    return [CsvColumn(words if options.header == "texts" else name, read) for name, words, read in about]


def _columns_of(
    question: Question, variable: Variable, layout: Layout, options: CsvOptions
) -> Iterator[CsvColumn]:
    words = _Words(layout, options)
    if variable.kind == "set" and options.multiple == "split":
        for value in variable.values or ():
            yield CsvColumn(words.header_of_choice(question, variable, value), _is_chosen(variable, value))
        return
    if variable.kind == "rank" and options.multiple == "split":
        for value in variable.values or ():
            yield CsvColumn(words.header_of_choice(question, variable, value), _place_of(variable, value))
        return
    yield CsvColumn(words.header(question, variable), words.reader(variable))


def _column_of_missing(question: Question, words: "_Words") -> CsvColumn:
    """Why there is no answer; empty where there is one."""
    header = f"{question.name}_missing"
    if words.options.header == "texts":
        header = " · ".join((words.said(question.text) or question.name, _("Why there is no answer")))

    def read(record: Record) -> CsvCell:
        why = record.missing(question)
        return why if why is None or words.options.values == "codes" else str(_MISSING[why])

    return CsvColumn(header, read)


def _is_chosen(variable: Variable, value: Value) -> Callable[[Record], CsvCell]:
    def read(record: Record) -> CsvCell:
        chosen = record.cells.get(variable.field)
        return None if chosen is None else int(value.value in chosen)

    return read


def _place_of(variable: Variable, value: Value) -> Callable[[Record], CsvCell]:
    def read(record: Record) -> CsvCell:
        order = record.cells.get(variable.field) or []
        return order.index(value.value) + 1 if value.value in order else None

    return read


@dataclass(frozen=True, slots=True)
class _Words:
    """Headers and cells in the words that the options ask for."""

    layout: Layout
    options: CsvOptions

    def said(self, text: object) -> str:
        return localised(text, self.options.language, self.layout.base_language)  # type: ignore[arg-type]

    def header(self, question: Question, variable: Variable) -> str:
        if self.options.header == "names":
            return variable.name
        parts = [
            self.said(question.text) or variable.name,
            self.said(variable.part_label),
            self.said(variable.cell_label),
        ]
        return " · ".join(part for part in parts if part)

    def header_of_choice(self, question: Question, variable: Variable, value: Value) -> str:
        if self.options.header == "names":
            return f"{variable.name}_{value.code}"
        return f"{self.header(question, variable)} · {self.said(value.label) or value.code}"

    def reader(self, variable: Variable) -> Callable[[Record], CsvCell]:
        field, written = variable.field, self._written(variable)

        def read(record: Record) -> CsvCell:
            cell = record.cells.get(field)
            if cell is None or isinstance(cell, int | float):
                return cell
            if isinstance(cell, list):
                return "; ".join(written.get(str(each), str(each)) for each in cell)
            return written.get(str(cell)) or self._said_of(variable, str(cell))

        return read

    def _said_of(self, variable: Variable, cell: str) -> str:
        """What to write for a value of an open list; as it is where it has no words."""
        if self.options.values == "codes" or variable.words_of is None:
            return cell
        return self.said(variable.words_of(cell)) or cell

    def _written(self, variable: Variable) -> dict[str, str]:
        """What to write for a value that is an id; numbers are written as they are."""
        return {
            value.value: value.code
            if self.options.values == "codes"
            else self.said(value.label) or value.code
            for value in variable.values or ()
            if isinstance(value.value, str)
        }


def _with_different_headers(columns: list[CsvColumn]) -> list[CsvColumn]:
    """The same columns; a header that stands already gets a number."""
    taken: set[str] = set()
    different = []
    for column in columns:
        header, number = column.header, 2
        while header in taken:
            header, number = f"{column.header}_{number}", number + 1
        taken.add(header)
        different.append(CsvColumn(header, column.read))
    return different
