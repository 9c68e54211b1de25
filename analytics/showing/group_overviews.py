"""What groups did as a whole, side by side: how many, how far they came, and how long it took."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from analytics.results import Overview
from analytics.results.comparing import Comparison
from analytics.results.statistics import percent
from analytics.showing.compared import HIDDEN, GroupCell, GroupRow, group_name
from analytics.showing.formats import duration, percentage, whole
from analytics.showing.headline import page_name
from analytics.showing.reader import Reader


def group_overview(
    comparison: Comparison, overviews: Sequence[Overview | None], reader: Reader
) -> dict[str, object]:
    """A table of overviews, everybody first; ``None`` stands where a group is too small to be told."""
    names = [(column.letter, group_name(column, reader)) for column in comparison.columns]
    return {"heads": names, "rows": list(_rows(overviews)), "pages": list(_pages(overviews, reader))}


def _rows(overviews: Sequence[Overview | None]) -> Iterator[GroupRow]:
    figures: tuple[tuple[str, Callable[[Overview], str]], ...] = (
        (_("Responses"), lambda each: whole(each.responses)),
        (_("Complete responses"), lambda each: whole(each.complete)),
        (_("Completion rate"), lambda each: percentage(each.completion_rate)),
        (_("Median time"), lambda each: duration(each.median_seconds)),
    )
    for label, written in figures:
        cells = (GroupCell(HIDDEN if each is None else written(each)) for each in overviews)
        yield GroupRow(label, tuple(cells), is_figure=True)


def _pages(overviews: Sequence[Overview | None], reader: Reader) -> Iterator[GroupRow]:
    """For every page how many of a group sent it, in percent of its responses, and how many left after it."""
    everybody = overviews[0]
    for step in everybody.pages if everybody else ():
        cells = (_page_cell(each, step.page_id) for each in overviews)
        yield GroupRow(page_name(step, reader), tuple(cells), is_removed=step.number is None)


def _page_cell(overview: Overview | None, page_id: str) -> GroupCell:
    if overview is None:
        return GroupCell(HIDDEN)
    step = next((each for each in overview.pages if each.page_id == page_id), None)
    if step is None:
        return GroupCell("–")
    sent = percentage(percent(step.sent, overview.responses))
    return GroupCell(sent, _("%(n)s left") % {"n": whole(step.left)})
