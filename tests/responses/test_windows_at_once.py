"""Two windows of one respondent on different pages of a survey with logic, in the same moment."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from responses.models import Response
from responses.places import hold_survey
from responses.rows import lock_response
from surveys.access import Access, Gates
from surveys.domain import change_access
from tenants.scope import Scope, carrying_scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import CIGARETTES, NAME, SMOKER, number, short, survey_of, yes_no
from webhooks.models import Event

SMOKING = [
    [yes_no(SMOKER, "smoker")],
    [number(CIGARETTES, "cigarettes", visible_if="smoker", required=True)],
    [short(NAME, "name")],
]
REAL_NOW = timezone.now


def stored() -> Response:
    return Response.objects.get()


def window(ada: Respondent, survey: Any, query: str, *, host: str) -> Respondent:
    """Another window of the same browser."""
    other = Respondent(survey, host=host)
    other.client.cookies = ada.client.cookies
    return other.open(query)


def hold_response() -> None:
    lock_response(stored().pk)


def in_the_same_moment(
    late: Callable[[], Any], early: Callable[[], Any], hold: Callable[[], Any] = hold_response
) -> Any:
    """Let ``late`` judge a page and come to write it when ``early`` has; return what ``late`` returns."""

    def come_late() -> Any:
        try:
            return late()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            hold()
            coming = threads.submit(carrying_scope(come_late))
            _wait_until_it_waits()
            early()
        return coming.result()


def _wait_until_it_waits() -> None:
    for _look in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database IS NULL)")
            row = cursor.fetchone()
        if row and row[0]:
            return
        time.sleep(0.01)
    raise TimeoutError("nobody waits for the response")


def smoking(committed: Scope, **more: Any) -> tuple[Any, Respondent, Respondent]:
    """A survey, a window on its first page and one on its last, the first answered with no."""
    survey = survey_of(*SMOKING, **more)
    first = Respondent(survey, host=committed.host).open().send(**{SMOKER: "no"})
    last = window(first, survey, "?page=2", host=committed.host)
    return survey, first.open("?page=1"), last


def test_nobody_completes_by_a_way_that_another_window_has_just_changed(committed: Scope) -> None:
    _survey, first, last = smoking(committed)

    answer = in_the_same_moment(
        lambda: last.post(last.form(**{NAME: "Ada"})),
        lambda: first.post(first.form(**{SMOKER: "yes"})),
    )

    assert (answer.status_code, answer["Location"]) == (303, f"{first.path}?page=2")
    assert (stored().status, stored().answers) == ("started", {SMOKER: True})
    assert "cigarettes?" in last.follow().html


def test_a_page_that_stays_right_is_stored_beside_the_other(committed: Scope) -> None:
    _survey, first, last = smoking(committed)

    answer = in_the_same_moment(
        lambda: last.post(last.form(**{NAME: "Ada"})),
        lambda: first.post(first.form(**{SMOKER: ""})),
    )

    assert (answer.status_code, answer["Location"]) == (303, first.path)
    assert (stored().status, stored().answers) == ("complete", {SMOKER: None, NAME: "Ada"})
    assert Event.objects.filter(type="response.completed").count() == 1


def test_going_back_keeps_what_was_typed_beside_the_other(committed: Scope) -> None:
    _survey, first, last = smoking(committed)

    in_the_same_moment(
        lambda: last.post(last.form(**{NAME: "Ada"}) | {"_go": ["back"]}),
        lambda: first.post(first.form(**{SMOKER: ""})),
    )

    assert (stored().status, stored().answers) == ("started", {SMOKER: None, NAME: "Ada"})


def test_twins_are_one(committed: Scope) -> None:
    survey, first, _last = smoking(committed)
    form, twin = first.form(**{SMOKER: "yes"}), window(first, survey, "?page=1", host=committed.host)

    answer = in_the_same_moment(lambda: twin.post(form), lambda: first.post(form))

    assert (answer.status_code, answer["Location"]) == (303, f"{first.path}?page=2")
    assert (stored().revision, stored().answers) == (2, {SMOKER: True})


def test_the_same_form_with_other_answers_is_stored_after_its_twin(committed: Scope) -> None:
    survey, first, _last = smoking(committed)
    form, twin = first.form(), window(first, survey, "?page=1", host=committed.host)

    in_the_same_moment(lambda: twin.post(form | {SMOKER: [""]}), lambda: first.post(form | {SMOKER: ["yes"]}))

    assert (stored().revision, stored().answers) == (3, {SMOKER: None})


def test_a_review_that_another_window_has_changed_is_shown_again(committed: Scope) -> None:
    _survey, first, last = smoking(committed, settings={"review": True})
    last.send(**{NAME: "Ada"})

    in_the_same_moment(
        lambda: last.post(last.form()),
        lambda: first.post(first.form(**{SMOKER: ""})),
    )

    assert stored().status == "started"
    assert last.status == 409
    last.send()
    assert stored().status == "complete"


def test_a_page_that_comes_late_is_stored_beside_the_other(committed: Scope) -> None:
    pages = [SMOKING[0], SMOKING[1], {"elements": SMOKING[2], "seconds": 60}]
    survey = survey_of(*pages)
    first = Respondent(survey, host=committed.host).open().send(**{SMOKER: "no"})
    last = window(first, survey, "?page=2", host=committed.host)
    first.open("?page=1")

    with patch("django.utils.timezone.now", lambda: REAL_NOW() + timedelta(seconds=100)):
        in_the_same_moment(
            lambda: last.post(last.form(**{NAME: "Ada"})),
            lambda: first.post(first.form(**{SMOKER: ""})),
        )

    assert (stored().status, stored().answers) == ("complete", {SMOKER: None, NAME: "Ada"})


def test_what_was_typed_stays_where_the_last_place_was_taken_meanwhile(committed: Scope) -> None:
    survey, first, last = smoking(committed)
    change_access(survey=survey, change=lambda _found: Access(gates=Gates(limit=1)), by=None)
    ada = Response.objects.filter(pk=stored().pk)
    bea = Respondent(survey, host=committed.host).open().send(**{SMOKER: "no"})

    def change_and_take_the_place() -> None:
        first.post(first.form(**{SMOKER: ""}))
        bea.send(**{NAME: "Bea"})

    answer = in_the_same_moment(
        lambda: last.post(last.form(**{NAME: "Ada"})),
        change_and_take_the_place,
        hold=lambda: hold_survey(survey=survey.pk),
    )

    assert "This survey is full" in answer.content.decode()
    assert list(ada.values_list("status", "answers")) == [("started", {SMOKER: None, NAME: "Ada"})]


def test_twins_that_leave_a_page_whose_answers_were_told_complete_once(committed: Scope) -> None:
    quiz = {"right_if": "name = 'Ada'", "points": 1}
    survey = survey_of(
        [yes_no(SMOKER, "smoker")],
        [short(NAME, "name", quiz=quiz)],
        [number(CIGARETTES, "cigarettes", visible_if="smoker")],
        settings={"quiz_feedback": "page"},
    )
    ada = Respondent(survey, host=committed.host).open().send(**{SMOKER: "yes"}).send(**{NAME: "Ada"})
    ada.open("?page=1").send(**{SMOKER: "no"})
    form, twin = ada.form(), window(ada, survey, "?page=2", host=committed.host)

    answer = in_the_same_moment(lambda: twin.post(form), lambda: ada.post(form))

    assert answer.status_code == 303
    assert "Thanks" in twin.follow().html
    assert (stored().status, stored().answers) == ("complete", {SMOKER: False, NAME: "Ada"})
    assert Event.objects.filter(type="response.completed").count() == 1


@pytest.mark.parametrize("respondents", [12])
def test_nobody_ever_completes_without_what_the_way_requires(committed: Scope, respondents: int) -> None:
    survey = survey_of(*SMOKING)
    pairs = []
    for _each in range(respondents):
        first = Respondent(survey, host=committed.host).open().send(**{SMOKER: "no"})
        last = window(first, survey, "?page=2", host=committed.host)
        pairs.append((first.open("?page=1"), last))

    def act(pair: tuple[Respondent, Respondent], *, is_first: bool) -> None:
        first, last = pair
        try:
            if is_first:
                first.post(first.form(**{SMOKER: "yes"}))
            else:
                last.post(last.form(**{NAME: "Ada"}))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        sending = [
            threads.submit(carrying_scope(act), pair, is_first=is_first)
            for pair in pairs
            for is_first in (True, False)
        ]
    for each in sending:
        each.result()

    for row in Response.objects.all():
        assert row.status != "complete" or row.answers == {SMOKER: False, NAME: "Ada"}
