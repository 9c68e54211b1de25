"""A trend as a page shows it: a picture, tables with the same figures, and what to know about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.results.filtering import FilterColumn, FilterColumns
from analytics.results.trends import Measure, Point, Trend
from analytics.showing import formats
from analytics.showing.charts import Chart
from analytics.showing.reader import Reader
from analytics.showing.trend_charts import lines_chart
from analytics.showing.trend_words import (
    axis_words,
    change_words,
    figure_words,
    interval_words,
    line_words,
    measure_words,
    period_words,
)

HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class Row:
    """A period or a wave of a table. ``notes`` stand beside its name. ``rise`` is 1 or -1 where the change is
    significant."""

    label: str
    notes: tuple[str, ...]
    figure: str
    interval: str
    n: str
    moving: str
    before: str
    against: str
    effective: str = ""
    rise: int = 0
    rise_against: int = 0
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class LineShown:
    """``series`` numbers its colour from 1. ``latest`` is its last figure, with what ``changed`` since."""

    series: int
    words: str
    rows: tuple[Row, ...]
    latest: str
    changed: str


@dataclass(frozen=True, slots=True)
class TrendShown:
    """``chosen`` names the period that all are compared with, ``""`` for none. ``is_weighted``: the rows have
    an effective base."""

    title: str
    chart: Chart | None
    lines: tuple[LineShown, ...]
    window: int
    chosen: str
    notes: tuple[str, ...]
    is_weighted: bool = False


def trend_shown(trend: Trend, columns: FilterColumns, reader: Reader) -> TrendShown:
    """Make a trend ready to be shown."""
    group = columns.by_field.get(trend.group)
    labels = [period_words(period.start, trend.unit) for period in trend.periods]
    notes = [_period_notes(trend, place) for place in range(len(labels))]
    names = [line_words(line, group, reader) for line in trend.lines]
    title = measure_words(trend.measure, reader)
    return TrendShown(
        title=title,
        chart=_chart(trend, title, labels, names),
        lines=tuple(
            line_shown(trend.measure, number, name, line.points, labels, notes)
            for number, (name, line) in enumerate(zip(names, trend.lines, strict=True), start=1)
        ),
        window=trend.window,
        chosen=labels[trend.against] if trend.against is not None else "",
        notes=tuple(_notes(trend, group)),
        is_weighted=trend.weighting is not None,
    )


def _chart(trend: Trend, title: str, labels: Sequence[str], names: Sequence[str]) -> Chart | None:
    marks = [
        (place, _versions(period.versions)) for place, period in enumerate(trend.periods) if period.versions
    ]
    said = [
        said_of_line(trend.measure, name, line.points, labels)
        for name, line in zip(names, trend.lines, strict=True)
    ]
    text = " ".join([f"{title}.", *said])
    if not any(point.value is not None for line in trend.lines for point in line.points):
        return None
    short = [axis_words(period.start, trend.unit) for period in trend.periods]
    return lines_chart(trend.lines, short, marks, text, from_zero=starts_at_zero(trend.measure))


def starts_at_zero(measure: Measure) -> bool:
    """Whether the axis begins at 0: of amounts, whose height is read, not of scores and means."""
    return measure.kind in ("count", "time")


def said_of_line(measure: Measure, name: str, points: Sequence[Point], labels: Sequence[str]) -> str:
    """A line in words: its first, last, lowest and highest figure."""
    known = [
        (point.value, label) for point, label in zip(points, labels, strict=True) if point.value is not None
    ]
    if not known:
        return _("%(line)s: no figures.") % {"line": name}
    (first, begin), (last, end) = known[0], known[-1]
    (least, lowest), (most, highest) = min(known), max(known)
    return _(
        "%(line)s: %(first)s in %(begin)s, %(last)s in %(end)s; lowest %(least)s in %(lowest)s, highest"
        " %(most)s in %(highest)s."
    ) % {
        "line": name,
        "first": figure_words(measure.kind, first),
        "begin": begin,
        "last": figure_words(measure.kind, last),
        "end": end,
        "least": figure_words(measure.kind, least),
        "lowest": lowest,
        "most": figure_words(measure.kind, most),
        "highest": highest,
    }


def line_shown(
    measure: Measure,
    series: int,
    name: str,
    points: Sequence[Point],
    labels: Sequence[str],
    notes: Sequence[tuple[str, ...]],
) -> LineShown:
    """A line with its table."""
    rows = tuple(
        row_of(measure, point, label, note) for point, label, note in zip(points, labels, notes, strict=True)
    )
    known = [row for row, point in zip(rows, points, strict=True) if point.value is not None]
    latest = known[-1] if known else None
    changed = ""
    if latest and latest.before != formats.NONE:
        changed = _("%(change)s to the one before") % {"change": latest.before}
    return LineShown(
        series=series,
        words=name,
        rows=rows,
        latest=f"{latest.figure} · {latest.label}" if latest else formats.NONE,
        changed=changed,
    )


def row_of(measure: Measure, point: Point, label: str, notes: tuple[str, ...]) -> Row:
    """One point as a row."""
    kind = measure.kind
    if point.n is None:
        return Row(label, notes, HIDDEN, "", HIDDEN, "", "", "")
    return Row(
        label=label,
        notes=notes,
        figure=figure_words(kind, point.value),
        interval=interval_words(kind, point),
        n=formats.whole(point.n),
        moving=figure_words(kind, point.moving),
        before=change_words(kind, point.before),
        against=change_words(kind, point.against),
        effective="" if point.effective is None else formats.fixed(point.effective, 1),
        rise=_rise(point, "before"),
        rise_against=_rise(point, "against"),
        is_small=point.is_small,
    )


def _rise(point: Point, name: str) -> int:
    change = point.before if name == "before" else point.against
    if change is None or not change.is_significant:
        return 0
    return 1 if change.difference > 0 else -1


def _period_notes(trend: Trend, place: int) -> tuple[str, ...]:
    period = trend.periods[place]
    found = [_("not all of it")] if period.is_partial else []
    if period.versions:
        found.append(_versions(period.versions))
    return tuple(found)


def _versions(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[-3:]))
    return ngettext("version %(numbers)s", "versions %(numbers)s", len(numbers)) % {"numbers": shown}


def _notes(trend: Trend, group: FilterColumn | None) -> Iterator[str]:
    yield from measure_notes(trend.measure)
    if trend.weighting:
        yield _("Weights bring all who are selected to their targets, not each period by itself.")
        yield weights_note()
    if trend.window > 1:
        yield moving_note(trend.measure, trend.window)
    if any(period.is_partial for period in trend.periods):
        yield _("A period that isn’t over, or that the filter cuts, has not all of its responses.")
    if group is not None and group.kind == "set":
        yield _("A response can be in several lines.")
    if trend.left_out:
        words = ngettext(
            "%(n)s answer has no line: at most six are shown.",
            "%(n)s answers have no line: at most six are shown.",
            trend.left_out,
        )
        yield words % {"n": trend.left_out}
    if trend.threshold > 1:
        yield _(
            "Where * stands, a figure would speak of fewer than %(k)s people, or give such a figure away."
        ) % {"k": trend.threshold}


def measure_notes(measure: Measure) -> Iterator[str]:
    """How a measure is defined, and how its changes are tested."""
    yield {
        "count": lambda: _("Responses by the day on which they were started."),
        "completion": lambda: _(
            "Complete responses of complete and unfinished ones, with intervals of 95 % after Wilson (1927)."
        ),
        "time": lambda: _(
            "The median of the time on all pages, with intervals of 95 % by order statistics (Conover 1999)."
        ),
        "nps": lambda: _(
            "Percentage of promoters (9 and 10) minus percentage of detractors (0 to 6); intervals of 95 %"
            " after Bonett and Price (2012)."
        ),
        "mean": lambda: _("Means of those who answered, with intervals of 95 % after Student (1908)."),
        "share": lambda: _("Percentage of those who answered, with intervals of 95 % after Wilson (1927)."),
    }[measure.kind]()
    if measure.kind in ("share", "completion"):
        yield _(
            "Changes are tested by two-sided z-tests; periods of fewer than 30 are marked and not tested."
        )
    elif measure.kind in ("mean", "nps"):
        yield _(
            "Changes are tested by two-sided t-tests after Welch; periods of fewer than 30 are marked and not"
            " tested."
        )


def weights_note() -> str:
    """What weights do to bases."""
    return _("n is how many answered; intervals and tests go by the effective base that weights leave.")


def moving_note(measure: Measure, window: int) -> str:
    """How a moving figure is made."""
    words = {"n": window}
    if measure.kind == "count":
        return _("Moving figures are the mean of %(n)s periods.") % words
    if measure.kind == "time":
        return _("Moving figures are the mean of the medians of %(n)s periods, weighted by answers.") % words
    return _("Moving figures are of all answers in %(n)s periods together.") % words
