"""Whatever the survey and whatever is answered: the flow leads to an ending and never loses its footing."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from surveys.flow import (
    Journey,
    compile_definition,
    ending_of,
    first_page,
    judge_page,
    judge_response,
    met,
    missing_answers,
    next_page,
    open_page,
    page_to_resume,
    position,
    settled,
    shown_questions,
    visible_pages,
)
from tests.surveys.flow.imagined import definitions

MOST_STEPS = 200


def answered(journey, page, random, *, skips):
    """The journey after the page was answered, each question with what suits it or nothing, where allowed."""
    for _attempt in range(20):
        raw = {}
        for each in met(journey, page):
            if each.part.is_asked and not (skips and not each.element.required and random.random() < 0.5):
                raw[each.id] = each.part.type.random_answer(each.element, random)
        judgement = judge_page(journey, page, raw)
        if judgement.is_accepted:
            return journey.with_answers(judgement.values)
        journey = journey.with_answers(
            {key: value for key, value in judgement.values.items() if value is not None}
        )
    return None


def walked(survey, seed, *, skips=True):
    """The journey to its end and the pages gone through; ``None`` where chance can't answer one."""
    random = Random(seed)
    journey, gone = Journey(survey, seed=seed, turn=seed), []
    page = first_page(journey)
    while page is not None:
        gone.append(page)
        assert len(gone) < MOST_STEPS
        journey = answered(journey, page, random, skips=skips)
        if journey is None:
            return None
        page = next_page(journey, page)
    return journey, gone


def any_answers_lead_to_an_ending_past_no_required_question(journey):
    assert missing_answers(journey) == []
    assert ending_of(journey) is not None


def what_is_not_shown_does_not_count_and_is_kept_aside(journey):
    shown = {part.id for page in visible_pages(journey) for part in shown_questions(journey, page)}
    sorted_answers = settled(journey)
    assert sorted_answers.counted.keys() == shown
    assert sorted_answers.counted | sorted_answers.aside == journey.answers


def a_whole_response_is_judged_as_page_by_page(journey):
    sorted_answers = settled(journey)
    anew = Journey(journey.survey, seed=journey.seed, turn=journey.turn)
    again = judge_response(journey.survey, sorted_answers.counted, journey=anew)
    assert again.errors == {}
    assert again.values == sorted_answers.counted


def the_same_seed_gives_the_same_survey(survey, definition, seed):
    again = compile_definition(definition)

    first, second = Journey(survey, seed=seed, turn=3), Journey(again, seed=seed, turn=3)

    assert [(page.id, met_ids(first, page)) for page in visible_pages(first)] == [
        (page.id, met_ids(second, page)) for page in visible_pages(second)
    ]


def met_ids(journey, page):
    return [each.element.model_dump() for each in met(journey, page)]


def whatever_is_stored_nothing_breaks(survey, answers, seed):
    journey = Journey(survey, {f"q_{key:08d}": value for key, value in answers.items()}, seed)

    for page in visible_pages(journey):
        met(journey, page)
        position(journey, page)
    page = page_to_resume(journey)
    if page is not None:
        assert open_page(journey, page.id) is page
    judge_response(survey, journey.answers, seed=seed)


@given(
    definition=definitions(),
    answers=st.dictionaries(
        st.integers(1, 16),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text()
        | st.lists(st.text())
        | st.dictionaries(st.text(), st.text()),
    ),
    seed=st.integers(0, 2**40),
)
def test_the_flow_leads_to_an_ending_and_never_loses_its_footing(definition, answers, seed):
    survey = compile_definition(definition)

    the_same_seed_gives_the_same_survey(survey, definition, seed)
    whatever_is_stored_nothing_breaks(survey, answers, seed)
    if found := walked(survey, seed):
        journey, _gone = found
        any_answers_lead_to_an_ending_past_no_required_question(journey)
        what_is_not_shown_does_not_count_and_is_kept_aside(journey)
        a_whole_response_is_judged_as_page_by_page(journey)
