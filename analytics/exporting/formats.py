"""The formats of files: what each is good for, and how it is written."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Literal, cast, get_args

from django.utils.translation import gettext_lazy as _

from analytics.exporting.csv_files import csv_portions
from analytics.exporting.dta_files import write_dta
from analytics.exporting.json_files import json_portions
from analytics.exporting.options import ExportOptions
from analytics.exporting.parquet_files import write_parquet
from analytics.exporting.r_files import r_script
from analytics.exporting.rows import Progress, Table
from analytics.exporting.sav_files import write_sav
from analytics.exporting.uploaded_files import write_uploads
from analytics.exporting.xlsx_files import write_xlsx
from analytics.results import Layout
from surveys.question_types.elements import Words

type FormatKey = Literal["csv", "sheets", "xlsx", "sav", "dta", "r", "parquet", "jsonl", "files"]
FORMAT_KEYS: tuple[FormatKey, ...] = get_args(FormatKey.__value__)
ZIP = "application/zip"

type Portions = Callable[[Table, ExportOptions], Iterator[tuple[bytes, int]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, alone or in a ZIP. ``write`` is given where to, and whom to tell of rows written."""

    name: str
    write: Callable[[BinaryIO, Progress], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: ``about`` says what it is good for, ``asks`` which options it has a use for,
    ``fixed`` what options are with it."""

    key: FormatKey
    label: Words
    about: Words
    icon: str
    extension: str
    content_type: str
    asks: frozenset[str]
    is_archive: bool = False
    fixed: Mapping[str, object] = field(default_factory=dict)

    def fitted(self, options: ExportOptions) -> ExportOptions:
        """The options, with what this format always does."""
        return replace(options, **self.fixed)  # type: ignore[arg-type]


_EVERY = frozenset({"words", "multiple", "versions", "about", "personal"})
_WRITTEN = _EVERY | {"values", "header", "missing"}
FORMATS: dict[str, Format] = {
    each.key: each
    for each in (
        Format(
            "csv",
            _("CSV"),
            _("Plain text that every program reads."),
            "file-text",
            "csv",
            "text/csv; charset=utf-8",
            _WRITTEN | {"separator", "bom"},
        ),
        Format(
            "xlsx",
            _("Excel"),
            _("A sheet of answers and a codebook. Days and numbers are ready to calculate with."),
            "file-spreadsheet",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _WRITTEN,
        ),
        Format(
            "sheets",
            _("CSV for spreadsheets"),
            _("For Google Sheets, LibreOffice and Numbers: opens with a double click, accents and all."),
            "table-2",
            "csv",
            "text/csv; charset=utf-8",
            _WRITTEN | {"separator"},
            fixed={"bom": True},
        ),
        Format(
            "sav",
            _("SPSS"),
            _("Labels, measures and reasons for missing answers; also for jamovi, PSPP and JASP."),
            "chart-column",
            "sav",
            "application/x-spss-sav",
            _EVERY | {"missing"},
            fixed={"header": "names"},
        ),
        Format(
            "dta",
            _("Stata"),
            _("Labels, and missing answers as .a to .d. Stata 14 and later."),
            "chart-line",
            "dta",
            "application/x-stata-dta",
            _EVERY | {"missing"},
            fixed={"header": "names"},
        ),
        Format(
            "r",
            _("R"),
            _("A CSV of codes and the script that reads it: factors, days and labels."),
            "calculator",
            "zip",
            ZIP,
            _EVERY | {"missing"},
            is_archive=True,
            fixed={"values": "codes", "header": "names", "separator": ",", "bom": False},
        ),
        Format(
            "parquet",
            _("Parquet"),
            _("Typed columns for Python, R, DuckDB and data warehouses; small and quick."),
            "database",
            "parquet",
            "application/vnd.apache.parquet",
            _WRITTEN,
        ),
        Format(
            "jsonl",
            _("JSON lines"),
            _("An object for each response, for programs."),
            "list",
            "jsonl",
            "application/x-ndjson",
            _WRITTEN,
        ),
        Format(
            "files",
            _("Uploaded files"),
            _("What respondents sent, in a folder for each response, with a list."),
            "folder",
            "zip",
            ZIP,
            frozenset({"personal"}),
            is_archive=True,
        ),
    )
}


def entries(
    key: str, tables: Sequence[Table], options: ExportOptions, layout: Layout, *, name: str
) -> list[Entry]:
    """The files that an export is made of; ``name`` is what they are called, without an ending."""
    if key == "xlsx":
        return [Entry(f"{name}.xlsx", lambda target, told: write_xlsx(tables, target, options, told))]
    found: list[Entry] = []
    for table in tables:
        called = f"{name}-{table.title}" if len(tables) > 1 else name
        found += _entries_of(key, table, options, layout, called)
    return found


def _entries_of(key: str, table: Table, options: ExportOptions, layout: Layout, name: str) -> list[Entry]:
    if key == "files":
        return [Entry(f"{name}.zip", lambda target, told: write_uploads(table, target, layout, told))]
    if key == "r":
        script = r_script(table, file_name=f"{name}.csv").encode()
        return [
            Entry(f"{name}.csv", _of_portions(csv_portions, table, options)),
            Entry(f"{name}.R", _of_bytes(script)),
        ]
    extension = FORMATS[key].extension
    if key in {"csv", "sheets", "jsonl"}:
        portions = json_portions if key == "jsonl" else csv_portions
        return [Entry(f"{name}.{extension}", _of_portions(portions, table, options))]
    write = {"sav": write_sav, "dta": write_dta, "parquet": write_parquet}[key]
    return [Entry(f"{name}.{extension}", lambda target, told: write(table, target, options, told))]


def _of_bytes(content: bytes) -> Callable[[BinaryIO, Progress], None]:
    def write(target: BinaryIO, _told: Progress) -> None:
        target.write(content)

    return write


def _of_portions(
    portions: Portions, table: Table, options: ExportOptions
) -> Callable[[BinaryIO, Progress], None]:
    def write(target: BinaryIO, told: Progress) -> None:
        for portion, rows in portions(table, options):
            target.write(portion)
            told(rows)

    return write


def write_entries(found: Sequence[Entry], target: BinaryIO, told: Progress, *, zipped: bool) -> None:
    """Write files, one as it is or several into a ZIP."""
    if not zipped:
        found[0].write(target, told)
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for entry in found:
            with archive.open(entry.name, "w", force_zip64=True) as part:
                entry.write(cast(BinaryIO, part), told)
