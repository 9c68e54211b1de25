"""Counting words and phrases of open answers."""

import pytest

from analytics.models import TextState
from analytics.results import Selection
from analytics.results.filtering import Condition, Filter, Group
from analytics.texts import frequencies
from analytics.texts.frequencies import frequencies_of
from surveys.models import Survey
from tests.analytics.made import respond
from tests.analytics.texts.conftest import column_of


def said(survey: Survey, length: frequencies.Length = 1, **more: object) -> dict[str, int]:
    found = frequencies_of(survey.pk, column_of(survey), Selection(), length=length, **more)  # type: ignore[arg-type]
    return {row.words: row.n for row in found.rows}


def test_answers_are_counted_by_words_forms_together_and_stop_words_left_out(survey: Survey) -> None:
    words = said(survey)

    assert list(words.items())[:2] == [("late", 2), ("delivery", 2)]
    assert words["vriendelijk"] == words["服务"] == words["满意"] == words["café"] == 1
    assert not {"the", "was", "de", "te", "了", "not", "deliveries"} & words.keys()


def test_phrases_are_counted_within_sentences_if_two_answers_say_them(survey: Survey) -> None:
    respond(survey, {"q_00000008": "A cup of tea. Late deliveries"})
    respond(survey, {"q_00000008": "One cup of tea, late, delivery"})

    assert said(survey, 2) == {"late delivery": 3}
    assert said(survey, 3) == {"cup of tea": 2}


def test_words_are_counted_of_those_selected_in_a_language(survey: Survey) -> None:
    team = Condition(column="category:q_00000001", operator="in", values=("c_bbbbbbbb",))
    selection = Selection(where=Filter(groups=(Group(conditions=(team,)),)))

    found = frequencies_of(survey.pk, column_of(survey), selection, language="en")

    assert {row.words: row.n for row in found.rows} == {"café": 1, "prices": 1, "fine": 1, "coffee": 1}
    assert (found.base, found.answered, found.rows[0].percent) == (1, 1, 100.0)


def test_words_that_the_survey_leaves_out_are_not_counted(survey: Survey) -> None:
    assert "delivery" in said(survey)

    TextState.objects.create(survey=survey, stop_words=["Deliveries"], revision=1)

    assert "delivery" not in said(survey)
    assert "late" in said(survey)


def test_of_very_many_answers_the_latest_are_counted(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequencies, "MOST_ANSWERS", 2)

    found = frequencies_of(survey.pk, column_of(survey), Selection(), most=1)

    assert (found.base, found.answered) == (2, 5)
    assert [(row.n, row.percent) for row in found.rows] == [(2, 100.0)]


def test_an_unanswered_question_has_no_words(survey: Survey) -> None:
    found = frequencies_of(survey.pk, column_of(survey), Selection(language="fr"))

    assert (found.rows, found.base, found.answered) == ((), 0, 0)
