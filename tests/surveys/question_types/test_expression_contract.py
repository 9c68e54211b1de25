"""What every type promises to expressions and scores: a new type is under test once it is registered."""

from datetime import date, datetime, time
from random import Random

from surveys.question_types import question_types
from tests.gathering import gathered
from tests.surveys.definitions import sample_element

ASKING = [kind for kind in question_types() if kind.stores_answer]
LISTS = ("choices", "rows", "columns", "second_columns")
PYTHON = {
    "number": (int, float),
    "text": (str,),
    "boolean": (bool,),
    "date": (date,),
    "time": (time,),
    "datetime": (datetime,),
    "choice": (str,),
    "set": (tuple,),
    "ranking": (tuple,),
    "list": (tuple,),
    "file": (tuple,),
    "grid": (dict,),
}
every_asking_kind = gathered("kind", ASKING, ids=lambda kind: kind.key)


def fits(fact, value_type):
    """Whether a fact is what its type promises, all through."""
    if fact is None or value_type.kind == "any":
        return True
    if not isinstance(fact, PYTHON[value_type.kind]):
        return False
    if value_type.kind == "grid":
        return all(
            key in value_type.parts and fits(each, value_type.parts[key]) for key, each in fact.items()
        )
    if value_type.kind in ("choice", "set", "ranking") and value_type.codes:
        return set([fact] if value_type.kind == "choice" else fact) <= set(value_type.codes)
    return value_type.kind == "number" or not isinstance(fact, bool) or value_type.kind == "boolean"


def answers(kind, element):
    """Valid answers to a question: the samples, and what chance gives."""
    samples = [value for _raw, value in kind.sample_answers(element).valid]
    drawn = [kind.random_answer(element, Random(seed)) for seed in range(40)]
    return [value for value in (*samples, *drawn) if value is not None]


def with_less(element):
    """The element with one item less in each of its lists, by turns."""
    for name in LISTS:
        items = getattr(element.settings, name, ())
        for item in items:
            kept = tuple(each for each in items if each is not item)
            yield element.model_copy(update={"settings": element.settings.model_copy(update={name: kept})})


@every_asking_kind
def test_facts_are_of_the_type_promised(kind):
    element = sample_element(kind.key)
    value_type = kind.value_type(element)

    for value in answers(kind, element):
        fact = kind.fact(element, value)
        assert fact is not None
        assert fits(fact, value_type), (fact, value_type)


@every_asking_kind
def test_facts_and_cells_of_what_is_no_longer_offered_are_none_or_of_the_type_promised(kind):
    element = sample_element(kind.key)

    for less in with_less(element):
        for value in answers(kind, element):
            assert fits(kind.fact(less, value), kind.value_type(less))
            assert kind.cells(less, value).keys() == {column.key for column in kind.columns(less)}
            assert isinstance(kind.display(less, value, "en"), str)
            kind.score(less, value)


@every_asking_kind
def test_scores_stay_within_their_range(kind):
    element = sample_element(kind.key)
    limits = kind.score_range(element)

    for value in answers(kind, element):
        score = kind.score(element, value)
        assert score is None or isinstance(score, float | int)
        if limits is not None and score is not None:
            assert limits[0] <= score <= limits[1]
