"""Who answered and when."""

import datetime
import random
from collections import Counter
from dataclasses import replace
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.test import Client

from analytics.results import Results, Selection
from analytics.results.breakdowns import Breakdown, QuestionStep
from analytics.results.figures import Base
from analytics.results.filtering import columns_of
from analytics.results.snapshots import Snapshot
from analytics.showing.breakdowns import breakdown_tables, question_rows, week_table, week_words
from analytics.showing.reader import Reader
from surveys.models import Survey
from tenants.permissions import Role
from tests.analytics.made import row, snapshot_of_rows
from tests.analytics.pages import Browsers, People, path, said

READER = Reader("en", "en")
ZONE = "Asia/Kathmandu"
"""A zone three quarters of an hour off the hours of others."""
BEGIN = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)


@cache
def rows() -> list[dict[str, object]]:
    chance = random.Random(3)
    return [
        row(
            {"q_00000001": "c_aaaaaaaa", **({"q_00000008": None} if number % 2 else {})},
            id=f"0190a000-0000-7000-8000-{number:012d}",
            device=chance.choice(["phone", "phone", "desktop", ""]),
            channel="personal" if number % 10 == 0 else "link",
            language=chance.choice(["en", "nl"]),
            status=chance.choice(["complete", "complete", "started", "screened_out"]),
            started_at=(BEGIN + datetime.timedelta(minutes=chance.randrange(90_000))).replace(tzinfo=None),
        )
        for number in range(300)
    ]


@cache
def snapshot() -> Snapshot:
    made = snapshot_of_rows(rows())
    return replace(made, stamp=replace(made.stamp, time_zone=ZONE))


def broken(k: int = 0, selection: Selection | None = None) -> Breakdown:
    stamp = replace(snapshot().stamp, threshold=k)
    return Results(replace(snapshot(), stamp=stamp, computed={})).breakdown(selection or Selection())


def test_slots_are_those_of_a_straight_count() -> None:
    found = broken()

    for name in ("device", "channel", "language"):
        counted = Counter(each[name] or None for each in rows())
        complete = Counter(each[name] or None for each in rows() if each["status"] == "complete")
        assert {slot.value: (slot.responses, slot.complete) for slot in found.by[name]} == {
            value: (n, complete[value]) for value, n in counted.items()
        }
    assert [slot.value for slot in found.by["device"]][-1] is None
    assert [(slot.value, slot.responses) for slot in found.by["version"]] == [("1", 300)]


def test_hours_are_those_of_the_organisation_s_zone() -> None:
    local = [each["started_at"].replace(tzinfo=datetime.UTC).astimezone(ZoneInfo(ZONE)) for each in rows()]  # type: ignore[attr-defined]
    counted = Counter((moment.weekday(), moment.hour) for moment in local)

    week = broken().week
    assert {(d, h): n for d, hours in enumerate(week) for h, n in enumerate(hours) if n} == counted


def test_questions_tell_how_many_reached_and_skipped_them() -> None:
    steps = {step.question.key: step for step in broken().questions}

    assert (steps["q_00000001"].reached_percent, steps["q_00000001"].skipped_percent) == (100.0, 0.0)
    assert steps["q_00000008"].base == Base(300, 150, 0)
    assert steps["q_00000008"].skipped_percent == 100.0
    assert (steps["q_00000009"].reached_percent, steps["q_00000009"].skipped_percent) == (0.0, None)


def test_few_are_not_told_apart() -> None:
    found = broken(k=40)

    assert found.week == ()
    assert [(slot.value, slot.responses) for slot in found.by["channel"]] == [
        ("link", None),
        ("personal", None),
    ]
    assert [slot.complete for slot in broken(k=90).by["language"]] == [None, None]
    tables = breakdown_tables(found, columns_of(snapshot().layout), READER)
    assert {row.bar.n for row in dict(tables)["Channel"]} == {"*"}
    assert week_table(found) == []


