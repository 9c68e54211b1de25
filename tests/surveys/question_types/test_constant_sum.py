from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type
from tests.surveys.definitions import sample_element

KIND = question_type("constant_sum")
A, B = "c_00000001", "c_00000002"


def sums(count=2, **settings):
    choices = [
        {"id": f"c_{number:08d}", "code": f"k{number}", "label": {"en": f"Choice {number}"}}
        for number in range(1, count + 1)
    ]
    return sample_element("constant_sum", settings={"choices": choices} | settings)


def refused(element, raw):
    with pytest.raises(AnswerInvalid) as refusal:
        KIND.clean(element, raw)
    return refusal.value


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({A: 30}, "These add up to 30 %, not 100 %: 70 % is still to be given."),
        ({A: 80, B: "40"}, "These add up to 120 %, not 100 %: 20 % is too much."),
    ],
)
def test_a_wrong_sum_is_named_with_what_is_missing_or_too_much(raw, message):
    refusal = refused(sums(unit={"en": "%"}), raw)

    assert refusal.code == "wrong_sum"
    assert refusal.message == message.replace("20 % is too much", "that is 20 % too much")


def test_what_got_nothing_counts_zero():
    assert KIND.clean(sums(3), {B: "100"}) == {A: 0, B: 100, "c_00000003": 0}


def test_a_number_that_is_none_is_told_at_its_choice():
    assert refused(sums(), {A: "many", B: 100}).parts == (A,)


@given(st.lists(st.integers(0, 1_000), min_size=2, max_size=6))
def test_decimals_add_up_as_people_add_them(tenths):
    total = sum(tenths)
    if total == 0:
        return
    element = sums(len(tenths), total=float(Decimal(total) / 10), decimals=1)
    raw = {f"c_{number:08d}": float(Decimal(n) / 10) for number, n in enumerate(tenths, start=1)}

    assert KIND.clean(element, raw) == raw


@pytest.mark.parametrize("settings", [{"total": 10, "minimum": 11}, {"total": 1.5}, {"total": 0}])
def test_totals_that_nobody_can_reach_are_refused(settings):
    with pytest.raises(ValidationError):
        KIND.settings_model.model_validate(settings)


def test_a_minimum_that_adds_up_to_more_than_the_total_is_told():
    assert [problem.code for problem in KIND.problems(sums(3, minimum=40))] == ["unanswerable"]
    assert KIND.random_answer(sums(3, minimum=40), Random(1)) is None
    assert KIND.random_answer(sums(0), Random(1)) is None


def test_the_rule_says_what_is_divided():
    assert KIND.rule(sums(unit={"en": "points"})) == "Divide 100 points; leave empty what gets nothing."
    assert KIND.rule(sums(minimum=5)) == "Divide 100; each gets 5 or more."


def test_a_divided_amount_is_put_in_words_and_is_a_grid_of_codes():
    element = sums(unit={"en": "points"})

    assert KIND.display(element, {A: 60, B: 40}, "en") == "Choice 1: 60 points, Choice 2: 40 points"
    assert KIND.fact(element, {A: 60, B: 40}) == {"k1": 60, "k2": 40}
