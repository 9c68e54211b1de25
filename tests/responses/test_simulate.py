"""Simulated respondents: what is reported, what is stored."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from responses.crowds import WORTH_IT, Crowd, processes_for
from responses.models import Response
from responses.quotas import counts_of
from surveys.compiling import compile_definition
from surveys.queries import published_definition
from surveys.simulating import simulate
from tenants.scope import Scope, tenant_scope
from tests.responses.test_logic import AGE, CIGARETTES, NAME, SMOKER, number, quota, short, survey_of, yes_no


def report(survey: Any, **options: Any) -> list[str]:
    out = StringIO()
    options = {"organisation": "acme", "survey": survey.slug, "stdout": out, "no_color": True} | options
    call_command("simulate", **options)
    return out.getvalue().splitlines()


def test_what_nobody_reaches_and_where_nobody_gets_on_is_reported(acme: Scope) -> None:
    survey = survey_of(
        [yes_no(SMOKER, "smoker"), number(CIGARETTES, "cigarettes", visible_if="smoker and not smoker")],
        [short(NAME, "name", required=True, checks=[{"valid_if": "name = 'only this'"}])],
        endings=[
            {"id": "e_00000001", "title": {"en": "Never"}, "visible_if": "1 > 2"},
            {"id": "e_00000002", "title": {"en": "Thanks"}},
        ],
    )

    lines = report(survey, respondents=20, seed=1)

    assert "nobody was asked: cigarettes" in lines
    assert "nobody came to the ending “Never”" in lines
    assert "dead end: 20 got stuck on page 2: name: Please check this answer." in lines
    assert not Response.objects.exists()


def test_stored_ones_are_complete_responses_counted_for_quotas(acme: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker", required=True)], quotas=[quota(3)])

    lines = report(survey, respondents=40, store=True, seed=7)

    assert "pages gone through: 1 to 1, median 1" in lines
    statuses = list(Response.objects.values_list("status", "answers", "channel"))
    assert len(statuses) == 40
    assert sum(status == "complete" and answers[SMOKER] for status, answers, _channel in statuses) == 3
    assert {channel for *_rest, channel in statuses} == {"simulated"}
    assert counts_of(survey=survey.pk) == {"k_00000001": 3}


def test_the_same_seed_makes_the_same_respondent(acme: Scope) -> None:
    survey = survey_of([number(AGE, "age"), short(NAME, "name")])
    definition = published_definition(survey)
    assert definition is not None

    first, second = (simulate(compile_definition(definition), seed=11) for _ in range(2))

    assert first.journey.answers == second.journey.answers


def test_what_is_asked_for_must_be_there(acme: Scope) -> None:
    survey = survey_of([short(NAME, "name")])

    with pytest.raises(CommandError, match="no organisation 'nowhere'"):
        call_command("simulate", organisation="nowhere", survey=survey.slug)
    with pytest.raises(CommandError, match="no survey at /s/none/"):
        call_command("simulate", organisation="acme", survey="none")
    with pytest.raises(CommandError, match="exclude each other"):
        report(survey, store=True, draft=True)
    with pytest.raises(CommandError, match="--respondents must be from 1 to"):
        report(survey, respondents=0)
    with pytest.raises(CommandError, match="--processes must be from 1 to"):
        report(survey, processes=0)


@pytest.fixture
def two_connections(committed: Scope, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scope]:
    """The organisation in a thread with an event loop, whose connection isn't the one it had before the loop.

    A forked process has no loop: it finds the connection from before, which nobody has closed.
    """
    connection.ensure_connection()
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    loop, before = asyncio.new_event_loop(), asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    try:
        with tenant_scope(committed):
            yield committed
        connections.close_all()
    finally:
        asyncio._set_running_loop(before)
        loop.close()


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_several_processes_store_each_respondent_once_and_share_no_place(
    two_connections: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("responses.crowds.AT_ONCE", 20)
    survey = survey_of([yes_no(SMOKER, "smoker", required=True)], quotas=[quota(30)])
    organisation = two_connections.schema.removeprefix("t_")
    how = {"respondents": 150, "store": True, "seed": 7, "organisation": organisation}

    lines = report(survey, **how, processes=3)

    assert lines[0].startswith("150 respondents walked and stored in ")
    assert " by 3 process(es), " in lines[0]
    rows = list(Response.objects.values_list("seed", "status"))
    assert sorted(seed for seed, _status in rows) == list(range(7, 157))
    assert {status for _seed, status in rows} == {"complete", "over_quota"}
    assert Response.objects.filter(quotas=["k_00000001"]).count() == 30
    assert counts_of(survey=survey.pk) == {"k_00000001": 30}


def test_many_are_sent_by_all_processors_and_few_by_one(acme: Scope) -> None:
    definition = published_definition(survey_of([short(NAME, "name")]))
    assert definition is not None
    crowd = Crowd(compile_definition(definition), 10, 1, timezone.now())

    assert processes_for(crowd) == 1
    assert processes_for(replace(crowd, respondents=WORTH_IT)) == (os.cpu_count() or 1)


def test_who_got_nowhere_is_not_stored(acme: Scope) -> None:
    survey = survey_of([short(NAME, "name", required=True, checks=[{"valid_if": "name = 'only this'"}])])

    report(survey, respondents=3, store=True)

    assert not Response.objects.exists()
