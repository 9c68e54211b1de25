"""Boards through the API: their tiles, and what these show now."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from pydantic import ValidationError
from rest_framework import serializers
from rest_framework.response import Response

from analytics.boards.documents import PERIODS, SHOWS, SIZES, WANTS, BoardDocument, Tile, new_tile_id
from analytics.boards.keeping import boards_for, change_board, delete_board, document_of, make_board
from analytics.exceptions import BoardChanged, BoardInvalid
from analytics.models import Board
from analytics.sharing.looks import today
from analytics.showing.boards import ShownTile, shown_tiles, surveys_of
from surveys.queries import surveys_for
from tenants.partners.rest.fields import utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, links, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

TAGS = ["boards"]
LOOK, EDIT = "results.view", "results.edit"


class TileInput(serializers.Serializer[Any]):
    """A tile. `question` is needed where a question's figure or chart is shown: its identity."""

    id = serializers.CharField(required=False, help_text="Left out for a new one.")
    survey = serializers.UUIDField()
    shows = serializers.ChoiceField(choices=SHOWS)
    question = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="`category:q_ab12cd34`"
    )
    title = serializers.CharField(required=False, allow_blank=True, max_length=100, default="")
    size = serializers.ChoiceField(choices=SIZES, required=False, default="small")
    target = serializers.FloatField(
        required=False,
        allow_null=True,
        default=None,
        min_value=-1e9,
        max_value=1e9,
        help_text="What a figure is held against, in its own unit; without one its benchmark.",
    )
    wants = serializers.ChoiceField(choices=WANTS, required=False, default="more")


class BoardInput(serializers.Serializer[Any]):
    """A board: all of it, each time."""

    name = serializers.CharField(max_length=100)
    is_shared = serializers.BooleanField(required=False, default=True)
    days = serializers.ChoiceField(
        choices=PERIODS, required=False, default=30, help_text="Back from today; 0 for all time."
    )
    tiles = TileInput(many=True, required=False, default=list)
    revision = serializers.IntegerField(
        required=False, help_text="What was read before it is changed: an older one is refused."
    )


class BoardOutput(serializers.Serializer[Any]):
    """A board; a single one tells in each of its `tiles` what it shows now."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    is_shared = serializers.BooleanField()
    days = serializers.IntegerField()
    revision = serializers.IntegerField()
    tiles = serializers.ListField(child=serializers.DictField())
    changed_at = serializers.DateTimeField()
    links = serializers.DictField(child=serializers.CharField())


def presented(board: Board, request: PartnerRequest) -> dict[str, Any]:
    """A board as the API tells of it."""
    document = document_of(board)
    return {
        "id": str(board.pk),
        "name": board.name,
        "is_shared": board.is_shared,
        "days": document.days,
        "revision": board.revision,
        "tiles": [tile.model_dump(mode="json") for tile in document.tiles],
        "changed_at": utc(board.changed_at),
        "links": links(request, self=reverse("api:board", args=[board.pk])),
    }


class Boards(ApiView):
    """The boards that somebody sees."""

    needs = {"GET": LOOK, "POST": EDIT}

    @extend_schema(
        operation_id="list_boards", parameters=PAGING, responses={200: BoardOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest) -> Response:
        """List boards: one's own, and those that are shared."""
        rows = boards_for(request.user)
        return Response(page_of(rows, request, lambda row: presented(row, request)))

    @extend_schema(operation_id="make_board", request=BoardInput, responses={201: BoardOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest) -> Response:
        """Make a board."""
        given = valid(BoardInput, request.data)
        try:
            board = make_board(
                name=given["name"],
                is_shared=given["is_shared"],
                document=_document(given),
                by=request.user,
            )
        except BoardInvalid as refusal:
            raise _refused(refusal) from None
        data = presented(board, request)
        return Response(data, status=201, headers={"Location": data["links"]["self"]})


class OneBoard(ApiView):
    """A board."""

    needs = {"GET": LOOK, "PUT": EDIT, "DELETE": EDIT}

    @extend_schema(operation_id="read_board", responses={200: BoardOutput}, tags=TAGS)
    def get(self, request: PartnerRequest, board_id: UUID) -> Response:
        """Read a board with what its tiles show now; the same figures as on the page."""
        board = _board(request, board_id)
        document = document_of(board)
        found = surveys_for(request.user).filter(pk__in=list(surveys_of(document)))
        shown = shown_tiles(document, {survey.pk: survey for survey in found}, today=today())
        data = presented(board, request)
        data["tiles"] = [tile | _figures(now) for tile, now in zip(data["tiles"], shown, strict=True)]
        return Response(data)

    @extend_schema(operation_id="change_board", request=BoardInput, responses={200: BoardOutput}, tags=TAGS)
    @once
    def put(self, request: PartnerRequest, board_id: UUID) -> Response:
        """Change a board to what is sent."""
        board, given = _board(request, board_id), valid(BoardInput, request.data)
        try:
            changed = change_board(
                board=board,
                revision=given.get("revision", board.revision),
                name=given["name"],
                is_shared=given["is_shared"],
                document=_document(given),
                by=request.user,
            )
        except BoardInvalid as refusal:
            raise _refused(refusal) from None
        except BoardChanged:
            raise serializers.ValidationError({"revision": ["The board was changed meanwhile."]}) from None
        return Response(presented(changed, request))

    @extend_schema(operation_id="delete_board", request=None, responses={204: None}, tags=TAGS)
    @once
    def delete(self, request: PartnerRequest, board_id: UUID) -> Response:
        """Delete a board; surveys and answers stay."""
        delete_board(board=_board(request, board_id), by=request.user)
        return Response(status=204)


def _board(request: PartnerRequest, board_id: UUID) -> Board:
    return get_object_or_404(boards_for(request.user), pk=board_id)


def _document(given: dict[str, Any]) -> BoardDocument:
    try:
        tiles = tuple(Tile.model_validate({"id": new_tile_id()} | tile) for tile in given["tiles"])
        return BoardDocument(tiles=tiles, days=given["days"])
    except ValidationError as problem:
        raise BoardInvalid({"tiles": str(problem.errors()[0]["msg"])}) from problem


def _figures(shown: ShownTile) -> dict[str, Any]:
    names = ("value", "note", "change", "direction", "tone", "missing")
    rated = {name: [[bar.label, mean, bar.n] for bar, mean in bars] for name, bars in shown.groups}
    told = {"against_target": shown.gauge.words if shown.gauge else "", "rated": rated}
    return {name: getattr(shown, name) for name in names} | told


def _refused(refusal: BoardInvalid) -> serializers.ValidationError:
    return serializers.ValidationError({field: [words] for field, words in refusal.errors.items()})
