"""What is deleted between a view's look and its lock is not there: 404, on pages and in the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from config.middleware import DeletedMeanwhile
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tenants.permissions import Role
from tests.api.conftest import Caller
from tests.builders import published_survey
from tests.conftest import PASSWORD

STEPS = {"close": {}, "pause": {}, "publish": {"revision": "1"}, "delete": {"title": "Team pulse"}}


@pytest.fixture
def survey(monkeypatch: pytest.MonkeyPatch, acme: object) -> Survey:
    """A survey that goes in the moment in which somebody wants to lock it."""
    survey = published_survey()
    lock = Survey.objects.select_for_update

    def deleted_first() -> Any:
        return lock().exclude(pk=survey.pk)

    monkeypatch.setattr(Survey.objects, "select_for_update", deleted_first)
    return survey


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_a_survey_that_went(
    step: str, survey: Survey, make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    answer = client_of(make_person(Role.OWNER)).post(f"/surveys/{survey.pk}/{step}/", STEPS[step])

    assert answer.status_code == 404


def test_a_step_in_the_api(survey: Survey, make_person: Callable[..., User]) -> None:
    caller = Caller(token=grant_tokens(email=make_person(Role.OWNER).email, password=PASSWORD).access)

    answer = caller.post(f"surveys/{survey.pk}/close/")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")


def test_other_failures_stay_failures(rf: Any) -> None:
    middleware = DeletedMeanwhile(lambda _request: HttpResponse())

    assert middleware.process_exception(rf.get("/"), KeyError()) is None
