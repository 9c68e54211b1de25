"""What was counted of files that don't change is kept, and figures are what they would be without."""

import datetime
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from analytics.models import ColumnFile, ReadModel
from analytics.readmodel import coding
from analytics.readmodel.codes import Codes
from analytics.results import Results, Selection, TextSummary, coded_files, many
from analytics.results import kept as keeping
from analytics.results.asking import SelectedRows
from analytics.results.figures_of_questions import Summary
from analytics.results.filtering import columns_of, read_filter
from responses.domain import delete_response
from responses.models import Response
from surveys.models import Survey
from tenants.scope import organisation, tenant_scope
from tests.analytics.column_files import another_process, compacted, figures, from_postgresql, gathered
from tests.analytics.made import respond

A, B = "c_aaaaaaaa", "c_bbbbbbbb"
EVERYBODY = Selection(status="all")


def words(survey: Survey) -> TextSummary:
    results = Results.of(survey.pk)
    summary = results.summary(results.question("q_00000008"), EVERYBODY)
    assert isinstance(summary, TextSummary)
    return summary


def arrays_read(monkeypatch: pytest.MonkeyPatch, survey: Survey) -> int:
    """How many arrays of codes all figures take from now on."""
    read: list[str] = []
    array = Codes._array

    def counted(codes: Codes, form: str, begin: int, count: int) -> Any:
        read.append(form)
        return array(codes, form, begin, count)

    with monkeypatch.context() as patched:
        patched.setattr(Codes, "_array", counted)
        Results.of(survey.pk).summaries(EVERYBODY)
    return len(read)


def statements(monkeypatch: pytest.MonkeyPatch, survey: Survey) -> int:
    """How many statements all figures take from now on."""
    asked: list[str] = []
    ask = many.ManyRows._asked

    def counted(rows: Any, answers: Any, sql: str, parameters: Any) -> Any:
        asked.append(sql)
        return ask(rows, answers, sql, parameters)

    with monkeypatch.context() as patched:
        patched.setattr(many.ManyRows, "_asked", counted)
        Results.of(survey.pk).summaries(EVERYBODY)
    return len(asked)


