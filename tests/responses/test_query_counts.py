"""What a respondent's request may cost the database, all told."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from responses.versions import forget_versions
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

NAME = make_question(required=True)
SCORE = make_question("nps", "score")


@pytest.fixture(autouse=True)
def _no_time_goes_by() -> Iterator[None]:
    """A machine that is busy for seconds would let thanks be asked for as by somebody who comes back."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def survey(acme: Scope) -> Survey:
    survey = published_survey(make_definition([NAME], [SCORE]))
    Respondent(survey).open()  # the process sees the version and the host
    return survey


def statements(act: Callable[[], Any]) -> list[str]:
    """The statements that a request sends, without those that only say in which schema it is."""
    with CaptureQueriesContext(connection) as captured:
        act()
    sent = [query["sql"].split() for query in captured.captured_queries]
    return [words[0] for words in sent if words[:2] not in (["SET", "ROLE"], ["RESET", "ROLE"])]


def test_the_first_look_costs_one_query(survey: Survey) -> None:
    assert statements(Respondent(survey).open) == ["SELECT"]


def test_coming_back_costs_one_query(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})

    assert statements(ada.open) == ["SELECT"]


def test_the_thanks_cost_one_query(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"}).send()

    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        assert statements(ada.open) == ["SELECT"]


def test_a_page_sent_costs_one_and_the_next_one_none(survey: Survey) -> None:
    ada = Respondent(survey).open()
    form = ada.form(**{NAME["id"]: "Ada"})

    assert statements(lambda: ada.post(form)) == ["INSERT"]
    assert statements(ada.follow) == []


def test_the_last_page_costs_one_with_the_event_and_the_thanks_none(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
    form = ada.form()

    assert statements(lambda: ada.post(form)) == ["WITH"]
    assert statements(ada.follow) == []


def test_a_page_sent_again_costs_two(survey: Survey) -> None:
    ada = Respondent(survey).open()
    form = ada.form(**{NAME["id"]: "Ada"})
    ada.post(form)

    assert statements(lambda: ada.post(form)) == ["INSERT", "SELECT"]


def test_a_survey_that_depends_on_answers_is_read_first(acme: Scope) -> None:
    survey = published_survey(make_definition([NAME], [SCORE], settings={"moves_on": True}))
    ada = Respondent(survey).open()
    form = ada.form(**{NAME["id"]: "Ada"})

    assert statements(lambda: ada.post(form)) == ["SELECT", "INSERT"]
    assert statements(ada.follow) == ["SELECT"]
    assert statements(lambda: ada.post(ada.form())) == ["SELECT", "WITH"]


def test_a_refused_page_costs_one(survey: Survey) -> None:
    ada = Respondent(survey).open()
    form = ada.form()

    assert statements(lambda: ada.post(form)) == ["SELECT"]


def test_an_overtaken_page_costs_four(survey: Survey) -> None:
    ada = Respondent(survey).open()
    stale = ada.form(**{NAME["id"]: "Eve"})
    ada.open().send(**{NAME["id"]: "Ada"})

    assert statements(lambda: ada.post(stale)) == ["INSERT", "SELECT", "UPDATE", "SELECT"]


def test_a_version_seen_first_costs_one_more(survey: Survey) -> None:
    forget_versions()

    assert statements(Respondent(survey).open) == ["SELECT", "SELECT"]


@pytest.mark.parametrize("cookie", ["forged.en:x", "AAAAAAAAAAAAAAAAAAAAAA.en:x"])
def test_a_forged_cookie_costs_one_more_at_most(survey: Survey, cookie: str) -> None:
    eve = Respondent(survey)
    eve.client.cookies["canvass_answers"] = cookie

    assert len(statements(eve.open)) <= 2
