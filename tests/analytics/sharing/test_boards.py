"""Boards: tiles of several surveys, changed by people and shown live."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from analytics.boards import keeping
from analytics.boards.documents import BoardDocument, Tile, new_tile_id
from analytics.boards.keeping import boards_for, document_of, make_board
from analytics.exceptions import BoardInvalid
from analytics.models import Board
from analytics.results import Results
from analytics.sharing.keeping import identity_of
from analytics.showing.boards import shown_tiles
from analytics.views import board_editing
from analytics.views.boards import pages_of
from responses.anonymity import set_anonymity
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.made import choice, definition, question, respond
from tests.analytics.pages import Browsers, People, queries, said
from tests.builders import published_survey, reread
from webhooks.models import Event

NOWHERE = "00000000-0000-7000-8000-000000000000"

type MakeBoard = Callable[..., Board]


def tile(survey: Survey, shows: Any = "responses", name: str = "", **more: Any) -> Tile:
    asked = {each.name: identity_of(each) for each in Results.of(survey.pk).questions}
    return Tile(id=new_tile_id(), survey=survey.pk, shows=shows, question=asked.get(name, ""), **more)


@pytest.fixture
def board(editor: User) -> MakeBoard:
    def make(*tiles: Tile, days: Any = 30, **more: Any) -> Board:
        return make_board(
            name="Front page", by=editor, document=BoardDocument(tiles=tiles, days=days), **more
        )

    return make


@pytest.fixture
def asked(acme: Any) -> Survey:
    """Of the last week 3 promoters and a detractor, of the week before 2 detractors; one didn't finish."""
    one = question(1, "single_choice", "one", choices=[choice("a"), choice("b")])
    survey = published_survey(definition([one, question(3, "nps", "likely"), question(4, "ces", "effort")]))
    now = timezone.now()
    for days, score in ((0, 10), (1, 9), (2, 9), (3, 0), (8, 1), (9, 2)):
        at = now - datetime.timedelta(days=days)
        letter = "a" if score > 8 else "b"
        answers = {"q_00000003": score, "q_00000001": f"c_{letter * 8}", "q_00000004": 6}
        respond(survey, answers, started_at=at, completed_at=at)
    respond(survey, {"q_00000003": None}, status="started")
    return survey


def shown(survey: Survey, *tiles: Tile, days: Any = 7) -> list[Any]:
    today = timezone.now().date()
    return shown_tiles(BoardDocument(tiles=tiles, days=days), {survey.pk: survey}, today=today)


def test_figures_stand_beside_their_change(asked: Survey) -> None:
    names = [
        ("responses", ""),
        ("completion", ""),
        ("figure", "likely"),
        ("figure", "one"),
        ("figure", "effort"),
    ]

    tiles = shown(asked, *(tile(asked, shows, name) for shows, name in names))

    assert [(each.value.replace("\xa0", " "), each.change.split(" against")[0]) for each in tiles] == [
        ("4", "+100\xa0%"),
        ("80.0 %", "−20"),
        ("+50", "+150"),
        ("75.0 %", "+75"),
        ("100.0 %", "±0"),
    ]
    assert [each.direction for each in tiles] == ["up", "down", "up", "up", ""]
    assert tiles[1].note == "4 of 5"
    assert tiles[3].note == "A · n = 4"


def test_a_course_has_a_point_for_every_day(asked: Survey) -> None:
    week, ever = (shown(asked, tile(asked, "trend"), days=days)[0] for days in (7, 0))

    assert (week.value, week.spark.text) == ("5", "5 responses in the last 7 days")
    assert (ever.value, ever.spark.line.count("L")) == ("7", 9)
    assert ever.change == ""


def test_a_question_s_chart_is_its_card_without_words(asked: Survey) -> None:
    (card,) = shown(asked, tile(asked, "question", "one", title="Their choice"))

    assert (card.title, card.card.kind) == ("Their choice", "choices")


