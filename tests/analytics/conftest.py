"""A survey with answers, and browsers of people."""

from collections.abc import Callable

import pytest
from django.test import Client

from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.made import choice, definition, question, respond, respond_all, response_to
from tests.builders import published_survey

ANSWERS = {
    "q_00000001": "c_aaaaaaaa",
    "q_00000002": ["c_dddddddd"],
    "q_00000003": 9,
    "q_00000004": 4,
    "q_00000005": 12.5,
    "q_00000006": "2026-03-10",
    "q_00000007": {"r_xxxxxxxx": "c_gggggggg"},
    "q_00000008": "<script>alert(1)</script>",
    "q_00000009": None,
}

type Browsers = Callable[[User], Client]
type People = Callable[..., User]


@pytest.fixture
def survey(acme: Scope) -> Survey:
    """A survey of every kind with one complete and one unfinished response."""
    survey = published_survey(definition())
    respond(survey, ANSWERS, page_seconds={"p_00000001": 30.5})
    respond(survey, {"q_00000001": None}, status="started")
    return survey


@pytest.fixture
def owner(client_of: Browsers, make_person: People) -> Client:
    """An owner's browser."""
    return client_of(make_person(Role.OWNER))


@pytest.fixture
def crowd(acme: Scope) -> Survey:
    """24 people: 16 in region k, 8 in l; of each, three quarters answered a."""
    one = question(1, "single_choice", "one", choices=[choice("a"), choice("b")])
    region = question(2, "single_choice", "region", choices=[choice("k"), choice("l")])
    survey = published_survey(
        definition([one, region, question(3, "nps", "likely"), question(8, "long_text", "words")])
    )
    answers: list[dict[str, object]] = [
        {
            "q_00000001": "c_bbbbbbbb" if number % 4 == 3 else "c_aaaaaaaa",
            "q_00000002": "c_llllllll" if number % 3 == 2 else "c_kkkkkkkk",
            "q_00000003": number % 11,
            "q_00000008": f"Text {number}",
        }
        for number in range(24)
    ]
    respond_all(response_to(survey, each) for each in answers)
    return survey
