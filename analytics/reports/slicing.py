"""Tables with more columns than paper is wide, in slices of columns with their part of the head."""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_COLUMNS = 9

type Table = Mapping[str, Any]


def sliced(table: Table) -> list[dict[str, Any]]:
    """A table as it comes from ``Table.model_dump``, as one or more that fit."""
    columns = max((len(row["cells"]) for row in table["rows"]), default=1)
    places = _placed(table["head"], columns)
    return [
        {
            "corner": table["corner"],
            "columns": min(MOST_COLUMNS, columns - first),
            "head": [_cut(row, first, first + MOST_COLUMNS) for row in places],
            "rows": [{**row, "cells": row["cells"][first : first + MOST_COLUMNS]} for row in table["rows"]],
        }
        for first in range(0, columns, MOST_COLUMNS)
    ]


def _placed(head: Sequence[Sequence[Table]], columns: int) -> list[list[tuple[int, Table]]]:
    """The cells of a head with the column at which each begins, passing those that reach down from above."""
    taken = [[False] * columns for _row in head]
    rows = []
    for number, row in enumerate(head):
        found, at = [], 0
        for cell in row:
            while at < columns and taken[number][at]:
                at += 1
            found.append((at, cell))
            for below in range(number, min(number + cell["down"], len(head))):
                taken[below][at : at + cell["across"]] = [True] * len(taken[below][at : at + cell["across"]])
            at += cell["across"]
        rows.append(found)
    return rows


def _cut(row: Sequence[tuple[int, Table]], first: int, end: int) -> list[dict[str, Any]]:
    """The part of a row of a head between two columns."""
    found = []
    for at, cell in row:
        across = min(end, at + cell["across"]) - max(first, at)
        if across > 0:
            found.append({**cell, "across": across})
    return found
