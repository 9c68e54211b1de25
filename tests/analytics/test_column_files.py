"""Column files: what is in them, what becomes of them, and that numbers never change by them."""

import datetime
import errno
from collections.abc import Iterator
from io import StringIO
from typing import Any
from uuid import uuid4

import duckdb
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from analytics.models import ColumnFile, ReadModel, RemovedRow
from analytics.readmodel import compacting, files, gathering
from analytics.readmodel.files import stored_ids, stored_name
from analytics.results import ChoicesSummary, Results, Selection, stamp
from analytics.results.relation import answers_of
from analytics.results.snapshots import forget_snapshots, snapshot_of
from responses.domain import delete_response
from responses.models import Response
from surveys.domain import delete_survey
from surveys.models import Survey, SurveyVersion
from tenants.domain import delete_organisation
from tenants.ids import uuid7
from tenants.models import DueWork
from tenants.queries import organisation_of
from tenants.scope import Scope, public_scope, tenant_scope
from tests.analytics.column_files import (
    another_process,
    compacted,
    damage,
    gathered,
    live_files,
    rebuilt,
    small_files,
)
from tests.analytics.made import FIRST_PAGE, SECOND_PAGE, definition, publish_again, question, respond
from tests.builders import published_survey, reread
from tests.conftest import make_organisation
from webhooks.models import Event

A, B = "c_aaaaaaaa", "c_bbbbbbbb"
EVERYBODY = Selection(status="all")


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scope]:
    """An organisation outside any test transaction, for all tests of this file."""
    with django_db_blocker.unblock():
        row = make_organisation(f"c{uuid4().hex[:10]}")
        with tenant_scope(organisation_of(row.schema_name)) as scope:
            yield scope
        with public_scope():
            row.refresh_from_db()
            delete_organisation(organisation=row, typed_name=row.name)


@pytest.fixture(autouse=True)
def _emptied(house: Scope) -> Iterator[None]:
    """Forget everything that the test did."""
    yield
    forget_snapshots()
    for survey in Survey.objects.values_list("pk", flat=True):
        files.remove_all(survey)
    for model in (ColumnFile, ReadModel, Response, RemovedRow):
        model.objects.all().delete()
    Survey.objects.update(current_version=None)
    with transaction.atomic():
        SurveyVersion.objects.all().delete()
        Survey.objects.all().delete()
    RemovedRow.objects.all().delete()
    DueWork.objects.all().delete()


@pytest.fixture
def kept(house: Scope) -> Iterator[Survey]:
    """A survey with four responses, three of them in a file."""
    survey = published_survey(definition())
    for number in range(3):
        answers: dict[str, Any] = {"q_00000001": A, "q_00000002": ["c_dddddddd"], "q_00000005": number}
        respond(survey, answers | {"q_00000009": None})
    with small_files():
        gathered(survey.pk)
        respond(survey, {"q_00000001": B}, status="started")
        yield survey


def figures(survey: Survey) -> Any:
    """All figures, as a process finds them that knows nothing yet."""
    another_process()
    found = Results.of(survey.pk)
    return found.overview(), found.summaries(), found.summaries(EVERYBODY)


def from_postgresql(survey: Survey) -> Any:
    """All figures without any file."""
    with transaction.atomic():
        ColumnFile.objects.filter(survey=survey).delete()
        ReadModel.objects.filter(survey=survey).delete()
        found = figures(survey)
        transaction.set_rollback(True)
    another_process()
    return found


def chosen(survey: Survey) -> dict[Any, int]:
    """How often each choice of the first question was chosen, of all responses."""
    summary = Results.of(survey.pk).summaries(EVERYBODY)[0]
    assert isinstance(summary, ChoicesSummary)
    return {count.value: count.n for count in summary.counts if count.n}


def ids_in_files(survey: Survey) -> set[str]:
    """The responses that lie in files that are in use."""
    with duckdb.connect() as reader:
        return {
            row[0]
            for file in live_files(survey.pk)
            for row in reader.execute(
                "SELECT id FROM read_parquet($path)", {"path": str(files.local_path(survey.pk, file.pk))}
            ).fetchall()
        }


def due(kind: str) -> bool:
    return DueWork.objects.filter(kind=kind).exists()


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