def test_nobody_and_too_few_are_said(asked: Survey, editor: User) -> None:
    likely = tile(asked, "figure", "likely")
    empty = shown_tiles(
        BoardDocument(tiles=(likely,), days=7), {asked.pk: asked}, today=datetime.date(2020, 1, 1)
    )
    set_anonymity(survey_id=asked.pk, threshold=5, by=editor)

    assert (empty[0].value, empty[0].note) == ("–", "Nobody answered in this period.")
    assert "Too few people" in shown(asked, likely)[0].missing
    assert shown(asked, tile(asked, "completion"), days=0)[0].change == ""
    assert str(Board(name="Front page")) == "Front page"


def test_what_a_tile_lost_is_said(asked: Survey) -> None:
    gone = tile(asked, "figure", "likely").model_copy(update={"question": "number:q_99999999"})
    archived = reread(asked)
    archived.status = Survey.Status.ARCHIVED

    assert shown_tiles(BoardDocument(tiles=(gone,)), {}, today=timezone.now().date())[0].missing == (
        "The survey of this tile was deleted."
    )
    assert "not there any more" in shown(asked, gone)[0].missing
    assert shown(archived, tile(asked))[0].is_archived


def test_a_board_is_made_filled_arranged_and_deleted(asked: Survey, owner: Client) -> None:
    made = owner.post("/boards/new/", {"name": " Front   page "}, follow=True)
    board = Board.objects.get()
    address = f"/boards/{board.pk}/"
    assert "Add a tile" in said(made)
    chosen = owner.get(f"{address}edit/?survey={asked.pk}")
    assert "Figure: What about likely?" in said(chosen)
    likely = identity_of(Results.of(asked.pk).questions[1])
    for shows in ("responses", f"figure:{likely}", f"question:{likely}"):
        board.refresh_from_db()
        sent = {"survey": str(asked.pk), "shows": shows, "size": "small", "revision": board.revision}
        assert owner.post(f"{address}tiles/", sent).status_code == 302
    board.refresh_from_db()
    first, second, third = document_of(board).tiles
    arranged = {
        "revision": board.revision,
        "name": "Renamed",
        "days": "90",
        "is_shared": "on",
        f"place-{first.id}": "2",
        f"place-{second.id}": "1",
        f"size-{second.id}": "large",
        f"title-{second.id}": "Our score",
        f"remove-{third.id}": "on",
    }
    assert owner.post(f"{address}save/", arranged).status_code == 302
    board.refresh_from_db()
    document = document_of(board)
    assert (board.name, document.days) == ("Renamed", 90)
    assert [(each.id, each.size, each.title) for each in document.tiles] == [
        (second.id, "large", "Our score"),
        (first.id, "small", ""),
    ]
    page = said(owner.get(address))
    assert "Our score" in page
    assert f'href="/surveys/{asked.pk}/results/"' in page
    owner.post(f"{address}delete/")
    assert owner.get(address).status_code == 404
    told = list(Event.objects.filter(type__startswith="board.").order_by("pk").values_list("type", flat=True))
    assert told == ["board.made", *["board.changed"] * 4, "board.deleted"]


@pytest.mark.parametrize(
    ("rest", "sent", "words"),
    [
        ("new/", {"name": " "}, "Write a name"),
        ("{}/save/", {"name": "", "revision": "1", "is_shared": "on"}, "Write a name"),
        (
            "{}/save/",
            {"name": "A", "revision": "7", "is_shared": "on"},
            "Somebody changed the board meanwhile",
        ),
        ("{}/save/", {"name": "A", "revision": "1"}, "stays shared"),
        ("{}/tiles/", {"survey": "x", "shows": "responses"}, "Choose what the tile shows."),
        (
            "{}/tiles/",
            {"survey": "00000000-0000-7000-8000-000000000000", "shows": "trend", "revision": "1"},
            "no such",
        ),
    ],
)
def test_what_is_wrong_is_said(
    board: MakeBoard, owner: Client, rest: str, sent: dict[str, str], words: str
) -> None:
    made = board()

    answer = owner.post("/boards/" + rest.format(made.pk), sent)

    assert answer.status_code == 422
    assert words in said(answer)
    made.refresh_from_db()
    assert made.revision == 1


