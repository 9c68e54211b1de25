"""Sliders for one number and for a range."""

import pytest
from django.http import QueryDict
from pydantic import ValidationError

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type, render_question
from surveys.question_types.sliders import SliderSettings
from tests.surveys.definitions import sample_element

SLIDER, RANGE = question_type("slider"), question_type("range_slider")


def element_of(type_key, **settings):
    return sample_element(type_key, settings=settings)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"minimum": 5, "maximum": 5}, "range_reversed"),
        ({"minimum": 0, "maximum": 10, "step": 11}, "step_unfit"),
        ({"minimum": 0, "maximum": 10_000_000, "step": 1}, "step_unfit"),
        ({"minimum": 0, "maximum": 1, "step": 0.0000001}, "step_unfit"),
        ({"minimum": 0, "maximum": 0.01, "step": 0.0000001}, "too_many_decimals"),
        ({"step": 0}, "greater_than"),
    ],
)
def test_a_line_that_is_none_is_refused(settings, code):
    with pytest.raises(ValidationError) as refusal:
        SliderSettings.model_validate(settings)

    assert [error["type"] for error in refusal.value.errors()] == [code]


@pytest.mark.parametrize(
    ("settings", "raw", "value"),
    [
        ({"minimum": 0.1, "maximum": 0.7, "step": 0.2}, "0,3", 0.3),
        ({"minimum": 3, "maximum": 10, "step": 2}, 9, 9),
        ({"minimum": 3, "maximum": 10, "step": 2}, 10, "off_step"),
        ({"minimum": -10, "maximum": 0}, "−4", -4),
        ({"minimum": 0.5, "maximum": 3}, "1.5", 1.5),
        ({"minimum": 0.5, "maximum": 3}, "1", "off_step"),
        ({}, 100.5, "too_many_decimals"),
        ({}, 101, "out_of_range"),
    ],
)
def test_points_of_the_line_are_taken_exactly(settings, raw, value):
    element = element_of("slider", **settings)

    if isinstance(value, str):
        with pytest.raises(AnswerInvalid) as refusal:
            SLIDER.clean(element, raw)
        assert refusal.value.code == value
    else:
        assert SLIDER.clean(element, raw) == value


@pytest.mark.parametrize(
    ("settings", "rule", "mode"),
    [
        ({}, "From 0 to 100.", "numeric"),
        ({"step": 5}, "From 0 to 100 in steps of 5.", "numeric"),
        ({"step": 0.5}, "From 0 to 100 in steps of 0.5.", "decimal"),
        ({"minimum": -5}, "From -5 to 100.", "text"),
    ],
)
def test_the_line_is_told_before_the_answer(settings, rule, mode):
    element = element_of("slider", **settings)

    assert SLIDER.rule(element) == rule
    assert f'inputmode="{mode}"' in render_question(element, language="en")


def test_nothing_is_filled_in_before_somebody_answers():
    html = render_question(element_of("slider"), language="en")

    assert 'type="range"' not in html
    assert 'value=""' in html


def test_a_number_is_shown_with_its_unit():
    element = element_of("slider", step=0.5, unit={"en": "km", "ar": "كم"})

    assert SLIDER.display(element, 2.5, "ar", "en") == "2.5 كم"
    assert RANGE.display(element_of("range_slider"), {"from": 1, "to": 2}, "en") == "1 – 2"


def test_a_range_is_read_from_two_fields_and_marks_the_one_that_is_wrong():
    element = element_of("range_slider")
    form = QueryDict(f"{element.id}.from=7&{element.id}.to=5&{element.id}=1")

    raw = RANGE.read(element, form)
    with pytest.raises(AnswerInvalid) as refusal:
        RANGE.clean(element, raw)
    html = render_question(element, language="en", raw=raw, error=refusal.value)

    assert raw == {"from": "7", "to": "5"}
    assert (refusal.value.code, refusal.value.parts) == ("range_reversed", ("from",))
    assert html.count('aria-invalid="true"') == 1


def test_the_end_that_is_no_number_is_named():
    with pytest.raises(AnswerInvalid) as refusal:
        RANGE.clean(element_of("range_slider"), {"from": 1, "to": "many"})

    assert (refusal.value.code, refusal.value.parts) == ("not_a_number", ("to",))


def test_a_range_counts_with_its_middle():
    element = element_of("range_slider")

    assert RANGE.score(element, {"from": 2, "to": 5}) == 3.5
    assert RANGE.fact(element, {"from": 2}) is None
    assert RANGE.score(element, 4) is None
    assert RANGE.score_range(element) == (0, 100)
