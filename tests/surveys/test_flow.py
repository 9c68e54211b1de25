from random import Random

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from surveys.exceptions import PageNotOpen
from surveys.flow import (
    Journey,
    compile_definition,
    ending_of,
    first_page,
    is_finished,
    judge_page,
    judge_response,
    missing_answers,
    next_page,
    open_page,
    page_to_resume,
    position,
    previous_page,
    read_page,
    shown_elements,
    shown_questions,
)
from surveys.question_types import question_types
from tests.surveys.definitions import definition_of, element_data

INTRODUCTION, WORK, CLOSING = "p_00000001", "p_00000002", "p_00000003"
MAIL, SCORE, STORY, MATRIX = "q_00000002", "q_00000003", "q_00000004", "q_00000005"


def survey_of(*pages, **changes):
    return compile_definition(definition_of(*pages, **changes))


@pytest.fixture
def survey():
    """A text to read; an e-mail (required) and a score; a story and a matrix (required)."""
    return survey_of(
        [element_data("statement", 1)],
        [element_data("email", 2, required=True), element_data("nps", 3)],
        [element_data("long_text", 4), element_data("matrix_single", 5, required=True)],
    )


WORK_ANSWERS = {MAIL: "ada@example.com", SCORE: None}
MATRIX_ANSWER = {"r_aaaaaaa1": "c_ddddddd1", "r_aaaaaaa2": "c_ddddddd2"}
ALL_ANSWERS = {**WORK_ANSWERS, STORY: None, MATRIX: MATRIX_ANSWER}


def walked(survey):
    """The ids of the pages in the order of ``next_page``."""
    journey, ids = Journey(survey), []
    page = first_page(journey)
    while page is not None:
        ids.append(page.id)
        page = next_page(journey, page)
    return ids


def test_pages_follow_each_other_forth_and_back(survey):
    journey = Journey(survey)
    work = survey.page_by_id[WORK]

    assert walked(survey) == [INTRODUCTION, WORK, CLOSING]
    assert previous_page(journey, work).id == INTRODUCTION
    assert previous_page(journey, survey.page_by_id[INTRODUCTION]) is None


def test_a_survey_that_allows_no_going_back_has_no_previous_page():
    survey = survey_of([element_data("email", 1)], [element_data("nps", 2)], settings={"back_allowed": False})

    assert previous_page(Journey(survey), survey.pages[1]) is None


def test_a_survey_without_pages_starts_and_resumes_nowhere():
    journey = Journey(survey_of())

    assert first_page(journey) is page_to_resume(journey) is None


def test_a_page_shows_its_elements_and_takes_answers_to_its_questions(survey):
    journey = Journey(survey)

    assert [part.id for part in shown_elements(journey, survey.pages[0])] == ["q_00000001"]
    assert shown_questions(journey, survey.pages[0]) == ()
    assert [part.id for part in shown_questions(journey, survey.pages[1])] == [MAIL, SCORE]


def test_questions_are_numbered_and_statements_are_not(survey):
    assert [part.number for page in survey.pages for part in page.elements] == [None, 1, 2, 3, 4]
    assert set(survey.question_by_id) == {MAIL, SCORE, STORY, MATRIX}
    assert survey.question_by_id[STORY].page_index == 2
    assert survey.languages == ("en", "ar")
    assert survey.base_language == "en"


def test_a_page_behind_an_unfinished_one_is_not_open(survey):
    for answers in ({}, {MAIL: "ada@example.com"}, {MAIL: None, SCORE: 3}):
        with pytest.raises(PageNotOpen) as refusal:
            open_page(Journey(survey, answers), CLOSING)

        assert refusal.value.code == "page_ahead"


def test_pages_up_to_the_first_unfinished_one_are_open(survey):
    assert open_page(Journey(survey), WORK).id == WORK
    assert open_page(Journey(survey, WORK_ANSWERS), CLOSING).id == CLOSING
    assert open_page(Journey(survey, ALL_ANSWERS), INTRODUCTION).id == INTRODUCTION


def test_a_page_that_is_not_there_is_not_open(survey):
    with pytest.raises(PageNotOpen) as refusal:
        open_page(Journey(survey), "p_99999999")

    assert refusal.value.code == "page_unknown"


@pytest.mark.parametrize(
    ("answers", "page"),
    [
        ({}, INTRODUCTION),
        ({MAIL: "ada@example.com"}, INTRODUCTION),
        (WORK_ANSWERS, CLOSING),
        ({**WORK_ANSWERS, STORY: "x", MATRIX: {"r_aaaaaaa1": "c_ddddddd1"}}, CLOSING),
        (ALL_ANSWERS, CLOSING),
    ],
)
def test_people_come_back_to_the_first_unfinished_page(survey, answers, page):
    assert page_to_resume(Journey(survey, answers)).id == page


def test_people_come_back_to_the_texts_that_lead_up_to_the_unfinished_page():
    survey = survey_of(
        [element_data("email", 1)],
        [element_data("statement", 2)],
        [element_data("statement", 3)],
        [element_data("nps", 4)],
    )

    assert page_to_resume(Journey(survey, {"q_00000001": None})).id == "p_00000002"


def test_people_who_answered_everything_come_back_to_the_texts_at_the_end():
    survey = survey_of(
        [element_data("email", 1)], [element_data("statement", 2)], [element_data("statement", 3)]
    )

    assert page_to_resume(Journey(survey, {"q_00000001": None})).id == "p_00000002"