def test_a_question_of_another_survey_is_refused(asked: Survey, board: MakeBoard) -> None:
    with pytest.raises(BoardInvalid, match="Choose a question"):
        board(tile(asked, "figure", "likely").model_copy(update={"question": "number:q_99999999"}))


def test_a_board_holds_so_many_tiles_and_an_organisation_so_many_boards(
    asked: Survey, board: MakeBoard, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = board(*(tile(asked) for _number in range(3)))
    monkeypatch.setattr(board_editing, "MOST_TILES", 3)
    monkeypatch.setattr(keeping, "MOST_BOARDS", 1)

    full = owner.post(f"/boards/{made.pk}/tiles/", {"survey": str(asked.pk), "shows": "trend"})
    more = owner.post("/boards/new/", {"name": "One more"})

    assert "as many tiles as a board can have" in said(full)
    assert "There are too many boards" in said(more)
    assert said(owner.get(f"/boards/{made.pk}/edit/")).count("Complete responses") >= 3


def test_two_tiles_can_t_have_one_id(asked: Survey, board: MakeBoard) -> None:
    same = tile(asked)

    with pytest.raises(BoardInvalid, match="Two tiles"):
        board(same, same)


def test_nobody_without_the_right_sees_boards(board: MakeBoard) -> None:
    board()

    assert list(boards_for(User(role=Role.OPERATOR))) == []


def test_one_s_own_board_is_seen_by_nobody_else(
    board: MakeBoard, editor: User, make_person: People, client_of: Browsers
) -> None:
    own = board(is_shared=False)
    viewer = make_person(Role.VIEWER)

    assert list(boards_for(editor)) == [own]
    assert list(boards_for(viewer)) == []
    assert client_of(viewer).get(f"/boards/{own.pk}/").status_code == 404
    assert "No boards yet" in said(client_of(viewer).get("/boards/"))
    assert "only you" in said(client_of(editor).get("/boards/"))


def test_an_unchanged_board_costs_four_queries_however_many_tiles(
    asked: Survey, board: MakeBoard, owner: Client
) -> None:
    others = [published_survey(title=f"Survey number {number}") for number in range(3)]
    made = board(*(tile(each) for each in (asked, *others, *[asked] * 16)))
    tag = owner.get(f"/boards/{made.pk}/live/").headers["ETag"]

    with queries() as asked_for:
        answer = owner.get(f"/boards/{made.pk}/live/", headers={"if-none-match": tag})

    assert (answer.status_code, len(asked_for)) == (304, 4)
    respond(asked, {"q_00000003": 9})
    assert owner.get(f"/boards/{made.pk}/live/", headers={"if-none-match": tag}).status_code == 200


def test_a_wall_shows_page_after_page(asked: Survey, board: MakeBoard, owner: Client) -> None:
    made = board(*(tile(asked, title=f"Tile number {number}") for number in range(1, 9)))

    first, second = (said(owner.get(f"/boards/{made.pk}/wall/?page={number}")) for number in (1, 2))

    assert "Tile number 6" in first
    assert "Tile number 7" not in first
    assert 'content="20;url=?page=2&amp;days=30"' in first
    assert "Tile number 7" in second
    assert "Tile number 6" not in second
    assert "Tile number 7" in said(owner.get(f"/boards/{made.pk}/live/?page=2"))
    assert "page=1" in second


def test_pages_hold_what_fits(asked: Survey) -> None:
    sizes = ["large", "wide", "small", "large", "large"]
    tiles = shown(asked, *(tile(asked, size=size) for size in sizes))

    assert [[each.size for each in page] for page in pages_of(tiles)] == [
        ["large", "wide"],
        ["small", "large"],
        ["large"],
    ]
    assert pages_of([]) == []


def test_the_period_is_chosen_in_the_address(asked: Survey, board: MakeBoard, owner: Client) -> None:
    made = board(tile(asked))

    page = said(owner.get(f"/boards/{made.pk}/?days=0"))

    assert '<a href="?days=0" aria-current="true">All time</a>' in page
    assert '<b class="num">6</b>' in page
