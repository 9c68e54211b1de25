"""Boards: who sees which, making and changing them."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.boards.documents import OF_QUESTIONS, BoardDocument
from analytics.exceptions import BoardChanged, BoardInvalid
from analytics.models import Board
from analytics.results.versions import read_layout
from analytics.sharing.keeping import identity_of
from surveys.queries import surveys_for
from tenants.people.models import User
from webhooks.outbox import emit

MOST_BOARDS = 200


def boards_for(person: User) -> QuerySet[Board]:
    """The boards that somebody sees: their own and the shared ones."""
    if not person.can("results.view"):
        return Board.objects.none()
    return Board.objects.filter(Q(is_shared=True) | Q(owner=person.pk))


def document_of(board: Board) -> BoardDocument:
    """What a board is made of."""
    return BoardDocument.model_validate(board.document)


def make_board(
    *, name: str, by: User, is_shared: bool = True, document: BoardDocument | None = None
) -> Board:
    """Make a board. Raises ``BoardInvalid``."""
    if boards_for(by).count() >= MOST_BOARDS:
        raise BoardInvalid({"name": _("There are too many boards. Delete some first.")})
    wanted = document or BoardDocument()
    _check(wanted, None, by)
    board = Board(
        name=_checked(name), owner=by.pk, is_shared=is_shared, document=wanted.model_dump(mode="json")
    )
    with transaction.atomic():
        board.save(force_insert=True)
        _tell("board.made", board, by)
    return board


def change_board(
    *, board: Board, revision: int, name: str, is_shared: bool, document: BoardDocument, by: User
) -> Board:
    """Change a board as it was at a revision. Raises ``BoardInvalid``, ``BoardChanged``.

    Nobody but the person whose it is can keep it from colleagues.
    """
    with transaction.atomic():
        row = boards_for(by).select_for_update().get(pk=board.pk)
        if row.revision != revision:
            raise BoardChanged(revision)
        if not is_shared and row.owner != by.pk:
            raise BoardInvalid({"is_shared": _("It is somebody else's: it stays shared.")})
        _check(document, document_of(row), by)
        row.name, row.is_shared, row.revision = _checked(name), is_shared, row.revision + 1
        row.document, row.changed_at = document.model_dump(mode="json"), timezone.now()
        row.save()
        _tell("board.changed", row, by)
    return row


def delete_board(*, board: Board, by: User) -> None:
    """Delete a board; surveys and answers stay."""
    with transaction.atomic():
        _tell("board.deleted", board, by)
        board.delete()


def _check(wanted: BoardDocument, before: BoardDocument | None, by: User) -> None:
    """Refuse new tiles of what isn't there; those that lost their survey may stay and say so."""
    known = {tile.id: tile for tile in before.tiles} if before else {}
    fresh = [tile for tile in wanted.tiles if known.get(tile.id) != tile]
    kept = [tile for tile in fresh if tile.id not in known or _is_other(tile, known[tile.id])]
    seen = set(surveys_for(by).filter(pk__in={tile.survey for tile in kept}).values_list("pk", flat=True))
    for tile in kept:
        if tile.survey not in seen:
            raise BoardInvalid({"survey": _("There is no such survey.")})
        if tile.shows in OF_QUESTIONS and tile.question not in _questions(tile.survey):
            raise BoardInvalid({"question": _("Choose a question of the survey.")})
    if len({tile.id for tile in wanted.tiles}) < len(wanted.tiles):
        raise BoardInvalid({"tiles": _("Two tiles have the same id.")})


def _is_other(tile: object, known: object) -> bool:
    names = ("survey", "shows", "question")
    return any(getattr(tile, name) != getattr(known, name) for name in names)


def _questions(survey: object) -> set[str]:
    return {identity_of(question) for question in read_layout(survey).questions}  # type: ignore[arg-type]


def _checked(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > 100:
        raise BoardInvalid({"name": _("Write a name of 1 to 100 letters.")})
    return cleaned


def _tell(type: str, board: Board, by: User) -> None:
    payload = {"board": str(board.pk), "name": board.name, "is_shared": board.is_shared}
    emit(type, payload, subject=f"board:{board.pk}", actor=by.email)