def test_who_completed_can_t_be_told_from_the_sum_either() -> None:
    sizes = {"phone": (20, 3), "desktop": (60, 50), "tablet": (40, 30), "": (7, 7)}
    made = [
        row({}, device=device, status="complete" if number < complete else "started")
        for device, (n, complete) in sizes.items()
        for number in range(n)
    ]
    found = snapshot_of_rows(made)
    by = Results(replace(found, stamp=replace(found.stamp, threshold=5))).breakdown().by["device"]

    assert {slot.value: (slot.responses, slot.complete) for slot in by} == {
        "desktop": (60, 50),
        "tablet": (40, 30),
        "phone": (20, None),
        None: (7, None),
    }


def test_questions_that_few_came_to_tell_nothing_of_them() -> None:
    answers = [{"q_00000001": "c_aaaaaaaa", **({"q_00000008": "Hello"} if n < 2 else {})} for n in range(12)]
    found = snapshot_of_rows([row(each) for each in answers])
    broken = Results(replace(found, stamp=replace(found.stamp, threshold=5))).breakdown()
    steps = {step.question.key: step for step in broken.questions}
    bars = {bar.label: (bar.n, skipped) for bar, skipped in question_rows(broken, READER)}

    assert steps["q_00000001"].base == Base(12, 12, 12)
    assert steps["q_00000008"] == QuestionStep(steps["q_00000008"].question, None, None, None)
    assert ("*", "*") in bars.values()


def test_questions_that_few_of_the_rest_answered_tell_nothing_of_a_group() -> None:
    """Twelve in Dutch answered, and one of the others: less the Dutch, everybody would be that one."""
    given = [("nl", "c_aaaaaaaa")] * 12 + [("en", "c_aaaaaaaa")] + [("en", None)] * 11
    made = [
        row({"q_00000001": answer, "q_00000003": 9}, id=UUID(int=number), language=language)
        for number, (language, answer) in enumerate(given)
    ]
    found = snapshot_of_rows(made)
    results = Results(replace(found, stamp=replace(found.stamp, threshold=5)))
    steps = {step.question.name: step.base for step in results.breakdown(Selection(language="nl")).questions}

    assert (steps["one"], steps["likely"]) == (None, Base(12, 12, 12))


def test_they_are_shown_in_words() -> None:
    found = broken()
    tables = dict(breakdown_tables(found, columns_of(snapshot().layout), READER))

    assert [each.bar.label for each in tables["Device"]] == ["Phone", "Computer", "Not known"]
    assert [each.bar.label for each in tables["Channel"]] == ["Open link", "Personal link"]
    assert set(tables) == {"Device", "Channel", "Language", "Version"}
    days = week_table(found)
    assert (days[0][0], days[6][0], max(cell.heat for _day, cells in days for cell in cells)) == (
        "Monday",
        "Sunday",
        10,
    )
    assert week_words(found).startswith("Most responses were started on ")
    assert question_rows(found, READER)[0][0].label == "Q1 · What about one?"


def test_the_page_follows_new_answers(survey: Survey, owner: Client) -> None:
    page = owner.get(path(survey, "results/who-and-when/"))
    assert "By weekday and hour" in said(page)
    assert "n = 2 of 2" in said(page)

    live = owner.get(page.context["live_url"])
    again = owner.get(page.context["live_url"], headers={"If-None-Match": live.headers["ETag"]})
    assert (live.status_code, again.status_code) == (200, 304)
    assert owner.get(path(survey, "results/who-and-when/?since=x")).status_code == 422


def test_an_empty_survey_and_a_stranger(
    survey: Survey, other: object, client_of: Browsers, make_person: People
) -> None:
    viewer = client_of(make_person(Role.VIEWER))
    survey.responses.all().delete()

    assert "Nothing to count yet" in said(viewer.get(path(survey, "results/who-and-when/")))
    gone = "/surveys/0190a000-0000-7000-8000-00000000dead/results/who-and-when/"
    assert viewer.get(gone).status_code == 404
    assert viewer.get(f"{gone}live/").status_code == 404
