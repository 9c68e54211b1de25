"""Reading the event log."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenants.scope import Scope, owner_scope, tenant_scope
from webhooks.models import Event
from webhooks.queries import events_about, recent_events

NOW = timezone.now()


def happened(type: str, minutes_ago: int, subject: str = "") -> Event:
    return Event.objects.create(
        type=type, payload={}, subject=subject, happened_at=NOW - timedelta(minutes=minutes_ago)
    )


def test_the_newest_come_first_and_no_more_than_asked(acme: Scope) -> None:
    happened("a.happened", 3)
    second, first = happened("b.happened", -1), happened("a.happened", -2)

    assert recent_events(most=2) == [first, second]


def test_types_and_time_narrow_it(acme: Scope) -> None:
    old = happened("a.happened", 3)
    happened("b.happened", 2)
    happened("a.happened", 1)

    assert recent_events(types=["a.happened"], before=NOW - timedelta(minutes=2)) == [old]


def test_what_happened_to_one_thing(acme: Scope) -> None:
    happened("a.happened", 1, "survey:2")
    mine = happened("a.happened", 2, "survey:1")

    assert events_about("survey:1") == [mine]


def test_the_other_organisation_has_its_own_log(acme: Scope, other: Scope) -> None:
    happened("a.happened", 1, "survey:1")

    with tenant_scope(other):
        assert events_about("survey:1") == []


def test_the_notable_are_found_by_an_index_among_many_answers(acme: Scope) -> None:
    Event.objects.bulk_create(Event(type="response.completed", payload={}) for _ in range(3000))
    happened("survey.closed", 600)
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute("ANALYZE webhooks_event")

    with CaptureQueriesContext(connection) as captured:
        assert len(recent_events(types=["survey.closed", "survey.created"])) == 1

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {captured[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "event_notable" in plan
