"""What a respondent's request may cost the database, all told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responses.versions import forget_versions
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

NAME = make_question(required=True)
SCORE = make_question("nps", "score")


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

    assert statements(ada.open) == ["SELECT"]


def test_a_page_sent_costs_two(survey: Survey) -> None:
    ada = Respondent(survey).open()
    form = ada.form(**{NAME["id"]: "Ada"})

    assert statements(lambda: ada.post(form)) == ["SELECT", "INSERT"]


def test_the_last_page_costs_three_with_the_event(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
    form = ada.form()

    sent = statements(lambda: ada.post(form))

    assert len(sent) == 3
    assert sent[:2] == ["SELECT", "INSERT"]


def test_a_page_sent_again_costs_one(survey: Survey) -> None:
    ada = Respondent(survey).open()
    form = ada.form(**{NAME["id"]: "Ada"})
    ada.post(form)

    assert statements(lambda: ada.post(form)) == ["SELECT"]


def test_a_refused_page_costs_one(survey: Survey) -> None:
    ada = Respondent(survey).open()
    form = ada.form()

    assert statements(lambda: ada.post(form)) == ["SELECT"]


def test_an_overtaken_page_costs_three(survey: Survey) -> None:
    ada = Respondent(survey).open()
    stale = ada.form(**{NAME["id"]: "Eve"})
    ada.open().send(**{NAME["id"]: "Ada"})

    assert statements(lambda: ada.post(stale)) == ["SELECT", "INSERT", "SELECT"]


def test_a_version_seen_first_costs_one_more(survey: Survey) -> None:
    forget_versions()

    assert statements(Respondent(survey).open) == ["SELECT", "SELECT"]


@pytest.mark.parametrize("cookie", ["forged.en:x", "AAAAAAAAAAAAAAAAAAAAAA.en:x"])
def test_a_forged_cookie_costs_one_more_at_most(survey: Survey, cookie: str) -> None:
    eve = Respondent(survey)
    eve.client.cookies["canvass_answers"] = cookie

    assert len(statements(eve.open)) <= 2
