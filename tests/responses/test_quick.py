"""The short way of a plain survey does what the way that reads does, and gives way to it where it can't."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from responses import queries
from responses.identity import read_ticket
from responses.models import Response
from responses.plain import is_plain
from responses.queries import known_survey
from responses.versions import forget_versions, running
from surveys.domain import Availability, availability, delete_survey, pause_survey
from surveys.domain.availability import Timed
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey, reread
from tests.responses.respondent import Respondent
from webhooks.models import Event

NAME = make_question(name="name", required=True)
TOWN = make_question(name="town")
SCORE = make_question("nps", "score", required=True)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME, TOWN], [SCORE]))


@pytest.fixture
def ada(survey: Survey) -> Respondent:
    return Respondent(survey).open()


@pytest.fixture
def seconds_later(ada: Respondent) -> Iterator[None]:
    """Ada has sent the first page, and not followed the redirection for longer than is trusted."""
    ada.post(ada.form(**{NAME["id"]: "Ada"}) | {"_go": ["next"]})
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        yield


def landing(respondent: Respondent, survey: Survey) -> str | None:
    """The page that the browser's cookie leads to."""
    ticket = read_ticket(respondent.client.cookies["canvass_answers"].value, survey=survey.pk)
    return ticket.landing.page if ticket.landing else None


def test_the_cookie_knows_where_a_stored_page_leads(ada: Respondent, survey: Survey) -> None:
    pages = [page.id for page in running(survey.current_version_id).compiled.pages]

    before = landing(ada, survey)
    after_first = landing(ada.send(**{NAME["id"]: "Ada"}), survey)
    after_last = landing(ada.send(**{SCORE["id"]: "9"}), survey)

    assert (before, after_first, after_last) == (None, pages[1], "")


def test_a_paused_survey_takes_no_answers_from_that_moment(ada: Respondent, survey: Survey) -> None:
    ada.send(**{NAME["id"]: "Ada"})
    pause_survey(survey=survey, by=None)

    ada.send(**{SCORE["id"]: "9"})

    assert ada.status == 503
    assert Response.objects.get().status == "started"


@pytest.mark.usefixtures("seconds_later")
def test_a_paused_survey_shows_no_page_two_seconds_later(ada: Respondent, survey: Survey) -> None:
    pause_survey(survey=survey, by=None)

    assert ada.follow().status == 503


@pytest.mark.usefixtures("seconds_later")
def test_whoever_is_slow_to_follow_sees_what_is_stored(ada: Respondent) -> None:
    Response.objects.update(answers={NAME["id"]: "Ada", TOWN["id"]: None, SCORE["id"]: 7})

    assert ada.follow().form()[SCORE["id"]] == ["7"]


def test_a_ticket_from_a_clock_ahead_is_not_trusted_for_longer(ada: Respondent, survey: Survey) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        ada.post(ada.form(**{NAME["id"]: "Ada"}))
    pause_survey(survey=survey, by=None)

    assert ada.follow().status == 503


def test_only_the_page_that_was_landed_on_is_shown_unread(ada: Respondent, survey: Survey) -> None:
    ada.send(**{NAME["id"]: "Ada"})

    assert ada.open("?page=1").form()[NAME["id"]] == ["Ada"]
    assert "What is your score?" in ada.open().html
    assert (ada.open("?page=3").status, ada.answer["Location"]) == (302, ada.path)


def test_going_back_forgets_the_landing(ada: Respondent, survey: Survey) -> None:
    ada.send(**{NAME["id"]: "Ada"}).send("back", **{SCORE["id"]: "7"})

    assert landing(ada, survey) is None


def test_a_page_answered_before_is_not_landed_on(ada: Respondent, survey: Survey) -> None:
    ada.send(**{NAME["id"]: "Ada"}).send("back", **{SCORE["id"]: "7"}).send()

    assert landing(ada, survey) is None
    assert ada.form()[SCORE["id"]] == ["7"]


