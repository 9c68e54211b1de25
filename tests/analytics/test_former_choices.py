"""Answers to former choices in results and files: as what they mean now, or apart from it."""

from typing import Any

import pytest

from analytics.exporting.options import ExportOptions
from analytics.exporting.streaming import csv_of_survey
from analytics.exporting.wanted import Wanted
from analytics.results import Results
from analytics.results.records import Records
from analytics.results.selection import Selection
from surveys.domain import publish_survey, replace_draft
from surveys.models import Survey
from tenants.scope import Scope
from tests.analytics.made import choice, definition, question, respond
from tests.builders import Document, published_survey, reread

A, B, C, D = (f"c_{letter * 8}" for letter in "abcd")
Q, M = "q_00000001", "q_00000002"


def asking(*letters: str, **labels: str) -> list[Document]:
    choices = [choice(letter) for letter in letters]
    for each in choices:
        each["label"] = {"en": labels.get(each["code"], each["code"].upper())}
    return [
        question(1, "single_choice", "one", choices=choices),
        question(2, "multiple_choice", "many", choices=choices_of_many(letters)),
    ]


def choices_of_many(letters: tuple[str, ...]) -> list[Document]:
    return [choice(letter) | {"id": f"c_{letter * 4}mmmm"} for letter in letters]


def many(*letters: str) -> list[str]:
    return [f"c_{letter * 4}mmmm" for letter in letters]


def publish(survey: Survey, page: list[Document], mappings: dict[str, Any]) -> Survey:
    row = reread(survey)
    replace_draft(survey=row, definition=definition(page), revision=row.draft_revision, by=None)
    publish_survey(survey=reread(survey), by=None, mappings=mappings)
    return reread(survey)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    """Version 1 offers a and b; three have answered."""
    survey = published_survey(definition(asking("a", "b")))
    for given in (A, A, B):
        respond(survey, {Q: given, M: many("a", "b")})
    return survey


def counts(survey: Survey, index: int = 0) -> dict[str, int]:
    """How often what was chosen, by the words that are shown."""
    summary: Any = Results.of(survey.pk).summaries()[index]
    return {each.label["en"]: each.n for each in summary.counts if each.n}


def written(survey: Survey, **options: Any) -> list[str]:
    """The columns of the two questions in a file, row by row, the header first."""
    wanted = Wanted("csv", ExportOptions(about=(), **options), Selection())
    text = b"".join(csv_of_survey(survey.pk, wanted, time_zone="UTC")).decode()
    return text.replace('"', "").splitlines()


def test_a_removed_choice_stays_in_the_results_by_itself(survey: Survey) -> None:
    publish(survey, asking("b", "c"), {})

    assert counts(survey) == {"B": 1, "A": 2}


def test_a_mapped_choice_counts_as_what_it_means_now(survey: Survey) -> None:
    survey = publish(survey, asking("b", "c"), {Q: {A: C}})
    respond(survey, {Q: C})

    assert counts(survey) == {"B": 1, "C": 3}


def test_two_of_several_choices_that_became_one_count_once(survey: Survey) -> None:
    survey = publish(survey, asking("c"), {M: {many("a")[0]: many("c")[0], many("b")[0]: many("c")[0]}})

    assert counts(survey, 1) == {"C": 3}


def test_meanings_follow_each_other(survey: Survey) -> None:
    survey = publish(survey, asking("b", "c"), {Q: {A: C}})
    survey = publish(survey, asking("b", "d"), {Q: {C: D}})
    respond(survey, {Q: D})

    assert counts(survey) == {"B": 1, "D": 3}


def test_a_choice_that_means_something_else_is_told_apart_from_before(survey: Survey) -> None:
    survey = publish(survey, asking("a", "b", a="Never"), {Q: {A: ""}})
    respond(survey, {Q: A})

    assert counts(survey) == {"Never": 1, "B": 1, "A": 2}


def test_files_hold_what_is_meant_now(survey: Survey) -> None:
    survey = publish(survey, asking("b", "c"), {Q: {A: C}, M: {many("a")[0]: many("c")[0]}})

    assert written(survey, values="codes") == [
        "one,many_b,many_c",
        "c,1,1",
        "c,1,1",
        "b,1,1",
    ]


def test_files_tell_apart_what_means_something_else(survey: Survey) -> None:
    survey = publish(survey, asking("a", "b", a="Never"), {Q: {A: ""}})

    assert written(survey, values="codes", multiple="joined")[1].startswith("a_v1,")


def test_single_responses_show_what_was_chosen_then(survey: Survey) -> None:
    survey = publish(survey, asking("b", "c"), {Q: {A: C}})

    record = next(Records.of(survey.pk).stream(Selection()))

    assert (record.version.number, record.answers[Q]) == (1, A)
