"""Sessions that have ended leave the database."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tenants.models import DueWork
from tenants.people.models import User
from tenants.people.sessions import OPERATORS_TASK, TASK
from tenants.people.tasks import clear_operators_sessions, clear_sessions_of_organisation
from tenants.scope import Scope, public_scope
from tenants.work import due
from tests.conftest import PASSWORD

DAY = timedelta(days=1)


def session(key: str, ends: datetime) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=ends)


def planned() -> list[datetime]:
    return list(DueWork.objects.filter(kind=TASK).values_list("due_at", flat=True))


def keys() -> set[str]:
    return set(Session.objects.filter(session_key__in=["old", "new"]).values_list("session_key", flat=True))


def hand_over() -> None:
    due(TASK, "", timezone.now())
    DueWork.objects.filter(kind=TASK).update(sends=1)


def sign_in(person: User) -> None:
    words = {"username": person.email, "password": PASSWORD}
    answer = Client().post("/sign-in/", words, headers={"host": "acme.localhost"})
    assert answer.status_code == 302


def test_a_sign_in_makes_clearing_due_once(editor: User) -> None:
    before = timezone.now()
    for _time in range(2):
        sign_in(editor)

    (at,) = planned()
    kept = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert before + kept + DAY <= at <= timezone.now() + kept + DAY


def test_ended_sessions_are_cleared_and_the_next_end_is_waited_for(acme: Scope) -> None:
    Session.objects.all().delete()
    ends = timezone.now() + timedelta(hours=5)
    session("old", timezone.now() - timedelta(minutes=1))
    session("new", ends)
    hand_over()

    clear_sessions_of_organisation.run("")

    assert (keys(), planned()) == ({"new"}, [ends + DAY])


def test_nothing_is_planned_where_no_session_is_left(acme: Scope) -> None:
    Session.objects.all().delete()
    session("old", timezone.now() - timedelta(minutes=1))
    hand_over()

    clear_sessions_of_organisation.run("")

    assert (keys(), planned()) == (set(), [])


def test_operators_sessions_are_cleared_by_the_beat(db: None) -> None:
    with public_scope():
        session("old", timezone.now() - timedelta(minutes=1))
        session("new", timezone.now() + DAY)

        clear_operators_sessions()

        assert keys() == {"new"}
    tasks = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks[OPERATORS_TASK] == DAY
