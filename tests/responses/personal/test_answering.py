"""Answering by personal link: once, anywhere, and by nobody without one."""

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from responses.domain import delete_response
from responses.models import PersonalLink, Response
from responses.personal.codes import code_of, spelt
from responses.personal.making import make_labelled_links, make_links, restore_link, revoke_link
from surveys.access import Access, Gates, Kiosk
from surveys.domain import change_access, close_survey, hashed_password
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey, reread
from tests.responses.respondent import Respondent

NAME = make_question("short_text", "name")
TEAM = make_question("short_text", "team")


def ask_for_links(survey: Survey, **more: Any) -> None:
    gates = Gates(personal=True, **more)
    change_access(survey=survey, change=lambda found: found.model_copy(update={"gates": gates}), by=None)


@pytest.fixture(autouse=True)
def _no_tries(acme: Scope) -> None:
    cache.clear()


@pytest.fixture
def survey(acme: Scope) -> Survey:
    made = published_survey(make_definition([NAME], [TEAM], languages=["en", "nl"]))
    ask_for_links(made)
    return reread(made)


@pytest.fixture
def link(survey: Survey) -> PersonalLink:
    make_labelled_links(survey=survey, labels=["Ada"], by=None)
    return PersonalLink.objects.get()


def by(link: PersonalLink, **more: Any) -> Respondent:
    return Respondent(link.survey, **more).open(f"?k={code_of(link)}")


def questions(page: str) -> list[bool]:
    return [f'name="{question["id"]}"' in page for question in (NAME, TEAM)]


def finish(respondent: Respondent, team: str = "Red") -> Respondent:
    return respondent.send(**{NAME["id"]: "Ada"}).send(**{TEAM["id"]: team})


class TestOneLink:
    @pytest.mark.parametrize("cookies", [True, False])
    def test_it_lets_in_and_one_response_comes_of_it(self, link: PersonalLink, cookies: bool) -> None:
        ada = finish(by(link, cookies=cookies))

        row = Response.objects.get()
        link.refresh_from_db()
        assert "Thank you" in ada.html
        assert (row.status, row.channel, link.response) == ("complete", "personal", row.pk)

    def test_looking_stores_no_response(self, link: PersonalLink) -> None:
        page = by(link)

        assert (page.status, questions(page.html), Response.objects.count()) == (200, [True, False], 0)
        assert page.answer.headers["Cache-Control"] == "no-store"

    def test_it_goes_on_where_it_was_on_another_device(self, link: PersonalLink) -> None:
        by(link).send(**{NAME["id"]: "Ada"})

        elsewhere = by(link)
        first = questions(elsewhere.html)
        elsewhere.send(**{TEAM["id"]: "Blue"})

        assert (first, Response.objects.get().answers) == (
            [False, True],
            {NAME["id"]: "Ada", TEAM["id"]: "Blue"},
        )

    def test_it_answers_once_and_shows_the_thanks_then(self, link: PersonalLink) -> None:
        finish(by(link))

        again = by(link)

        assert ("Thank you" in again.html, "again=1" in again.html) == (True, False)
        assert Response.objects.count() == 1

    def test_nobody_answers_again_where_the_survey_else_offers_it(
        self, survey: Survey, link: PersonalLink
    ) -> None:
        change_access(survey=survey, change=lambda found: found.model_copy(update={"again": True}), by=None)
        ada = finish(by(link))
        offered = "again=1" in ada.html

        ada.open("?again=1").follow()

        assert (offered, "Thank you" in ada.html) == (False, True)

    def test_it_opens_the_answers_again_where_they_may_be_changed(self, acme: Scope) -> None:
        survey = published_survey(make_definition([NAME], settings={"editable_after": True}))
        ask_for_links(survey)
        make_links(survey=survey, count=1, by=None)
        link = PersonalLink.objects.get(survey=survey)
        by(link).send(**{NAME["id"]: "Ada"})

        elsewhere = by(link).send("edit")
        elsewhere.send(**{NAME["id"]: "Ada Lovelace"})

        row = Response.objects.get()
        assert (row.status, row.attempt, row.answers) == ("complete", 2, {NAME["id"]: "Ada Lovelace"})

    def test_two_pages_open_at_once_are_one_response(self, link: PersonalLink) -> None:
        one, other = by(link), by(link)
        one.send(**{NAME["id"]: "Ada"})

        other.post(other.form(**{NAME["id"]: "Bea"}) | {"_go": ["next"]})

        assert other.status == 409
        assert Response.objects.get().answers == {NAME["id"]: "Ada"}

    def test_it_comes_before_the_cookie_of_somebody_else(self, survey: Survey, link: PersonalLink) -> None:
        ada = finish(by(link))
        make_links(survey=survey, count=1, by=None)
        second = PersonalLink.objects.get(number=2)

        ada.open(f"?k={code_of(second)}")
        first = questions(ada.html)
        finish(ada)

        assert (first, Response.objects.count()) == ([True, False], 2)

    def test_its_code_is_no_answer_to_a_hidden_field(self, acme: Scope) -> None:
        field = make_question("hidden_field", "k")
        survey = published_survey(make_definition([NAME, field]))
        ask_for_links(survey)
        make_links(survey=survey, count=1, by=None)
        link = PersonalLink.objects.get(survey=survey)

        ada = Respondent(survey).open(f"?k={code_of(link)}&team=Red")
        ada.send(**{NAME["id"]: "Ada"})

        assert code_of(link) not in str(Response.objects.get().answers)

    def test_the_database_gives_no_response_two_links(self, survey: Survey, link: PersonalLink) -> None:
        by(link)
        make_links(survey=survey, count=1, by=None)
        link.refresh_from_db()

        with pytest.raises(IntegrityError), transaction.atomic():
            PersonalLink.objects.filter(number=2).update(response=link.response)


