"""Answers changed after they were handed in: the response keeps its id, results and quotas follow."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from responses import tasks
from responses.domain import delete_response
from responses.editing import TASK
from responses.models import Response
from responses.quotas import counts_of
from surveys.models import Survey
from tenants.models import DueWork
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import (
    CIGARETTES,
    NAME,
    SMOKER,
    number,
    quota,
    short,
    stored,
    survey_of,
    yes_no,
)
from tests.responses.work import done
from webhooks.models import Event

EDITABLE = {"editable_after": True}


def asked(**more: Any) -> Any:
    settings = EDITABLE | more.pop("settings", {})
    return survey_of(
        [yes_no(SMOKER, "smoker", required=True)],
        [number(CIGARETTES, "cigarettes", required=True, visible_if="smoker")],
        [short(NAME, "name")],
        settings=settings,
        **more,
    )


def handed_in(survey: Any, **how: Any) -> Respondent:
    return Respondent(survey, **how).open().send(**{SMOKER: "no"}).send(**{NAME: "Ada"})


@pytest.mark.parametrize("cookies", [True, False])
def test_answers_are_changed_under_the_same_id(acme: Scope, cookies: bool) -> None:
    ada = handed_in(asked(), cookies=cookies)
    before = stored()
    assert "Change your answers" in ada.html

    ada.send("edit")
    assert "smoker?" in ada.html
    assert (stored().status, stored().attempt) == ("started", 2)
    ada.send(**{SMOKER: "yes"}).send(**{CIGARETTES: "3"}).send(**{NAME: "Ada"})

    after = stored()
    assert (after.pk, after.status, after.attempt) == (before.pk, "complete", 2)
    assert after.answers == {SMOKER: True, CIGARETTES: 3, NAME: "Ada"}
    assert "Thanks" in ada.html


def test_results_follow_and_one_event_tells_of_it(acme: Scope) -> None:
    survey = asked()
    ada = handed_in(survey)

    ada.send("edit")
    opened = Survey.objects.get(pk=survey.pk).results_changed_at
    ada.send(**{SMOKER: "no"}).send(**{NAME: "Grace"})

    changed = Survey.objects.get(pk=survey.pk).results_changed_at
    assert opened is not None
    assert changed is not None
    assert changed > opened
    told = list(
        Event.objects.filter(type__startswith="response.").order_by("pk").values_list("type", flat=True)
    )
    assert told == ["response.completed", "response.edited"]


def test_the_review_is_where_changing_begins(acme: Scope) -> None:
    ada = handed_in(asked(settings={"review": True})).send()

    ada.send("edit")

    assert "Check your answers</h1>" in ada.html


def test_without_the_setting_nothing_is_opened(acme: Scope) -> None:
    ada = handed_in(asked(settings={"editable_after": False, "copy_offered": True}))
    assert "Change your answers" not in ada.html

    ada.send("edit")

    assert stored().status == "complete"


def test_quota_places_are_given_back_and_taken(acme: Scope) -> None:
    survey = asked(quotas=[quota(1), quota(1, id="k_00000002", name="Others", condition="not smoker")])
    ada = handed_in(survey)
    assert counts_of(survey=survey.pk) == {"k_00000002": 1}

    ada.send("edit").send(**{SMOKER: "yes"}).send(**{CIGARETTES: "3"})
    assert counts_of(survey=survey.pk) == {"k_00000002": 1}
    late = handed_in(survey)
    assert Response.objects.filter(status="over_quota").count() == 1
    ada.send(**{NAME: "Ada"})

    assert counts_of(survey=survey.pk) == {"k_00000001": 1, "k_00000002": 0}
    assert late.status == 200
    assert Response.objects.filter(status="complete").get().quotas == ["k_00000001"]


def test_a_quota_that_is_full_by_now_turns_away_and_gives_the_place_back(acme: Scope) -> None:
    survey = asked(quotas=[quota(0), quota(9, id="k_00000002", name="Others", condition="not smoker")])
    ada = handed_in(survey)

    ada.send("edit").send(**{SMOKER: "yes"}).send(**{CIGARETTES: "3"}).send(**{NAME: "Ada"})

    assert stored().status == "over_quota"
    assert counts_of(survey=survey.pk) == {"k_00000002": 0}


@pytest.mark.parametrize("early", [True, False])
def test_a_quota_met_early_turns_away_with_the_place_given_back(acme: Scope, early: bool) -> None:
    quotas = [
        quota(0, checked_early=early),
        quota(1, id="k_00000002", name="Others", condition="not smoker", checked_early=True),
    ]
    survey = asked(quotas=quotas)
    ada = handed_in(survey)
    ada.send("edit").send(**{SMOKER: "no"}).send(**{NAME: "Ada"})
    assert stored().status == "complete"

    ada.send("edit").send(**{SMOKER: "yes"})

    assert stored().status == ("over_quota" if early else "started")
    assert counts_of(survey=survey.pk) == {"k_00000002": 0 if early else 1}


def test_the_place_of_a_full_survey_is_kept_while_answers_are_changed(acme: Scope) -> None:
    survey = asked()
    Survey.objects.filter(pk=survey.pk).update(access={"gates": {"limit": 1}})
    ada = handed_in(survey)

    ada.send("edit")
    late = Respondent(survey).open()
    ada.send(**{SMOKER: "no"}).send(**{NAME: "Grace"})

    assert late.status == 410
    assert stored().status == "complete"


def test_a_survey_that_is_closed_opens_nothing(acme: Scope) -> None:
    survey = asked()
    ada = handed_in(survey)
    Survey.objects.filter(pk=survey.pk).update(status="closed")

    ada.send("edit")

    assert ada.status == 410
    assert stored().status == "complete"


def test_a_response_opened_and_left_is_handed_in_again(acme: Scope) -> None:
    ada = handed_in(asked()).send("edit")
    ada.send(**{SMOKER: "no"})
    Response.objects.update(changed_at=timezone.now() - timedelta(days=2))
    DueWork.objects.filter(kind=TASK).update(sends=1)

    done(tasks.hand_in_again, str(stored().pk))

    assert stored().status == "complete"
    assert not DueWork.objects.filter(kind=TASK).exists()
    assert Event.objects.filter(type="response.edited").count() == 1


def test_one_that_lacks_answers_is_let_go(acme: Scope) -> None:
    survey = asked(quotas=[quota(9, id="k_00000002", name="Others", condition="not smoker")])
    handed_in(survey).send("edit").send(**{SMOKER: "yes"})
    Response.objects.update(changed_at=timezone.now() - timedelta(days=2))
    DueWork.objects.filter(kind=TASK).update(sends=1)

    done(tasks.hand_in_again, str(stored().pk))

    assert (stored().status, stored().quotas, stored().completed_at) == ("started", [], None)
    assert counts_of(survey=survey.pk) == {"k_00000002": 0}


def test_one_that_is_being_changed_is_waited_for(acme: Scope) -> None:
    handed_in(asked()).send("edit").send(**{SMOKER: "no"})
    DueWork.objects.filter(kind=TASK).update(sends=1)

    done(tasks.hand_in_again, str(stored().pk))

    assert stored().status == "started"
    assert DueWork.objects.get(kind=TASK).due_at == stored().changed_at + timedelta(days=1)


def test_one_that_was_deleted_or_handed_in_needs_nothing(acme: Scope) -> None:
    handed_in(asked()).send("edit")
    key = str(stored().pk)
    delete_response(response=stored(), by=None)
    DueWork.objects.filter(kind=TASK).update(sends=1)

    done(tasks.hand_in_again, key)

    assert not DueWork.objects.filter(kind=TASK).exists()