def test_a_deletion_is_felt_at_once_and_gone_from_the_files_when_compacted(kept: Survey) -> None:
    gone, *_ = Response.objects.order_by("pk")
    before = chosen(kept)
    delete_response(response=gone, by=None)
    grown = chosen(kept)
    another_process()
    anew = chosen(kept)

    compacted(kept.pk)

    assert (before, grown, anew) == ({A: 3, B: 1}, {A: 2, B: 1}, {A: 2, B: 1})
    assert str(gone.pk) not in ids_in_files(kept)
    assert figures(kept) == from_postgresql(kept)


def test_what_was_edited_is_gone_from_the_files_when_compacted(kept: Survey) -> None:
    first = Response.objects.order_by("pk")[0]
    Response.objects.filter(pk=first.pk).update(answers={"q_00000001": B})
    before = ids_in_files(kept)

    compacted(kept.pk)

    assert before - ids_in_files(kept) == {str(first.pk)}
    assert figures(kept) == from_postgresql(kept)
    later = DueWork.objects.get(kind="analytics.compact", key=str(kept.pk)).due_at
    assert later > timezone.now()


def test_who_comes_back_under_the_same_id_counts_again(kept: Survey) -> None:
    first = Response.objects.order_by("pk")[0]
    delete_response(response=first, by=None)
    respond(kept, {"q_00000001": B}, id=first.pk)

    assert chosen(kept) == {A: 2, B: 2}
    gathered(kept.pk)
    assert figures(kept) == from_postgresql(kept)
    compacted(kept.pk)
    assert figures(kept) == from_postgresql(kept)


def test_deleting_asks_for_files_without_it_within_the_hour(kept: Survey) -> None:
    DueWork.objects.all().delete()

    Response.objects.all().delete()

    row = DueWork.objects.get(kind="analytics.compact", key=str(kept.pk))
    assert row.due_at < timezone.now() + datetime.timedelta(hours=1, minutes=1)


def test_about_every_256th_response_asks_to_gather(kept: Survey) -> None:
    identity = str(uuid7())
    respond(kept, id=f"{identity[:-2]}01")
    before = due("analytics.gather")

    respond(kept, id=f"{identity[:-2]}00")

    assert (before, due("analytics.gather")) == (False, True)


