"""Live numbers answered by results and written as people write them."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _

from analytics.reports.numbers.checking import answer_in, check, target_in
from analytics.reports.numbers.parsing import Call, Span, read_place
from analytics.reports.numbers.targets import Answered, TooFew, answered_of
from analytics.results import Count, NpsSummary, Results, Selection, ShareSummary
from analytics.results.anonymity import GroupTooSmall
from analytics.results.filtering import FilterColumns
from analytics.results.statistics import percent, rounded
from analytics.showing import formats
from analytics.showing.reader import Reader

type Unit = Literal["count", "percent", "score", "number", "seconds"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in its unit; ``value`` is ``None`` where there is none."""

    value: float | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose answers numbers are of, and for whom they are written."""

    results: Results
    selection: Selection
    columns: FilterColumns
    reader: Reader
    title: str
    today: datetime.date


def answer(source: str, asked: Asked) -> str:
    """What stands in a place. Raises ``PlaceUnreadable`` where it can't be told of this survey any more, and
    ``TooFew``."""
    call = read_place(source)
    check(call, asked.columns)
    if call.name in _WORDS:
        return _WORDS[call.name](asked)
    if call.name == "top":
        return _top(call, asked)
    if call.name == "change":
        return _change(call, asked)
    return written(_figure(call, asked))


def written(figure: Figure) -> str:
    """A number as people write it; a dash where there is none."""
    value = figure.value
    if value is None:
        return formats.NONE
    return {
        "count": lambda: formats.whole(round(value)),
        "percent": lambda: formats.percentage(value),
        "score": lambda: formats.signed(value),
        "number": lambda: formats.decimal(value, 2),
        "seconds": lambda: formats.duration(value),
    }[figure.unit]()


def _figure(call: Call, asked: Asked) -> Figure:
    try:
        if call.name in _OF_SELECTION:
            return _OF_SELECTION[call.name](asked)
    except GroupTooSmall:
        raise TooFew from None
    found = answered_of(target_in(call, asked.columns), asked.results, asked.selection)
    return _OF_QUESTION[call.name](call, asked, found)


def _nps(_call: Call, _asked: Asked, found: Answered) -> Figure:
    nps = found.summary.nps if isinstance(found.summary, NpsSummary) else None
    return Figure(nps.score if nps else None, "score")


def _share(call: Call, asked: Asked, found: Answered) -> Figure:
    if len(call.arguments) == 1 and isinstance(found.summary, ShareSummary):
        part = found.summary.share
        return Figure(part.percent if part else None, "percent")
    return Figure(percent(_named(call, asked, found), found.base), "percent")


def _count(call: Call, asked: Asked, found: Answered) -> Figure:
    if len(call.arguments) == 1 and isinstance(found.summary, ShareSummary):
        return Figure(found.summary.share.n if found.summary.share else 0, "count")
    return Figure(_named(call, asked, found), "count")


def _named(call: Call, asked: Asked, found: Answered) -> int:
    """How many gave one of the answers that are named."""
    target = target_in(call, asked.columns)
    wanted = {str(answer_in(each, target).value) for each in call.arguments[1:]}
    return sum(count.n for count in found.counts if str(count.value) in wanted)


def _top(call: Call, asked: Asked) -> str:
    found = answered_of(target_in(call, asked.columns), asked.results, asked.selection)
    most: Count | None = max(found.counts, key=lambda count: count.n, default=None)
    if most is None or not most.n:
        return formats.NONE
    return formats.count_label(most, asked.reader.language, asked.reader.base_language)


def _change(call: Call, asked: Asked) -> str:
    """The last days against as many before them."""
    of, span = call.arguments
    if not isinstance(of, Call) or not isinstance(span, Span):
        return formats.NONE
    last = asked.selection.until or asked.today
    first = last - datetime.timedelta(days=span.days - 1)
    before = first - datetime.timedelta(days=span.days)
    now = _figure(of, _within(asked, first, last))
    then = _figure(of, _within(asked, before, first - datetime.timedelta(days=1)))
    if now.value is None or then.value is None:
        return _("– (nothing to compare with)")
    return _with_sign(now.value - then.value, now.unit)


def _within(asked: Asked, since: datetime.date, until: datetime.date) -> Asked:
    return replace(asked, selection=replace(asked.selection, since=since, until=until))


def _with_sign(difference: float, unit: Unit) -> str:
    if unit == "score":
        return formats.signed(difference)
    digits = {"count": 0, "percent": 1}.get(unit, 2)
    size = formats.decimal(abs(difference), digits)
    sign = "" if not rounded(difference, digits) else "+" if difference > 0 else "\u2212"
    words = f"{sign}{size}"
    return _("%(difference)s points") % {"difference": words} if unit == "percent" else words


_OF_SELECTION: Mapping[str, Callable[[Asked], Figure]] = {
    "n": lambda asked: Figure(asked.results.count(asked.selection), "count"),
    "responses": lambda asked: Figure(asked.results.overview(asked.selection).responses, "count"),
    "completion": lambda asked: Figure(asked.results.overview(asked.selection).completion_rate, "percent"),
    "median_time": lambda asked: Figure(asked.results.overview(asked.selection).median_seconds, "seconds"),
}
_OF_QUESTION: Mapping[str, Callable[[Call, Asked, Answered], Figure]] = {
    "nps": _nps,
    "share": _share,
    "count": _count,
    "mean": lambda _call, _asked, found: Figure(found.moments.mean if found.moments else None, "number"),
    "median": lambda _call, _asked, found: Figure(found.moments.median if found.moments else None, "number"),
    "answered": lambda _call, _asked, found: Figure(found.base, "count"),
}
_WORDS: Mapping[str, Callable[[Asked], str]] = {
    "survey": lambda asked: asked.title,
    "today": lambda asked: formats.day(asked.today),
}
