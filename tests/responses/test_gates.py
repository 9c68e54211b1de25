"""What may keep somebody out of an open survey: its password, its hours, its last place."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction

from responses.domain import submit_response
from responses.exceptions import SurveyNotOpen
from responses.models import Response
from responses.views.password import MOST_TRIES
from surveys.access import Access, Gates
from surveys.domain import change_access, hashed_password
from surveys.models import Survey
from surveys.opening_hours import Hours
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey, reread
from tests.responses.respondent import Respondent

NAME = make_question("short_text", "name")
TEAM = make_question("short_text", "team")
PASSWORD = "tulip-7"


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME], [TEAM], languages=["en", "nl"]))


@pytest.fixture(autouse=True)
def _no_tries(acme: Scope) -> None:
    cache.clear()


def gate(survey: Survey, **gates: Any) -> None:
    change_access(
        survey=survey, change=lambda found: found.model_copy(update={"gates": Gates(**gates)}), by=None
    )


def ask_password(survey: Survey, password: str = PASSWORD) -> None:
    gate(survey, password=hashed_password(password))


def questions(page: str) -> list[bool]:
    return [f'name="{question["id"]}"' in page for question in (NAME, TEAM)]


def finish(respondent: Respondent, name: str = "Ada") -> Respondent:
    respondent.open().send(**{NAME["id"]: name})
    return respondent.send(**{TEAM["id"]: "Red"})


class TestPassword:
    def test_it_is_asked_for_before_any_question(self, survey: Survey) -> None:
        ask_password(survey)

        page = Respondent(survey).open()

        assert (page.status, questions(page.html)) == (200, [False, False])
        assert 'name="_password"' in page.html
        assert page.answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("cookies", [True, False])
    def test_the_right_one_lets_in_with_and_without_cookies(self, survey: Survey, cookies: bool) -> None:
        ask_password(survey)
        ada = Respondent(survey, cookies=cookies).open()

        ada.post({"_password": f" {PASSWORD} "})
        first = questions(ada.html)
        ada.send(**{NAME["id"]: "Ada"})
        second = questions(ada.html)
        ada.send(**{TEAM["id"]: "Red"})

        assert (first, second) == ([True, False], [False, True])
        assert [*Response.objects.values_list("status", flat=True)] == ["complete"]

    def test_whoever_was_let_in_is_not_asked_again(self, survey: Survey) -> None:
        ask_password(survey)
        ada = Respondent(survey).open()
        ada.post({"_password": PASSWORD})

        assert questions(ada.open().html) == [True, False]
        assert ada.post({"_password": PASSWORD}).status_code == 303

    @pytest.mark.parametrize("wrong", ["tulip", "TULIP-7", "", "x" * 5_000, "\x00", "é" * 30])
    def test_a_wrong_one_is_told_next_to_the_field(self, survey: Survey, wrong: str) -> None:
        ask_password(survey)
        ada = Respondent(survey).open()

        ada.post({"_password": wrong})

        assert (ada.status, questions(ada.html)) == (422, [False, False])
        assert 'id="password-error">This is not the password of this survey.' in ada.html

    def test_a_forged_pass_or_mark_lets_nobody_in(self, survey: Survey) -> None:
        ask_password(survey)
        other = published_survey()
        ask_password(other)
        theirs = Respondent(other).open()
        theirs.post({"_password": PASSWORD})
        ada = Respondent(survey)
        ada.client.cookies["canvass_pass"] = theirs.client.cookies["canvass_pass"].value
        mark = dict(theirs.form())["_at"]

        assert questions(ada.open().html) == [False, False]
        ada.post({"_at": mark, NAME["id"]: "Ada", "_go": "next"})
        assert (questions(ada.html), Response.objects.count()) == ([False, False], 0)

    def test_a_new_password_is_asked_for_of_who_knew_the_old_one(self, survey: Survey) -> None:
        ask_password(survey)
        ada = Respondent(survey).open()
        ada.post({"_password": PASSWORD})
        ask_password(survey, "rose-8")

        assert questions(ada.open().html) == [False, False]

    def test_who_had_begun_when_it_came_goes_on(self, survey: Survey) -> None:
        ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
        ask_password(survey)

        assert questions(ada.open().html) == [False, True]
        assert "Thank you" in ada.send(**{TEAM["id"]: "Red"}).html

    def test_guessing_is_stopped_and_the_right_one_counts_for_nothing(self, survey: Survey) -> None:
        ask_password(survey)
        guesser = Respondent(survey)
        for _each in range(MOST_TRIES + 10):
            Respondent(survey).post({"_password": PASSWORD})
        tried = [guesser.post({"_password": "guess"}).status_code for _each in range(MOST_TRIES)]
        stopped = guesser.post({"_password": PASSWORD})

        assert set(tried) == {422}
        assert (stopped.status_code, stopped.headers["Retry-After"]) == (429, "900")

    def test_the_page_speaks_the_survey_s_languages(self, survey: Survey) -> None:
        ask_password(survey)
        ada = Respondent(survey)
        ada.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"

        ada.open().post({"_password": "wrong"})

        assert '<html lang="nl"' in ada.html
        assert 'id="password-error">Dit is niet het wachtwoord van deze vragenlijst.' in ada.html
        assert '<html lang="nl"' in Respondent(survey).open("?lang=nl").html

    def test_other_methods_and_other_sites_get_no_further(self, survey: Survey) -> None:
        ask_password(survey)
        ada = Respondent(survey)

        foreign = ada.client.post(ada.path, {"_password": PASSWORD}, headers={"sec-fetch-site": "cross-site"})

        assert foreign.status_code == 403


class TestHours:
    NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
    EVENING = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)

    @pytest.fixture
    def office(self, survey: Survey) -> Survey:
        gate(survey, hours=tuple(Hours(day=day, opens=time(9), closes=time(17)) for day in range(5)))
        return survey

    def test_within_them_it_is_open(self, office: Survey) -> None:
        with time_machine.travel(self.NOON, tick=False):
            assert questions(Respondent(office).open().html) == [True, False]

    def test_outside_of_them_it_says_when_it_opens_again(self, office: Survey) -> None:
        with time_machine.travel(self.EVENING, tick=False):
            page = Respondent(office).open()

        assert page.status == 503
        assert page.answer.headers["Retry-After"] == str(int(timedelta(days=2, hours=14.5).total_seconds()))
        assert "It opens again on 23 November 2026, 09:00 (UTC)." in page.html

    def test_a_page_begun_within_waits_for_the_next_hours(self, office: Survey) -> None:
        with time_machine.travel(self.NOON, tick=False):
            ada = Respondent(office).open().send(**{NAME["id"]: "Ada"})
        with time_machine.travel(self.EVENING, tick=False):
            refused = ada.send(**{TEAM["id"]: "Red"}).status
            stored = Response.objects.get()
        with time_machine.travel(self.NOON + timedelta(days=3), tick=False):
            resumed = questions(ada.open().html)

        assert (refused, stored.status, resumed) == (503, "started", [False, True])

    def test_the_thanks_are_shown_at_any_hour(self, office: Survey) -> None:
        with time_machine.travel(self.NOON, tick=False):
            ada = finish(Respondent(office))
        with time_machine.travel(self.EVENING, tick=False):
            assert "Thank you" in ada.open().html


class TestLimit:
    def test_the_last_place_fills_the_survey(self, survey: Survey) -> None:
        gate(survey, limit=2)
        thanks = [finish(Respondent(survey)).html for _each in range(2)]

        late = Respondent(survey).open()

        assert all("Thank you" in page for page in thanks)
        assert (late.status, "This survey is full" in late.html) == (410, True)

    def test_whoever_still_answers_then_is_kept_as_unfinished(self, survey: Survey) -> None:
        gate(survey, limit=1)
        slow = Respondent(survey).open().send(**{NAME["id"]: "Slow"})
        finish(Respondent(survey), "Quick")

        slow.send(**{TEAM["id"]: "Blue"})

        row = Response.objects.get(status="started")
        assert (slow.status, "This survey is full" in slow.html) == (410, True)
        assert row.answers[NAME["id"]] == "Slow"

    def test_who_took_a_place_sees_the_thanks_again(self, survey: Survey) -> None:
        gate(survey, limit=1)
        ada = finish(Respondent(survey))

        assert "Thank you" in ada.open().html

    def test_a_deleted_response_leaves_its_place(self, survey: Survey) -> None:
        gate(survey, limit=1)
        finish(Respondent(survey))
        Response.objects.all().delete()

        assert "Thank you" in finish(Respondent(survey)).html

    def test_a_larger_limit_lets_more_in(self, survey: Survey) -> None:
        gate(survey, limit=1)
        finish(Respondent(survey))
        gate(survey, limit=2)

        assert "Thank you" in finish(Respondent(survey)).html

    def test_it_holds_at_every_door(self, survey: Survey) -> None:
        gate(survey, limit=1)
        answers = {NAME["id"]: "Ada", TEAM["id"]: "Red"}
        submit_response(survey=reread(survey), answers=answers)

        with pytest.raises(SurveyNotOpen) as refused, transaction.atomic():
            submit_response(survey=reread(survey), answers=answers)

        assert (refused.value.availability, Response.objects.count()) == ("full", 1)


def test_a_gate_that_shuts_while_somebody_is_on_the_quick_way_stops_them(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
    gate(survey, limit=1)
    Response.objects.filter(survey=survey).update(status="started")
    finish(Respondent(survey), "Quick")

    assert ada.send(**{TEAM["id"]: "Red"}).status == 410


class TestAgain:
    def test_the_thanks_offer_it_where_the_survey_allows_it(self, survey: Survey) -> None:
        change_access(survey=survey, change=lambda _found: Access(again=True), by=None)
        ada = finish(Respondent(survey))
        offered = 'href="?again=1"' in ada.html

        ada.open("?again=1").follow()
        first = questions(ada.html)
        finish(ada, "Again")

        assert (offered, first) == (True, [True, False])
        assert [*Response.objects.order_by("started_at").values_list("status", flat=True)] == ["complete"] * 2

    def test_it_is_not_offered_and_not_done_elsewhere(self, survey: Survey) -> None:
        ada = finish(Respondent(survey))
        offered = "again" in ada.html

        ada.open("?again=1").follow()

        assert (offered, "Thank you" in ada.html) == (False, True)

    def test_a_response_under_way_is_not_forgotten(self, survey: Survey) -> None:
        change_access(survey=survey, change=lambda _found: Access(again=True), by=None)
        ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})

        ada.open("?again=1").follow()

        assert questions(ada.html) == [False, True]


def test_a_full_survey_told_at_the_last_moment_keeps_what_was_sent(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate(survey, limit=1)
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
    finish(Respondent(survey), "Quick")
    monkeypatch.setattr("responses.gates.is_full", lambda **_asked: False)  # as it was a moment ago

    ada.send(**{TEAM["id"]: "Blue"})

    row = Response.objects.get(status="started")
    assert (ada.status, row.answers[TEAM["id"]]) == (410, "Blue")
