"""Boards: tiles of several surveys, for colleagues and for a screen on the wall."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.boards.documents import PERIODS
from analytics.boards.keeping import boards_for, delete_board, document_of, make_board
from analytics.exceptions import BoardInvalid
from analytics.models import Board
from analytics.reports.making import moment_words
from analytics.results.stamps import read_stamps
from analytics.sharing.looks import today
from analytics.showing.board_band import remarks_of
from analytics.showing.boards import PERIOD_WORDS, ShownTile, shown_tiles, surveys_of
from analytics.views.asking import person_of
from analytics.views.results import tagged
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.permissions import needs
from tenants.scope import organisation

TILES_A_PAGE = 6
"""So many small tiles fit onto a screen on the wall; wide ones count twice, large ones four times."""
TURNS_AFTER = 20
"""Seconds until a screen on the wall turns to its next page."""
ALL = "all"
"""The page of all tiles."""
_ROOM = {"small": 1, "wide": 2, "large": 4}


@needs("results.view")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All boards that the person sees."""
    return _list(request, {})


@needs("results.edit")
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Make an empty board, and go and fill it."""
    try:
        board = make_board(name=request.POST.get("name", ""), by=person_of(request))
    except BoardInvalid as refusal:
        return _list(request, refusal.errors)
    return redirect("analytics:board_edit", board_pk=board.pk)


@needs("results.view")
@require_safe
def show(request: HttpRequest, board_pk: UUID) -> HttpResponse:
    """The board."""
    board, days = board_asked(request, board_pk), _days_asked(request)
    context = _shown(request, board, days)
    return render(request, "analytics/board.html", context)


@needs("results.view")
@require_safe
def wall(request: HttpRequest, board_pk: UUID) -> HttpResponse:
    """The board for executives: in short, then its figures without anything around them; page after page on a
    screen on the wall, or all of it on one page, to be printed."""
    board, days = board_asked(request, board_pk), _days_asked(request)
    context = _shown(request, board, days)
    pages = pages_of(context["tiles"])
    is_whole = request.GET.get("page") == ALL or len(pages) < 2
    number = _number(request.GET.get("page", ""), len(pages))
    context |= {
        "tiles": context["tiles"] if is_whole else pages[number - 1],
        "number": number,
        "page": ALL if is_whole else number,
        "is_whole": is_whole,
        "count": len(pages),
        "next": number % max(1, len(pages)) + 1,
        "seconds": TURNS_AFTER,
        "organisation_name": organisation().name,
    }
    return render(request, "analytics/board_wall.html", context)


@needs("results.view")
@require_safe
def live(request: HttpRequest, board_pk: UUID) -> HttpResponseBase:
    """The tiles alone; 304 while no survey of theirs has changed."""
    board, days = board_asked(request, board_pk), _days_asked(request)
    tag = _etag(request, board, days)
    if unchanged := get_conditional_response(request, etag=tag):
        return tagged(unchanged, tag)
    context = _shown(request, board, days)
    page = request.GET.get("page", "")
    if page and page != ALL:
        pages = pages_of(context["tiles"])
        context["tiles"] = pages[_number(page, len(pages)) - 1] if pages else []
    return tagged(render(request, "analytics/_tiles.html", context), tag)


@needs("results.edit")
@require_POST
def delete(request: HttpRequest, board_pk: UUID) -> HttpResponse:
    """Delete the board."""
    delete_board(board=board_asked(request, board_pk), by=person_of(request))
    messages.success(request, _("The board is deleted."))
    return redirect("analytics:boards")


def board_asked(request: HttpRequest, board_pk: UUID) -> Board:
    """The board, if this person sees it; everybody else gets 404."""
    return get_object_or_404(boards_for(person_of(request)), pk=board_pk)


def pages_of(tiles: list[ShownTile]) -> list[list[ShownTile]]:
    """Tiles by pages of a screen on the wall, in their order."""
    pages: list[list[ShownTile]] = []
    room = 0
    for tile in tiles:
        if not pages or room + _ROOM[tile.size] > TILES_A_PAGE:
            pages.append([])
            room = 0
        pages[-1].append(tile)
        room += _ROOM[tile.size]
    return pages


def _shown(request: HttpRequest, board: Board, days: int | None) -> dict[str, Any]:
    document = document_of(board)
    if days is not None:
        document = document.model_copy(update={"days": days})
    found = surveys_for(person_of(request)).filter(pk__in=list(surveys_of(document)))
    surveys: dict[UUID, Survey] = {survey.pk: survey for survey in found}
    tag = _etag(request, board, days)
    tiles = shown_tiles(document, surveys, today=today())
    return {
        "board": board,
        "tiles": tiles,
        "remarks": remarks_of(tiles),
        "moment": moment_words(timezone.now()),
        "periods": [(each, PERIOD_WORDS[each], each == document.days) for each in PERIODS],
        "days": document.days,
        "query": "" if days is None else f"?days={days}",
        "etag": tag,
    }


def _etag(request: HttpRequest, board: Board, days: int | None) -> str:
    """What the tiles depend on, in short; one query for all surveys."""
    stamps = read_stamps(surveys_of(document_of(board)))
    told = sorted(f"{pk}{stamp}" for pk, stamp in stamps.items())
    parts = (board.pk, board.revision, days, today(), get_language(), request.GET.get("page", ""), *told)
    return f'"{hashlib.blake2s("|".join(map(str, parts)).encode(), digest_size=12).hexdigest()}"'


def _days_asked(request: HttpRequest) -> int | None:
    """The period that the address asks for; ``None`` for the board's own."""
    given = request.GET.get("days", "")
    known = {str(each): each for each in PERIODS}
    return known.get(given)


def _number(text: str, most: int) -> int:
    given = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    return min(max(given, 1), max(most, 1))


def _list(request: HttpRequest, errors: dict[str, str]) -> HttpResponse:
    boards = list(boards_for(person_of(request)))
    rows = [(board, len(document_of(board).tiles)) for board in boards]
    context = {"rows": rows, "errors": errors, "person": person_of(request)}
    return render(request, "analytics/boards.html", context, status=422 if errors else 200)