class TestNone:
    def test_the_survey_says_politely_that_it_needs_one(self, survey: Survey) -> None:
        page = Respondent(survey).open()

        assert (page.status, questions(page.html)) == (403, [False, False])
        assert "This survey is answered by personal link" in page.html
        assert page.answer.headers["Cache-Control"] == "no-store"

    def test_it_says_so_in_the_survey_s_languages(self, survey: Survey) -> None:
        assert '<html lang="nl"' in Respondent(survey).open("?lang=nl").html

    @pytest.mark.parametrize("code", ["", "1", "É", "x" * 500, "%00", "1" * 17, "Z" * 23, "-----"])
    def test_a_code_that_is_none_lets_nobody_in(self, survey: Survey, code: str) -> None:
        page = Respondent(survey).open(f"?k={code}")

        assert page.status in (400, 403)
        assert not Response.objects.exists()

    def test_another_survey_s_link_is_none(self, survey: Survey, link: PersonalLink) -> None:
        other = published_survey()
        ask_for_links(other)
        make_links(survey=other, count=1, by=None)

        page = Respondent(survey).open(f"?k={code_of(PersonalLink.objects.get(survey=other))}")

        assert (page.status, "No personal link of this survey has this code." in page.html) == (403, True)

    def test_a_code_can_be_typed_as_people_write(self, survey: Survey, link: PersonalLink) -> None:
        typed = spelt(code_of(link)).lower().replace("0", "o")

        page = Respondent(survey).open()
        page.post({"_link_code": f" {typed} "})
        page.follow()

        assert questions(page.html) == [True, False]

    def test_the_whole_link_can_be_pasted(self, survey: Survey, link: PersonalLink) -> None:
        page = Respondent(survey)

        page.post({"_link_code": f"https://acme.localhost/s/x/?k={code_of(link)}&lang=nl"})

        assert questions(page.follow().html) == [True, False]

    def test_guessing_is_stopped_and_right_links_go_on(self, survey: Survey, link: PersonalLink) -> None:
        tried = [Respondent(survey).open(f"?k=1{each:016}").status for each in range(21)]

        last = Respondent(survey).open(f"?k=1{'0' * 16}")

        assert tried == [403] * 20 + [429]
        assert (last.status, last.answer.headers["Retry-After"]) == (429, "900")
        assert questions(by(link).html) == [True, False]

    def test_who_had_begun_before_links_were_asked_for_goes_on(self, acme: Scope) -> None:
        survey = published_survey(make_definition([NAME], [TEAM]))
        ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
        ask_for_links(survey)

        assert "Thank you" in ada.send(**{TEAM["id"]: "Red"}).html

    def test_a_form_shown_before_links_were_asked_for_stores_nothing(self, acme: Scope) -> None:
        survey = published_survey(make_definition([NAME], [TEAM]))
        ada = Respondent(survey).open()
        ask_for_links(survey)

        assert ada.send(**{NAME["id"]: "Ada"}).status == 403
        assert not Response.objects.exists()

    def test_a_closed_survey_says_that_it_is_closed(self, survey: Survey) -> None:
        close_survey(survey=survey, by=None)

        assert Respondent(survey).open().status == 410


class TestOnASharedDevice:
    @pytest.fixture
    def tablet(self, survey: Survey) -> Respondent:
        def with_kiosk(found: Access) -> Access:
            return found.model_copy(update={"kiosk": Kiosk()})

        change_access(survey=survey, change=with_kiosk, by=None)
        found = Respondent(survey)
        found.path += "kiosk/"
        return found

    def test_a_code_is_typed_and_no_address_holds_it(self, tablet: Respondent, link: PersonalLink) -> None:
        tablet.post({"_link_code": code_of(link)})
        led_to = tablet.answer.headers["Location"]

        finish(tablet.follow())
        thanks = "Thank you" in tablet.html
        after = tablet.open("?again=1")

        assert (led_to, thanks) == (tablet.path, True)
        assert (after.status, questions(after.html)) == (403, [False, False])
        assert code_of(link) not in after.html

    def test_a_link_s_address_opens_nothing_there(self, tablet: Respondent, link: PersonalLink) -> None:
        assert tablet.open(f"?k={code_of(link)}").status == 403

    def test_a_wrong_code_is_told(self, tablet: Respondent, link: PersonalLink) -> None:
        tablet.post({"_link_code": "nothing"})

        assert (tablet.status, "has this code" in tablet.html) == (403, True)


