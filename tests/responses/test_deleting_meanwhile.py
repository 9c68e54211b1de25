"""A survey that is deleted while somebody hands in answers: they are told, and nothing fails."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections, transaction

from responses.domain import delete_response, submit_response
from responses.exceptions import SurveyUnknown
from responses.models import Response
from surveys.domain import delete_survey
from surveys.models import Survey
from tenants.scope import Scope, carrying_scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from webhooks.models import Event

WHILE_IT_IS_DELETED = 0.5


def while_deleting[T](survey: Survey, act: Callable[[], T]) -> T:
    """Let a thread act while the survey is deleted, but not for good yet."""

    def acting() -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            delete_survey(survey=survey, typed_title=survey.title, by=None)
            acted = thread.submit(carrying_scope(acting))
            time.sleep(WHILE_IT_IS_DELETED)
        return acted.result()


@pytest.mark.parametrize("pages", [1, 2])
def test_a_page_sent_meanwhile_finds_the_survey_gone(committed: Scope, pages: int) -> None:
    names = [make_question(name=f"name{number}") for number in range(pages)]
    survey = published_survey(make_definition(*([name] for name in names)))
    ada = Respondent(survey, host=committed.host).open()
    form = ada.form(**{names[0]["id"]: "Ada"})

    status: Any = while_deleting(survey, lambda: ada.post(form).status_code)

    assert status == 404
    assert not Response.objects.exists()
    assert not Event.objects.filter(type="response.completed").exists()


def test_a_response_submitted_meanwhile_finds_the_survey_gone(committed: Scope) -> None:
    survey = published_survey()

    with pytest.raises(SurveyUnknown):
        while_deleting(survey, lambda: submit_response(survey=survey, answers={}))

    assert not Event.objects.filter(type="response.completed").exists()


def test_a_response_is_deleted_and_told_of_once(committed: Scope) -> None:
    response = submit_response(survey=published_survey(), answers={})
    in_another_window = Response.objects.get(pk=response.pk)

    delete_response(response=response, by=None)
    with pytest.raises(Response.DoesNotExist):
        delete_response(response=in_another_window, by=None)

    assert Event.objects.filter(type="response.deleted").count() == 1
