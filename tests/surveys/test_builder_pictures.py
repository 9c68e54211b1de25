"""Pictures of questions and choices in the builder, and the places on them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from surveys.editing import duplicate_question
from surveys.models import Asset, Survey
from tests.builders import make_choices, make_definition, make_question, make_survey, small_picture
from tests.surveys.conftest import Post, address, draft, first

CHOICES = make_choices("Desk", "Door")
DESK, DOOR = (choice["id"] for choice in CHOICES)


@pytest.fixture
def survey(editor) -> Survey:
    question = make_question("hot_spot", "spots", settings={"choices": CHOICES})
    return make_survey(make_definition([question]), by=editor)


@pytest.fixture
def question(survey: Survey) -> str:
    return first(survey).id


def file(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("room.png", small_picture() if content is None else content)


def test_a_picture_is_put_in_and_taken_out(post: Post, survey: Survey, question: str) -> None:
    put = post("change_picture", question, "picture", file=file())
    picture = first(survey).settings.picture
    taken = post("remove_picture", question, "picture", htmx=True)

    assert (put.status_code, taken.status_code) == (302, 200)
    assert (picture.asset, picture.width, picture.height) == (Asset.objects.get().pk, 30, 20)
    assert first(survey).settings.picture is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg/>", "SVG files can&#x27;t be used"),
        (b"%PDF-", "This file is no picture."),
        (None, "Please choose"),
    ],
)
def test_another_file_is_refused_in_words(
    post: Post, survey: Survey, question: str, content: bytes | None, words: str
) -> None:
    form = {} if content is None else {"file": file(content)}

    answer = post("change_picture", question, "picture", htmx=True, **form)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert first(survey).settings.picture is None


def test_a_setting_that_is_no_picture_takes_none(post: Post, survey: Survey, question: str) -> None:
    for name in ("change_picture", "remove_picture"):
        assert post(name, question, "choices", htmx=True, file=file()).status_code == 422

    assert not Asset.objects.exists()


def test_choices_are_placed_on_the_picture(post: Post, survey: Survey, question: str) -> None:
    post("change_picture", question, "picture", file=file())
    sides = {"left": "10,5", "top": "20", "width": "30", "height": "40"}
    form = {f"on.{DESK}": "on"} | {
        f"{side}.{choice}": v for choice in (DESK, DOOR) for side, v in sides.items()
    }

    answer = post("place_areas", question, htmx=True, **form)

    assert answer.status_code == 200
    assert [area.model_dump() for area in first(survey).settings.areas] == [
        {"choice": DESK, "left": 10.5, "top": 20.0, "width": 30.0, "height": 40.0}
    ]


@pytest.mark.parametrize(
    ("side", "value"), [("left", "far"), ("left", "101"), ("width", "0"), ("top", "nan")]
)
def test_a_place_that_is_none_is_refused(
    post: Post, survey: Survey, question: str, side: str, value: str
) -> None:
    form = {f"{each}.{DESK}": "10" for each in _SIDES} | {f"on.{DESK}": "on", f"{side}.{DESK}": value}

    answer = post("place_areas", question, htmx=True, **form)

    assert answer.status_code == 422
    assert first(survey).settings.areas == ()


def test_the_panel_shows_the_picture_with_its_places(
    post: Post, browser: Client, survey: Survey, question: str
) -> None:
    empty = browser.get(f"{address('build', survey)}?at={question}").content.decode()
    post("change_picture", question, "picture", file=file())
    shown = browser.get(f"{address('build', survey)}?at={question}").content.decode()

    assert ("Remove the picture" in empty, "Remove the picture" in shown) == (False, True)
    assert f'src="/s/-/files/{Asset.objects.get().pk}"' in shown
    assert f'name="left.{DESK}" value="4.0"' in shown
    assert f'name="left.{DOOR}" value="28.0"' in shown


def test_a_copy_of_a_question_has_places_for_its_own_choices(
    post: Post, survey: Survey, question: str
) -> None:
    post("change_picture", question, "picture", file=file())
    post("place_areas", question, **{f"on.{DOOR}": "on"}, **{f"{s}.{DOOR}": "9" for s in _SIDES})

    copy = duplicate_question(draft(survey), question_id=question).elements[1]

    assert [area.choice for area in copy.settings.areas] == [copy.settings.choices[1].id]
    assert copy.settings.choices[1].id != DOOR


def test_a_choice_gets_a_picture_and_loses_it(post: Post, survey: Survey, question: str) -> None:
    put = post("change_choice_picture", question, DESK, file=file())
    image = first(survey).settings.choices[0].image
    post("remove_choice_picture", question, DESK)

    assert (put.status_code, image) == (302, Asset.objects.get().pk)
    assert first(survey).settings.choices[0].image is None
    assert post("change_choice_picture", question, "c_99999999", file=file()).status_code == 404
    assert post("change_choice_picture", question, DESK, htmx=True, file=file(b"x")).status_code == 422


_SIDES = ("left", "top", "width", "height")