class TestRevoked:
    def test_it_lets_nobody_in(self, link: PersonalLink) -> None:
        revoke_link(link=link, by=None)

        page = by(link)

        assert (page.status, "This personal link no longer works." in page.html) == (410, True)

    def test_who_was_under_way_stores_no_more(self, link: PersonalLink) -> None:
        ada = by(link).send(**{NAME["id"]: "Ada"})
        revoke_link(link=link, by=None)

        assert ada.send(**{TEAM["id"]: "Red"}).status == 410
        assert Response.objects.get().answers == {NAME["id"]: "Ada"}

    def test_restored_it_goes_on(self, link: PersonalLink) -> None:
        ada = by(link).send(**{NAME["id"]: "Ada"})
        revoke_link(link=link, by=None)
        restore_link(link=link, by=None)

        assert "Thank you" in ada.send(**{TEAM["id"]: "Red"}).html


class TestOtherGates:
    def test_the_password_is_asked_for_as_well(self, survey: Survey, link: PersonalLink) -> None:
        ask_for_links(survey, password=hashed_password("tulip"))
        ada = by(link)
        before = questions(ada.html)

        kept = f'action="?k={code_of(link)}"' in ada.html
        ada.answer = ada.client.post(f"{ada.path}?k={code_of(link)}", {"_password": "tulip"})

        assert kept
        assert (before, questions(ada.html)) == ([False, False], [True, False])

    def test_the_limit_holds_and_keeps_what_was_sent_too_late(
        self, survey: Survey, link: PersonalLink, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask_for_links(survey, limit=1)
        make_links(survey=survey, count=1, by=None)
        slow = by(link).send(**{NAME["id"]: "Ada"})
        finish(by(PersonalLink.objects.get(number=2)))
        monkeypatch.setattr("responses.gates.is_full", lambda **_asked: False)  # as it was a moment ago

        slow.send(**{TEAM["id"]: "Blue"})

        row = Response.objects.get(status="started")
        assert (slow.status, row.answers[TEAM["id"]]) == (410, "Blue")

    def test_links_bind_where_the_survey_is_open_to_all(self, survey: Survey, link: PersonalLink) -> None:
        change_access(survey=survey, change=lambda found: found.model_copy(update={"gates": None}), by=None)

        finish(by(link))

        link.refresh_from_db()
        assert Response.objects.get().pk == link.response


def test_a_deleted_response_leaves_the_link_to_be_answered_by_again(link: PersonalLink, editor: Any) -> None:
    ada = finish(by(link))
    first = Response.objects.get()
    delete_response(response=first, by=editor)

    stale = ada.open().status
    finish(by(link), "Green")

    again = Response.objects.get()
    assert (stale, again.pk != first.pk, again.answers[TEAM["id"]]) == (403, True, "Green")


def test_time_that_ran_out_before_anything_was_sent_begins_anew(acme: Scope) -> None:
    survey = published_survey(make_definition([NAME], [TEAM], settings={"seconds": 60}))
    ask_for_links(survey)
    make_links(survey=survey, count=1, by=None)
    link = PersonalLink.objects.get(survey=survey)
    scanned = by(link)

    with time_machine.travel(timezone.now().timestamp() + 3_600, tick=False):
        late = by(link)
        shown = questions(late.html)
        late.send(**{NAME["id"]: "Ada"})
        stale = scanned.send(**{NAME["id"]: "Robot"}).status

    assert (shown, stale) == ([True, False], 403)
    assert Response.objects.get().answers == {NAME["id"]: "Ada"}


def test_codes_survive_a_new_key_of_the_installation(link: PersonalLink, settings: Any) -> None:
    code, before = code_of(link), settings.SECRET_KEY
    settings.SECRET_KEY = "another" * 10

    unknown = Respondent(link.survey).open(f"?k={code}").status
    settings.SECRET_KEY_FALLBACKS = [before]
    known = Respondent(link.survey).open(f"?k={code}").status

    assert (unknown, known, code_of(link) == code) == (403, 200, False)


def test_codes_are_each_link_s_own(survey: Survey) -> None:
    make_links(survey=survey, count=300, by=None)
    links = list(PersonalLink.objects.all())

    codes = {code_of(link) for link in links}

    assert len(codes) == 300
    assert all(16 < len(code) < 20 for code in codes)
    assert not any(code_of(link) in str(PersonalLink.objects.filter(pk=link.pk).values()) for link in links)
