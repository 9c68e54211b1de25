"""What is in column files, and that numbers never change by them."""

import datetime
from dataclasses import replace
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from analytics.models import ReadModel
from analytics.readmodel import files, gathering
from analytics.readmodel.files import stored_name
from analytics.readmodel.writing import rows_in_group
from analytics.results import Results, Selection, stamp
from analytics.results.relation import answers_of
from analytics.results.snapshots import snapshot_of
from analytics.tasks import compact_files, gather_responses, rebuild_files
from responses.domain import delete_response
from responses.models import Response
from surveys.models import Survey
from tenants import work
from tenants.ids import uuid7
from tenants.models import DueWork
from tenants.scope import Scope, organisation, tenant_scope
from tests.analytics.column_files import (
    chosen,
    compacted,
    due,
    figures,
    from_postgresql,
    gathered,
    live_files,
    rebuilt,
)
from tests.analytics.made import FIRST_PAGE, SECOND_PAGE, definition, publish_again, question, respond
from tests.builders import published_survey, reread
from tests.responses.work import done

A, B = "c_aaaaaaaa", "c_bbbbbbbb"
EVERYBODY = Selection(status="all")


def test_figures_are_the_same_with_files_and_without(kept: Survey) -> None:
    assert [file.rows for file in live_files(kept.pk)] == [3]
    assert figures(kept) == from_postgresql(kept)


def test_a_file_says_what_is_in_it(kept: Survey) -> None:
    (file,) = live_files(kept.pk)

    content = default_storage.open(stored_name(kept.pk, file.pk)).read()
    positions = list(Response.objects.filter(status="complete").values_list("position", flat=True))

    assert file.size == len(content)
    assert file.sha256 == files.checksum_of(files.local_path(kept.pk, file.pk))
    assert file.first <= min(positions) <= max(positions) < file.until == ReadModel.objects.get().watermark
    assert {"id", "status", "category:q_00000001", "set:q_00000002"} < set(file.columns)


def test_few_responses_make_no_file(house: Scope) -> None:
    survey = published_survey(definition())
    respond(survey, {"q_00000001": A})

    gathered(survey.pk)

    assert not ReadModel.objects.exists()
    assert chosen(survey) == {A: 1}


def test_what_came_since_waits_until_it_is_enough(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "LEAST_AGAIN", 2)

    gathered(kept.pk)

    assert len(live_files(kept.pk)) == 1


def test_an_edit_takes_the_place_of_what_is_in_a_file(kept: Survey) -> None:
    first = Response.objects.order_by("pk")[0]
    Results.of(kept.pk)
    Response.objects.filter(pk=first.pk).update(answers={"q_00000001": B})

    at_once = chosen(kept)
    gathered(kept.pk)

    assert at_once == chosen(kept) == {A: 2, B: 2}
    assert figures(kept) == from_postgresql(kept)
    assert [len(file.replaces) for file in live_files(kept.pk)] == [0, 1]


def test_who_comes_back_under_the_same_id_counts_again(kept: Survey) -> None:
    first = Response.objects.order_by("pk")[0]
    delete_response(response=first, by=None)
    respond(kept, {"q_00000001": B}, id=first.pk)

    assert chosen(kept) == {A: 2, B: 2}
    gathered(kept.pk)
    assert figures(kept) == from_postgresql(kept)
    compacted(kept.pk)
    assert figures(kept) == from_postgresql(kept)


def test_about_every_256th_response_asks_to_gather(kept: Survey) -> None:
    identity = str(uuid7())
    respond(kept, id=f"{identity[:-2]}01")
    before = due("analytics.gather")

    respond(kept, id=f"{identity[:-2]}00")

    assert (before, due("analytics.gather")) == (False, True)


def test_rebuilding_gives_the_same_numbers(kept: Survey) -> None:
    before = figures(kept)

    assert rebuilt(kept.pk) == 4
    assert figures(kept) == before == from_postgresql(kept)


def test_rebuilding_few_responses_leaves_no_files(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "LEAST_AT_FIRST", 100)
    before = figures(kept)

    assert rebuilt(kept.pk) == 0
    assert live_files(kept.pk) == []
    assert figures(kept) == before