def test_counts_of_files_are_kept_when_an_answer_comes(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.forget_counts()
    at_first = arrays_read(monkeypatch, kept)
    respond(kept, {"q_00000001": A, "q_00000005": 7})

    again = arrays_read(monkeypatch, kept)

    assert at_first > again == 0
    assert figures(kept) == from_postgresql(kept)


def test_columns_of_too_many_values_are_counted_by_statements(
    kept: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coding, "MOST_IN_PACK", 3)
    for many_chosen in (["c_dddddddd", "c_eeeeeeee"], ["c_ffffffff"]):
        respond(kept, {"q_00000002": many_chosen, "q_00000005": len(many_chosen) / 7})
    gathered(kept.pk)
    compacted(kept.pk)
    respond(kept, {"q_00000002": ["c_ffffffff"]})

    assert figures(kept) == from_postgresql(kept)


def test_without_codes_what_statements_found_is_kept(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "coded_files", lambda *_snapshot, **_least: None)
    keeping.forget_counts()
    at_first = statements(monkeypatch, kept)
    respond(kept, {"q_00000001": A, "q_00000005": 7})

    again = statements(monkeypatch, kept)

    assert again < at_first
    assert figures(kept) == from_postgresql(kept)


def test_where_much_is_in_no_file_statements_count(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.forget_counts()
    monkeypatch.setattr(coded_files, "MOST_IN_MEMORY", 0)

    read = arrays_read(monkeypatch, kept)

    assert read == 0
    assert figures(kept) == from_postgresql(kept)


def test_what_was_erased_is_in_no_count_that_is_kept(kept: Survey) -> None:
    erased = respond(kept, {"q_00000005": 41.5})
    gathered(kept.pk)
    Results.of(kept.pk).summaries(EVERYBODY)
    was_kept = "41.5" in repr(keeping._kept)

    delete_response(response=erased, by=None)
    compacted(kept.pk)
    Results.of(kept.pk).summaries(EVERYBODY)

    assert (was_kept, "41.5" in repr(keeping._kept)) == (True, False)


@pytest.mark.parametrize("has_codes", [True, False], ids=["codes", "statements"])
def test_different_texts_are_counted_over_files_and_what_came_since(
    kept: Survey, monkeypatch: pytest.MonkeyPatch, has_codes: bool
) -> None:
    if not has_codes:
        monkeypatch.setattr(many, "coded_files", lambda *_snapshot, **_least: None)
    for text in ("apple", "pear", "pear"):
        respond(kept, {"q_00000008": text})
    gathered(kept.pk)
    assert words(kept).distinct == 2

    for text in ("pear", "plum", "plum"):
        respond(kept, {"q_00000008": text})

    assert words(kept).distinct == 3
    assert [quote.text for quote in words(kept).latest[:3]] == ["plum", "plum", "pear"]


@pytest.mark.parametrize("is_elsewhere", [False, True], ids=["days of the files", "days of another zone"])
def test_files_are_asked_for_what_a_selection_chooses(kept: Survey, is_elsewhere: bool) -> None:
    """By codes or by SQL, beside dead rows and rows that came since."""
    late = datetime.datetime(2026, 3, 11, 23, 30, tzinfo=datetime.UTC)
    first = respond(kept, {"q_00000001": B, "q_00000008": "pear"}, language="nl", started_at=late)
    second = respond(kept, {"q_00000001": A, "q_00000005": 3}, language="nl")
    respond(kept, {"q_00000001": B}, language="nl", started_at=late)
    gathered(kept.pk)
    compacted(kept.pk)
    Response.objects.filter(pk=second.pk).update(answers={"q_00000001": B}, flag="excluded")
    Response.objects.filter(pk=first.pk).update(marks={"fast": {}})
    with tenant_scope(replace(organisation(), time_zone="Europe/Amsterdam" if is_elsewhere else "UTC")):
        selections = selections_of(kept, late.date())
        another_process()
        found = [Results.of(kept.pk).summaries(each) for each in selections]

        assert found == without_files(kept, selections)
    assert [each[0].base.responses for each in found] == [2, 1, 6, 0 if is_elsewhere else 2, 4, 2]


def selections_of(survey: Survey, day: datetime.date) -> list[Selection]:
    """One of each kind."""
    where = read_filter(["one~in~b"], columns_of(Results.of(survey.pk).layout))
    return [
        Selection(language="nl"),
        Selection(status="started"),
        Selection(since=day, quality="any"),
        Selection(status="all", until=day),
        Selection(quality="unmarked"),
        Selection(where=where),
    ]


def without_files(survey: Survey, selections: list[Selection]) -> list[list[Summary]]:
    with transaction.atomic():
        ColumnFile.objects.filter(survey=survey).delete()
        ReadModel.objects.filter(survey=survey).delete()
        another_process()
        found = [Results.of(survey.pk).summaries(each) for each in selections]
        transaction.set_rollback(True)
    another_process()
    return found


def test_a_file_with_dead_rows_is_counted_anew(kept: Survey) -> None:
    Results.of(kept.pk).summaries(EVERYBODY)
    first = Response.objects.filter(survey=kept).order_by("pk")[0]
    Response.objects.filter(pk=first.pk).update(answers={"q_00000001": B})

    assert figures(kept) == from_postgresql(kept)
    gathered(kept.pk)
    compacted(kept.pk)
    assert figures(kept) == from_postgresql(kept)


@pytest.mark.parametrize("has_codes", [True, False], ids=["codes", "statements"])
def test_too_many_different_numbers_are_not_counted_one_by_one(
    kept: Survey, monkeypatch: pytest.MonkeyPatch, has_codes: bool
) -> None:
    if not has_codes:
        monkeypatch.setattr(many, "coded_files", lambda *_snapshot, **_least: None)
    respond(kept, {"q_00000005": 99})
    monkeypatch.setattr(many, "MOST_VALUES", 3)

    with closing(SelectedRows(Results.of(kept.pk)._snapshot, EVERYBODY)) as rows:
        assert rows.counts.few("number:q_00000005") is None


def test_no_more_counts_are_kept_than_there_is_room_for(
    kept: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.forget_counts()
    monkeypatch.setattr(keeping, "MOST_KEPT", 2)

    Results.of(kept.pk).summaries(EVERYBODY)

    assert len(keeping._kept) == 1
    assert keeping._rows == len(next(iter(keeping._kept.values()))) + 1