def test_the_first_page_sent_in_another_window_forgets_the_landing(ada: Respondent, survey: Survey) -> None:
    first_page = ada.form(**{NAME["id"]: "Ada"})
    ada.post(first_page)
    ada.follow().send("back", **{SCORE["id"]: "7"})
    ada.post(first_page | {NAME["id"]: "Eve"})

    assert landing(ada, survey) is None
    assert ada.follow().form()[SCORE["id"]] == ["7"]


def test_a_response_deleted_before_its_last_page_is_not_made_of_that_page(ada: Respondent) -> None:
    form = ada.send(**{NAME["id"]: "Ada"}).form(**{SCORE["id"]: "9"})
    Response.objects.all().delete()

    ada.post(form)

    assert (ada.status, ada.answer["Location"]) == (303, f"{ada.path}?page=1")
    assert not Response.objects.exists()
    assert not Event.objects.filter(type="response.completed").exists()


def test_a_version_that_is_gone_leads_to_the_way_that_reads(ada: Respondent, survey: Survey) -> None:
    form = ada.form(**{NAME["id"]: "Ada"})
    ada.post(form)
    delete_survey(survey=survey, typed_title=survey.title, by=None)
    forget_versions()

    assert (ada.follow().status, ada.post(form).status_code) == (404, 404)


def known_id(slug: str) -> UUID | None:
    known = known_survey(slug)
    return known.survey if known else None


def test_an_address_given_to_another_survey_stores_nothing_here(ada: Respondent, survey: Survey) -> None:
    form = ada.form(**{NAME["id"]: "Ada"})
    other = published_survey()
    Survey.objects.filter(pk=survey.pk).update(slug="elsewhere")
    Survey.objects.filter(pk=other.pk).update(slug=survey.slug)

    assert known_id(survey.slug) == survey.pk
    assert ada.post(form).status_code == 400
    assert not Response.objects.exists()
    assert known_id(survey.slug) == other.pk


NOW = datetime.fromisoformat("2026-05-01T12:00:00+00:00")
MOMENTS = (None, NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1))


@pytest.mark.parametrize("closes_at", MOMENTS)
@pytest.mark.parametrize("opens_at", MOMENTS)
@pytest.mark.parametrize("status", Survey.Status.values)
def test_the_statement_stores_exactly_when_the_survey_is_open(
    survey: Survey, status: str, opens_at: datetime | None, closes_at: datetime | None
) -> None:
    with time_machine.travel(NOW, tick=False):
        ada = Respondent(survey).open()
        Survey.objects.filter(pk=survey.pk).update(status=status, opens_at=opens_at, closes_at=closes_at)

        ada.post(ada.form(**{NAME["id"]: "Ada"}))

    found: Timed = reread(survey)
    assert Response.objects.exists() is (availability(found, NOW) is Availability.OPEN)


@pytest.mark.parametrize(
    ("settings", "more", "plain"),
    [
        ({"progress": "counts", "back_allowed": False}, {"hint": {"en": "Full name"}}, True),
        ({"review": True}, {}, False),
        ({"seconds": 60}, {}, False),
        ({"editable_after": True}, {}, False),
        ({}, {"soft_required": True, "required": False}, False),
        ({}, {"refusals": ["dont_know"]}, False),
    ],
)
def test_a_survey_is_plain_while_nothing_in_it_asks_for_more(
    acme: Scope, settings: dict[str, Any], more: dict[str, Any], plain: bool
) -> None:
    survey = published_survey(make_definition([NAME | more], settings=settings))
    ready = running(survey.current_version_id)

    assert (is_plain(ready), is_plain(ready)) == (plain, plain)


def test_a_process_knows_so_many_addresses(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_KNOWN", 1)
    first, second = published_survey(), published_survey()
    Respondent(first).open()
    Respondent(second).open()

    assert (known_id(first.slug), known_id(second.slug)) == (None, second.pk)
