"""The form of a file, and the file."""

import pytest
from django.test import Client
from django.utils import timezone

from surveys.models import Survey
from tenants.scope import Scope, public_scope
from tests.analytics.pages import path, said
from tests.builders import make_survey
from webhooks.models import Event


def file_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_file_has_one_row_for_each_response_and_leaves_a_trace(survey: Survey, owner: Client) -> None:
    response = owner.get(path(survey, "export.csv?status=all&values=codes&bom=on"))
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]

    assert text.startswith("\ufeff")
    assert len(text.splitlines()) == 3
    name = f"{survey.slug}-{timezone.localdate().isoformat()}.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    event = Event.objects.get(type="survey.exported")
    assert (event.subject, event.payload["selection"]) == (f"survey:{survey.pk}", {"status": "all"})
    assert event.payload["options"]["values"] == "codes"


def test_without_options_the_file_holds_complete_responses_in_words(survey: Survey, owner: Client) -> None:
    head, first = file_of(owner, path(survey, "export.csv")).splitlines()

    assert head.startswith('"response_id","status"')
    assert ',"A",1,0,0,9,4,12.5,"2026-03-10","G",,"<script>' in first


def test_the_file_comes_from_its_organisation_when_it_is_sent_later(
    survey: Survey, owner: Client, other: Scope
) -> None:
    response = owner.get(path(survey, "export.csv"))

    with public_scope():
        text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize(
    "query", ["?since=x", "?values=secret", "?language=tlh", "?words=fr", "?separator=x"]
)
def test_options_that_make_no_sense_are_said(survey: Survey, owner: Client, query: str) -> None:
    response = owner.get(path(survey, f"export.csv{query}"))

    assert response.status_code == 422
    assert "needs your attention" in said(response)
    assert not Event.objects.filter(type="survey.exported").exists()
    assert owner.get(path(survey, f"export/{query}")).status_code == 422


def test_the_form_offers_the_survey_s_languages(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "export/")))

    assert '<option value="nl">Nederlands</option>' in page
    assert owner.get(path(make_survey(), "export/")).status_code == 200
