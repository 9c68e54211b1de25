"""A long map made short: pages in a row at which nothing is decided are drawn as one."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from surveys.charting.graph import Chart, Stop

SHORT = 40
"""Up to so many pages a map is drawn with every one of them."""
LEAST = 3
"""So many pages in a row are worth being put together."""


def folded(chart: Chart) -> Chart:
    """The map as it is drawn: that of a long survey with plain pages in a row put together."""
    if len(chart.pages) <= SHORT:
        return chart
    return replace(chart, stops=tuple(_folded(chart)))


def _folded(chart: Chart) -> Iterator[Stop]:
    targets = {leads.to for stop in chart.stops for leads in stop.leads if leads.kind == "jump"}
    run: list[Stop] = []
    for stop in chart.stops:
        joins = run and _is_plain(stop) and stop.id not in targets and stop.block == run[0].block
        if not joins:
            yield from _as_one(run)
            run = []
        if _is_plain(stop):
            run.append(stop)
        else:
            yield stop
    yield from _as_one(run)


def _is_plain(stop: Stop) -> bool:
    """Whether everybody who comes to a page goes on to the next one."""
    leads_on = len(stop.leads) == 1 and stop.leads[0].kind == "order"
    return stop.kind == "page" and leads_on and not stop.condition and not stop.warnings


def _as_one(run: list[Stop]) -> Iterator[Stop]:
    if len(run) < LEAST:
        yield from run
        return
    first, last = run[0], run[-1]
    untitled = _("Page without a title")
    title = f"{first.title or untitled} … {last.title or untitled}"
    questions = sum(stop.questions for stop in run)
    yield replace(first, title=title, last=last.number, questions=questions, leads=last.leads)
