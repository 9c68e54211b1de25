"""Tiles as they are shown: a figure with its change, a course, a question's card, or what is missing."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.boards.documents import BoardDocument, Tile
from analytics.boards.extremes import Rated, extremes_of, is_rated
from analytics.boards.standing import Standing
from analytics.models import Benchmark
from analytics.results import Question, Results, Summary
from analytics.results.anonymity import GroupTooSmall
from analytics.sharing.keeping import identity_of
from analytics.showing.bars import Bar, bar
from analytics.showing.board_figures import (
    Gauge,
    Marks,
    Spans,
    completion_tile,
    course,
    figure_tile,
    responses_tile,
)
from analytics.showing.cards import Card, Part, card_of
from analytics.showing.formats import decimal, whole
from analytics.showing.reader import Reader
from analytics.showing.sparklines import Sparkline
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
    "extremes": gettext_lazy("Rated highest and lowest"),
}
SIZE_WORDS: Mapping[str, Any] = {
    "small": gettext_lazy("Small"),
    "wide": gettext_lazy("Wide"),
    "large": gettext_lazy("Large"),
}
WANTS_WORDS: Mapping[str, Any] = {
    "more": gettext_lazy("More is better"),
    "less": gettext_lazy("Less is better"),
}


@dataclass(frozen=True, slots=True)
class ShownTile:
    """A tile ready to be shown. ``missing`` says in words why there is nothing; then all else is empty.

    ``change`` is against the period before, ``direction`` "up", "down" or "" for neither, ``tone`` "good",
    "bad" or "". ``groups`` are what is rated highest and lowest, each with its name, as bars and means.
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
    tone: str = ""
    spark: Sparkline | None = None
    gauge: Gauge | None = None
    standing: Standing | None = None
    groups: tuple[tuple[str, tuple[tuple[Bar, str], ...]], ...] = ()
    card: Card | None = None
    is_archived: bool = False
    missing: str = ""


def shown_tiles(
    document: BoardDocument, surveys: Mapping[UUID, Survey], *, today: datetime.date
) -> list[ShownTile]:
    """All tiles of a board; ``surveys`` are those that the reader may see."""
    spans = Spans.of(document.days, today)
    results = {pk: Results.of(pk) for pk in {tile.survey for tile in document.tiles} & surveys.keys()}
    marks = _marks(document)
    return [
        _tile(tile, surveys.get(tile.survey), results.get(tile.survey), spans, marks.get(tile.survey, {}))
        for tile in document.tiles
    ]


def _marks(document: BoardDocument) -> dict[UUID, Marks]:
    """The benchmarks of surveys whose figures stand on a board; of several the first by name."""
    surveys = {tile.survey for tile in document.tiles if tile.shows == "figure" and tile.target is None}
    found: dict[UUID, dict[tuple[str, str], float]] = {}
    for mark in Benchmark.objects.filter(survey_id__in=surveys) if surveys else ():
        found.setdefault(mark.survey_id, {}).setdefault((mark.question, mark.measure), mark.value)
    return dict(found)


def _tile(
    tile: Tile, survey: Survey | None, results: Results | None, spans: Spans, marks: Marks
) -> ShownTile:
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
        return ShownTile(**about, **_made(tile, results, question, spans, marks))
    except GroupTooSmall:
        return ShownTile(
            **about, missing=_("Too few people for this period: the survey speaks of groups only.")
        )


def _made(
    tile: Tile, results: Results, question: Question | None, spans: Spans, marks: Marks
) -> dict[str, Any]:
    """What a tile shows, by what that is."""
    if question is not None:
        if tile.shows == "figure":
            return figure_tile(results, question, tile, spans, marks)
        return _card(results, question, tile, spans)
    if tile.shows == "extremes":
        return _extremes(results, spans)
    if tile.shows == "trend":
        started = results.overview(spans.now).responses
        return {"value": whole(started), "note": _("started"), **course(results, spans)}
    made = completion_tile if tile.shows == "completion" else responses_tile
    return made(results, tile, spans)


def _question(tile: Tile, results: Results) -> Question | None:
    known = (each for each in results.questions if identity_of(each) == tile.question)
    return next(known, None)


def _title(tile: Tile, question: Question | None, results: Results) -> str:
    if question is None:
        return str(SHOWN_WORDS[tile.shows])
    return Reader.of(results.layout).words(question.text) or question.name


def _card(results: Results, question: Question, tile: Tile, spans: Spans) -> dict[str, Any]:
    summary: Summary = results.summary(question, spans.now)
    if hasattr(summary, "without_texts"):
        summary = summary.without_texts()
    card = card_of(summary, Reader.of(results.layout))
    return {"card": replace(card, body=_named_after(tile.id, card.body))}


def _named_after(name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A card's body whose parts have names of their own, so that one question may stand on a board twice."""
    parts: Iterable[Part] = body.get("parts") or ()
    named = [replace(part, key=f"{name}-{part.key}", body=_named_after(name, part.body)) for part in parts]
    return {**body, "parts": named} if named else dict(body)


def _extremes(results: Results, spans: Spans) -> dict[str, Any]:
    asked = [each for each in results.questions if is_rated(each.summary_kind) and not each.is_removed]
    highest, lowest = extremes_of(results.summaries(spans.now, asked))
    if not highest:
        return {"missing": _("Fewer than two things were rated in this period.")}
    reader = Reader.of(results.layout)
    named = ((_("Highest"), highest), (_("Lowest"), lowest))
    return {"groups": tuple((name, tuple(_rated(each, reader) for each in found)) for name, found in named)}


def _rated(rated: Rated, reader: Reader) -> tuple[Bar, str]:
    label = reader.words(rated.row) or reader.words(rated.title)
    return bar(label, rated.n, round(100 * rated.place, 1)), decimal(rated.mean)


def surveys_of(document: BoardDocument) -> Iterable[UUID]:
    """The surveys that a board is about."""
    return {tile.survey for tile in document.tiles}
