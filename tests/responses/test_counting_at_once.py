"""Counting for quotas while other things happen to the same responses, outside any test transaction."""

from typing import Any

import pytest

from responses.domain import delete_response, submit_response
from responses.models import QuotaCount, Response
from responses.quotas import counts_of
from responses.recounting import recount_quotas
from surveys.access import Access, Gates
from surveys.definition import definition_json, parse_definition
from surveys.domain import change_access, publish_survey, replace_draft
from surveys.queries import draft_of
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_concurrency import at_once
from tests.responses.test_logic import SMOKER, quota, survey_of, yes_no


def counted(limit: int = 1_000) -> Any:
    more = quota(limit, id="k_00000002", name="More", condition="")
    return survey_of([yes_no(SMOKER, "smoker")], quotas=[quota(limit), more])


def test_deleting_and_recounting_at_once_neither_deadlocks_nor_miscounts(committed: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker")])
    rows = [submit_response(survey=survey, answers={SMOKER: True}) for _ in range(24)]
    document = definition_json(draft_of(survey)) | {"quotas": [quota(1_000)]}
    definition = parse_definition(document)
    replace_draft(survey=survey, revision=survey.draft_revision, definition=definition, by=None)
    version = publish_survey(survey=survey, by=None)

    def act(number: int) -> None:
        if number % 3:
            delete_response(response=rows[number], by=None)
        else:
            recount_quotas(survey=survey.pk, version=version.pk)

    at_once(24, act)

    assert Response.objects.count() == 8
    assert counts_of(survey=survey.pk) == {"k_00000001": 8}


def test_both_doors_take_the_last_places_at_once(committed: Scope) -> None:
    survey = counted(limit=5)
    gates = Access(gates=Gates(limit=1_000))
    change_access(survey=survey, change=lambda _found: gates, by=None)
    waiting = [Respondent(survey, host=committed.host).open() for _ in range(20)]

    def finish(number: int) -> None:
        if number % 2:
            submit_response(survey=survey, answers={SMOKER: True})
        else:
            waiting[number].send(**{SMOKER: "yes"})

    at_once(20, finish)

    assert Response.objects.filter(status="complete").count() == 5
    assert Response.objects.filter(status="over_quota").count() == 15
    assert set(QuotaCount.objects.values_list("count", flat=True)) == {5}


@pytest.mark.parametrize("limit", [None, 1_000])
def test_finishing_and_deleting_at_once_counts_who_stays(committed: Scope, limit: int | None) -> None:
    survey = counted()
    if limit:
        gates = Access(gates=Gates(limit=limit))
        change_access(survey=survey, change=lambda _found: gates, by=None)
    rows = [submit_response(survey=survey, answers={SMOKER: True}) for _ in range(12)]
    waiting = [Respondent(survey, host=committed.host).open() for _ in range(24)]

    def act(number: int) -> None:
        if number % 2:
            delete_response(response=rows[number // 2], by=None)
        else:
            waiting[number].send(**{SMOKER: "yes"})

    at_once(24, act)

    assert Response.objects.count() == 12
    assert counts_of(survey=survey.pk) == {"k_00000001": 12, "k_00000002": 12}


def test_a_response_finished_after_it_was_read_gives_its_place_back(acme: Scope) -> None:
    survey = counted()
    ada = Respondent(survey).open()
    ada.send(**{SMOKER: "yes"})
    read = Response.objects.get()
    read.quotas, read.status = [], "started"

    delete_response(response=read, by=None)

    assert set(counts_of(survey=survey.pk).values()) == {0}
