"""What holds for every question type, whatever it asks: a new type is under test once it is registered."""

import json
import math
from random import Random
from types import NoneType
from typing import get_args

import pytest
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.utils.functional import Promise
from hypothesis import given, note
from hypothesis import strategies as st

from surveys.definition import definition_json
from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators, question_type, question_types
from surveys.question_types.settings_fields import read_settings, setting_fields, shown_setting
from tests.gathering import gathered
from tests.surveys.definitions import counted_ids, definition_of, element_data, sample_element

KINDS = question_types()
ASKING = [kind for kind in KINDS if kind.stores_answer]
SEEN = [kind for kind in ASKING if not kind.is_hidden]
OPERATORS = {name for names in vars(operators).values() if isinstance(names, tuple) for name in names}
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\x00", "\ud800", "0", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
every_kind = gathered("kind", KINDS, ids=lambda kind: kind.key)
every_seen_kind = gathered("kind", SEEN, ids=lambda kind: kind.key)
every_asking_kind = gathered("kind", ASKING, ids=lambda kind: kind.key)


def samples(kind):
    return kind.sample_answers(sample_element(kind.key))


def same(value, other):
    """Equal, and of the same types all through."""
    return json.dumps(value, sort_keys=True) == json.dumps(other, sort_keys=True)


def refusal_of(judge, *arguments):
    with pytest.raises(AnswerInvalid) as refusal:
        judge(*arguments)
    return refusal.value


@every_kind
def test_it_introduces_itself(kind):
    assert question_type(kind.key) is kind
    assert isinstance(kind.label, Promise)
    assert isinstance(kind.description, Promise)
    assert kind.icon
    assert set(kind.operators) <= OPERATORS
    assert all(finders.find(path) for path in (*kind.styles, *kind.scripts))


@every_kind
def test_its_sample_settings_survive_storing(kind):
    definition = definition_of([element_data(kind.key)])

    stored = definition_json(definition)["pages"][0]["elements"][0]["settings"]

    assert kind.settings_model.model_validate(stored) == definition.elements[0].settings
    assert stored.keys() >= kind.sample_settings().keys()


@every_kind
def test_what_may_be_left_empty_is_empty_by_default(kind):
    """For what is empty isn't stored."""
    for name, field in kind.settings_model.model_fields.items():
        written = getattr(field.annotation, "__value__", field.annotation)
        if NoneType in get_args(written):
            assert field.get_default(call_default_factory=True) is None, name


@every_kind
def test_its_starting_settings_make_a_question_that_can_be_published(kind):
    settings = kind.starting_settings(counted_ids(), "en").model_dump(mode="json", exclude_none=True)
    element = sample_element(kind.key, settings=settings)

    errors = [problem.path for problem in kind.problems(element) if problem.severity == "error"]
    assert errors == list(kind.unset_at_first)


@every_kind
def test_valid_samples_become_the_expected_values(kind):
    element = sample_element(kind.key)

    for raw, value in samples(kind).valid:
        assert same(kind.clean(element, raw), value), raw


@every_kind
def test_cleaning_twice_changes_nothing(kind):
    element = sample_element(kind.key)

    for _raw, value in samples(kind).valid:
        assert same(kind.clean(element, value), value)


@every_kind
def test_invalid_samples_are_refused_with_their_code_and_in_words(kind):
    element = sample_element(kind.key)
    assert samples(kind).invalid

    for raw, code in samples(kind).invalid:
        refusal = refusal_of(kind.clean, element, raw)
        assert refusal.code == code, raw
        assert 10 < len(refusal.message) < 200


@given(raw=anything)
def test_whatever_comes_is_taken_or_refused_and_nothing_breaks(raw):
    for kind in KINDS:
        note(kind.key)  # of those that are told, the last is the one that broke
        take_or_refuse(kind, raw)


