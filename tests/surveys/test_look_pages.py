"""A survey's look: chosen beside a sample, refused where it can't be read, kept beside the versions."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from surveys.domain import duplicate_survey, set_look
from surveys.exceptions import LookRefused
from surveys.looks import PLAIN, SurveyLook, look_of, shown_logo, shown_look, stored_look
from surveys.models import Asset, Survey
from tenants.looks import Look
from tenants.people.models import User
from tenants.presenting import change_look
from tenants.queries import organisation_of
from tenants.scope import Scope
from tests.builders import make_survey, published_survey, reread
from tests.surveys.conftest import address
from webhooks.models import Event

FORM = {"colour": "", "ground": "", "font": "", "corners": "", "density": "", "logo": "organisation"}
ASSET = "a_" + "0f" * 16


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def png() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "#00705f").save(out, "PNG")
    return SimpleUploadedFile("sea.png", out.getvalue(), content_type="image/png")


def look(survey: Survey) -> SurveyLook:
    return look_of(reread(survey))


def test_a_look_is_saved_and_told_and_needs_no_publishing(browser: Client, editor: User) -> None:
    survey = published_survey()

    answer = browser.post(address("save_look", survey), FORM | {"colour": "1F4E9E", "font": "serif"})

    event = Event.objects.get(type="survey.look_changed")
    assert (answer.status_code, answer.headers["Location"]) == (302, address("look", survey))
    assert look(survey) == SurveyLook(colour="#1f4e9e", font="serif")
    assert (event.actor, reread(survey).has_unpublished_changes()) == (editor.email, False)


def test_a_look_that_was_not_changed_is_not_told(browser: Client) -> None:
    survey = make_survey()

    browser.post(address("save_look", survey), FORM)

    assert not Event.objects.filter(type="survey.look_changed").exists()
    assert reread(survey).look is None


@pytest.mark.parametrize("ground", ["plain", "tinted", ""])
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(browser: Client, ground: str) -> None:
    survey = make_survey()

    refused = browser.post(address("save_look", survey), FORM | {"colour": "#ffe600", "ground": ground})
    page = refused.content.decode()

    assert refused.status_code == 422
    assert '<button class="button" name="colour" value="#827500">' in page
    assert "White text on #ffe600 is hard to read. The nearest colour that works is #827500." in page
    assert look(survey) == PLAIN


def test_the_offered_colour_is_taken_with_all_else_that_was_chosen(browser: Client) -> None:
    survey = make_survey()
    form: dict[str, Any] = FORM | {"colour": ["#ffe600", "#827500"], "corners": "square"}

    browser.post(address("save_look", survey), form)

    assert look(survey) == SurveyLook(colour="#827500", corners="square")


@pytest.mark.parametrize(
    "change",
    [{"colour": "red"}, {"colour": "#00705f;}"}, {"font": "comic"}, {"ground": "url(x)"}, {"logo": ""}],
    ids=str,
)
def test_what_is_no_look_is_refused(browser: Client, change: dict[str, str]) -> None:
    survey = make_survey()

    assert browser.post(address("save_look", survey), FORM | change).status_code == 422
    assert reread(survey).look is None


def test_pictures_are_stored_drawn_anew_and_stay(browser: Client, acme: Scope) -> None:
    survey = make_survey()
    files = {"picture": png(), "own_logo": png()}

    browser.post(address("save_look", survey), FORM | {"ground": "banner", "logo": "own"} | files)
    kept = look(survey)
    browser.post(address("save_look", survey), FORM | {"ground": "banner", "logo": "own", "font": "mono"})

    assert kept.picture == kept.own_logo == Asset.objects.get().pk
    assert look(survey) == kept.model_copy(update={"font": "mono"})
    assert shown_look(kept, acme).picture == shown_logo(kept, acme) == f"/s/-/files/{kept.picture}"
    assert f'src="/s/-/files/{kept.picture}"' in browser.get(address("look", survey)).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ground": "picture"}, "Choose the picture, or another background."),
        ({"logo": "own"}, "Choose the file of the logo."),
        ({"picture": SimpleUploadedFile("a.png", b"<svg/>")}, "SVG files can&#x27;t be used"),
        ({"own_logo": SimpleUploadedFile("a.png", b"no")}, "This file is no picture."),
    ],
    ids=["no picture", "no logo", "svg", "no image"],
)
def test_pictures_that_cannot_be_are_refused_in_words(
    browser: Client, change: dict[str, Any], words: str
) -> None:
    survey = make_survey()

    answer = browser.post(address("save_look", survey), FORM | change)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert reread(survey).look is None


def test_the_domain_refuses_too(survey: Survey) -> None:
    with pytest.raises(LookRefused) as refused:
        set_look(survey=survey, look=SurveyLook(colour="#ffe600"), by=None)

    assert (refused.value.code, refused.value.nearest) == ("unreadable", "#827500")


def test_what_a_survey_leaves_open_is_the_organisations(acme: Scope) -> None:
    change_look(words={"font": "serif", "density": "compact", "ground": "tinted"}, by="")
    house = organisation_of(acme.schema)

    shown = shown_look(SurveyLook(font="mono", ground="plain", picture=ASSET), house)

    assert shown == Look(house.brand_colour, "plain", "mono", "soft", "compact")
    assert shown_look(PLAIN, house) == Look(house.brand_colour, "tinted", "serif", "soft", "compact")
    assert shown_logo(SurveyLook(logo="none"), house) == ""


def test_a_stored_look_is_read_as_it_was_written() -> None:
    chosen = SurveyLook(colour="#123456", corners="square", picture=ASSET)

    assert stored_look(chosen.model_dump_json(exclude_defaults=True)) == chosen
    assert stored_look(None) == PLAIN


def test_a_sample_shows_what_is_chosen_and_may_stand_in_our_frames_only(browser: Client) -> None:
    survey = make_survey()
    chosen = FORM | {"colour": "#1f4e9e", "font": "serif", "theme": "dark"}

    shown = browser.get(address("look_sample", survey), chosen)
    page = shown.content.decode()

    assert 'data-theme="dark"' in page
    assert "/s/-/look/1f4e9e.plain.serif.soft.comfortable.css?v=" in page
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in browser.get(address("look", survey)).headers["Content-Security-Policy"]


def test_a_sample_says_what_could_not_be_saved(browser: Client) -> None:
    survey = make_survey()

    page = browser.post(address("look_sample", survey), FORM | {"colour": "#ffe600", "ground": "picture"})
    nonsense = browser.get(address("look_sample", survey), {"colour": "x", "theme": '"><b>'})

    assert "Shown with #827500" in page.content.decode()
    assert "The picture is shown once it is saved." in page.content.decode()
    assert (nonsense.status_code, '"><b>' in nonsense.content.decode()) == (200, False)


def test_others_see_neither_look_nor_sample(client_of: Any, make_person: Any) -> None:
    survey, viewer = make_survey(), client_of(make_person("viewer"))

    assert viewer.get(address("look", survey)).status_code == 403
    assert viewer.get(address("look_sample", survey)).status_code == 403
    assert viewer.post(address("save_look", survey), FORM).status_code == 403


def test_a_copy_of_a_survey_looks_alike(survey: Survey, editor: User) -> None:
    set_look(survey=survey, look=SurveyLook(font="mono"), by=None)

    copy = duplicate_survey(survey=reread(survey), by=editor)

    assert look(copy) == SurveyLook(font="mono")
