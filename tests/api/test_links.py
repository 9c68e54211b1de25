"""Personal links through the API: made, seen, revoked, and answered by."""

from typing import Any

import pytest
from django.db import transaction

from responses.models import PersonalLink, Response
from responses.personal.codes import code_of
from responses.personal.making import make_links, revoke_link
from surveys.models import Survey
from tests.api.conftest import Caller
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from tests.responses.test_gates import gate

NAME = make_question("short_text", "name")


@pytest.fixture
def survey(acme: Any) -> Survey:
    made = published_survey(make_definition([NAME]))
    gate(made, personal=True)
    return made


@pytest.fixture
def link(survey: Survey) -> PersonalLink:
    make_links(survey=survey, count=1, by=None)
    return PersonalLink.objects.get()


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["errors"][0]["code"])


def submit(caller: Caller, survey: Survey, **more: Any) -> Any:
    with transaction.atomic():  # what the request rolls back
        return caller.post(f"surveys/{survey.pk}/responses/", {"answers": {"name": "Ada"}} | more)


def test_they_are_made_once_and_their_addresses_work(as_editor: Caller, survey: Survey) -> None:
    body = {"labels": ["Ada", "Bea", "Ada"]}
    first, again = (
        as_editor.post(f"surveys/{survey.pk}/links/", body, Idempotency_Key="x") for _each in range(2)
    )

    made = first.json()["data"]["made"]
    assert (first.status_code, again.content) == (201, first.content)
    assert [(each["number"], each["label"], each["state"]) for each in made] == [
        (1, "Ada", "unused"),
        (2, "Bea", "unused"),
    ]
    query = made[0]["address"].partition(f"/s/{survey.slug}/")[2]
    assert f'name="{NAME["id"]}"' in Respondent(survey).open(query).html


@pytest.mark.parametrize(
    "body",
    [{}, {"count": 0}, {"count": 1001}, {"count": 1, "labels": ["x"]}, {"labels": []}, {"labels": [1]}],
)
def test_what_cannot_be_made_is_refused(as_editor: Caller, survey: Survey, body: dict[str, Any]) -> None:
    assert as_editor.post(f"surveys/{survey.pk}/links/", body).status_code == 400
    assert not PersonalLink.objects.exists()


def test_the_list_tells_what_became_of_them(as_editor: Caller, survey: Survey, link: PersonalLink) -> None:
    make_links(survey=survey, count=1, by=None)
    Respondent(survey).open(f"?k={code_of(link)}").send(**{NAME["id"]: "Ada"})

    everything = as_editor.get(f"surveys/{survey.pk}/links/").json()["data"]
    answered = as_editor.get(f"surveys/{survey.pk}/links/?state=answered").json()["data"]

    assert [each["number"] for each in everything] == [2, 1]
    assert [(each["number"], each["response"]) for each in answered] == [(1, str(Response.objects.get().pk))]
    assert everything[0]["response"] is None


def test_they_are_revoked_and_restored(as_editor: Caller, survey: Survey, link: PersonalLink) -> None:
    revoked = as_editor.post(f"surveys/{survey.pk}/links/{link.pk}/revoke/").json()["data"]
    restored = as_editor.post(f"surveys/{survey.pk}/links/{link.pk}/restore/").json()["data"]
    read = as_editor.get(f"surveys/{survey.pk}/links/{link.pk}/").json()["data"]

    assert (revoked["state"], restored["state"]) == ("revoked", "unused")
    assert read == restored


def test_a_label_that_has_another_link_by_now_is_422(as_editor: Caller, survey: Survey) -> None:
    as_editor.post(f"surveys/{survey.pk}/links/", {"labels": ["Ada"]})
    first = PersonalLink.objects.get()
    revoke_link(link=first, by=None)
    as_editor.post(f"surveys/{survey.pk}/links/", {"labels": ["Ada"]})

    answer = as_editor.post(f"surveys/{survey.pk}/links/{first.pk}/restore/")

    assert code(answer) == (422, "label")


class TestAnswering:
    def test_a_response_comes_of_a_link_and_says_so(self, as_editor: Caller, survey: Survey) -> None:
        as_editor.post(f"surveys/{survey.pk}/links/", {"labels": ["Ada"]})
        link = PersonalLink.objects.get()

        data = submit(as_editor, survey, link=str(link.pk)).json()["data"]

        link.refresh_from_db()
        assert (str(link.response), data["link"]) == (data["id"], {"id": str(link.pk), "label": "Ada"})

    def test_one_link_one_response(self, as_editor: Caller, survey: Survey, link: PersonalLink) -> None:
        submit(as_editor, survey, link=str(link.pk))

        assert code(submit(as_editor, survey, link=str(link.pk))) == (409, "link_used")
        assert Response.objects.count() == 1

    def test_one_that_a_respondent_has_begun_by_is_used(
        self, as_editor: Caller, survey: Survey, link: PersonalLink
    ) -> None:
        Respondent(survey).open(f"?k={code_of(link)}").send(**{NAME["id"]: "Ada"})

        assert code(submit(as_editor, survey, link=str(link.pk))) == (409, "link_used")

    def test_one_that_was_only_opened_is_not_and_its_page_stores_nothing_then(
        self, as_editor: Caller, survey: Survey, link: PersonalLink
    ) -> None:
        ada = Respondent(survey).open(f"?k={code_of(link)}")

        answer = submit(as_editor, survey, link=str(link.pk))

        assert (answer.status_code, ada.send(**{NAME["id"]: "Late"}).status) == (201, 403)
        assert Response.objects.count() == 1

    def test_without_one_nothing_is_taken(self, as_editor: Caller, survey: Survey) -> None:
        assert code(submit(as_editor, survey)) == (409, "survey_link_needed")
        assert not Response.objects.exists()

    def test_a_link_that_does_not_work_is_told_apart(
        self, as_editor: Caller, survey: Survey, link: PersonalLink
    ) -> None:
        revoke_link(link=link, by=None)

        assert code(submit(as_editor, survey, link=str(link.pk))) == (409, "survey_link_revoked")
        assert code(submit(as_editor, survey, link=str(survey.pk))) == (409, "survey_link_unknown")

    def test_hours_and_password_are_for_the_public_and_the_limit_for_all(
        self, as_editor: Caller, survey: Survey
    ) -> None:
        gate(survey, password="x", limit=1)

        assert submit(as_editor, survey).status_code == 201
        assert code(submit(as_editor, survey)) == (409, "survey_full")
