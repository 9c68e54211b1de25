"""Friendly pages, with the right status, where a survey can't be answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from responses.models import Response
from surveys.access import Access, Gates
from surveys.domain import change_access, close_survey, pause_survey
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, make_survey, published_survey, reread
from tests.responses.respondent import PageReader, Respondent

NAME = make_question(required=True)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME], [make_question("nps", "score")], languages=["en", "nl"]))


def moved(survey: Survey, **times: object) -> Survey:
    Survey.objects.filter(pk=survey.pk).update(**times)
    return reread(survey)


def test_an_unknown_address_says_so(acme: Scope) -> None:
    eve = Respondent(Survey(slug="nowhere")).open()

    assert eve.status == 404
    assert "There is no survey here" in eve.html


def test_a_draft_is_as_good_as_unknown(acme: Scope) -> None:
    assert Respondent(make_survey()).open().status == 404


def test_a_survey_of_another_organisation_is_unknown(survey: Survey) -> None:
    assert Respondent(survey, host="other.localhost").open().status == 404


def test_before_it_opens_the_survey_says_when_in_the_organisations_zone(survey: Survey) -> None:
    moved(survey, opens_at="2099-07-01T12:00:00Z")
    eve = Respondent(survey).open()

    assert eve.status == 403
    assert "This survey is not open yet" in eve.html
    assert "It opens on 1 July 2099, 12:00 (UTC)." in eve.html


def test_a_paused_survey_asks_to_come_back(survey: Survey) -> None:
    pause_survey(survey=survey, by=None)
    eve = Respondent(survey).open()

    assert (eve.status, eve.answer["Retry-After"]) == (503, "3600")
    assert "This survey is taking a break" in eve.html


def test_a_closed_survey_is_gone(survey: Survey) -> None:
    close_survey(survey=survey, by=None)
    eve = Respondent(survey).open()

    assert eve.status == 410
    assert "This survey is closed" in eve.html
    assert "Team pulse" in eve.html


def closed(survey: Survey) -> None:
    close_survey(survey=survey, by=None)


def paused(survey: Survey) -> None:
    pause_survey(survey=survey, by=None)


def full(survey: Survey) -> None:
    change_access(survey=survey, change=lambda _before: Access(gates=Gates(limit=1)), by=None)
    Respondent(survey).open().send(**{NAME["id"]: "Ada"})


@pytest.mark.parametrize(("become", "status"), [(closed, 410), (full, 410), (paused, 503)])
def test_a_survey_says_in_its_own_words_why_it_takes_no_answers(
    acme: Scope, become: Callable[[Survey], None], status: int
) -> None:
    words = {become.__name__: {"en": "Come to the desk <b>instead</b>."}}
    survey = published_survey(make_definition([NAME], settings={"words": words}))

    become(survey)

    eve = Respondent(survey).open()
    assert eve.status == status
    assert "Come to the desk &lt;b&gt;instead&lt;/b&gt;." in eve.html


def test_closing_times_count_to_the_second(survey: Survey) -> None:
    moved(survey, closes_at=timezone.now() - timedelta(seconds=1))

    assert Respondent(survey).open().status == 410


def test_the_page_is_in_a_language_of_the_survey(survey: Survey) -> None:
    close_survey(survey=survey, by=None)
    spoken = Respondent(survey, accept_language="nl-BE,fr;q=0.5").open()
    picked = Respondent(survey).open("?lang=nl")

    assert PageReader(spoken.html).root["lang"] == PageReader(picked.html).root["lang"] == "nl"


def test_answers_sent_to_a_closed_survey_are_not_taken(survey: Survey) -> None:
    ada = Respondent(survey).open()
    close_survey(survey=survey, by=None)

    ada.send(**{NAME["id"]: "Ada"})

    assert ada.status == 410
    assert not Response.objects.exists()


def test_whoever_has_finished_reads_the_thanks_after_closing_too(acme: Scope) -> None:
    survey = published_survey(make_definition([NAME]))
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
    close_survey(survey=survey, by=None)

    assert (ada.open().status, "Thank you" in ada.html) == (200, True)


def test_the_privacy_page_is_unavailable_with_the_survey(survey: Survey) -> None:
    close_survey(survey=survey, by=None)

    assert Respondent(survey).open("privacy/").status == 410
    assert Respondent(Survey(slug="nowhere")).open("privacy/").status == 404
