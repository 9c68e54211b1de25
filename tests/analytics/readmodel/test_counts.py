"""What was counted of files that don't change is kept, and figures are what they would be without."""

from contextlib import closing
from typing import Any

import pytest

from analytics.results import Results, Selection, TextSummary, many
from analytics.results.asking import SelectedRows
from responses.models import Response
from surveys.models import Survey
from tests.analytics.column_files import compacted, figures, from_postgresql, gathered
from tests.analytics.made import respond

A, B = "c_aaaaaaaa", "c_bbbbbbbb"
EVERYBODY = Selection(status="all")


def words(survey: Survey) -> TextSummary:
    results = Results.of(survey.pk)
    summary = results.summary(results.question("q_00000008"), EVERYBODY)
    assert isinstance(summary, TextSummary)
    return summary


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
    many.forget_counts()
    at_first = statements(monkeypatch, kept)
    respond(kept, {"q_00000001": A, "q_00000005": 7})

    again = statements(monkeypatch, kept)

    assert again < at_first
    assert figures(kept) == from_postgresql(kept)


def test_different_texts_are_counted_over_files_and_what_came_since(kept: Survey) -> None:
    for text in ("apple", "pear", "pear"):
        respond(kept, {"q_00000008": text})
    gathered(kept.pk)
    assert words(kept).distinct == 2

    for text in ("pear", "plum", "plum"):
        respond(kept, {"q_00000008": text})

    assert words(kept).distinct == 3
    assert [quote.text for quote in words(kept).latest[:3]] == ["plum", "plum", "pear"]


def test_a_file_with_dead_rows_is_counted_anew(kept: Survey) -> None:
    Results.of(kept.pk).summaries(EVERYBODY)
    first = Response.objects.filter(survey=kept).order_by("pk")[0]
    Response.objects.filter(pk=first.pk).update(answers={"q_00000001": B})

    assert figures(kept) == from_postgresql(kept)
    gathered(kept.pk)
    compacted(kept.pk)
    assert figures(kept) == from_postgresql(kept)


def test_too_many_different_numbers_are_not_counted_one_by_one(
    kept: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond(kept, {"q_00000005": 99})
    monkeypatch.setattr(many, "MOST_VALUES", 3)

    with closing(SelectedRows(Results.of(kept.pk)._snapshot, EVERYBODY)) as rows:
        assert rows.counts.few("number:q_00000005") is None


def test_no_more_counts_are_kept_than_there_is_room_for(
    kept: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.forget_counts()
    monkeypatch.setattr(many, "MOST_KEPT", 2)

    Results.of(kept.pk).summaries(EVERYBODY)

    assert len(many._kept) == 1 or sum(map(len, many._kept.values())) <= 2
