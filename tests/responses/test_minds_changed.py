"""Surveys with logic when people go back, two things happen at once, or the link says more than it should."""

from typing import Any

import pytest

from surveys.definition import definition_json, parse_definition
from surveys.domain import publish_survey, replace_draft
from surveys.queries import draft_of
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import AGE, NAME, SMOKER, number, quota, short, stored, survey_of, yes_no

THANKS = {"id": "e_00000001", "title": {"en": "Thanks, {{ name }}"}}


def hidden(identity: str, name: str, source: str) -> dict[str, Any]:
    return {"id": identity, "type": "hidden_field", "name": name, "settings": {"source": source}}


def test_answers_are_told_at_the_end_also_where_nothing_else_depends_on_them(acme: Scope) -> None:
    survey = survey_of([short(NAME, "name")], endings=[THANKS])

    ada = Respondent(survey).open().send(**{NAME: "Ada {{ name }}"})

    assert "Thanks, Ada {{ name }}" in ada.html


def test_two_hidden_fields_may_read_the_same_parameter(acme: Scope) -> None:
    first, second = hidden("q_first000", "first", "team"), hidden("q_second00", "second", "team")
    survey = survey_of([first, second, short(NAME, "name")])

    Respondent(survey).open("?team=sales").send(**{NAME: "Ada"})

    assert stored().answers == {"q_first000": "sales", "q_second00": "sales", NAME: "Ada"}


def test_a_check_across_pages_holds_when_the_review_is_sent(acme: Scope) -> None:
    check = {"valid_if": "high >= low", "message": {"en": "Too low."}}
    survey = survey_of(
        [number(NAME, "low")], [number(AGE, "high", checks=[check])], settings={"review": True}
    )
    ada = Respondent(survey).open().send(**{NAME: "1"}).send(**{AGE: "5"})

    ada.open("?page=1&from=review").send(**{NAME: "10"})

    assert "high?" in ada.html
    assert stored().status == "started"
    assert ada.send(**{AGE: "5"}).status == 422
    assert "Too low." in ada.html


def test_a_full_quota_turns_nobody_away_before_what_it_asks_for_was_asked(acme: Scope) -> None:
    early = quota(0, checked_early=True, condition="unanswered(smoker) or age > 90")
    survey = survey_of([short(NAME, "name")], [yes_no(SMOKER, "smoker"), number(AGE, "age")], quotas=[early])

    ada = Respondent(survey).open().send(**{NAME: "Ada"})

    assert stored().status == "started"
    ada.send(**{SMOKER: "yes", AGE: "91"})
    assert stored().status == "over_quota"


def test_a_full_quota_turns_away_as_soon_as_it_is_certain(acme: Scope) -> None:
    early = quota(0, checked_early=True)
    survey = survey_of([yes_no(SMOKER, "smoker")], [short(NAME, "name")], quotas=[early])

    Respondent(survey).open().send(**{SMOKER: "yes"})

    assert stored().status == "over_quota"


@pytest.mark.parametrize(("limit", "status"), [(0, "over_quota"), (5, "complete")])
def test_limits_of_the_version_published_now_hold_for_who_began_before(
    acme: Scope, limit: int, status: str
) -> None:
    survey = survey_of([short(NAME, "name")], [yes_no(SMOKER, "smoker")], quotas=[quota(5 - limit)])
    ada = Respondent(survey).open().send(**{NAME: "Ada"})
    document = definition_json(draft_of(survey)) | {"quotas": [quota(limit, ending=None)]}
    definition = parse_definition(document)
    replace_draft(survey=survey, revision=survey.draft_revision, definition=definition, by=None)
    publish_survey(survey=survey, by=None)

    ada.send(**{SMOKER: "yes"})

    assert stored().status == status