def take_or_refuse(kind, raw):
    element = sample_element(kind.key)

    try:
        value = kind.clean(element, raw)
    except AnswerInvalid:
        return
    assert same(kind.clean(element, value), value)
    json.dumps(value, allow_nan=False).encode()


@every_seen_kind
def test_nothing_is_no_answer_and_refused_where_one_is_required(kind):
    optional, required = sample_element(kind.key), sample_element(kind.key, required=True)

    assert kind.judge(optional, None) is None
    assert kind.is_answered(optional, None) is False
    assert refusal_of(kind.judge, required, None).code == "required"


@every_kind
def test_random_answers_are_valid_and_repeatable(kind):
    element = sample_element(kind.key, required=True)

    answers = [kind.random_answer(element, Random(seed)) for seed in range(200)]

    assert all(same(kind.judge(element, answer), answer) for answer in answers)
    assert answers == [kind.random_answer(element, Random(seed)) for seed in range(200)]
    assert len({json.dumps(answer) for answer in answers}) > 1 or not kind.stores_answer


@every_kind
def test_random_answers_fit_the_starting_settings_too(kind):
    settings = kind.starting_settings(counted_ids(), "en").model_dump(mode="json", exclude_none=True)
    element = sample_element(kind.key, settings=settings)

    for seed in range(100):
        answer = kind.random_answer(element, Random(seed))
        assert same(kind.clean(element, answer), answer)


@every_kind
def test_cells_fill_the_columns_and_hold_what_their_kind_says(kind):
    element = sample_element(kind.key)
    columns = kind.columns(element)
    texts = dict.fromkeys(("category", "text", "date", "time", "datetime"), str)
    allowed = {**texts, "number": int | float, "set": list, "file": list, "rank": list}

    for value in (None, *(value for _raw, value in samples(kind).valid)):
        cells = kind.cells(element, value)
        assert kind.reading(element)(value) == cells
        assert cells.keys() == {column.key for column in columns}
        for column in columns:
            cell = cells[column.key]
            assert cell is None or isinstance(cell, allowed[column.kind])
            assert value is not None or cell is None
            if column.categories is not None and cell is not None:
                known = {category.value for category in column.categories}
                assert set(cell if isinstance(cell, list) else [cell]) <= known


@every_asking_kind
def test_columns_are_named_once_and_point_to_the_question(kind):
    element = sample_element(kind.key)
    columns = kind.columns(element)

    assert columns
    assert len({column.key for column in columns}) == len({column.name for column in columns}) == len(columns)
    assert all(column.key == element.id or column.key == f"{element.id}.{column.place}" for column in columns)
    assert all(column.name.startswith(element.name) and column.label == element.text for column in columns)


@every_asking_kind
def test_answers_are_put_in_words(kind):
    element = sample_element(kind.key)

    for value in (value for _raw, value in samples(kind).valid if value is not None):
        words = [kind.display(element, value, language, "en") for language in ("en", "ar", "tlh")]
        assert all(isinstance(each, str) and each for each in words)
    assert kind.display(element, None, "en") == ""


@every_kind
def test_its_settings_go_through_a_form_unchanged(kind):
    element = sample_element(kind.key)
    form = QueryDict(mutable=True)
    for field in setting_fields(kind):
        if field.is_typed:
            shown = shown_setting(field, element, "en")
            form[field.input_name] = {True: "on", False: "off"}.get(shown, shown)

    read = read_settings(kind, element, form, "en")

    assert element.settings.model_validate(element.settings.model_dump() | read) == element.settings
    assert all(field.label for field in setting_fields(kind))


def test_the_palette_lists_every_type_once_in_order():
    places = [(kind.group, kind.place) for kind in KINDS]

    assert len(set(places)) == len(places)
    assert [kind.key for kind in KINDS[:3]] == ["short_text", "long_text", "email"]


def test_numbers_in_cells_are_finite():
    element = sample_element("number")

    assert all(
        math.isfinite(question_type("number").random_answer(element, Random(seed))) for seed in range(50)
    )
