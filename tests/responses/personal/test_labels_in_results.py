"""The label of a personal link stands beside the response that came by it, wherever links have labels."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from responses.models import PersonalLink, Response
from responses.personal.codes import code_of
from responses.personal.making import make_labelled_links, make_links
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

NAME = make_question("short_text", "name")


@pytest.fixture
def browser(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME]))


def answer_by(link: PersonalLink) -> Response:
    Respondent(link.survey).open(f"?k={code_of(link)}").send(**{NAME["id"]: "x"})
    link.refresh_from_db()
    assert link.response is not None
    return Response.objects.get(pk=link.response)


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_it_is_a_column_where_links_have_labels(browser: Client, survey: Survey) -> None:
    make_labelled_links(survey=survey, labels=["=Ada"], by=None)
    make_links(survey=survey, count=1, by=None)
    known, unknown = (answer_by(link) for link in PersonalLink.objects.order_by("number"))

    file = rows(browser.get(f"/surveys/{survey.pk}/export.csv"))
    page = browser.get(f"/surveys/{survey.pk}/responses/").content.decode()

    assert {row["response_id"]: row["link_label"] for row in file} == {
        str(known.pk): "'=Ada",
        str(unknown.pk): "",
    }
    assert "<bdi>=Ada</bdi>" in page


def test_there_is_none_where_they_have_not(browser: Client, survey: Survey) -> None:
    make_links(survey=survey, count=1, by=None)
    response = answer_by(PersonalLink.objects.get())

    (row,) = rows(browser.get(f"/surveys/{survey.pk}/export.csv"))
    listed = browser.get(f"/surveys/{survey.pk}/responses/").content.decode()
    single = browser.get(f"/surveys/{survey.pk}/responses/{response.pk}/").content.decode()

    assert ("link_label" in row, "Label of the link" in listed) == (False, False)
    assert "<dt>Personal link</dt><dd>without a label</dd>" in single


def test_a_single_response_tells_it(browser: Client, survey: Survey) -> None:
    make_labelled_links(survey=survey, labels=["Ada"], by=None)
    response = answer_by(PersonalLink.objects.get())

    page = browser.get(f"/surveys/{survey.pk}/responses/{response.pk}/").content.decode()

    assert "<dt>Personal link</dt><dd><bdi>Ada</bdi></dd>" in page
