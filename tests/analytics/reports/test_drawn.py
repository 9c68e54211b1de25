"""Boxes, maps, points and parts of pictures in reports: on the page, on paper, in letters, and taken away."""

from typing import Any

import pytest
from django.core.files.storage import default_storage

from analytics.domain import make_edition
from analytics.models import Edition
from analytics.reports import editions, placing
from analytics.reports.content import Content
from analytics.reports.embedding import drawn_alone
from analytics.reports.letters import letter_of
from analytics.reports.making import content_of
from analytics.reports.shapes import Places
from analytics.reports.typesetting import data_of, pdf_of
from responses.domain import delete_response
from responses.models import Response
from surveys.domain import store_asset
from surveys.domain.assets import asset_path
from surveys.models import Asset, Survey
from tests.analytics.made import choice, definition, question, respond
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport
from tests.builders import published_survey, small_picture

HOME, CLICKS, LIKED, AMOUNT = (f"q_0000000{number}" for number in range(1, 5))
AREAS = [{"choice": "c_aaaaaaaa", "left": 10.0, "top": 20.0, "width": 30.0, "height": 25.0}]


@pytest.fixture
def drawn(acme: Any) -> Survey:
    """A survey with places, points and parts of a picture, and a number, which two people answered."""
    asset = store_asset(content=small_picture(), name="a.png", by=None)
    picture = {"asset": asset.pk, "width": asset.width, "height": asset.height}
    parts = {"choices": [choice("a"), choice("b")], "areas": AREAS}
    asked = [
        question(1, "geo_point", "home", decimals="4"),
        question(2, "click_map", "seen", picture=picture, alternative={"en": "A shelf"}),
        question(3, "hot_spot", "liked", picture=picture, **parts),
        question(4, "number", "amount"),
    ]
    survey = published_survey(definition(asked))
    for degrees, amount in ((52.37, 1), (51.5, 9)):
        place, point = {"latitude": degrees, "longitude": 4.9}, [{"x": 10.0, "y": 20.0}]
        respond(survey, {HOME: place, CLICKS: point, LIKED: ["c_aaaaaaaa"], AMOUNT: amount})
    return survey


@pytest.fixture
def report(drawn: Survey, report_of: MakeReport) -> Any:
    blocks = [block("question", question=key, chart="box") for key in (HOME, CLICKS, LIKED, AMOUNT)]
    return report_of(*blocks, of=drawn)


def kinds(content: Content) -> list[list[str]]:
    """The kinds of the pieces of each block, places by what is in them."""
    return [
        [each.kind for piece in shown.pieces for each in getattr(piece, "pieces", (piece,))]
        for shown in content.blocks
    ]


def test_what_the_results_page_draws_is_drawn_with_its_table(report: Any) -> None:
    content = content_of(report, may_read=True)

    assert [each[:2] for each in kinds(content)] == [
        ["picture", "table"],
        ["picture", "table"],
        ["picture", "bars"],
        ["picture", "table"],
    ]
    texts = [getattr(shown.pieces[0], "pieces", shown.pieces)[0].text for shown in content.blocks]
    assert texts[0].startswith("2 points; most, 1, close to")
    assert texts[1].startswith("A shelf. 2 points")
    assert texts[3] == "From 1 to 9; the middle half from 3 to 7, median 5, mean 5."


def test_places_are_for_who_may_read_answers_and_points_for_everybody(report: Any) -> None:
    read, closed = (content_of(report, may_read=may_read) for may_read in (True, False))

    assert isinstance(read.blocks[0].pieces[0], Places)
    assert len(read.quoted) == 2
    assert "close to" not in closed.blocks[0].model_dump_json()
    assert closed.quoted == []
    assert kinds(closed)[1] == kinds(read)[1]


def test_of_very_many_places_those_are_drawn_that_several_share(
    drawn: Survey, report: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "MOST_PLACED", 1)
    for _person in range(4):
        respond(drawn, {HOME: {"latitude": 52.37, "longitude": 4.9}})

    read = content_of(report, may_read=True)

    shown = read.blocks[0]
    assert [piece.kind for piece in shown.pieces][:2] == ["picture", "table"]
    assert shown.pieces[0].text.startswith("5 points; most, 5, close to 52.37, 4.9")
    assert "51.5" not in shown.model_dump_json()
    assert read.quoted == []
    assert shown.pieces[-1].words.startswith("Each circle stands for at least 5 people")


def test_a_map_goes_from_editions_when_somebody_on_it_is_deleted(
    drawn: Survey, report: Any, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "pdf_of", lambda _content: b"%PDF")
    made = make_edition(report=report)
    gone = Response.objects.filter(survey=drawn).earliest("started_at")

    delete_response(response=gone, by=editor)
    editions.forget_words_of(response=gone.pk)

    content = editions.shown_content(Edition.objects.select_related("report").get(pk=made.pk))
    assert content.blocks[0].pieces[0].words.startswith("A map stood here.")
    assert "52.37, 4.9" not in content.model_dump_json()
    assert kinds(content)[1:] == kinds(content_of(report, may_read=True))[1:]
    assert content.quoted == []


def test_all_of_it_stands_on_paper_and_in_letters(report: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_of(report, may_read=True)
    pieces = [shown["pieces"] for shown in data_of(content)["content"]["blocks"]]
    svgs = [(shown[0].get("pieces") or shown)[0]["svg"] for shown in pieces]

    assert ["data:image/" in svg for svg in svgs] == [False, True, True, False]
    assert not any("var(--" in svg or "/s/-/files/" in svg for svg in svgs)
    assert b"pdfuaid:part" in pdf_of(content)
    monkeypatch.setattr(editions, "pdf_of", lambda _content: b"%PDF")
    letter = letter_of(make_edition(report=report))
    assert [file.name.rpartition(".")[2] for file in letter.files] == ["png"] * 4 + ["pdf"]


def test_a_picture_that_is_gone_is_left_out(drawn: Survey) -> None:
    asset = Asset.objects.get()
    svg = f'<svg viewBox="0 0 1 1"><image href="/s/-/files/{asset.pk}" width="1"/><rect/></svg>'

    assert "data:image/png;base64," in drawn_alone(svg, {})
    default_storage.delete(asset_path(asset.pk))
    assert "<image" not in drawn_alone(svg, {})
    Asset.objects.all().delete()
    assert "<image" not in drawn_alone(svg, {})
