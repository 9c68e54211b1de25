"""What holds for the facts and scores of every question type: what conditions and calculations are given."""

import datetime
from collections.abc import Mapping
from random import Random

from surveys.question_types import question_types
from tests.gathering import gathered
from tests.surveys.definitions import sample_element

ASKING = [kind for kind in question_types() if kind.stores_answer]
PYTHON = {
    "number": (int, float),
    "text": str,
    "boolean": bool,
    "date": datetime.date,
    "time": datetime.time,
    "datetime": datetime.datetime,
    "choice": str,
    "set": tuple,
    "ranking": tuple,
    "grid": Mapping,
    "list": tuple,
    "file": tuple,
    "any": object,
}
every_asking_kind = gathered("kind", ASKING, ids=lambda kind: kind.key)


def valid_answers(kind, element):
    found = [value for _raw, value in kind.sample_answers(element).valid]
    found += [kind.random_answer(element, Random(seed)) for seed in range(30)]
    return [value for value in found if value is not None]


def check(fact, expected):
    """``fact`` is of the Python type that its kind promises, all through."""
    if fact is None:
        return
    assert isinstance(fact, PYTHON[expected.kind]), (fact, expected.kind)
    assert expected.kind == "boolean" or not isinstance(fact, bool)
    if expected.codes:
        assert set(fact if isinstance(fact, tuple) else [fact]) <= set(expected.codes)
    if expected.kind == "grid":
        assert fact.keys() <= expected.parts.keys()
        for code, inner in fact.items():
            check(inner, expected.parts[code])
    if expected.item is not None:
        for inner in fact:
            check(inner, expected.item)


@every_asking_kind
def test_a_fact_is_what_its_type_promises(kind):
    element = sample_element(kind.key)

    answers = valid_answers(kind, element)

    assert answers
    for value in answers:
        check(kind.fact(element, value), kind.value_type(element))


@every_asking_kind
def test_some_answer_is_a_fact(kind):
    element = sample_element(kind.key)

    assert any(kind.fact(element, value) is not None for value in valid_answers(kind, element))


@every_asking_kind
def test_scores_keep_to_their_range(kind):
    element = sample_element(kind.key)
    limits = kind.score_range(element)

    for value in valid_answers(kind, element):
        score = kind.score(element, value)
        assert score is None or isinstance(score, int | float)
        if score is not None and limits is not None:
            assert limits[0] <= score <= limits[1]


@gathered(
    "kind, name",
    [
        (kind, name)
        for kind in ASKING
        for name in ("choices", "rows", "columns")
        if name in kind.settings_model.model_fields
    ],
    ids=lambda value: getattr(value, "key", value),
)
@gathered("place", [0, -1])
def test_answers_of_the_whole_question_are_facts_of_one_with_less(kind, name, place):
    element = sample_element(kind.key)
    items = list(getattr(element.settings, name))
    del items[place]
    less = element.model_copy(update={"settings": element.settings.model_copy(update={name: tuple(items)})})

    for value in valid_answers(kind, element):
        check(kind.fact(less, value), kind.value_type(less))
        kind.score(less, value)
        kind.display(less, value, "en")
        assert kind.cells(less, value).keys() == {column.key for column in kind.columns(less)}
