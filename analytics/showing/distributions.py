"""Numbers, days and times as parts of a card: a picture of how they spread, and its table."""

from typing import Any

from django.utils.translation import gettext as _

from analytics.results import DateSummary, Moments, MomentSummary, NumberSummary, TimeSummary
from analytics.showing import formats
from analytics.showing.bars import bar
from analytics.showing.boxes import box_of
from analytics.showing.charts import Chart, Point, columns_chart
from analytics.showing.formats import decimal, whole
from analytics.showing.looks import Look
from analytics.showing.reader import Reader


def moment_facts(moments: Moments | None, digits: int = 2) -> list[tuple[str, str]]:
    """Mean, spread and quantiles as labels and values; nothing when nobody answered."""
    if moments is None:
        return []
    facts = [
        (_("Mean"), decimal(moments.mean, digits)),
        (_("Standard deviation"), decimal(moments.sd, digits)),
    ]
    if moments.median is None or moments.lower_quartile is None or moments.upper_quartile is None:
        return facts
    middle = {
        "low": decimal(moments.lower_quartile, digits),
        "high": decimal(moments.upper_quartile, digits),
    }
    facts += [
        (_("Median"), decimal(moments.median, digits)),
        (_("Middle half"), _("%(low)s to %(high)s") % middle),
    ]
    if moments.minimum is None or moments.maximum is None:
        return facts
    ends = {"low": decimal(moments.minimum, digits), "high": decimal(moments.maximum, digits)}
    return [*facts, (_("Range"), _("%(low)s to %(high)s") % ends)]


def number_body(summary: NumberSummary, reader: Reader, look: Look, chart: str) -> dict[str, Any]:
    """A histogram, or a box, of numbers."""
    labels = [decimal(each.low, 6) for each in summary.bins]
    points = [Point(label, each.n) for label, each in zip(labels, summary.bins, strict=True)]
    rows = [bar(_bin_words(each.low, each.high), each.n, each.percent) for each in summary.bins]
    box = box_of(summary.moments) if chart == "box" and summary.moments else None
    return {
        "chart": histogram(points, reader.words(summary.question.text)) if points and not box else None,
        "box": box,
        "rows": rows,
        "facts": moment_facts(summary.moments),
        "definition": summary.moments.definition if summary.moments else "",
        "first_column": _("From, to below"),
    }


def _bin_words(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": decimal(low, 6), "high": decimal(high, 6)}


def histogram(points: list[Point], title: str) -> Chart:
    """Columns side by side, with words for what they show."""
    highest = max(points, key=lambda point: point.n)
    text = _("%(title)s: %(count)s columns, the highest at %(label)s with %(n)s answers.") % {
        "title": title,
        "count": len(points),
        "label": highest.label,
        "n": whole(int(highest.n)),
    }
    return columns_chart(points, text)


def date_body(summary: DateSummary, reader: Reader, look: Look, chart: str = "") -> dict[str, Any]:
    """Columns of days, weeks, months or years."""
    points = [Point(_axis_label(each.start, summary.unit), each.n) for each in summary.periods]
    facts = []
    if summary.first and summary.last:
        facts = [(_("First"), formats.day(summary.first)), (_("Last"), formats.day(summary.last))]
    return {
        "chart": histogram(points, reader.words(summary.question.text)) if points else None,
        "rows": [
            bar(formats.period(each.start, summary.unit), each.n, each.percent) for each in summary.periods
        ],
        "facts": facts,
        "first_column": _("Period"),
    }


def _axis_label(start: Any, unit: str) -> str:
    return formats.short_day(start) if unit in ("day", "week") else formats.period(start, unit)


def time_body(summary: TimeSummary, reader: Reader, look: Look, chart: str = "") -> dict[str, Any]:
    """Columns of the hours of a day."""
    points = [Point(f"{each.hour:02}", each.n) for each in summary.hours] if summary.base.answered else []
    named = ((_("Earliest"), summary.earliest), (_("Median"), summary.median), (_("Latest"), summary.latest))
    facts = [(label, formats.time(at)) for label, at in named if at is not None]
    return {
        "chart": histogram(points, reader.words(summary.question.text)) if points else None,
        "rows": [bar(f"{each.hour:02}:00–{each.hour:02}:59", each.n, each.percent) for each in summary.hours]
        if points
        else [],
        "facts": facts,
        "first_column": _("Time"),
    }


def moment_parts(summary: MomentSummary, reader: Reader, look: Look) -> list[tuple[str, str, str, Any]]:
    """The days and the hours of moments: key, title, kind and body of each part."""
    key = summary.question.key
    return [
        (f"{key}-days", _("Day"), "date", date_body(summary.days, reader, look)),
        (f"{key}-hours", _("Time of day"), "time", time_body(summary.hours, reader, look)),
    ]
