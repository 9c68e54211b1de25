"""Column files stay few, and what was removed goes from them."""

import datetime

import pytest
from django.utils import timezone

from analytics.models import ColumnFile, RemovedRow
from analytics.readmodel import compacting, files, gathering
from analytics.readmodel.files import stored_ids
from analytics.readmodel.forgetting import forget_results_of_survey
from analytics.results import Results, Selection
from responses.domain import delete_response
from responses.models import Response
from surveys.domain import delete_survey
from surveys.models import Survey
from tenants.models import DueWork
from tenants.scope import Scope
from tests.analytics.column_files import (
    another_process,
    chosen,
    compacted,
    due,
    figures,
    from_postgresql,
    gathered,
    ids_in_files,
    live_files,
)
from tests.analytics.made import definition, respond
from tests.builders import published_survey, reread
from webhooks.models import Event

A, B = "c_aaaaaaaa", "c_bbbbbbbb"
EVERYBODY = Selection(status="all")


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


def test_deleting_asks_for_files_without_it_within_the_hour(kept: Survey) -> None:
    DueWork.objects.all().delete()

    Response.objects.all().delete()

    row = DueWork.objects.get(kind="analytics.compact", key=str(kept.pk))
    assert row.due_at < timezone.now() + datetime.timedelta(hours=1, minutes=1)


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


def test_a_survey_takes_its_files_along(kept: Survey) -> None:
    delete_survey(survey=reread(kept), typed_title=kept.title, by=None)
    compacted(kept.pk)

    assert list(stored_ids(kept.pk)) == []
    assert not files.local_path(kept.pk, kept.pk).parent.exists()
    assert not RemovedRow.objects.exists()


def test_a_deleted_survey_is_told_of(kept: Survey) -> None:
    event = Event(type="survey.deleted", payload={"survey": str(kept.pk)})

    forget_results_of_survey(event)

    assert list(stored_ids(kept.pk)) == []
