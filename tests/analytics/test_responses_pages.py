"""The list of responses, a single one, deleting."""

from uuid import uuid4

import pytest
from django.test import Client

from analytics.results import Results
from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope
from tests.analytics.pages import path, said
from tests.builders import published_survey
from webhooks.models import Event


def test_the_list_shows_all_and_first_answers(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "responses/")))

    assert page.count("<tr>") == 3
    assert "All responses" in page
    assert ">A</bdi>" in page


def test_the_list_can_be_filtered_and_paged(
    survey: Survey, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.views.responses.PER_PAGE", 1)
    first = owner.get(path(survey, "responses/"))

    second = owner.get(first.context["links"]["older"])

    assert list(first.context["links"]) == ["older"]
    assert list(second.context["links"]) == ["newer"]
    assert first.context["rows"][0].record.id != second.context["rows"][0].record.id
    back = owner.get(second.context["links"]["newer"])
    assert back.context["rows"][0].record.id == first.context["rows"][0].record.id
    assert len(owner.get(path(survey, "responses/?status=complete")).context["rows"]) == 1


@pytest.mark.parametrize("query", ["?older_than=x", "?newer_than=2026-01-01_x"])
def test_a_made_up_place_shows_the_beginning(survey: Survey, owner: Client, query: str) -> None:
    assert len(owner.get(path(survey, f"responses/{query}")).context["rows"]) == 2


def test_empty_lists_say_why(acme: Scope, owner: Client) -> None:
    survey = published_survey()

    assert "No responses yet" in said(owner.get(path(survey, "responses/")))
    assert "No response fits" in said(owner.get(path(survey, "responses/?language=nl")))
    assert owner.get(path(survey, "responses/?since=x")).status_code == 422


def test_a_single_response_reads_as_it_was_asked(survey: Survey, owner: Client) -> None:
    response = Response.objects.get(status="complete")

    page = owner.get(path(survey, f"responses/{response.pk}/"))

    shown = [
        (each.question, each.answer, each.state) for part in page.context["pages"] for each in part.answers
    ]
    assert shown[0] == ("What about one?", "A", "answered")
    assert shown[6] == ("What about grid?", "X: G", "answered")
    assert shown[8] == ("What about agreed?", "", "skipped")
    assert [part.time for part in page.context["pages"]] == ["30\u00a0s", ""]
    unfinished = Response.objects.get(status="started")
    page = owner.get(path(survey, f"responses/{unfinished.pk}/"))
    assert "Not shown" in said(page)
    assert "Unfinished" in said(page)


def test_a_response_is_found_in_its_own_survey_only(survey: Survey, owner: Client) -> None:
    elsewhere, response = published_survey(), Response.objects.all()[0]

    assert owner.get(path(elsewhere, f"responses/{response.pk}/")).status_code == 404
    assert owner.post(path(elsewhere, f"responses/{response.pk}/delete/")).status_code == 404
    assert owner.get(path(survey, f"responses/{uuid4()}/")).status_code == 404


def test_deleting_asks_first_and_then_is_felt_everywhere(survey: Survey, owner: Client) -> None:
    response = Response.objects.get(status="complete")
    address = path(survey, f"responses/{response.pk}/delete/")
    assert "Delete the response begun on" in said(owner.get(address))
    assert Results.of(survey.pk).count() == 1

    answer = owner.post(address)

    assert answer.headers["Location"] == path(survey, "responses/")
    assert not Response.objects.filter(pk=response.pk).exists()
    assert Results.of(survey.pk).count() == 0
    assert Event.objects.filter(type="response.deleted").count() == 1
