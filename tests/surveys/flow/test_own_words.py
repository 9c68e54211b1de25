"""What a survey says in its own words, and how far along its branches one is."""

import pytest

from surveys.compiled import CompiledSurvey
from surveys.flow import Journey, compile_definition, judge_page
from surveys.flow.steps import position
from tests.surveys.definitions import definition_of, element_data

MAIL = "q_00000001"


def survey_saying(required: dict[str, str]) -> CompiledSurvey:
    return compile_definition(
        definition_of(
            [element_data("email", 1, required=True)],
            settings={"words": {"required": required}},
        )
    )


@pytest.mark.parametrize(
    ("language", "said"), [("en", "We need this."), ("ar", "مطلوب"), ("", "We need this.")]
)
def test_a_missing_answer_is_asked_for_in_the_survey_s_own_words(language: str, said: str) -> None:
    survey = survey_saying({"en": "We need this.", "ar": "مطلوب"})

    error = judge_page(Journey(survey, language=language), survey.pages[0], {MAIL: None}).errors[MAIL]

    assert (error.code, error.message) == ("required", said)


def test_other_refusals_are_not_reworded() -> None:
    survey = survey_saying({"en": "We need this."})

    error = judge_page(Journey(survey), survey.pages[0], {MAIL: "no address"}).errors[MAIL]

    assert (error.code == "required", "We need this." in error.message) == (False, False)


def test_progress_counts_the_pages_of_the_branch_only() -> None:
    pages = [[element_data("yes_no", 1, name="smokes")], *([element_data("email", n)] for n in (2, 3, 4))]
    definition = definition_of(*pages)
    first, second, third, last = definition.pages
    branching = definition.model_copy(
        update={
            "pages": (
                first,
                second.model_copy(update={"visible_if": "smokes"}),
                third.model_copy(update={"visible_if": "smokes"}),
                last,
            )
        }
    )
    survey = compile_definition(branching)

    places = [position(Journey(survey, {MAIL: answer}), survey.pages[3]) for answer in (True, False)]

    assert [(place.number, place.count, place.fraction) for place in places] == [(4, 4, 0.75), (2, 2, 0.5)]


def test_answers_are_told_in_what_a_check_says() -> None:
    check = {"valid_if": "age >= adult", "message": {"en": "You said {{ age }}, it takes {{ adult }}."}}
    survey = compile_definition(
        definition_of(
            [element_data("number", 1, name="adult")], [element_data("number", 2, name="age", checks=[check])]
        )
    )

    judgement = judge_page(Journey(survey, {MAIL: 18}), survey.pages[1], {"q_00000002": 12})

    assert judgement.errors["q_00000002"].message == "You said 12, it takes 18."
