"""The access settings tell how many places of the response limit are taken."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from tests.responses.test_gates import gate

NAME = make_question("short_text", "name")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def survey(editor: User) -> Survey:
    made = published_survey(make_definition([NAME], settings={"editable_after": True}))
    for number in range(3):
        Respondent(made).open().send(**{NAME["id"]: f"r{number}"})
    return made


def line(browser: Client, survey: Survey) -> str:
    return browser.get(reverse("responses:places", args=[survey.pk]), headers=HTMX).content.decode()


def test_taken_and_kept_places_are_told(browser: Client, survey: Survey) -> None:
    gate(survey, limit=5)
    changing = Response.objects.all()[0]
    Response.objects.filter(pk=changing.pk).update(status="started", attempt=2)

    assert "3 places of 5 are taken. 1 of these is kept for somebody" in line(browser, survey)


def test_without_a_limit_it_says_how_many_are_complete(browser: Client, survey: Survey) -> None:
    assert "There is no limit; 3 responses are complete." in line(browser, survey)


def test_the_settings_load_it_and_lead_to_it_without_javascript(browser: Client, survey: Survey) -> None:
    address = reverse("responses:places", args=[survey.pk])

    settings = browser.get(reverse("surveys:access", args=[survey.pk])).content.decode()
    page = browser.get(address)

    assert f'hx-get="{address}"' in settings
    assert f'href="{address}"' in settings
    assert "<html" in page.content.decode()
    assert "HX-Request" in page.headers["Vary"]
