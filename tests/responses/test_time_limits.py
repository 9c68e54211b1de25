"""Time limits: told, counted on the server, extended; and what becomes of a page that comes late."""

import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone, translation

from responses.identity import Clock, merged_clock
from responses.views.clock import seconds_in_words
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import AGE, NAME, number, short, stored, survey_of

CITY = "q_city0000"


def asked(*, page: int | None = None, survey: int | None = None, **more: Any) -> Any:
    settings = {"seconds": survey} | more.pop("settings", {})
    limited = {"seconds": page, "elements": [number(AGE, "age", required=True), short(CITY, "city")]}
    return survey_of(
        [short(NAME, "name")],
        limited,
        [short("q_last0000", "last", required=more.pop("last_required", False))],
        settings=settings,
        **more,
    )


class Later:
    """Lets time pass for the server."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> Any:
        return self.real() + timedelta(seconds=self.seconds)

    real = staticmethod(timezone.now)


@pytest.fixture
def later() -> Any:
    clock = Later()
    with patch("django.utils.timezone.now", clock):
        yield clock


def left(html: str) -> int:
    found = re.search(r'data-clock="(\d+)"', html)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("cookies", [True, False])
def test_a_page_that_comes_late_is_stored_as_far_as_it_is_valid(
    acme: Scope, later: Later, cookies: bool
) -> None:
    ada = Respondent(asked(page=60), cookies=cookies).open()
    assert "The next page has a time limit: 1 minute." in ada.html
    ada.send(**{NAME: "Ada"})
    assert 55 <= left(ada.html) <= 60

    later.seconds = 100
    ada.send(**{AGE: "old", CITY: "Delft"})

    assert stored().answers == {NAME: "Ada", AGE: None, CITY: "Delft"}
    assert "last?" in ada.html
    ada.send(q_last0000="x")
    assert stored().status == "complete"


def test_within_the_grace_a_page_is_judged_as_ever(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(page=60)).open().send(**{NAME: "Ada"})

    later.seconds = 80
    ada.send(**{AGE: "old"})

    assert ada.status == 422


def test_the_clock_of_the_page_sends_it_at_the_end(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(page=60)).open().send(**{NAME: "Ada"})
    ada.send("time", **{AGE: "7"})
    assert "age?" in ada.html
    assert 'value="7"' in ada.html

    later.seconds = 60
    ada.send("time", **{CITY: "Delft", AGE: ""})

    assert stored().answers == {NAME: "Ada", AGE: None, CITY: "Delft"}
    assert stored().page_seconds["p_00000002"] >= 60


def test_loading_the_page_again_gives_no_more_time(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(page=60)).open().send(**{NAME: "Ada"})

    later.seconds = 30
    ada.open("?page=2")

    assert left(ada.html) <= 30


def test_coming_back_to_a_page_goes_on_where_its_time_stood(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(page=60)).open().send(**{NAME: "Ada"})
    later.seconds = 20
    ada.send("back", **{CITY: "Delft"})
    later.seconds = 500

    ada.send(**{NAME: "Ada"})

    assert 35 <= left(ada.html) <= 40


def test_a_page_whose_time_is_up_takes_nothing_more(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(page=60)).open().send(**{NAME: "Ada"})
    later.seconds = 100
    ada.send(**{AGE: "7"}).send("back")
    assert "The time for this page is up" in ada.html

    later.seconds = 200
    ada.send(**{AGE: "8", CITY: "Delft"})

    assert "last?" in ada.html
    assert stored().answers == {NAME: "Ada", AGE: 7, CITY: None}


@pytest.mark.parametrize("cookies", [True, False])
@pytest.mark.parametrize("limit", ["page", "survey"])
def test_more_time_is_given_ten_times_and_what_was_typed_stays(
    acme: Scope, later: Later, limit: str, cookies: bool
) -> None:
    ada = Respondent(asked(**{limit: 60}), cookies=cookies).open().send(**{NAME: "Ada"})

    for times in range(1, 11):
        later.seconds += 55
        ada.send("more-time", **{CITY: "Delft"})
        assert 'value="Delft"' in ada.html
        assert left(ada.html) == pytest.approx(60 + times * 5, abs=4)

    assert 'value="more-time"' not in ada.html
    before = left(ada.html)
    ada.send("more-time")
    assert left(ada.html) <= before


def test_the_time_for_the_survey_is_told_before_it_runs_out(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(survey=90)).open()

    assert "There is a time limit for this survey: 1 minute and 30 seconds" in ada.html
    assert 85 <= left(ada.html) <= 90


def test_when_the_time_is_up_and_nothing_is_missing_the_response_is_handed_in(
    acme: Scope, later: Later
) -> None:
    ada = Respondent(asked(survey=60)).open().send(**{NAME: "Ada"})

    later.seconds = 100
    ada.send(**{AGE: "7"})

    assert stored().status == "complete"
    assert stored().answers == {NAME: "Ada", AGE: 7}
    assert "Thanks" in ada.html


@pytest.mark.parametrize("cookies", [True, False])
def test_when_required_answers_are_missing_it_stays_begun_and_says_so(
    acme: Scope, later: Later, cookies: bool
) -> None:
    ada = Respondent(asked(survey=60), cookies=cookies).open().send(**{NAME: "Ada"})

    later.seconds = 100
    ada.send(**{CITY: "Delft"})

    assert "Your time is up" in ada.html
    assert "questions that needed an answer are still open" in ada.html
    assert stored().status == "started"
    assert stored().answers == {NAME: "Ada", CITY: "Delft"}


def test_somebody_who_comes_back_too_late_may_send_what_is_whole(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(survey=60)).open().send(**{NAME: "Ada"}).send(**{AGE: "7"})
    later.seconds = 100

    ada.open()
    assert "You can still send it." in ada.html
    ada.send()

    assert stored().status == "complete"


def test_with_nothing_stored_nothing_is_handed_in(acme: Scope, later: Later) -> None:
    ada = Respondent(survey_of([short(NAME, "name")], settings={"seconds": 60})).open()
    later.seconds = 100

    ada.send(**{NAME: ""})

    assert "Nothing was stored." in ada.html


def test_a_late_page_with_a_review_leads_to_it(acme: Scope, later: Later) -> None:
    survey = survey_of(
        {"seconds": 60, "elements": [number(AGE, "age", required=True)]}, settings={"review": True}
    )
    ada = Respondent(survey).open()

    later.seconds = 100
    ada.send()

    assert "Check your answers</h1>" in ada.html
    ada.send()
    assert (stored().status, stored().answers) == ("complete", {AGE: None})


def test_the_review_tells_what_time_is_left_and_gives_more(acme: Scope, later: Later) -> None:
    survey = survey_of([short(NAME, "name")], settings={"seconds": 60, "review": True})
    ada = Respondent(survey).open()
    later.seconds = 20
    ada.send(**{NAME: "Ada"})
    before = left(ada.html)

    ada.send("more-time")
    assert (before // 10, left(ada.html) // 10) == (3, 9)
    later.seconds = 100
    ada.send("more-time")
    assert left(ada.html) // 10 == 7
    ada.send("time")

    assert (stored().status, stored().answers) == ("complete", {NAME: "Ada"})


def test_a_review_without_limits_has_no_clock(acme: Scope) -> None:
    ada = Respondent(survey_of([short(NAME, "name")], settings={"review": True})).open()

    assert "clock" not in ada.send(**{NAME: "Ada"}).html


def test_a_late_last_page_hands_in(acme: Scope, later: Later) -> None:
    ada = Respondent(survey_of({"seconds": 60, "elements": [number(AGE, "age", required=True)]})).open()

    later.seconds = 100
    ada.send()

    assert (stored().status, stored().answers) == ("complete", {AGE: None})


def test_another_window_that_is_late_too_changes_nothing(acme: Scope, later: Later) -> None:
    ada = Respondent(asked(survey=60)).open().send(**{NAME: "Ada"})
    shown = ada.form(**{CITY: "Delft"})
    ada.open("?page=2")
    later.seconds = 100
    ada.send(**{CITY: "Leiden"})

    ada.post(shown | {"_go": ["next"]})

    assert "Your time is up" in ada.html
    assert stored().answers == {NAME: "Ada", CITY: "Leiden"}


def test_a_late_page_of_a_full_quota_turns_away(acme: Scope, later: Later) -> None:
    full = {
        "id": "k_00000001",
        "name": "Delft",
        "condition": 'city == "Delft"',
        "limit": 0,
        "checked_early": True,
    }
    ada = Respondent(asked(page=60, quotas=[full])).open().send(**{NAME: "Ada"})

    later.seconds = 100
    ada.send(**{CITY: "Delft"})

    assert stored().status == "over_quota"


def test_cookie_and_form_are_believed_together() -> None:
    cookie, form = Clock(2, "p_1", 500, 0), Clock(1, "p_1", 400, 3)

    assert merged_clock(cookie, form) == Clock(2, "p_1", 400, 3)
    assert merged_clock(cookie, Clock(3, "p_2", 900, 0)) == Clock(3, "p_2", 900, 0)
    assert merged_clock(None, form) == form
    assert merged_clock(cookie, None) == cookie
    assert merged_clock(None, None) == Clock()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (45, "45 seconds"),
        (60, "1 minute"),
        (90, "1 minute and 30 seconds"),
        (3600, "1 hour"),
        (9000, "2 hours and 30 minutes"),
    ],
)
def test_lengths_of_time_are_spoken(seconds: int, words: str) -> None:
    with translation.override("en"):
        assert seconds_in_words(seconds) == words
