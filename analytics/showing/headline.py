"""The figures on top of the results page, and what the responses did over days and pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.results import NpsSummary, Overview, PageStep, Summary
from analytics.results.statistics import percent
from analytics.showing import formats
from analytics.showing.bars import Bar, bar
from analytics.showing.charts import Chart, Point, columns_chart, trend_chart
from analytics.showing.formats import duration, percentage, signed, whole
from analytics.showing.reader import Reader

_MOST_COLUMNS = 7
"""So many days are shown as columns; a line needs more of them."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure."""

    label: str
    value: str
    note: str = ""


def tiles(overview: Overview, summaries: Sequence[Summary]) -> list[Tile]:
    """The figures on top: responses, completion, the first net promoter score, time."""
    made = [
        Tile(
            _("Complete responses"),
            whole(overview.complete),
            _("of %(n)s started") % {"n": whole(overview.responses)},
        ),
        *_turned_away(overview),
        Tile(_("Completion rate"), percentage(overview.completion_rate), _drop_off(overview.pages)),
    ]
    made += [_nps_tile(each) for each in summaries if isinstance(each, NpsSummary)][:1]
    median = Tile(_("Median time"), duration(overview.median_seconds), _("over complete responses"))
    return [*made, median]


def _turned_away(overview: Overview) -> list[Tile]:
    """Those who could not complete, where there are any."""
    count = overview.screened_out + overview.over_quota
    if not count:
        return []
    parts = {"screened": whole(overview.screened_out), "over": whole(overview.over_quota)}
    note = _("%(screened)s screened out, %(over)s over quota") % parts
    return [Tile(_("Turned away"), whole(count), note)]


def _nps_tile(summary: NpsSummary) -> Tile:
    if summary.nps is None:
        return Tile(_("Net promoter score"), formats.NONE)
    interval = {"low": signed(summary.nps.low), "high": signed(summary.nps.high)}
    return Tile(
        _("Net promoter score"), signed(summary.nps.score), _("95 %% CI %(low)s to %(high)s") % interval
    )


def _drop_off(pages: Sequence[PageStep]) -> str:
    """After which page most of those left who did not finish."""
    worst = max(pages, key=lambda page: page.left, default=None)
    if worst is None or worst.left == 0 or worst.number is None:
        return ""
    return _("most leave after page %(number)s") % {"number": worst.number}


def page_bars(pages: Sequence[PageStep], reader: Reader) -> list[tuple[Bar, str]]:
    """For every page how many sent it, as a share of the page sent most, and how many left after it."""
    most = max((page.sent for page in pages), default=0)
    return [
        (
            bar(page_name(page, reader), page.sent, percent(page.sent, most), is_removed=page.number is None),
            whole(page.left),
        )
        for page in pages
    ]


def page_name(page: PageStep, reader: Reader) -> str:
    """A page's number and title."""
    title = reader.words(page.title)
    if page.number is None:
        return title or _("A removed page")
    numbered = _("Page %(number)s") % {"number": page.number}
    return f"{numbered} · {title}" if title else numbered


def trend(overview: Overview) -> Chart | None:
    """Responses started by day, in reading direction; ``None`` when there are none."""
    if not overview.days:
        return None
    points = [Point(formats.short_day(each.day), each.started) for each in overview.days]
    first, last = overview.days[0].day, overview.days[-1].day
    busiest = max(overview.days, key=lambda each: each.started)
    text = _("Responses by day from %(first)s to %(last)s; most on %(busiest)s: %(n)s.") % {
        "first": formats.day(first),
        "last": formats.day(last),
        "busiest": formats.day(busiest.day),
        "n": whole(busiest.started),
    }
    draw = trend_chart if len(points) > _MOST_COLUMNS else columns_chart
    return draw(points, text, mirrored=formats.is_mirrored())
