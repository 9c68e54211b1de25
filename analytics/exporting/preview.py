"""The first rows of a file, as they will stand in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from analytics.exporting.formats import FORMATS
from analytics.exporting.personal import NOTHING
from analytics.exporting.rows import Table
from analytics.exporting.tables import tables_of
from analytics.exporting.texts import as_text
from analytics.exporting.wanted import Wanted
from analytics.results.relation import Answers

ROWS = 5
MOST_COLUMNS = 60
LONGEST_CELL = 90


@dataclass(frozen=True, slots=True)
class Preview:
    """``rows`` are the first ones; ``more`` columns are left out; ``count`` rows are in the whole file.

    ``tables``: how many there will be. ``of_files``: the file holds no table, but what respondents sent.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    more: int
    tables: int
    of_files: bool = False


def preview_of(
    answers: Answers,
    wanted: Wanted,
    *,
    time_zone: str,
    labels: Mapping[UUID, str],
    left_out: frozenset[str] = NOTHING,
) -> Preview:
    """The beginning of the file that is asked for, without the questions that it leaves out."""
    options = FORMATS[wanted.format].fitted(wanted.options)
    tables = tables_of(
        answers, wanted.selection, options, time_zone=time_zone, labels=labels, left_out=left_out
    )
    count = sum(table.source.count() for table in tables)
    if wanted.format == "files" or not tables:
        return Preview((), (), count, 0, len(tables), of_files=True)
    newest = tables[-1]
    shown = Table(newest.columns[:MOST_COLUMNS], newest.source)
    selected = [f"left({as_text(column, options)}, {LONGEST_CELL})" for column in shown.columns]
    return Preview(
        headers=tuple(column.header for column in shown.columns),
        rows=tuple(tuple(cell or "" for cell in row) for row in shown.first(selected, ROWS)),
        count=count,
        more=len(newest.columns) - len(shown.columns),
        tables=len(tables),
    )
