"""What a survey looks like to respondents: its own look over its organisation's, at once and cheaply."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from surveys.domain import close_survey, set_look
from surveys.looks import SurveyLook
from surveys.models import Survey
from tenants.models import Organisation
from tenants.presenting import change_colour
from tenants.queries import forget_organisations
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey, reread
from tests.responses.respondent import Respondent

STYLE = re.compile(r'<link rel="stylesheet" href="(/s/-/look/[^"]+)">')
CHOSEN = SurveyLook(colour="#1f4e9e", font="serif", corners="square", density="compact")


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([make_question()], [make_question(name="b")]))


def style_of(page: str) -> str:
    (found,) = STYLE.findall(page)
    return str(found)


def test_without_a_look_a_survey_has_its_organisations_colour(survey: Survey) -> None:
    respondent = Respondent(survey)
    before = style_of(respondent.open().html)
    change_colour(colour="#7a1fa2", by="")
    forget_organisations()

    assert before.startswith("/s/-/look/00705f.plain.sans.soft.comfortable.css?v=")
    assert style_of(respondent.open().html).startswith("/s/-/look/7a1fa2.plain.")


def test_a_look_shows_on_every_page_without_publishing(survey: Survey) -> None:
    respondent = Respondent(survey).open()
    set_look(survey=survey, look=CHOSEN, by=None)
    styles = [style_of(respondent.open().html)]
    styles.append(style_of(respondent.send().html))
    styles.append(style_of(respondent.send().html))
    styles.append(style_of(respondent.client.get(respondent.path + "privacy/").content.decode()))
    close_survey(survey=reread(survey), by=None)
    styles.append(style_of(Respondent(survey).open().html))

    assert len({*styles}) == 1
    assert styles[0].startswith("/s/-/look/1f4e9e.plain.serif.square.compact.css?v=")


def test_the_preview_has_the_look(survey: Survey, client_of: Any, editor: Any) -> None:
    set_look(survey=survey, look=CHOSEN, by=None)

    page = client_of(editor).get(f"/surveys/{survey.pk}/preview/").content.decode()

    assert style_of(page).startswith("/s/-/look/1f4e9e.plain.serif.")


def test_the_stylesheet_costs_no_query_and_is_kept_for_ever(survey: Survey, stranger: Client) -> None:
    address = style_of(Respondent(survey).open().html)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        served = stranger.get(address)
    stale = stranger.get(address.partition("?")[0])

    assert (served.status_code, len(asked)) == (200, 0)
    assert served.headers["Content-Type"] == "text/css; charset=utf-8"
    assert served.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert stale.headers["Cache-Control"] == "public, max-age=60"
    assert b"--brand:#00705f" in served.content


@pytest.mark.parametrize("name", ["x", "00705f.plain.comic.soft.compact", "00705f.plain.sans.soft.compact.b"])
def test_a_look_that_does_not_exist_is_not_found(stranger: Client, name: str) -> None:
    assert stranger.get(f"/s/-/look/{name}.css").status_code == 404


def test_the_logo_is_the_organisations_its_own_or_none(
    survey: Survey, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    Organisation.objects.get().logo.save("logo.webp", ContentFile(b"logo"))
    forget_organisations()
    asset = "a_" + "0f" * 16

    pages = []
    for look in (SurveyLook(), SurveyLook(logo="own", own_logo=asset), SurveyLook(logo="none")):
        set_look(survey=survey, look=look, by=None)
        pages.append(re.findall(r'<img src="([^"?]+)', Respondent(survey).open().html))

    assert pages == [["/brand/logo"], [f"/s/-/files/{asset}"], []]