def test_the_command_rebuilds_one_or_all(kept: Survey) -> None:
    said = StringIO()
    call_command("rebuild_results", str(kept.pk), stdout=said)
    call_command("rebuild_results", all=True, stdout=said)

    assert said.getvalue().count(f"{kept.pk}: 4 responses in files") == 2
    with pytest.raises(CommandError, match="No organisation has"):
        call_command("rebuild_results", str(uuid7()))


def test_columns_of_a_later_version_are_read_beside_old_files(kept: Survey) -> None:
    publish_again(kept, FIRST_PAGE, [*SECOND_PAGE, question(10, "nps", "again")])
    respond(reread(kept), {"q_00000010": 9})

    assert figures(kept) == from_postgresql(kept)
    gathered(kept.pk)
    assert figures(kept) == from_postgresql(kept)
    compacted(kept.pk)
    assert figures(kept) == from_postgresql(kept)


@pytest.mark.parametrize("task", [gather_responses, compact_files, rebuild_files])
def test_workers_do_what_is_due(kept: Survey, task: Any) -> None:
    before = figures(kept)
    if task is compact_files:
        delete_response(response=Response.objects.order_by("pk")[0], by=None)
    DueWork.objects.all().delete()
    work.due(task.name, str(kept.pk), timezone.now())
    DueWork.objects.update(sends=1)

    done(task, str(kept.pk))

    rows = {gather_responses: [3, 1], compact_files: [2], rebuild_files: [4]}
    assert [file.rows for file in live_files(kept.pk)] == rows[task]
    assert figures(kept) == from_postgresql(kept)
    assert (figures(kept) == before) is (task is not compact_files)


def test_a_survey_that_is_gone_is_not_rebuilt(house: Scope) -> None:
    missing = str(uuid4())
    work.due(rebuild_files.name, missing, timezone.now())
    DueWork.objects.update(sends=1)

    done(rebuild_files, missing)

    assert not ReadModel.objects.exists()
    with pytest.raises(Survey.DoesNotExist), transaction.atomic():
        gathering.rebuild(uuid4())


@pytest.mark.parametrize(("columns", "rows"), [(10, 30_720), (1_000, 4_000), (10_000, 2_048)])
def test_wide_rows_are_written_in_small_groups(columns: int, rows: int) -> None:
    assert rows_in_group(columns) == rows


def test_days_of_another_time_zone_are_reckoned_anew(kept: Survey) -> None:
    midnight = datetime.datetime(2026, 3, 10, 23, 30, tzinfo=datetime.UTC)
    respond(kept, started_at=midnight)
    gathered(kept.pk)

    with tenant_scope(replace(organisation(), time_zone="Europe/Amsterdam")):
        days = {day.day for day in figures(kept)[0].days if day.started}
        assert figures(kept) == from_postgresql(kept)
        compacted(kept.pk)
        assert {file.time_zone for file in live_files(kept.pk)} == {"Europe/Amsterdam"}
        assert figures(kept) == from_postgresql(kept)

    assert datetime.date(2026, 3, 11) in days


def test_gathering_changes_no_stamp(kept: Survey) -> None:
    before = stamp(kept.pk)

    gathered(kept.pk)

    assert stamp(kept.pk) == before
    assert snapshot_of(kept.pk).table.num_rows == 0


def test_the_relation_is_the_same_over_files_and_rows(kept: Survey) -> None:
    with answers_of(kept.pk) as answers:
        names = '"category:q_00000001", "asked:category:q_00000009"'
        rows = answers.ask(f"SELECT status, {names} FROM {answers.relation} ORDER BY id")

    assert rows == [("complete", A, True)] * 3 + [("started", B, None)]


def test_the_latest_texts_are_found_among_many(kept: Survey) -> None:
    """Most rows needn't be looked at; where that leaves too few texts, all are."""
    for number in range(30):
        respond(kept, {"q_00000008": f"Text {number}"} if number % 10 == 0 else {})
    gathered(kept.pk)

    found = Results.of(kept.pk)
    many = found.texts(found.question("q_00000008"), limit=3)
    assert [quote.text for quote in many] == ["Text 20", "Text 10", "Text 0"]
    assert figures(kept) == from_postgresql(kept)
