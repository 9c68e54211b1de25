import pytest

from surveys.definition import problems_before_publishing
from tests.surveys.definitions import definition_of, element_data


def found(definition):
    """Return ``[(path, code, severity)]``."""
    return [
        (problem.path, problem.code, problem.severity) for problem in problems_before_publishing(definition)
    ]


def errors(definition):
    """Return ``[(path, code)]`` of what forbids publishing."""
    return [(path, code) for path, code, severity in found(definition) if severity == "error"]


def test_a_survey_without_pages_can_not_be_published():
    assert errors(definition_of()) == [("pages", "pages_missing")]


def test_a_survey_that_asks_nothing_can_not_be_published():
    assert errors(definition_of([element_data("statement")])) == [("pages", "questions_missing")]


def test_a_question_without_text_can_not_be_published():
    problems = problems_before_publishing(definition_of([element_data("email", text={})]))

    assert [
        (problem.path, problem.code, problem.target) for problem in problems if problem.severity == "error"
    ] == [("pages[0].elements[0].text", "text_missing", "q_00000001")]


@pytest.mark.parametrize("type_key", ["single_choice", "dropdown", "multiple_choice"])
def test_a_question_without_choices_can_not_be_published(type_key):
    definition = definition_of([element_data(type_key, settings={})])

    assert errors(definition) == [("pages[0].elements[0].settings.choices", "choices_missing")]


def test_a_choice_without_words_can_not_be_published():
    settings = {"choices": [{"id": "c_00000001", "code": "1", "label": {}}]}
    definition = definition_of([element_data("dropdown", settings=settings)])

    assert errors(definition) == [("pages[0].elements[0].settings.choices[0].label", "text_missing")]


def test_a_matrix_without_rows_and_columns_can_not_be_published():
    definition = definition_of([element_data("matrix_single", settings={})])

    assert errors(definition) == [
        ("pages[0].elements[0].settings.rows", "rows_missing"),
        ("pages[0].elements[0].settings.columns", "choices_missing"),
    ]


def test_a_question_that_asks_for_more_choices_than_it_has_can_not_be_published():
    settings = element_data("multiple_choice")["settings"] | {"minimum_choices": 30, "maximum_choices": 31}
    definition = definition_of([element_data("multiple_choice", settings=settings)])

    assert errors(definition) == [("pages[0].elements[0].settings.minimum_choices", "unanswerable")]


def test_a_statement_needs_a_heading_or_a_text():
    empty = element_data("statement", 2, text={}, settings={})
    heading_only = element_data("statement", 3, settings={})
    definition = definition_of([element_data("email"), empty, heading_only])

    assert errors(definition) == [("pages[0].elements[1].text", "text_missing")]


def test_a_text_missing_in_the_base_language_forbids_publishing():
    definition = definition_of([element_data("email", text={"ar": "بريد"})])

    assert errors(definition) == [("pages[0].elements[0].text.en", "base_text_missing")]


def test_missing_translations_and_empty_pages_are_warned_of():
    definition = definition_of([element_data("email")], [], title={"en": "x"})

    assert found(definition) == [
        ("pages[1].elements", "page_empty", "warning"),
        ("title.ar", "translation_missing", "warning"),
    ]
    assert problems_before_publishing(definition)[1].message == "3 texts are not translated into Arabic."


def test_a_complete_survey_has_no_problems():
    element = element_data("email", text={"en": "Where?", "ar": "أين"})

    assert found(definition_of([element], endings=[])) == []
