"""Files of responses that are in no database."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from analytics.exporting.formats import FORMATS, entries, write_entries
from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import Table
from analytics.exporting.tables import tables_of
from analytics.results import Layout, Selection
from analytics.results.relation import opened
from tests.analytics.made import everything, results_of

EVERYBODY = Selection(status="all")


@contextmanager
def tables(
    rows: Iterable[dict[str, Any]], merged: Layout | None = None, *, zone: str = "UTC", **options: Any
) -> Iterator[list[Table]]:
    """The tables of responses, as ``tests.analytics.made.row`` gives them."""
    merged = merged or everything()
    labels = options.pop("labels", None)
    with opened(results_of(rows, merged)._snapshot) as answers:
        yield tables_of(answers, EVERYBODY, ExportOptions(**options), time_zone=zone, labels=labels)


def file_of(
    key: str,
    rows: Iterable[dict[str, Any]],
    merged: Layout | None = None,
    *,
    zone: str = "UTC",
    **options: Any,
) -> bytes:
    """The content of a file; ``options`` are those of ``ExportOptions``, and ``labels`` of links."""
    merged = merged or everything()
    labels = options.pop("labels", None)
    chosen = FORMATS[key].fitted(ExportOptions(**options))
    with opened(results_of(rows, merged)._snapshot) as answers:
        found = tables_of(answers, EVERYBODY, chosen, time_zone=zone, labels=labels)
        parts = entries(key, found, chosen, merged, name="answers")
        target = io.BytesIO()
        write_entries(parts, target, lambda _rows: None, zipped=len(parts) > 1)
    return target.getvalue()
