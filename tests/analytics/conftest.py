"""A survey with answers, and browsers of people."""

from collections.abc import Callable

import pytest
from django.test import Client

from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.made import definition, respond
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
