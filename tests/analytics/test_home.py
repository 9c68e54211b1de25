"""The home page."""

from uuid import uuid4

import pytest
from django.test import Client

from surveys.domain import pause_survey
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.analytics.pages import Browsers, People, queries, said
from tests.builders import make_survey, published_survey
from webhooks.models import Event


def test_home_shows_surveys_and_what_happened(survey: Survey, owner: Client, editor: User) -> None:
    pause_survey(survey=survey, by=editor)

    response = owner.get("/")

    (row,) = response.context["rows"]
    assert (row.complete, row.unfinished, row.activity.lately) == ("1", "1", 2)
    assert "“Everything” was paused" in said(response)
    assert "It ends complete, screened out or over quota; else it is unfinished." in said(response)
    assert editor.email in said(response)


@pytest.mark.parametrize(
    ("role", "words"), [(Role.EDITOR, "Make a survey"), (Role.VIEWER, "There are no surveys yet")]
)
def test_an_empty_home_says_the_next_step(
    client_of: Browsers, make_person: People, role: Role, words: str
) -> None:
    assert words in said(client_of(make_person(role)).get("/"))


def test_home_lists_some_surveys_and_leads_to_all(acme: Scope, owner: Client) -> None:
    for number in range(9):
        make_survey(title=f"Survey {number}")

    response = owner.get("/")

    assert len(response.context["rows"]) == 8
    assert "All surveys" in said(response)


def test_home_s_queries_do_not_grow_with_surveys(acme: Scope, owner: Client) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            respond(published_survey())
        with queries() as made:
            owner.get("/")
        counts.append(len(made))

    assert counts[0] == counts[1]


def test_what_happened_to_what_is_gone_is_still_told(acme: Scope, owner: Client) -> None:
    Event.objects.create(type="response.deleted", payload={"survey": str(uuid4())})
    Event.objects.create(type="person.joined", payload={"name": "Ada"})
    Event.objects.create(type="something.unknown", payload={})

    sentences = [each.sentence for each in owner.get("/").context["happenings"]]

    assert sentences[:2] == ["Ada joined", "A response was deleted"]


def test_people_without_a_name_are_told_by_their_address(acme: Scope, owner: Client) -> None:
    person = User.objects.get(email="owner@acme.example")
    Event.objects.create(type="person.invited", payload={"person": str(person.pk), "name": ""})
    Event.objects.create(type="person.joined", payload={"person": str(uuid4()), "name": ""})

    sentences = [each.sentence for each in owner.get("/").context["happenings"]]

    assert sentences[:2] == ["A colleague joined", "owner@acme.example was invited"]
