"""Surveys in other sites' pages and on shared devices, at addresses of their own, where switched on."""

import re
from typing import Any

import pytest

from responses.models import Response
from surveys.access import Access, Embedding, Kiosk
from surveys.domain import change_access
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

NAME = make_question("short_text", "name")
TEAM = make_question("short_text", "team")
SITES = ("https://www.example.org", "https://*.example.net")


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME], [TEAM]))


def allow(survey: Survey, **access: Any) -> None:
    change_access(survey=survey, change=lambda _found: Access(**access), by=None)


def at(survey: Survey, mode: str, **more: Any) -> Respondent:
    found = Respondent(survey, **more)
    found.path += f"{mode}/"
    return found


def policy(respondent: Respondent) -> str:
    (found,) = re.findall(r"frame-ancestors ([^;]+)", respondent.answer.headers["Content-Security-Policy"])
    return str(found)


class TestEmbedded:
    def test_the_sites_that_are_named_may_frame_it_and_only_there(self, survey: Survey) -> None:
        allow(survey, embedding=Embedding(sites=SITES))

        embedded, plain = at(survey, "embed").open(), Respondent(survey).open()

        assert policy(embedded) == "'self' https://www.example.org https://*.example.net"
        assert "X-Frame-Options" not in embedded.answer.headers
        assert (policy(plain), plain.answer.headers["X-Frame-Options"]) == ("'none'", "DENY")

    def test_without_named_sites_its_own_may(self, survey: Survey) -> None:
        allow(survey, embedding=Embedding())

        embedded = at(survey, "embed").open()

        assert policy(embedded) == "'self'"
        assert embedded.answer.headers["X-Frame-Options"] == "SAMEORIGIN"

    def test_it_is_answered_without_cookies_to_the_end(self, survey: Survey) -> None:
        allow(survey, embedding=Embedding(sites=SITES))
        ada = at(survey, "embed", cookies=False).open()

        ada.send(**{NAME["id"]: "Ada"})
        second = (ada.status, policy(ada))
        ada.send(**{TEAM["id"]: "Red"})

        row = Response.objects.get()
        assert second == (200, "'self' https://www.example.org https://*.example.net")
        assert ">Thank you</h1>" in ada.html
        assert (row.status, row.answers) == ("complete", {NAME["id"]: "Ada", TEAM["id"]: "Red"})

    def test_it_tells_its_height_and_brings_no_head_of_its_own(self, survey: Survey) -> None:
        allow(survey, embedding=Embedding(sites=SITES))

        page = at(survey, "embed").open().html

        assert 'data-mode="embed"' in page
        assert "js/embedded.js" in page
        assert "js/embedded.js" not in Respondent(survey).open().html

    def test_what_is_kept_is_told_within_the_frame(self, survey: Survey) -> None:
        allow(survey, embedding=Embedding(sites=SITES))
        ada = at(survey, "embed")

        ada._received(ada.client.get(ada.path + "privacy/"))

        assert (ada.status, policy(ada)) == (200, "'self' https://www.example.org https://*.example.net")

    @pytest.mark.parametrize("mode", ["embed", "kiosk"])
    def test_where_it_is_not_switched_on_the_survey_itself_is_shown(self, survey: Survey, mode: str) -> None:
        assert at(survey, mode).open().answer.headers["Location"] == f"/s/{survey.slug}/"
        assert at(survey, mode).client.get(f"/s/nowhere/{mode}/").status_code == 404

    def test_a_closed_survey_says_so_within_the_frame(self, survey: Survey) -> None:
        allow(survey, embedding=Embedding(sites=SITES))
        Survey.objects.filter(pk=survey.pk).update(status="paused")

        paused = at(survey, "embed").open()

        assert (paused.status, policy(paused).startswith("'self' https://www")) == (503, True)


class TestKiosk:
    @pytest.fixture(autouse=True)
    def kiosk(self, survey: Survey) -> None:
        allow(survey, kiosk=Kiosk(seconds=45))

    def test_it_begins_anew_after_the_thanks_with_nothing_of_the_last_person(self, survey: Survey) -> None:
        device = at(survey, "kiosk").open().send(**{NAME["id"]: "Ada"}).send(**{TEAM["id"]: "Red"})
        refresh = device.answer.headers["Refresh"]
        kept = [morsel.value for morsel in device.client.cookies.values()]

        again = device.open()

        assert ">Thank you</h1>" not in again.html
        assert refresh == f"12; url=/s/{survey.slug}/kiosk/?again=1"
        assert (kept, "Ada" in again.html) == ([""], False)

    def test_the_next_person_makes_a_response_of_their_own(self, survey: Survey) -> None:
        device = at(survey, "kiosk")
        for name in ("Ada", "Grace"):
            device.open("?again=1").follow()
            device.send(**{NAME["id"]: name}).send(**{TEAM["id"]: "Red"})

        rows = Response.objects.order_by("started_at").values_list("status", "answers")
        assert [(status, answers[NAME["id"]]) for status, answers in rows] == [
            ("complete", "Ada"),
            ("complete", "Grace"),
        ]

    def test_who_walked_away_is_forgotten(self, survey: Survey) -> None:
        device = at(survey, "kiosk").open().send(**{NAME["id"]: "Ada"})

        device.open("?again=1").follow()
        back = device.open("?page=2").answer
        first = device.open("?page=1").html

        assert (back.status_code, "Ada" in first) == (302, False)
        assert Response.objects.get().status == "started"

    @pytest.mark.parametrize("query", ["", "?page=1", "?page=2"])
    def test_nothing_is_kept_by_the_browser(self, survey: Survey, query: str) -> None:
        device = at(survey, "kiosk").open().send(**{NAME["id"]: "Ada"})

        device.open(query)

        assert device.answer.headers["Cache-Control"] == "no-store"
        assert 'autocomplete="off" novalidate' in device.html

    def test_its_cookie_lasts_as_long_as_the_browser_and_is_its_own(self, survey: Survey) -> None:
        device = at(survey, "kiosk").open()

        (name, cookie), *others = device.client.cookies.items()
        assert (name, cookie["max-age"], others) == ("canvass_kiosk", "", [])

    def test_it_waits_as_long_as_was_said_with_and_without_scripts(self, survey: Survey) -> None:
        page = at(survey, "kiosk").open().html

        assert 'data-idle="45"' in page
        assert '<noscript><meta http-equiv="refresh" content="600;url=?again=1"></noscript>' in page
        assert "js/kiosk.js" in page

    def test_the_thanks_lead_on_by_a_link_too(self, survey: Survey) -> None:
        device = at(survey, "kiosk").open().send(**{NAME["id"]: "Ada"}).send(**{TEAM["id"]: "Red"})

        assert '<a class="button" href="?again=1">Begin anew</a>' in device.html

    def test_what_is_kept_is_told_there(self, survey: Survey) -> None:
        device = at(survey, "kiosk").open()

        told = device.client.get(device.path + "privacy/")

        assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
        assert "90 days" not in told.content.decode()
