"""A survey's responses as a whole."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator

from analytics.results.asking import SelectedRows
from analytics.results.counts import Row
from analytics.results.ends import Ends
from analytics.results.figures import Day, Overview, PageStep
from analytics.results.questions import Layout
from analytics.results.tallies import routes


def overview_of(layout: Layout, rows: SelectedRows) -> Overview:
    """Counts, completion, time, days and pages of the rows, which should be of any status."""
    started = rows.counts.by("status", "started_on")
    statuses = Counter[str]()
    for status, _day, n in started:
        statuses[status] += n
    ends = Ends.of(statuses)
    seconds = rows.ask("SELECT quantile_cont(seconds, 0.5) FILTER (status = 'complete') FROM selected")[0][0]
    return Overview(
        responses=ends.responses,
        complete=ends.complete,
        unfinished=ends.unfinished,
        screened_out=ends.screened_out,
        over_quota=ends.over_quota,
        completion_rate=ends.completion_rate,
        median_seconds=seconds,
        days=tuple(_days(started)),
        pages=tuple(_pages(layout, rows)),
    )


def _days(found: Iterable[Row]) -> Iterator[Day]:
    """Every day from the first with a response to the last, days without any included."""
    counts: dict[datetime.date, tuple[int, int]] = {}
    for status, day, n in found:
        started, complete = counts.get(day, (0, 0))
        counts[day] = (started + n, complete + (n if status == "complete" else 0))
    if not counts:
        return
    day, last = min(counts), max(counts)
    while day <= last:
        yield Day(day, *counts.get(day, (0, 0)))
        day += datetime.timedelta(days=1)


def _pages(layout: Layout, rows: SelectedRows) -> Iterator[PageStep]:
    sent = routes(rows.counts)
    left = {page: n for status, page, n in rows.counts.by("status", "last_page") if status == "started"}
    for page in layout.pages:
        if page.number is not None or page.id in sent:
            yield PageStep(page.id, page.title, page.number, sent[page.id], left.get(page.id, 0))
