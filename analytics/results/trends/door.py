"""The way from a survey's answers to a trend: the selection, its periods, its lines."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from analytics.results.crosstabs import Scheme, SelectedAnswers
from analytics.results.relation import Answers
from analytics.results.selection import Selection
from analytics.results.trends.figures import Line, Period, Trend
from analytics.results.trends.guarding import Guarded
from analytics.results.trends.judging import Tallies, points_of
from analytics.results.trends.lines import AskedLine, lines_asked
from analytics.results.trends.measures import TrendInvalid
from analytics.results.trends.periods import Unit, last_day_of, start_of, starts_between, usual_unit
from analytics.results.trends.request import TrendRequest

MOST_PERIODS = 400
MOST_GUARDED = 100
"""So many periods may be asked where each is held against the smallest group."""
type Span = tuple[datetime.date, datetime.date]
type Starts = Sequence[datetime.date]


def trend_of(
    answers: Answers,
    request: TrendRequest,
    selection: Selection,
    *,
    today: datetime.date,
    threshold: int = 0,
    published: Mapping[int, datetime.date] | None = None,
    scheme: Scheme | None = None,
) -> Trend:
    """Answer a trend of a selection. Raises ``SelectionInvalid`` of one kind or another, with words.

    Periods run from the first to the last in which a response was started, by the organisation's days;
    ``today`` is its day. ``published``: when which version was, by its number. Where results are anonymous,
    a period is told as it is when its days are selected, and hidden where that is refused or would give
    others away. ``scheme`` weights the whole selection, as in cross-tabs, so that periods are its groups.
    """
    guarded = Guarded(answers, request.measure, selection, threshold, scheme)
    span = _span(guarded, selection)
    unit = request.unit or (usual_unit(*span) if span else "day")
    starts = list(starts_between(*span, unit)) if span else []
    _check_number(starts, threshold)
    asked, left_out = lines_asked(guarded.rows, request, is_open=threshold <= 1)
    tallies = guarded.tallies(asked, request.group, starts, unit)
    against = _place(request.against, starts, unit)
    return Trend(
        measure=request.measure,
        unit=unit,
        window=request.window,
        periods=tuple(_periods(starts, unit, selection, today, published or {})),
        lines=tuple(
            _line(each, told, request, against, is_weighted=guarded.weighting is not None)
            for each, told in zip(asked, tallies, strict=True)
        ),
        group=request.group.field if request.group else "",
        left_out=left_out,
        against=against,
        correction=request.correction,
        threshold=threshold,
        weighting=guarded.weighting,
    )


def _line(
    asked: AskedLine, tallies: Tallies, request: TrendRequest, against: int | None, *, is_weighted: bool
) -> Line:
    points = points_of(
        request.measure.kind,
        tallies,
        window=request.window,
        against=against,
        correction=request.correction,
        is_weighted=is_weighted,
    )
    return Line(asked.name, asked.value, points)


def _span(guarded: Guarded, selection: Selection) -> Span | None:
    """The first and the last day selected; of anonymous results those of all responses, for single days would
    tell of single people."""
    asked: Answers | SelectedAnswers = guarded.rows
    relation = "selected"
    if guarded.threshold > 1:
        asked, relation = guarded.answers, guarded.answers.relation
    first, last = asked.ask(f"SELECT min(started_on), max(started_on) FROM {relation}")[0]  # noqa: S608
    if first is None:
        return None
    first, last = max(first, selection.since or first), min(last, selection.until or last)
    return (first, last) if first <= last else None


def _check_number(starts: Starts, threshold: int) -> None:
    most = MOST_GUARDED if threshold > 1 else MOST_PERIODS
    if len(starts) > most:
        words = _(
            "These are %(n)s periods; at most %(most)s can be shown. Choose longer ones, or fewer days."
        )
        raise TrendInvalid({"unit": words % {"n": len(starts), "most": most}})


def _place(day: datetime.date | None, starts: Starts, unit: Unit) -> int | None:
    if day is None:
        return None
    start = start_of(day, unit)
    if start not in starts:
        raise TrendInvalid({"against": _("This day is in none of the periods.")})
    return starts.index(start)


def _periods(
    starts: Starts,
    unit: Unit,
    selection: Selection,
    today: datetime.date,
    published: Mapping[int, datetime.date],
) -> Iterator[Period]:
    first, end = selection.since or datetime.date.min, selection.until or datetime.date.max
    for start in starts:
        last = last_day_of(start, unit)
        yield Period(
            start=start,
            last=last,
            is_partial=start < first or last > end or start <= today <= last,
            versions=tuple(sorted(number for number, day in published.items() if start <= day <= last)),
        )