def test_progress_counts_the_pages_behind(survey):
    journey = Journey(survey)

    assert [position(journey, page).fraction for page in survey.pages] == [0, 1 / 3, 2 / 3]
    assert (position(journey, survey.pages[1]).number, position(journey, survey.pages[1]).count) == (2, 3)


def test_the_ending_is_the_survey_s_first_or_none(survey):
    assert ending_of(Journey(survey)).title == {"en": "Thanks"}
    assert ending_of(Journey(survey_of(endings=[]))) is None


def test_a_page_is_read_from_a_form_and_judged(survey):
    journey, page = Journey(survey), survey.pages[1]
    form = QueryDict(f"{MAIL}=+ada@example.com+&{MAIL}.again=ada@example.com&{SCORE}=9&{STORY}=smuggled")

    judgement = judge_page(journey, page, read_page(journey, page, form))

    assert judgement.values == {MAIL: "ada@example.com", SCORE: 9}
    assert judgement.is_accepted


def test_skipped_questions_are_kept_as_shown_and_skipped(survey):
    judgement = judge_page(Journey(survey), survey.pages[1], {MAIL: "ada@example.com"})

    assert judgement.values == WORK_ANSWERS


def test_wrong_answers_are_told_by_question_and_the_right_ones_kept(survey):
    judgement = judge_page(Journey(survey), survey.pages[1], {MAIL: "ada", SCORE: "9"})

    assert {question: error.code for question, error in judgement.errors.items()} == {MAIL: "not_an_email"}
    assert judgement.values == {SCORE: 9}
    assert not judgement.is_accepted


def test_a_whole_response_is_judged_as_its_pages_are(survey):
    judgement = judge_response(survey, {MAIL: "ada@example.com", SCORE: "7", MATRIX: MATRIX_ANSWER})

    assert judgement.is_accepted
    assert judgement.values == {MAIL: "ada@example.com", SCORE: 7, STORY: None, MATRIX: MATRIX_ANSWER}


def test_what_a_whole_response_lacks_or_makes_up_is_told(survey):
    made_up = {"q_00000001": "to a statement", "q_99999999": 1, "'": None}

    judgement = judge_response(survey, {SCORE: 11, **made_up})

    assert {question: error.code for question, error in judgement.errors.items()} == {
        MAIL: "required",
        SCORE: "not_offered",
        MATRIX: "required",
        **dict.fromkeys(made_up, "unknown_question"),
    }


def test_a_thousand_made_up_questions_are_not_all_told(survey):
    judgement = judge_response(survey, ALL_ANSWERS | {f"x{number}": 1 for number in range(1_000)})

    assert len(judgement.errors) == 20


def test_missing_answers_are_told_with_their_page(survey):
    missing = missing_answers(Journey(survey, WORK_ANSWERS))

    assert [(each.page.id, each.question.id) for each in missing] == [(CLOSING, MATRIX)]
    assert missing_answers(Journey(survey, ALL_ANSWERS)) == []


def test_a_journey_goes_on_without_changing_what_it_was(survey):
    before = Journey(survey, {MAIL: None}, seed=7)

    after = before.with_answers(WORK_ANSWERS)

    assert (after.answers, after.seed) == (WORK_ANSWERS, 7)
    assert before.answers == {MAIL: None}


surveys = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from([kind.key for kind in question_types() if not kind.is_hidden]), st.booleans()
        ),
        max_size=4,
    ),
    min_size=1,
    max_size=5,
)


def generated(plan):
    """A survey with these ``(type, required)`` on its pages."""
    numbers = iter(range(1, 100))
    pages = [[element_data(key, next(numbers), required=required) for key, required in page] for page in plan]
    return survey_of(*(distinct(page) for page in pages))


def distinct(page):
    """The elements of a page without settings that carry identities, which a survey may hold only once."""
    return [
        element | {"settings": {"columns": [], "rows": []} if element["type"] == "matrix_single" else {}}
        if "choices" in element["settings"] or "rows" in element["settings"]
        else element
        for element in page
    ]


@given(surveys, st.integers(0, 1_000))
def test_random_valid_answers_lead_from_the_first_page_to_the_ending(plan, seed):
    survey, random = generated(plan), Random(seed)
    journey, visited = Journey(survey, seed=seed), []
    page = page_to_resume(journey)

    while page is not None:
        assert open_page(journey, page.id) is page
        visited.append(page.id)
        raw = {
            part.id: part.type.random_answer(part.element, random) for part in shown_questions(journey, page)
        }
        judgement = judge_page(journey, page, raw)
        if not judgement.is_accepted:
            assert {error.code for error in judgement.errors.values()} == {"required"}
            return
        journey = journey.with_answers(judgement.values)
        assert is_finished(journey, page)
        page = next_page(journey, page)

    assert visited == [page.id for page in survey.pages]
    assert missing_answers(journey) == []
    assert judge_response(survey, journey.answers, seed=seed).values == journey.answers


@given(
    surveys, st.dictionaries(st.integers(1, 20), st.none() | st.text() | st.integers() | st.lists(st.text()))
)
def test_whatever_is_stored_people_come_back_to_an_open_page(plan, stored):
    survey = generated(plan)
    journey = Journey(survey, {f"q_{number:08d}": value for number, value in stored.items()})

    page = page_to_resume(journey)

    assert open_page(journey, page.id) is page
    assert (
        not is_finished(journey, page)
        or next_page(journey, page) is None
        or not shown_questions(journey, page)
    )
