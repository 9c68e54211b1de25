"""The draft, tried out by staff: the same pages, and nothing stored."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.builders import make_definition, make_question, make_survey
from tests.responses.respondent import PageReader, Respondent

NAME = make_question(required=True) | {"text": {"en": "Name?", "nl": "Naam?"}}
SCORE = make_question("nps", "score")

type ClientOf = Callable[[User], Client]


@pytest.fixture
def draft(acme: Scope) -> Survey:
    return make_survey(make_definition([NAME], [SCORE], languages=["en", "nl"]))


@pytest.fixture
def tester(draft: Survey, client_of: ClientOf, editor: User) -> Respondent:
    respondent = Respondent(draft)
    respondent.client = client_of(editor)
    respondent.path = reverse("responses:preview", args=[draft.pk])
    return respondent.open()


def test_a_draft_is_walked_through_and_nothing_is_stored(tester: Respondent) -> None:
    first = tester.html
    second = tester.send(**{NAME["id"]: "Ada"}).html
    tester.send(**{SCORE["id"]: "9"})

    assert "This is a preview of the draft" in first
    assert "What is your score?" in second
    assert "Thank you" in tester.html
    assert not Response.objects.exists()


def test_answers_are_judged(tester: Respondent) -> None:
    tester.send(**{NAME["id"]: ""})

    assert tester.status == 422
    assert "Please answer this question." in tester.html


def test_time_limits_are_told_but_do_not_run(acme: Scope, client_of: ClientOf, editor: User) -> None:
    settings = {"seconds": 900, "review": True}
    draft = make_survey(make_definition([NAME], languages=["en", "nl"], settings=settings))
    tester = Respondent(draft)
    tester.client, tester.path = client_of(editor), reverse("responses:preview", args=[draft.pk])

    page, refused, review = tester.open().html, tester.send().html, tester.send(**{NAME["id"]: "Ada"}).html

    for html in (page, refused, review):
        assert "Time left for the survey: <b data-clock-left>15 minutes</b>" in html
        assert "Time doesn’t run in the preview." in html
        assert "data-clock=" not in html
    assert "There is a time limit for this survey: 15 minutes" in page


def test_going_back_shows_what_was_answered(tester: Respondent) -> None:
    tester.send(**{NAME["id"]: "Ada"}).send("back")

    assert tester.form()[NAME["id"]] == ["Ada"]


def test_any_page_can_be_looked_at(tester: Respondent) -> None:
    assert "What is your score?" in tester.open("?page=2").html
    assert "Name?" in tester.open("?page=9").html


def test_the_language_can_be_switched(tester: Respondent) -> None:
    tester.post(tester.form(**{NAME["id"]: "Ad", "_language": "nl"}))
    dutch = PageReader(tester.html).root["lang"], tester.form()[NAME["id"]]

    assert dutch == ("nl", ["Ad"])
    assert PageReader(tester.send(**{NAME["id"]: "Ada"}).html).root["lang"] == "nl"
    assert PageReader(tester.open("?lang=nl").html).root["lang"] == "nl"


def test_a_forged_state_starts_again(tester: Respondent) -> None:
    tester.post(tester.form(**{NAME["id"]: "Ada", "_state": "forged"}))

    assert (tester.status, tester.form()[NAME["id"]]) == (200, [""])


def test_a_page_removed_meanwhile_starts_again(tester: Respondent, draft: Survey) -> None:
    form = tester.form(**{NAME["id"]: "Ada"})
    other = make_survey(make_definition([SCORE]))
    Survey.objects.filter(pk=draft.pk).update(draft=other.draft, draft_revision=9)

    tester.post(form)

    assert "What is your score?" in tester.html


def test_an_empty_draft_says_so(tester: Respondent, draft: Survey) -> None:
    document = draft.draft | {"pages": []}
    Survey.objects.filter(pk=draft.pk).update(draft=document, draft_revision=9)

    assert (tester.open().status, "Nothing to see yet" in tester.html) == (200, True)
    assert "Nothing to see yet" in tester.client.post(tester.path).content.decode()


def test_strangers_are_asked_to_sign_in(draft: Survey, stranger: Client) -> None:
    answer = stranger.get(reverse("responses:preview", args=[draft.pk]))

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


def test_another_organisations_draft_is_not_there(
    acme: Scope, other: Scope, client_of: ClientOf, editor: User
) -> None:
    with tenant_scope(other):
        theirs = make_survey()

    for pk in (theirs.pk, uuid4()):
        assert client_of(editor).get(reverse("responses:preview", args=[pk])).status_code == 404
