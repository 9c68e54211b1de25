import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from surveys.exceptions import AnswerInvalid
from surveys.question_types.numbers import LARGEST, number_answer, number_words, whole_answer


@pytest.mark.parametrize(
    ("typed", "decimals", "number"),
    [
        ("12", 0, 12),
        ("+7", 0, 7),
        ("-7", 0, -7),
        ("−7", 0, -7),
        ("1.5", 1, 1.5),
        ("1,5", 1, 1.5),
        ("1.0", 0, 1),
        ("1 234 567", 0, 1_234_567),
        ("1\u202f234,5", 1, 1234.5),
        ("1'234", 0, 1234),
        ("1,234", 0, 1234),
        ("1.234.567", 0, 1_234_567),
        ("1.234", 3, 1.234),
        ("0,125", 3, 0.125),
        ("-0,125", 3, -0.125),
        (".5", 1, 0.5),
        ("-,5", 1, -0.5),
        ("5.", 0, 5),
        ("٤٢", 0, 42),
        ("१२", 0, 12),
        ("٣٫٥", 1, 3.5),
        ("", 0, None),
        ("   ", 2, None),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, decimals, number):
    assert number_answer(typed, decimals=decimals) == number


@pytest.mark.parametrize(
    ("typed", "decimals", "code"),
    [
        ("1,234", 2, "ambiguous_number"),
        ("1.234.567", 2, "ambiguous_number"),
        ("1.234", 2, "too_many_decimals"),
        ("1,23", 0, "too_many_decimals"),
        ("1.23,4", 2, "not_a_number"),
        ("--1", 0, "not_a_number"),
        ("1e3", 0, "not_a_number"),
        (".", 1, "not_a_number"),
        ("0.125", 0, "too_many_decimals"),
        ("0x10", 0, "not_a_number"),
        ("½", 1, "not_a_number"),
        ("²", 1, "not_a_number"),
        ("Infinity", 1, "not_a_number"),
        ("9" * 41, 0, "not_a_number"),
        ("9" * 20, 0, "out_of_range"),
        (LARGEST + 1, 0, "out_of_range"),
        pytest.param(-(10**5000), 0, "out_of_range", id="endless"),
        (1e300, 2, "out_of_range"),
        (0.1 + 0.2, 2, "too_many_decimals"),
        (False, 0, "not_a_number"),
        (b"1", 0, "not_a_number"),
    ],
)
def test_what_is_no_number_or_may_be_another_is_refused(typed, decimals, code):
    with pytest.raises(AnswerInvalid) as refusal:
        number_answer(typed, decimals=decimals)

    assert refusal.value.code == code


@pytest.mark.parametrize(("typed", "number"), [("0.125", 0.125), ("1.125", 1125), ("0,125", 0.125)])
def test_no_thousands_follow_a_zero_whatever_the_language(typed, number):
    assert number_answer(typed, decimals=3, language="de") == number


@given(st.integers(-LARGEST, LARGEST))
def test_whole_numbers_stay_themselves(number):
    assert whole_answer(number) == whole_answer(str(number)) == number


@given(st.decimals(-1_000_000, 1_000_000, places=3))
def test_decimals_stay_themselves_through_json_and_form(number):
    value = number_answer(float(number), decimals=3)

    assert value == float(number)
    assert number_answer(str(value), decimals=3) == value


@pytest.mark.parametrize(
    ("decimals", "words"), [(0, "Please enter a whole number."), (1, "Please use at most 1 decimal.")]
)
def test_too_many_decimals_are_told_in_words(decimals, words):
    with pytest.raises(AnswerInvalid) as refusal:
        number_answer("1.25", decimals=decimals)

    assert refusal.value.message == words


def test_numbers_are_put_in_the_reader_s_form():
    with override("nl"):
        assert number_words(1234.5) == "1234,5"
    with override("en"):
        assert number_words(1234.5) == "1234.5"
        assert number_words(7) == "7"
