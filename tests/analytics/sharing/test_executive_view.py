"""Boards for executives: targets, courses, what is rated highest and lowest, and all of it in short."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from analytics.boards.documents import BoardDocument, Tile, new_tile_id
from analytics.boards.keeping import document_of, make_board
from analytics.boards.standing import Standing
from analytics.models import Benchmark
from analytics.results import Results
from analytics.sharing.keeping import identity_of
from analytics.sharing.looks import today
from analytics.showing.board_band import remarks_of
from analytics.showing.boards import ShownTile, shown_tiles
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import choice, definition, question, respond
from tests.analytics.pages import said
from tests.builders import Document, published_survey
from tests.gathering import gathered

ROWS = [choice("x", "r"), choice("y", "r"), choice("z", "r")]
POINTS = [choice(letter) | {"code": str(number)} for number, letter in enumerate("abc", start=1)]


def asked_questions() -> list[Document]:
    return [
        question(1, "nps", "likely"),
        question(2, "opinion_scale", "opinion", first=1, last=5),
        question(3, "matrix_single", "grid", rows=ROWS, columns=POINTS),
        question(4, "address", "place"),
    ]


@pytest.fixture
def asked(acme: Any) -> Survey:
    """Of the last 30 days three promoters, of the 30 before a promoter and a detractor."""
    survey = published_survey(definition(asked_questions()))
    for days, score, point in ((0, 10, 5), (9, 9, 4), (20, 9, 4), (40, 9, 4), (50, 0, 1)):
        at = timezone.now() - datetime.timedelta(days=days)
        grid = {"r_xxxxxxxx": "c_cccccccc", "r_yyyyyyyy": "c_bbbbbbbb", "r_zzzzzzzz": "c_aaaaaaaa"}
        answers = {"q_00000001": score, "q_00000002": point, "q_00000003": grid}
        respond(survey, answers, started_at=at, completed_at=at)
    return survey


def tile(survey: Survey, shows: Any, name: str = "", **more: Any) -> Tile:
    known = {each.name: identity_of(each) for each in Results.of(survey.pk).questions}
    return Tile(id=new_tile_id(), survey=survey.pk, shows=shows, question=known.get(name, ""), **more)


def shown(survey: Survey, *tiles: Tile, days: Any = 30) -> list[ShownTile]:
    document = BoardDocument(tiles=tiles, days=days)
    return shown_tiles(document, {survey.pk: survey}, today=today())


@gathered(
    "standing,gained,beyond",
    [
        (Standing(50, -100, 100, before=0, target=60), 0.25, -0.05),
        (Standing(50, 0, 100, before=40, target=60, wants="less"), -0.1, 0.1),
        (Standing(30, 0, 0, before=15, target=40), 0.5, -0.25),
        (Standing(5, 5, 5, before=5, target=5), 0.0, 0.0),
        (Standing(5, 0, 10), None, None),
    ],
)
def test_figures_of_any_unit_stand_by_parts_of_their_range(
    standing: Standing, gained: float | None, beyond: float | None
) -> None:
    assert (standing.gained, standing.beyond) == (gained, beyond)
    assert standing.is_reached == (beyond is not None and beyond >= 0)


def test_figures_stand_beside_their_targets_and_benchmarks(asked: Survey) -> None:
    likely = next(each.key for each in Results.of(asked.pk).questions if each.name == "likely")
    for name, value in (("A norm", 100), ("B norm", 1)):
        Benchmark.objects.create(survey=asked, question=likely, measure="nps", name=name, value=value)

    benchmark, own, fewer, none = shown(
        asked,
        tile(asked, "figure", "likely"),
        tile(asked, "figure", "opinion", target=4.5),
        tile(asked, "responses", target=2, wants="less"),
        tile(asked, "completion"),
    )

    gauges = [each.gauge for each in (benchmark, own, fewer) if each.gauge]
    assert [each.words for each in gauges] == [
        "Target +100: reached",
        "Target 4.5: 0.2 to go",
        "Target 2: 1 to go",
    ]
    assert [(each.is_reached, each.x) for each in gauges] == [
        (True, "100.00%"),
        (False, "87.50%"),
        (False, "66.67%"),
    ]
    assert [benchmark.tone, own.tone, fewer.tone] == ["good", "good", "bad"]
    assert none.gauge is None


def test_figures_have_a_course_by_weeks(asked: Survey) -> None:
    score, mean, done = shown(
        asked, tile(asked, "figure", "likely"), tile(asked, "figure", "opinion"), tile(asked, "completion")
    )

    assert score.spark
    assert "Course: +100" in score.spark.text
    assert mean.spark
    assert "highest 5" in mean.spark.text
    assert done.spark
    assert mean.spark.line.count("L") == 2
    assert shown(asked, tile(asked, "figure", "likely"), days=7)[0].spark is None


def test_the_highest_and_the_lowest_stand_apart(asked: Survey, owner: Client, editor: User) -> None:
    (rated,) = shown(asked, tile(asked, "extremes"))

    assert [(name, [(bar.label, mean) for bar, mean in rows]) for name, rows in rated.groups] == [
        ("Highest", [("X", "3"), ("What about likely?", "9.33")]),
        ("Lowest", [("Z", "1"), ("Y", "2")]),
    ]
    board = make_board(
        name="Front page", by=editor, document=BoardDocument(tiles=(tile(asked, "extremes"),), days=7)
    )
    assert "tile-rated" in said(owner.get(f"/boards/{board.pk}/"))
    assert shown(published_survey(), tile(asked, "extremes"))[0].missing


def test_what_matters_is_said_in_short(asked: Survey) -> None:
    tiles = shown(
        asked,
        tile(asked, "responses", target=10),
        tile(asked, "figure", "likely", target=50, title="Our score"),
        tile(asked, "figure", "opinion", wants="less", title="Effort"),
    )

    said_in_short = {each.label: (each.title, each.words.split(" against")[0]) for each in remarks_of(tiles)}

    assert said_in_short == {
        "Improved most": ("Our score", "+100"),
        "Worsened most": ("Effort", "+1.8"),
        "Targets reached": ("", "1 of 2"),
        "Farthest from its target": ("Complete responses", "Target 10: 7 to go"),
    }
    assert remarks_of(tiles[:1]) == []


def test_the_wall_shows_all_of_it_to_be_printed(asked: Survey, owner: Client, editor: User) -> None:
    tiles = tuple(tile(asked, "responses", title=f"Tile number {number}") for number in range(1, 9))
    board = make_board(name="Front page", by=editor, document=BoardDocument(tiles=tiles))
    address = f"/boards/{board.pk}/"

    whole, first = (said(owner.get(f"{address}wall/?page={page}")) for page in ("all", "1"))

    assert "Tile number 8" in whole
    assert "data-print" in whole
    assert "http-equiv" not in whole
    assert "data-print" not in first
    assert "?page=all" in first
    assert "Tile number 8" in said(owner.get(f"{address}live/?page=all"))


def test_targets_are_typed_with_a_point_or_a_comma(asked: Survey, owner: Client, editor: User) -> None:
    held = (tile(asked, "figure", "likely"), tile(asked, "trend"))
    board = make_board(name="Front page", by=editor, document=BoardDocument(tiles=held))
    sent = {"revision": "1", "name": "Front page", "is_shared": "on", f"wants-{held[0].id}": "less"}

    wrong = owner.post(f"/boards/{board.pk}/save/", sent | {f"target-{held[0].id}": "many"})
    right = owner.post(f"/boards/{board.pk}/save/", sent | {f"target-{held[0].id}": " -4,25 "})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Write targets as numbers" in said(wrong)
    board.refresh_from_db()
    assert [(each.target, each.wants) for each in document_of(board).tiles] == [
        (-4.25, "less"),
        (None, "more"),
    ]
    assert 'value="-4.25"' in said(owner.get(f"/boards/{board.pk}/edit/"))


def test_a_question_of_several_parts_may_stand_on_a_board_twice(asked: Survey) -> None:
    first, second = shown(asked, tile(asked, "question", "place"), tile(asked, "question", "place"))

    keys = [part.key for each in (first, second) if each.card for part in each.card.body["parts"]]
    assert len(keys) > 2
    assert len(set(keys)) == len(keys)
