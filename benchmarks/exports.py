"""Files of responses: CPU seconds and memory, beside DuckDB's COPY, and libraries for XLSX and SAV.

CPU seconds are those of all threads of a process, so that other work on the machine meets both sides alike.
Each is made in a process of its own, from the same column files. ``BENCH_ROWS`` says of how many responses,
200,000 if left out. XLSX is made of at most ``BENCH_XLSX_ROWS``, 200,000 if left out. The libraries want all
cells in memory beforehand, and get fewer (``MOST``): compared are rows a second. ``BENCH_FORMATS=csv,sav``
makes some only.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import django

ROWS = int(os.environ.get("BENCH_ROWS", "200000"))
XLSX_ROWS = int(os.environ.get("BENCH_XLSX_ROWS", "200000"))
MOST = {"xlsx": XLSX_ROWS, "xlsxwriter": 10_000, "pyreadstat": 200_000}
MOST_MEMORY = 500
AIMS = {"csv": ("copy", 1 / 2), "xlsx": ("xlsxwriter", 1 / 3), "sav": ("pyreadstat", 1 / 3)}
"""What each is measured by, and how fast it is to be beside it."""
OURS = os.environ.get("BENCH_FORMATS", "csv,jsonl,parquet,sav,dta,xlsx").split(",")


def run() -> bool:
    """Make every format once; return whether all are as quick and as small as they are to be."""
    from benchmarks.generated import asked, generate
    from benchmarks.room import organisation_made, published

    with organisation_made():
        wanted = [*OURS, *(AIMS[what][0] for what in OURS if what in AIMS)]
        surveys = {rows: published(asked()).pk for rows in {_rows(what) for what in wanted}}
        for rows, survey in surveys.items():
            generate(survey, rows)
        found = {what: _measured(what, surveys[_rows(what)]) for what in wanted}
    return _told(found)


def _rows(what: str) -> int:
    """How many responses a file is made of."""
    return min(ROWS, MOST.get(what, ROWS))


def _measured(what: str, survey: UUID) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.exports", what, str(survey)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout  # noqa: S603
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found


def _told(found: dict[str, dict[str, float]]) -> bool:
    sys.stdout.write(f"exports: {found[OURS[0]]['columns']:.0f} columns\n")
    is_fine = True
    for what in OURS:
        mine, line = found[what], f"  {what:8}{_rows(what):10,} responses"
        line += f"{mine['seconds']:7.2f} s  {mine['megabytes']:6.1f} MB  peak {mine['memory']:4.0f} MB"
        if what in AIMS:
            other, aim = AIMS[what]
            theirs, rows = found[other], _rows(other)
            ratio = (theirs["seconds"] / rows) / (mine["seconds"] / _rows(what))
            line += f"  {ratio:5.2f} times as fast as {other} ({rows:,}: {theirs['seconds']:.2f} s,"
            line += f" peak {theirs['memory']:.0f} MB); aim {aim:.2f}"
            is_fine &= ratio >= aim
        is_fine &= mine["memory"] < MOST_MEMORY
        sys.stdout.write(f"{line}\n")
    return is_fine


def _child(what: str, survey: UUID) -> dict[str, float]:
    """Make one file, and tell of it."""
    from analytics.exporting.options import ExportOptions
    from analytics.exporting.tables import tables_of
    from analytics.results import Selection
    from analytics.results.relation import answers_of

    made = {"copy": _copy, "xlsxwriter": _xlsxwriter, "pyreadstat": _pyreadstat}
    with answers_of(survey) as answers, tempfile.TemporaryDirectory() as folder:
        (table,) = tables_of(answers, Selection(status="all"), ExportOptions(), time_zone="UTC")
        seconds, size = made.get(what, _ours(what))(table, Path(folder))
    return {
        "seconds": seconds,
        "columns": len(table.columns),
        "megabytes": size / 1e6,
        "memory": _most_memory(),
    }


def _most_memory() -> float:
    """The most megabytes that this process has had; ``ru_maxrss`` would begin with its parent's."""
    status = Path("/proc/self/status").read_text()
    return float(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def _ours(what: str) -> Callable[[Any, Path], tuple[float, int]]:
    def made(table: Any, folder: Path) -> tuple[float, int]:
        from analytics.exporting.formats import FORMATS, entries, write_entries
        from analytics.exporting.options import ExportOptions
        from analytics.results.questions import layout_of

        path, started = folder / "file", time.process_time()
        parts = entries(what, [table], FORMATS[what].fitted(ExportOptions()), layout_of([]), name="file")
        with path.open("wb") as target:
            write_entries(parts, target, lambda _rows: None, zipped=False)
        return time.process_time() - started, path.stat().st_size

    return made


def _copy(table: Any, _folder: Path) -> tuple[float, int]:
    """The same texts by DuckDB's own COPY, in the order in which it finds them."""
    from analytics.exporting.options import ExportOptions
    from analytics.exporting.texts import said
    from analytics.results.engine import results_scratch

    path = results_scratch() / "copy.csv"
    columns = ", ".join(f'{said(c, ExportOptions())} AS "{n}"' for n, c in enumerate(table.columns))
    started = time.process_time()
    query = f"SELECT {columns} FROM {table.source.sql}"  # noqa: S608 - pieces of our own
    table.source.connection.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER)").fetchall()
    seconds, size = time.process_time() - started, path.stat().st_size
    path.unlink()
    return seconds, size


def _cells(table: Any, select: Sequence[str]) -> list[tuple[Any, ...]]:
    return [
        row
        for batch in table.portions(select)
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    ]


def _xlsxwriter(table: Any, folder: Path) -> tuple[float, int]:
    """The same cells, in memory beforehand, given to the library row by row."""
    import xlsxwriter

    from analytics.exporting.options import ExportOptions
    from analytics.exporting.texts import said

    rows = _cells(table, [said(column, ExportOptions()) for column in table.columns])
    path, started = folder / "file.xlsx", time.process_time()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_size(1600, 1000)
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.set_column(0, len(table.columns) - 1, None, shown)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return time.process_time() - started, path.stat().st_size


def _pyreadstat(table: Any, folder: Path) -> tuple[float, int]:
    """The same columns as a frame, in memory beforehand, given to the library."""
    import pandas as pd
    import pyreadstat

    from analytics.exporting.numeric import stat_columns
    from analytics.exporting.options import ExportOptions
    from analytics.exporting.sav_files import SPSS

    columns = stat_columns(table, ExportOptions(), SPSS)
    rows = _cells(table, [column.sql for column in columns])
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    labels = {c.name: {float(n): label for n, label in c.labels} for c in columns if c.labels}
    path, started = folder / "file.sav", time.process_time()
    pyreadstat.write_sav(frame, path, row_compress=True, variable_value_labels=labels)
    return time.process_time() - started, path.stat().st_size


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tenants.queries import organisation_of
    from tenants.scope import tenant_scope

    with tenant_scope(organisation_of("t_room")):
        sys.stdout.write(json.dumps(_child(sys.argv[1], UUID(sys.argv[2]))) + "\n")
