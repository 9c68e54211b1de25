"""Respondents' pages take a short way past what staff need, and end as every request does."""

from typing import Any

import pytest
from django.test import Client

from config.middleware import ShortWay
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import published_survey
from tests.config.door import assert_guarded


@pytest.fixture
def visitor(acme: Scope) -> Client:
    return Client(headers={"host": "acme.localhost"}, raise_request_exception=False)


def failing(problem: Exception) -> Any:
    """What stands in the place of the look for the survey."""

    def fail(*_given: object, **_named: object) -> None:
        raise problem

    return fail


def test_a_survey_is_shown_guarded_and_its_line_names_the_route(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="canvass.request")

    answer = visitor.get(f"/s/{published_survey().slug}/")

    assert answer.status_code == 200
    assert_guarded(answer)
    assert [record.msg["route"] for record in caplog.records if record.name == "canvass.request"] == [
        "s/<slug:slug>/"
    ]


def test_what_else_respondents_look_at_goes_the_ordinary_way(visitor: Client) -> None:
    assert visitor.get(f"/s/{published_survey().slug}/privacy/").status_code == 200


def test_a_page_that_fails_is_an_error_page(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responses.views.answering.sit_down", failing(ZeroDivisionError()))

    answer = visitor.get("/s/any/")

    assert answer.status_code == 500
    assert_guarded(answer)


def test_what_is_deleted_meanwhile_is_not_there(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("responses.views.answering.sit_down", failing(Survey.DoesNotExist()))

    assert visitor.get("/s/any/").status_code == 404
    assert "gone" in [record.msg["event"] for record in caplog.records if record.name == "canvass.request"]


def test_the_main_host_has_no_surveys(visitor: Client) -> None:
    assert visitor.get("/s/any/", headers={"host": "localhost"}).status_code == 404


def test_it_is_taken_before_sessions_and_after_the_organisation(settings: Any) -> None:
    names = [path.rpartition(".")[2] for path in settings.MIDDLEWARE]

    assert names.index(ShortWay.__name__) == names.index("OrganisationMiddleware") + 1
