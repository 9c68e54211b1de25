"""Respondents at the same time, in threads of their own, outside any test transaction."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from responses.models import Response
from tenants.scope import Scope, carrying_scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from webhooks.models import Event

CLICKS = 20
WAYS: tuple[dict[str, Any], ...] = ({}, {"moves_on": True})
"""Settings of a survey that is written at once, and of one that is read first."""


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Let so many threads do the same at the same moment."""
    barrier = Barrier(count)

    def wait_and_act(number: int) -> Any:
        barrier.wait()
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(carrying_scope(wait_and_act), range(count)))


@pytest.mark.parametrize("settings", WAYS)
def test_twenty_first_clicks_store_one_response(committed: Scope, settings: dict[str, Any]) -> None:
    name = make_question(required=True)
    asked = make_definition([name], [make_question("nps", "score")], settings=settings)
    survey = published_survey(asked)
    ada = Respondent(survey, host=committed.host).open()
    form, cookies = ada.form(**{name["id"]: "Ada"}), ada.client.cookies

    def click(_number: int) -> int:
        window = Respondent(survey, host=committed.host)
        window.client.cookies = cookies
        return int(window.post(form).status_code)

    assert at_once(CLICKS, click) == [303] * CLICKS
    assert [(row.revision, row.answers[name["id"]]) for row in Response.objects.all()] == [(1, "Ada")]


@pytest.mark.parametrize("settings", WAYS)
def test_twenty_last_clicks_complete_once(committed: Scope, settings: dict[str, Any]) -> None:
    name = make_question(required=True)
    survey = published_survey(make_definition([name], settings=settings))
    ada = Respondent(survey, host=committed.host).open()
    form, cookies = ada.form(**{name["id"]: "Ada"}), ada.client.cookies

    def click(_number: int) -> int:
        window = Respondent(survey, host=committed.host)
        window.client.cookies = cookies
        return int(window.post(form).status_code)

    assert at_once(CLICKS, click) == [303] * CLICKS
    assert [(row.status, row.revision) for row in Response.objects.all()] == [("complete", 1)]
    assert Event.objects.filter(type="response.completed").count() == 1


@pytest.mark.parametrize("settings", WAYS)
def test_different_answers_at_once_keep_one_and_show_it_to_the_others(
    committed: Scope, settings: dict[str, Any]
) -> None:
    name = make_question(required=True)
    asked = make_definition([name], [make_question("nps", "score")], settings=settings)
    survey = published_survey(asked)
    ada = Respondent(survey, host=committed.host).open()
    windows = [Respondent(survey, host=committed.host) for _number in range(8)]
    for window in windows:
        window.client.cookies = ada.client.cookies
        window.open()

    def send(number: int) -> int:
        return int(windows[number].post(windows[number].form(**{name["id"]: f"Ada {number}"})).status_code)

    assert Counter(at_once(len(windows), send)) == {303: 1, 409: 7}
    assert Response.objects.get().revision == 1
