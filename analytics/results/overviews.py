"""A survey's responses as a whole."""

import datetime
from collections.abc import Iterator

from analytics.results.asking import SelectedRows
from analytics.results.ends import Ends
from analytics.results.figures import Day, Overview, PageStep
from analytics.results.questions import Layout
from analytics.results.tallies import routes


def overview_of(layout: Layout, rows: SelectedRows) -> Overview:
    """Counts, completion, time, days and pages of the rows, which should be of any status."""
    ends = Ends.of(dict(rows.ask("SELECT status, count(*) FROM selected GROUP BY status")))
    seconds = rows.ask("SELECT quantile_cont(seconds, 0.5) FILTER (status = 'complete') FROM selected")[0][0]
    return Overview(
        responses=ends.responses,
        complete=ends.complete,
        unfinished=ends.unfinished,
        screened_out=ends.screened_out,
        over_quota=ends.over_quota,
        completion_rate=ends.completion_rate,
        median_seconds=seconds,
        days=tuple(_days(rows)),
        pages=tuple(_pages(layout, rows)),
    )


def _days(rows: SelectedRows) -> Iterator[Day]:
    """Every day from the first with a response to the last, days without any included."""
    counts = {
        day: (started, complete)
        for day, started, complete in rows.ask(
            "SELECT started_on, count(*), count(*) FILTER (status = 'complete') FROM selected GROUP BY ALL"
        )
    }
    if not counts:
        return
    day, last = min(counts), max(counts)
    while day <= last:
        yield Day(day, *counts.get(day, (0, 0)))
        day += datetime.timedelta(days=1)


def _pages(layout: Layout, rows: SelectedRows) -> Iterator[PageStep]:
    sent = routes(rows.ask)
    left = dict(
        rows.ask("SELECT last_page, count(*) FROM selected WHERE status = 'started' GROUP BY last_page")
    )
    for page in layout.pages:
        if page.number is not None or page.id in sent:
            yield PageStep(page.id, page.title, page.number, sent[page.id], left.get(page.id, 0))