def test_retired_files_go_when_nobody_reads_them(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    delete_response(response=Response.objects.order_by("pk")[0], by=None)
    compacted(kept.pk)
    two = len(list(stored_ids(kept.pk)))
    monkeypatch.setattr(compacting, "KEPT_RETIRED", datetime.timedelta(0))

    compacted(kept.pk)

    assert (two, list(stored_ids(kept.pk))) == (2, [file.pk for file in live_files(kept.pk)])
    assert ColumnFile.objects.count() == 1


def test_removals_are_forgotten_once_nobody_needs_them(kept: Survey) -> None:
    delete_response(response=Response.objects.order_by("pk")[0], by=None)
    slow = Results.of(kept.pk).count(EVERYBODY)
    delete_response(response=Response.objects.order_by("pk")[0], by=None)

    compacted(kept.pk)
    known = RemovedRow.objects.count()
    compacted(kept.pk)

    assert (slow, known, RemovedRow.objects.count()) == (3, 2, 0)
    assert Results.of(kept.pk).count(EVERYBODY) == 2


def test_a_survey_without_files_forgets_removals_too(house: Scope) -> None:
    survey = published_survey(definition())
    respond(survey)
    respond(survey)
    before = Results.of(survey.pk).count()
    delete_response(response=Response.objects.order_by("pk")[0], by=None)

    compacted(survey.pk)
    compacted(survey.pk)

    assert (before, Results.of(survey.pk).count()) == (2, 1)
    assert not RemovedRow.objects.exists()


def test_many_small_files_become_few(kept: Survey) -> None:
    for _ in range(gathering.MOST_FILES):
        respond(kept, {"q_00000001": A})
        gathered(kept.pk)
    many = len(live_files(kept.pk))
    asked = due("analytics.compact")

    compacted(kept.pk)

    assert (many, asked) == (gathering.MOST_FILES + 1, True)
    assert [file.rows for file in live_files(kept.pk)] == [12]
    assert figures(kept) == from_postgresql(kept)


def test_files_are_not_merged_beyond_a_size(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "MOST_ROWS", 5)
    for _ in range(gathering.MOST_FILES):
        respond(kept)
        gathered(kept.pk)

    compacted(kept.pk)

    assert [file.rows for file in live_files(kept.pk)] == [3, 2, 1, 1, 5]
    assert figures(kept) == from_postgresql(kept)


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


@pytest.mark.parametrize("content", [b"PAR1 something else PAR1", b"", None], ids=["other", "empty", "gone"])
def test_a_damaged_file_is_said_and_never_gives_a_wrong_number(kept: Survey, content: bytes | None) -> None:
    before = figures(kept)
    respond(kept, {"q_00000001": A})
    gathered(kept.pk)
    whole = figures(kept)

    damage(live_files(kept.pk)[0], content)

    assert chosen(kept) == {A: 4, B: 1}
    assert figures(kept) == whole != before
    told = Event.objects.get(type="results.file_damaged", subject=f"survey:{kept.pk}")
    assert len(told.payload["files"]) == 1
    assert due("analytics.rebuild")
    rebuilt(kept.pk)
    assert figures(kept) == whole


def test_a_damaged_file_is_not_gathered_or_compacted_upon(kept: Survey) -> None:
    before = figures(kept)
    damage(live_files(kept.pk)[0])
    compacted(kept.pk)
    compact_made = [file.rows for file in live_files(kept.pk)]
    damage(live_files(kept.pk)[0])

    gathered(kept.pk)
    respond(kept)
    gathered(kept.pk)

    assert (compact_made, [file.rows for file in live_files(kept.pk)]) == ([4], [5])
    assert figures(kept)[0].responses == before[0].responses + 1


def test_a_copy_that_is_swept_while_in_use_is_fetched_again(kept: Survey) -> None:
    before = Results.of(kept.pk).summaries()
    (file,) = live_files(kept.pk)
    files.local_path(kept.pk, file.pk).unlink()

    assert Results.of(kept.pk).summaries() == before


def test_copies_that_nobody_reads_are_swept(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = live_files(kept.pk)
    monkeypatch.setattr(files, "_swept", {})
    files.sweep_now_and_then()
    was_kept = files.local_path(kept.pk, file.pk).exists()
    monkeypatch.setattr(files, "KEPT_UNREAD", datetime.timedelta(days=-1))
    files.sweep_now_and_then()
    was_kept = was_kept and files.local_path(kept.pk, file.pk).exists()

    files.sweep()

    assert (was_kept, files.local_path(kept.pk, file.pk).exists()) == (True, False)


def test_a_full_disk_leaves_everything_as_it_was(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    before, stored = figures(kept), list(stored_ids(kept.pk))

    def full(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage._wrapped, "_save", full)
    with pytest.raises(OSError, match="No space"):
        gathered(kept.pk)

    assert (figures(kept), list(stored_ids(kept.pk))) == (before, stored)


def test_what_a_dead_worker_left_is_swept_up(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        gathering.gather(kept.pk)
        transaction.set_rollback(True)
    left = len(list(stored_ids(kept.pk)))
    monkeypatch.setattr(compacting, "KEPT_RETIRED", datetime.timedelta(0))

    compacted(kept.pk)

    assert (left, len(list(stored_ids(kept.pk)))) == (2, 1)
    assert figures(kept) == from_postgresql(kept)


def test_an_organisation_that_moved_to_another_cluster_starts_anew(kept: Survey) -> None:
    """Positions of the old cluster mean nothing; some are still to come in the new one."""
    before = figures(kept)
    ReadModel.objects.update(cluster="another", watermark=2**60)
    with transaction.atomic():
        Response.objects.filter(status="started").update(answers={"q_00000001": B})

    assert figures(kept) == before
    assert due("analytics.rebuild")
    rebuilt(kept.pk)
    assert figures(kept) == before == from_postgresql(kept)


def test_columns_of_a_later_version_are_read_beside_old_files(kept: Survey) -> None:
    publish_again(kept, FIRST_PAGE, [*SECOND_PAGE, question(10, "nps", "again")])
    respond(reread(kept), {"q_00000010": 9})

    assert figures(kept) == from_postgresql(kept)
    gathered(kept.pk)
    assert figures(kept) == from_postgresql(kept)
    compacted(kept.pk)
    assert figures(kept) == from_postgresql(kept)


def test_a_survey_takes_its_files_along(kept: Survey) -> None:
    delete_survey(survey=reread(kept), typed_title=kept.title, by=None)
    compacted(kept.pk)

    assert list(stored_ids(kept.pk)) == []
    assert not files.local_path(kept.pk, kept.pk).parent.exists()
    assert not RemovedRow.objects.exists()


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
