"""Work that is due, done by one process; ``test_killed_workers`` has the others."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tenants import trying
from tenants.exceptions import NoOrganisation, OrganisationSuspended, OrganisationUnknown
from tenants.models import DueWork, Organisation
from tenants.queries import forget_organisations
from tenants.scope import Scope, public_scope, tenant_scope
from tenants.work import due, not_due
from tests.tenants.kinds_of_work import (
    NOW,
    do_due_work,
    do_in_installation,
    do_in_organisation,
    done,
    hand_over,
    message,
    vanish_and_fail,
)


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


def test_due_work_is_done_once_and_removed(acme: Scope) -> None:
    hand_over("1")

    message(do_due_work, "1", organisation="t_acme")
    message(do_due_work, "1", organisation="t_acme")

    assert done == ["t_acme 1"]
    assert not DueWork.objects.exists()


def test_due_work_that_fails_is_tried_again_later(acme: Scope) -> None:
    hand_over("fails")

    with pytest.raises(ConnectionError):
        message(do_due_work, "fails", organisation="t_acme")

    row = DueWork.objects.get()
    assert (row.attempts, row.problem, row.dead_at) == (1, "ConnectionError", None)
    assert 4 < (row.due_at - timezone.now()).total_seconds() < 6


def test_due_work_is_given_up_and_revived_by_asking_again(acme: Scope) -> None:
    hand_over("fails", attempts=trying.MOST_ATTEMPTS - 1)
    with pytest.raises(ConnectionError):
        message(do_due_work, "fails", organisation="t_acme")
    assert DueWork.objects.get().dead_at is not None

    message(do_due_work, "fails", organisation="t_acme")
    assert done == ["t_acme fails"]

    due("test.due", "fails", NOW)
    row = DueWork.objects.get()
    assert (row.sends, row.attempts, row.problem, row.dead_at) == (0, 0, "", None)


def test_work_that_killed_its_worker_too_often_is_given_up(acme: Scope) -> None:
    hand_over("1", attempts=trying.MOST_ATTEMPTS)

    message(do_due_work, "1", organisation="t_acme")

    assert done == []
    assert DueWork.objects.get().dead_at is not None


def test_work_that_was_moved_to_another_time_is_left_alone(acme: Scope) -> None:
    hand_over("1")
    due("test.due", "1", NOW + timedelta(days=1))

    message(do_due_work, "1", organisation="t_acme")

    assert done == []
    assert DueWork.objects.get().due_at == NOW + timedelta(days=1)


def test_work_that_is_no_longer_wanted_is_left_alone(acme: Scope) -> None:
    hand_over("1")
    not_due("test.due", "1")

    message(do_due_work, "1", organisation="t_acme")

    assert done == []


def test_work_that_asks_to_be_done_again_stays(acme: Scope) -> None:
    hand_over("again")

    message(do_due_work, "again", organisation="t_acme")

    row = DueWork.objects.get()
    assert (row.due_at, row.sends, row.attempts) == (NOW + timedelta(days=1), 0, 0)


def test_work_that_withdraws_itself_is_removed(acme: Scope) -> None:
    hand_over("withdrawn")

    message(do_due_work, "withdrawn", organisation="t_acme")

    assert not DueWork.objects.exists()


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 5), (2, 20), (3, 80), (4, 320), (5, 1280), (6, 3600), (10, 3600)]
)
def test_waits_grow_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert trying.wait_after(attempts) == timedelta(seconds=seconds)


def test_due_work_belongs_to_an_organisation(acme: Scope) -> None:
    with public_scope(), pytest.raises(NoOrganisation):
        due("test.due", "1", NOW)


def test_a_task_runs_in_the_organisation_of_its_message(acme: Scope, other: Scope) -> None:
    with tenant_scope(other):
        assert message(do_in_organisation, organisation="t_acme") == "t_acme"
    with public_scope():
        assert message(do_in_organisation, organisation="t_acme") == "t_acme"


def test_a_task_of_the_installation_runs_outside_all(acme: Scope) -> None:
    assert message(do_in_installation) is True


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({}, NoOrganisation),
        ({"organisation": None}, NoOrganisation),
        ({"organisation": 7}, NoOrganisation),
        ({"organisation": ["t_acme"]}, NoOrganisation),
        ({"organisation": "t_gone"}, OrganisationUnknown),
        ({"organisation": "public"}, OrganisationUnknown),
        ({"organisation": "t_acme'; --"}, OrganisationUnknown),
    ],
)
def test_a_message_without_a_known_organisation_runs_nothing(
    acme: Scope, headers: dict[str, Any], problem: type[Exception]
) -> None:
    hand_over("1")

    with pytest.raises(problem):
        message(do_due_work, "1", **headers)

    assert done == []
    assert DueWork.objects.get().attempts == 0


def test_a_suspended_organisation_keeps_its_work(acme: Scope) -> None:
    hand_over("1")
    with public_scope():
        Organisation.objects.filter(schema_name="t_acme").update(status="suspended")
    forget_organisations()

    with pytest.raises(OrganisationSuspended):
        message(do_due_work, "1", organisation="t_acme")

    assert done == []
    assert DueWork.objects.get().attempts == 0


def test_work_that_fails_keeps_its_row_whatever_it_did_to_it(acme: Scope) -> None:
    due("test.vanishing", "1", NOW)
    DueWork.objects.update(sends=1)

    with pytest.raises(ConnectionError):
        message(vanish_and_fail, "1", organisation="t_acme")

    assert DueWork.objects.get().problem == "ConnectionError"


def test_a_failure_that_nobody_waits_for_any_more_is_forgotten(acme: Scope) -> None:
    trying.try_again_later("test.due", "gone", ConnectionError())

    assert not DueWork.objects.exists()
