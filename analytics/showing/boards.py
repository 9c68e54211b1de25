"""Tiles as they are shown: a figure with its change, a course, a question's card, or what is missing."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.boards.documents import BoardDocument, Tile
from analytics.boards.figures import KeyFigure, key_figure
from analytics.results import Question, Results, Selection, Summary
from analytics.results.anonymity import GroupTooSmall
from analytics.sharing.keeping import identity_of
from analytics.showing import formats
from analytics.showing.cards import Card, card_of
from analytics.showing.formats import decimal, percentage, signed, whole
from analytics.showing.reader import Reader
from analytics.showing.sparklines import Sparkline, sparkline
from surveys.models import Survey

PERIOD_WORDS: Mapping[int, Any] = {
    7: gettext_lazy("7 days"),
    30: gettext_lazy("30 days"),
    90: gettext_lazy("90 days"),
    365: gettext_lazy("A year"),
    0: gettext_lazy("All time"),
}
SHOWN_WORDS: Mapping[str, Any] = {
    "responses": gettext_lazy("Complete responses"),
    "completion": gettext_lazy("Completion rate"),
    "trend": gettext_lazy("Responses by day"),
    "figure": gettext_lazy("A question's figure"),
    "question": gettext_lazy("A question's chart"),
}
SIZE_WORDS: Mapping[str, Any] = {
    "small": gettext_lazy("Small"),
    "wide": gettext_lazy("Wide"),
    "large": gettext_lazy("Large"),
}


@dataclass(frozen=True, slots=True)
class ShownTile:
    """A tile ready to be shown. ``missing`` says in words why there is nothing; then all else is empty.

    ``change`` is against the period before, ``direction`` "up", "down" or "" for neither.
    """

    id: str
    size: str
    title: str
    survey: str
    url: str = ""
    value: str = ""
    note: str = ""
    change: str = ""
    direction: str = ""
    spark: Sparkline | None = None
    card: Card | None = None
    is_archived: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True)
class _Spans:
    """What tiles speak of, and the same time before it; ``None`` where all time is meant."""

    now: Selection
    before: Selection | None
    days: int

    @classmethod
    def of(cls, days: int, today: datetime.date) -> "_Spans":
        if not days:
            return cls(Selection(), None, 0)
        first = today - datetime.timedelta(days=days - 1)
        earlier = first - datetime.timedelta(days=days)
        before = Selection(since=earlier, until=first - datetime.timedelta(days=1))
        return cls(Selection(since=first, until=today), before, days)


def shown_tiles(
    document: BoardDocument, surveys: Mapping[UUID, Survey], *, today: datetime.date
) -> list[ShownTile]:
    """All tiles of a board; ``surveys`` are those that the reader may see."""
    spans = _Spans.of(document.days, today)
    results = {pk: Results.of(pk) for pk in {tile.survey for tile in document.tiles} & surveys.keys()}
    return [_tile(tile, surveys.get(tile.survey), results.get(tile.survey), spans) for tile in document.tiles]


def _tile(tile: Tile, survey: Survey | None, results: Results | None, spans: _Spans) -> ShownTile:
    if survey is None or results is None:
        title = tile.title or str(SHOWN_WORDS[tile.shows])
        return ShownTile(tile.id, tile.size, title, "", missing=_("The survey of this tile was deleted."))
    question = _question(tile, results)
    about: dict[str, Any] = {
        "id": tile.id,
        "size": tile.size,
        "title": tile.title or _title(tile, question, results),
        "survey": survey.title,
        "is_archived": survey.status == Survey.Status.ARCHIVED,
        "url": reverse("analytics:results", args=[survey.pk]),
    }
    if tile.question and question is None:
        return ShownTile(**about, missing=_("The question of this tile is not there any more."))
    try:
        return ShownTile(**about, **_MADE[tile.shows](results, question, spans))
    except GroupTooSmall:
        return ShownTile(
            **about, missing=_("Too few people for this period: the survey speaks of groups only.")
        )


def _question(tile: Tile, results: Results) -> Question | None:
    known = (each for each in results.questions if identity_of(each) == tile.question)
    return next(known, None)


def _title(tile: Tile, question: Question | None, results: Results) -> str:
    if question is None:
        return str(SHOWN_WORDS[tile.shows])
    return Reader.of(results.layout).words(question.text) or question.name


def _responses(results: Results, _question: Question | None, spans: _Spans) -> dict[str, Any]:
    now = results.count(spans.now)
    before = results.count(spans.before) if spans.before else None
    return {"value": whole(now), **_changed(now, before, spans), **_spark(results, spans)}


def _completion(results: Results, _question: Question | None, spans: _Spans) -> dict[str, Any]:
    now = results.overview(spans.now)
    before = results.overview(spans.before) if spans.before else None
    note = _("%(complete)s of %(started)s") % {
        "complete": whole(now.complete),
        "started": whole(now.responses),
    }
    found = {"value": percentage(now.completion_rate), "note": note}
    if now.completion_rate is None or before is None or before.completion_rate is None:
        return found
    return found | _difference(now.completion_rate - before.completion_rate, spans, decimal)


def _trend(results: Results, _question: Question | None, spans: _Spans) -> dict[str, Any]:
    overview = results.overview(spans.now)
    return {"value": whole(overview.responses), "note": _("started"), **_spark(results, spans)}


def _figure(results: Results, question: Question | None, spans: _Spans) -> dict[str, Any]:
    assert question is not None  # noqa: S101 - tiles without one were told apart
    now = key_figure(results.summary(question, spans.now))
    if now is None:
        return {"value": formats.NONE, "note": _("Nobody answered in this period.")}
    before = _before(results, question, now, spans)
    found = {"value": _written(now), "note": _n_words(now, results)}
    return found if before is None else found | _difference(now.value - before.value, spans, _UNITS[now.kind])


def _card(results: Results, question: Question | None, spans: _Spans) -> dict[str, Any]:
    assert question is not None  # noqa: S101 - tiles without one were told apart
    summary: Summary = results.summary(question, spans.now)
    if hasattr(summary, "without_texts"):
        summary = summary.without_texts()
    return {"card": card_of(summary, Reader.of(results.layout))}


_MADE = {
    "responses": _responses,
    "completion": _completion,
    "trend": _trend,
    "figure": _figure,
    "question": _card,
}
_UNITS = {
    "score": decimal,
    "percent": decimal,
    "mean": decimal,
    "count": decimal,
}


def _before(results: Results, question: Question, now: KeyFigure, spans: _Spans) -> KeyFigure | None:
    if spans.before is None:
        return None
    try:
        summary = results.summary(question, spans.before)
    except GroupTooSmall:
        return None
    return key_figure(summary, of=now.of.value if now.of else None)


def _written(figure: KeyFigure) -> str:
    if figure.kind == "score":
        return signed(figure.value)
    return percentage(round(figure.value, 1)) if figure.kind == "percent" else decimal(figure.value)


def _n_words(figure: KeyFigure, results: Results) -> str:
    n = _("n = %(n)s") % {"n": whole(figure.n)}
    if figure.of is None:
        return n
    reader = Reader.of(results.layout)
    return f"{formats.count_label(figure.of, reader.language, reader.base_language)} · {n}"


def _changed(now: int, before: int | None, spans: _Spans) -> dict[str, str]:
    """How a number of people changed, in percent of what it was."""
    if not before:
        return {}
    return _difference(100 * (now - before) / before, spans, decimal, unit="%")


def _difference(change: float, spans: _Spans, write: Any, *, unit: str = "") -> dict[str, str]:
    rounded = round(change, 1)
    words = write(abs(rounded), 1)
    sign = "+" if rounded > 0 else "\u2212" if rounded < 0 else "±"
    told = {"change": f"{sign}{words}{f'\u00a0{unit}' if unit else ''}", "days": spans.days}
    direction = "up" if rounded > 0 else "down" if rounded < 0 else ""
    return {"change": _("%(change)s against the %(days)s days before") % told, "direction": direction}


def _spark(results: Results, spans: _Spans) -> dict[str, Sparkline]:
    """Responses started on each day; none of less than two days."""
    days = {each.day: each.started for each in results.overview(spans.now).days}
    if not days:
        return {}
    first, last = spans.now.since or min(days), spans.now.until or max(days)
    count = (last - first).days + 1
    values = [days.get(first + datetime.timedelta(days=number), 0) for number in range(count)]
    return {"spark": sparkline(_bundled(values))} if count > 1 else {}


def _bundled(values: list[int], most: int = 90) -> list[int]:
    """At most so many numbers, neighbours added up."""
    step = -(-len(values) // most)
    return [sum(values[at : at + step]) for at in range(0, len(values), step)]


def surveys_of(document: BoardDocument) -> Iterable[UUID]:
    """The surveys that a board is about."""
    return {tile.survey for tile in document.tiles}
