"""What tests about surveys share: an editor's browser, a survey, and forms sent to its builder."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from surveys.definition import Definition, Element
from surveys.models import Survey
from surveys.queries import draft_of
from tenants.people.models import User
from tests.builders import make_choices, make_definition, make_question, make_survey, reread

HTMX = {"HX-Request": "true"}

type Post = Callable[..., HttpResponse]


@pytest.fixture
def browser(client_of: Callable[[User], Client], editor: User) -> Client:
    """A browser in which an editor is signed in."""
    return client_of(editor)


def address(name: str, survey: Survey, *more: str) -> str:
    """The address of a page or an action of a survey."""
    return reverse(f"surveys:{name}", args=[survey.pk, *more])


def draft(survey: Survey) -> Definition:
    """The draft as it is stored now."""
    return draft_of(reread(survey))


def first(survey: Survey) -> Element[Any]:
    """The first question of the draft."""
    return draft(survey).elements[0]


@pytest.fixture
def survey(editor: User) -> Survey:
    """Two pages: a and b on the first, c on the second; b has two choices."""
    choices = {"choices": make_choices("Red", "Green")}
    return make_survey(
        make_definition(
            [make_question(name="a"), make_question("single_choice", "b", settings=choices)],
            [make_question(name="c")],
            languages=("en", "nl"),
        ),
        by=editor,
    )


@pytest.fixture
def post(browser: Client, survey: Survey) -> Post:
    """Post a form of the builder, with the draft's revision unless it says otherwise."""

    def send(name: str, /, *parts: str, query: str = "", htmx: bool = False, **form: Any) -> HttpResponse:
        form = {"revision": reread(survey).draft_revision} | form
        headers = HTMX if htmx else {}
        url = f"{address(name, survey, *parts)}{query}"
        response: Any = browser.post(url, form, headers=headers)
        return response

    return send
