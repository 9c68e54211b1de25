"""A walk that takes up where another stood finds what a walk from the start would have found."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.compiled import in_instance
from surveys.exceptions import PageNotOpen
from surveys.flow import (
    Journey,
    compile_definition,
    is_finished,
    met,
    next_page,
    open_page,
    visible_pages,
)
from tests.surveys.flow.entangled import entangled


def told(journey):
    """Everything that can be seen of a journey's way."""
    way = journey.way
    return (
        [page.id for page in way.pages],
        {page: [part.id for part in parts] for page, parts in way.elements.items()},
        list(way.counted.items()),
        way.ending,
        way.known.values,
        way.known.reasons,
        way.known.answers,
        way.waiting,
        [is_finished(journey, page) for page in way.pages],
        [next_page(journey, page) for page in way.pages],
        [[each.element for each in met(journey, page)] for page in visible_pages(journey)],
    )


def answers_on(page, random):
    """Random answers to some questions of a page, also to those not shown, in all instances."""
    found = {}
    for unit in page.units:
        heads = [(unit[0], ())]
        if unit[0].type.is_group:
            heads += [(part, (number,)) for part in unit[1:] for number in (1, 2, 3)]
        for part, keys in heads:
            if part.is_asked and random.random() < 0.7:
                own = in_instance(part, keys)
                settled = None if random.random() < 0.2 else own.type.random_answer(own.element, random)
                found[own.id] = own.type.clean(own.element, settled)
    return found


@given(definition=entangled(), seed=st.integers(0, 2**40))
@settings(deadline=None, max_examples=150)
def test_answers_added_in_any_order_make_the_way_of_a_fresh_walk(definition, seed):
    survey, random = compile_definition(definition), Random(seed)
    journey = Journey(survey, {}, seed)

    for _ in range(6):
        if not survey.pages:
            return
        told(journey)
        journey = journey.with_answers(answers_on(random.choice(survey.pages), random))

        assert told(journey) == told(Journey(survey, journey.answers, seed))


def opened(journey, page):
    """What comes of wanting to be on a page."""
    try:
        return open_page(journey, page.id).id
    except PageNotOpen as problem:
        return problem.code


@given(definition=entangled(), seed=st.integers(0, 2**40))
@settings(deadline=None)
def test_a_way_worked_out_as_far_as_a_page_is_the_beginning_of_the_whole(definition, seed):
    survey, random = compile_definition(definition), Random(seed)
    answers = {key: value for page in survey.pages for key, value in answers_on(page, random).items()}

    for page in survey.pages:
        begun, whole = Journey(survey, answers, seed), Journey(survey, answers, seed)
        told(whole)
        added = answers_on(page, random)

        assert opened(begun, page) == opened(whole, page)
        assert told(begun.with_answers(added)) == told(Journey(survey, {**answers, **added}, seed))
        assert told(begun) == told(whole)


@given(definition=entangled(), seed=st.integers(0, 2**40))
@settings(deadline=None)
def test_a_page_waits_until_something_is_known_of_all_that_it_asks(definition, seed):
    survey, random = compile_definition(definition), Random(seed)
    answers = {key: value for page in survey.pages for key, value in answers_on(page, random).items()}
    way = Journey(survey, answers, seed).way

    assert survey.is_plain or way.waiting == {
        page.id: place
        for place, page in enumerate(way.pages)
        if any(part.is_asked and part.id not in way.counted for part in way.elements[page.id])
    }
