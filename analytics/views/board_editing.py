"""Changing a board: its name, its tiles in their order, their sizes, and one more of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from pydantic import ValidationError

from analytics.boards.documents import (
    MOST_TILES,
    OF_FIGURES,
    OF_QUESTIONS,
    PERIODS,
    SHOWS,
    SIZES,
    WANTS,
    BoardDocument,
    Tile,
    new_tile_id,
)
from analytics.boards.figures import has_figure
from analytics.boards.keeping import change_board, document_of
from analytics.exceptions import BoardChanged, BoardInvalid
from analytics.models import Board
from analytics.results.versions import read_layout
from analytics.sharing.keeping import identity_of
from analytics.showing.boards import PERIOD_WORDS, SHOWN_WORDS, SIZE_WORDS, WANTS_WORDS
from analytics.showing.reader import Reader
from analytics.views.asking import person_of
from analytics.views.boards import board_asked
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.permissions import needs


@needs("results.edit")
@require_safe
def edit(request: HttpRequest, board_pk: UUID) -> HttpResponse:
    """The board with everything that can be changed."""
    return _page(request, board_asked(request, board_pk), {})


@needs("results.edit")
@require_POST
def save(request: HttpRequest, board_pk: UUID) -> HttpResponse:
    """Save name, period, and tiles as the form has them."""
    board = board_asked(request, board_pk)
    before = document_of(board)
    try:
        tiles = _arranged(before, request.POST)
    except ValidationError:
        return _page(request, board, {"target": _("Write targets as numbers, such as 50 or 4.2.")})
    document = before.model_copy(update={"tiles": tiles, "days": _days(request.POST, before)})
    return _changed(request, board, document, _("The board is saved."))


@needs("results.edit")
@require_POST
def add(request: HttpRequest, board_pk: UUID) -> HttpResponse:
    """Add a tile at the end."""
    board = board_asked(request, board_pk)
    before = document_of(board)
    tile = _tile_sent(request.POST)
    if tile is None:
        return _page(request, board, {"shows": _("Choose what the tile shows.")})
    if len(before.tiles) >= MOST_TILES:
        return _page(request, board, {"shows": _("There are as many tiles as a board can have.")})
    document = before.model_copy(update={"tiles": (*before.tiles, tile)})
    return _changed(
        request, board, document, _("The tile is added."), name=board.name, shared=board.is_shared
    )


def _changed(
    request: HttpRequest,
    board: Board,
    document: BoardDocument,
    words: str,
    *,
    name: str | None = None,
    shared: bool | None = None,
) -> HttpResponse:
    sent = request.POST
    try:
        change_board(
            board=board,
            revision=_whole(sent.get("revision", "")),
            name=sent.get("name", "") if name is None else name,
            is_shared="is_shared" in sent if shared is None else shared,
            document=document,
            by=person_of(request),
        )
    except BoardInvalid as refusal:
        return _page(request, board, refusal.errors)
    except BoardChanged:
        told = _("Somebody changed the board meanwhile. This is how it is now; please change it again.")
        return _page(request, board, {"revision": told})
    messages.success(request, words)
    return redirect("analytics:board_edit", board_pk=board.pk)


def _arranged(before: BoardDocument, sent: QueryDict) -> tuple[Tile, ...]:
    """The tiles by the places given to them, with sizes and titles, without those that were ticked away."""
    kept = [tile for tile in before.tiles if f"remove-{tile.id}" not in sent]
    order = {tile.id: _whole(sent.get(f"place-{tile.id}", "")) for tile in kept}
    changed = [_with(tile, sent) for tile in kept]
    return tuple(sorted(changed, key=lambda tile: order[tile.id]))


def _with(tile: Tile, sent: QueryDict) -> Tile:
    size, title = sent.get(f"size-{tile.id}", ""), sent.get(f"title-{tile.id}", tile.title)
    found: dict[str, Any] = {
        "size": size if size in SIZES else tile.size,
        "title": " ".join(title.split())[:100],
    }
    if (target := sent.get(f"target-{tile.id}")) is not None:
        wants = sent.get(f"wants-{tile.id}", "")
        found |= {"target": _figure(target), "wants": wants if wants in WANTS else tile.wants}
    return Tile.model_validate(tile.model_dump() | found)


def _target_words(tile: Tile) -> str | None:
    """A tile's target as it is typed; ``None`` for tiles that can't have one."""
    if tile.shows not in OF_FIGURES:
        return None
    return "" if tile.target is None else f"{tile.target:.10g}"


def _figure(text: str) -> float | str | None:
    """A target as it was typed: with a point or a comma; what is no number is refused by the tile."""
    typed = text.strip().replace("\u2212", "-").replace(",", ".")
    try:
        return float(typed) if typed else None
    except ValueError:
        return typed


def _days(sent: QueryDict, before: BoardDocument) -> int:
    known = {str(each): each for each in PERIODS}
    return known.get(sent.get("days", ""), before.days)


def _tile_sent(sent: QueryDict) -> Tile | None:
    """The tile that the form asks for; what it shows is written ``shows`` or ``shows:question``."""
    shows, _colon, question = sent.get("shows", "").partition(":")
    try:
        return Tile.model_validate(
            {
                "id": new_tile_id(),
                "survey": UUID(sent.get("survey", "")),
                "shows": shows,
                "question": question,
                "size": sent.get("size", "small"),
            }
        )
    except (ValueError, ValidationError):
        return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _page(request: HttpRequest, board: Board, errors: dict[str, str]) -> HttpResponse:
    board.refresh_from_db()
    document = document_of(board)
    surveys = surveys_for(person_of(request)).exclude(current_version=None)
    chosen = _chosen(request, surveys)
    titles = dict(surveys_for(person_of(request)).values_list("pk", "title"))
    questions = _question_words(document, set(titles))
    context: dict[str, Any] = {
        "board": board,
        "is_own": board.owner == person_of(request).pk,
        "rows": [
            (number, tile, titles.get(tile.survey, ""), _words(tile, questions), _target_words(tile))
            for number, tile in enumerate(document.tiles, start=1)
        ],
        "sizes": list(SIZE_WORDS.items()),
        "wants": list(WANTS_WORDS.items()),
        "periods": [(each, PERIOD_WORDS[each], each == document.days) for each in PERIODS],
        "surveys": [(survey.pk, survey.title) for survey in surveys[:500]],
        "chosen": chosen,
        "offered": _offered(chosen) if chosen else [],
        "errors": errors,
    }
    return render(request, "analytics/board_edit.html", context, status=422 if errors else 200)


def _question_words(document: BoardDocument, seen: set[UUID]) -> dict[tuple[UUID, str], str]:
    """What the questions of tiles say, by survey and identity."""
    layouts = {pk: read_layout(pk) for pk in {tile.survey for tile in document.tiles if tile.question} & seen}
    return {
        (pk, identity_of(question)): Reader.of(layout).words(question.text) or question.name
        for pk, layout in layouts.items()
        for question in layout.questions
    }


def _words(tile: Tile, questions: dict[tuple[UUID, str], str]) -> str:
    """What a tile shows."""
    words = questions.get((tile.survey, tile.question), "")
    if not words:
        return str(SHOWN_WORDS[tile.shows])
    figure, chart = _("Figure: %(words)s"), _("Chart: %(words)s")
    return (figure if tile.shows == "figure" else chart) % {"words": words}


def _chosen(request: HttpRequest, surveys: Any) -> Survey | None:
    """The survey that the address or the form names, if the person sees it."""
    given = request.GET.get("survey") or request.POST.get("survey") or ""
    try:
        found: Survey | None = surveys.filter(pk=UUID(given)).first()
    except ValueError:
        return None
    return found


def _offered(survey: Survey) -> list[tuple[str, str]]:
    """Everything that a tile of a survey can show, as the form sends it and in words."""
    layout = read_layout(survey.pk)
    reader = Reader.of(layout)
    offered: list[tuple[str, str]] = [
        (shows, str(SHOWN_WORDS[shows])) for shows in SHOWS if shows not in OF_QUESTIONS
    ]
    for question in layout.questions:
        words = reader.words(question.text) or question.name
        if has_figure(question.summary_kind):
            offered.append((f"figure:{identity_of(question)}", _("Figure: %(words)s") % {"words": words}))
        offered.append((f"question:{identity_of(question)}", _("Chart: %(words)s") % {"words": words}))
    return offered
