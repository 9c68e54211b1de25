"""A walk that takes up where another stood finds what a walk from the start would have found."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.compiled import in_instance
from surveys.flow import (
    Journey,
    compile_definition,
    is_finished,
    met,
    next_page,
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
@settings(deadline=None, max_examples=300)
def test_answers_added_in_any_order_make_the_way_of_a_fresh_walk(definition, seed):
    survey, random = compile_definition(definition), Random(seed)
    journey = Journey(survey, {}, seed)

    for _ in range(6):
        if not survey.pages:
            return
        told(journey)
        journey = journey.with_answers(answers_on(random.choice(survey.pages), random))

        assert told(journey) == told(Journey(survey, journey.answers, seed))
