"""Questions over versions: one by identity, whatever they are called."""

from uuid import UUID

import pytest

from analytics.exceptions import QuestionUnknown
from analytics.results import ChoicesSummary, MatrixSummary, NumberSummary, TextSummary
from analytics.results.questions import layout_of
from tests.analytics.made import VERSION, choice, definition, layout, question, results_of, row
from tests.builders import Document

SECOND = UUID(int=VERSION.int + 1)
A, B, C, D = (f"c_{letter * 8}" for letter in "abcd")


def test_a_renamed_question_is_one_with_its_newest_words() -> None:
    merged = layout(
        definition([question(1, "short_text", "old")]), definition([question(1, "short_text", "fresh")])
    )

    assert [(each.id, each.name, each.text["en"]) for each in merged.questions] == [
        ("q_00000001", "fresh", "What about fresh?")
    ]
    assert [each.name for each in merged.variables] == ["fresh"]


def test_a_removed_question_stands_at_the_end_marked() -> None:
    merged = layout(
        definition([question(1, "short_text", "gone"), question(2, "short_text", "kept")]),
        definition([question(2, "short_text", "kept"), question(3, "short_text", "added")]),
    )

    assert [(each.name, each.number, each.is_removed) for each in merged.questions] == [
        ("kept", 1, False),
        ("added", 2, False),
        ("gone", None, True),
    ]


def test_choices_of_all_versions_are_counted_together() -> None:
    def asked(letters: str) -> Document:
        return question(1, "single_choice", "one", choices=[choice(letter) for letter in letters])

    given = [(A, VERSION), (B, VERSION), (B, SECOND), (D, SECOND)]
    rows = [
        row({"q_00000001": value}, id=UUID(int=number), version_id=version)
        for number, (value, version) in enumerate(given)
    ]

    found = results_of(rows, layout(definition([asked("abc")]), definition([asked("db")]))).summaries()[0]

    assert isinstance(found, ChoicesSummary)
    assert [(count.code, count.n, count.is_removed) for count in found.counts] == [
        ("d", 1, False),
        ("b", 2, False),
        ("a", 1, True),
    ]


def test_a_question_that_became_another_kind_is_two() -> None:
    merged = layout(
        definition([question(1, "short_text", "age")]), definition([question(1, "number", "age")])
    )
    results = results_of(
        [
            row({"q_00000001": "forty"}, id=UUID(int=1)),
            row({"q_00000001": 41}, id=UUID(int=2), version_id=SECOND),
        ],
        merged,
    )

    number, text = results.summaries()

    assert isinstance(number, NumberSummary)
    assert isinstance(text, TextSummary)
    assert [question.key for question in results.questions] == ["q_00000001", "text:q_00000001"]
    assert (number.base.asked, number.base.answered, text.base.asked) == (1, 1, 1)
    assert number.moments is not None
    assert (number.moments.mean, text.latest[0].text) == (41, "forty")


def grid(*, rows: str, columns: str) -> Document:
    """A matrix with rows and columns of these letters."""
    return question(
        1,
        "matrix_single",
        "grid",
        rows=[choice(letter, "r") for letter in rows],
        columns=[choice(letter) for letter in columns],
    )


def test_rows_of_a_matrix_that_were_removed_show_while_they_have_answers() -> None:
    merged = layout(definition([grid(rows="xyz", columns="gh")]), definition([grid(rows="x", columns="ghk")]))
    results = results_of([row({"q_00000001": {"r_yyyyyyyy": "c_gggggggg"}})], merged)

    found = results.summary(results.questions[0])

    assert isinstance(found, MatrixSummary)
    assert [(part.label["en"], part.base.answered, part.is_removed) for part in found.rows] == [
        ("X", 0, False),
        ("Y", 1, True),
    ]
    assert [[count.code for count in part.counts] for part in found.rows] == [["g", "h", "k"]] * 2


def test_pages_of_all_versions_are_there_once() -> None:
    first, second = [question(1, "short_text", "a")], [question(2, "short_text", "b")]
    merged = layout(definition(first, second), definition(first))

    assert [(page.id, page.number) for page in merged.pages] == [("p_00000001", 1), ("p_00000002", None)]


def test_without_a_version_nothing_was_asked() -> None:
    merged = layout_of([])

    assert (merged.questions, merged.languages, merged.base_language) == ((), (), "en")


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(QuestionUnknown):
        results_of([]).question("q_99999999")
