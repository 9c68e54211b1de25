"""What only one type does."""

from random import Random

import pytest
from django.http import QueryDict

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type, render_question
from surveys.question_types.base import QuestionType
from surveys.question_types.registry import register
from tests.surveys.definitions import sample_element


def rule_of(type_key, settings):
    element = sample_element(type_key, settings=settings)
    return question_type(type_key).rule(element)


def judged(element, raw):
    return question_type(element.type).judge(element, raw)


CHOICES = [{"id": f"c_0000000{n}", "code": str(n), "label": {"en": f"Choice {n}"}} for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("type_key", "settings", "rule"),
    [
        ("short_text", {}, ""),
        ("short_text", {"minimum_length": 5}, "At least 5 characters."),
        ("long_text", {"minimum_length": 20}, "At least 20 characters."),
        ("number", {}, ""),
        ("number", {"minimum": 1}, "1 or more."),
        ("number", {"maximum": 2.5, "decimals": 1}, "2.5 or less."),
        ("number", {"minimum": 0, "maximum": 10}, "From 0 to 10."),
        ("multiple_choice", {"choices": CHOICES}, "Choose all that apply."),
        ("multiple_choice", {"choices": CHOICES, "minimum_choices": 2}, "Choose at least 2."),
        ("multiple_choice", {"choices": CHOICES, "maximum_choices": 2}, "Choose at most 2."),
        (
            "multiple_choice",
            {"choices": CHOICES, "minimum_choices": 1, "maximum_choices": 2},
            "Choose 1 to 2.",
        ),
        ("multiple_choice", {"choices": CHOICES, "minimum_choices": 2, "maximum_choices": 2}, "Choose 2."),
        ("email", {}, ""),
    ],
)
def test_the_rule_is_told_before_the_answer(type_key, settings, rule):
    assert rule_of(type_key, settings) == rule
    element = sample_element(type_key, settings=settings)
    assert (f'id="{element.id}-rule"' in render_question(element, language="en")) is bool(rule)


def test_a_required_matrix_names_the_rows_that_lack_an_answer():
    element = sample_element("matrix_single", required=True)

    with pytest.raises(AnswerInvalid) as partly:
        judged(element, {"r_aaaaaaa2": "c_ddddddd1"})
    with pytest.raises(AnswerInvalid) as wholly:
        judged(element, {})

    assert (partly.value.code, partly.value.parts) == ("incomplete", ("r_aaaaaaa1",))
    assert partly.value.part == "r_aaaaaaa1"
    assert (wholly.value.code, wholly.value.parts) == ("required", ("r_aaaaaaa1", "r_aaaaaaa2"))


def test_an_optional_matrix_may_be_answered_in_part():
    element = sample_element("matrix_single")

    assert judged(element, {"r_aaaaaaa2": "c_ddddddd1"}) == {"r_aaaaaaa2": "c_ddddddd1"}


def test_a_matrix_reads_its_rows_from_the_form():
    element = sample_element("matrix_single")
    form = QueryDict("q_00000001.r_aaaaaaa1=c_ddddddd2&q_00000001.r_unknown=x&q_00000001=y")

    assert question_type("matrix_single").read(element, form) == {"r_aaaaaaa1": "c_ddddddd2"}


def test_a_matrix_gives_a_column_per_row():
    first, second = question_type("matrix_single").columns(sample_element("matrix_single"))

    assert (first.key, first.name, first.part) == ("q_00000001.r_aaaaaaa1", "question_1_tools", "r_aaaaaaa1")
    assert first.part_label == {"en": "Tools", "ar": "الأدوات"}
    assert [category.code for category in second.categories] == ["bad", "good"]


def test_a_matrix_is_put_in_words_row_by_row():
    element = sample_element("matrix_single")

    words = question_type("matrix_single").display(
        element, {"r_aaaaaaa1": "c_ddddddd2", "r_aaaaaaa2": "c_ddddddd1"}, "en"
    )

    assert words == "Tools: Good; People: Bad"


@pytest.mark.parametrize("type_key", ["single_choice", "dropdown", "multiple_choice", "matrix_single"])
def test_a_question_without_choices_has_no_random_answer(type_key):
    element = sample_element(type_key, settings={})

    assert question_type(type_key).random_answer(element, Random(1)) is None


def test_yes_and_no_speak_every_language_of_the_interface_unless_worded():
    kind = question_type("yes_no")
    plain, worded = sample_element("yes_no", settings={}), sample_element("yes_no")

    assert kind.columns(plain)[0].categories[0].label["en"] == "Yes"
    assert kind.columns(worded)[0].categories[0].label == {"en": "Yes, gladly", "ar": "نعم"}
    assert kind.display(plain, False, "en") == "No"
    assert kind.display(worded, True, "ar", "en") == "نعم"


def test_a_scale_names_its_ends_in_its_categories():
    categories = question_type("opinion_scale").columns(sample_element("opinion_scale"))[0].categories

    assert [category.value for category in categories] == list(range(7))
    assert [category.label.get("en") for category in categories] == ["Disagree", *[None] * 5, "Agree"]


def test_a_net_promoter_question_names_its_ends_without_being_told():
    html = render_question(sample_element("nps", settings={}), language="en")

    assert html.count("Not at all likely") == html.count("Extremely likely") == 2


def test_dates_are_put_in_the_reader_s_words():
    kind, element = question_type("date"), sample_element("date")

    assert kind.display(element, "2024-02-29", "en") == "29 Feb 2024"
    assert kind.display(element, "2024-02-29", "nl") == "29 februari 2024"


def test_random_dates_keep_to_one_limit_alone():
    kind = question_type("date")
    early = sample_element("date", settings={"maximum": "1950-01-01"})
    late = sample_element("date", settings={"minimum": "2090-01-01"})

    assert all(kind.random_answer(early, Random(seed)) <= "1950-01-01" for seed in range(20))
    assert all(kind.random_answer(late, Random(seed)) >= "2090-01-01" for seed in range(20))


@pytest.mark.parametrize("settings", [{"minimum": 5}, {"maximum": -5}, {}, {"minimum": 3, "maximum": 3}])
def test_random_numbers_keep_to_the_limits_there_are(settings):
    kind, element = question_type("number"), sample_element("number", settings=settings)

    for seed in range(20):
        answer = kind.random_answer(element, Random(seed))
        assert kind.clean(element, answer) == answer


@pytest.mark.parametrize(("minimum", "maximum"), [(0, 3), (300, 400), (1, 1)])
def test_random_texts_keep_to_their_length(minimum, maximum):
    element = sample_element("long_text", settings={"minimum_length": minimum, "maximum_length": maximum})

    for seed in range(20):
        answer = question_type("long_text").random_answer(element, Random(seed))
        assert question_type("long_text").clean(element, answer) == answer


@pytest.mark.parametrize(
    ("settings", "mode"),
    [
        ({}, "text"),
        ({"minimum": -1}, "text"),
        ({"minimum": 0}, "numeric"),
        ({"minimum": 0, "decimals": 1}, "decimal"),
    ],
)
def test_phones_show_a_keypad_where_it_has_every_sign_needed(settings, mode):
    html = render_question(sample_element("number", settings=settings), language="en")

    assert f'inputmode="{mode}"' in html


def test_single_limits_of_choices_are_told_in_words():
    element = sample_element("multiple_choice", settings={"choices": CHOICES, "maximum_choices": 1})

    with pytest.raises(AnswerInvalid) as refusal:
        judged(element, ["c_00000001", "c_00000002"])

    assert refusal.value.message == "Please choose at most 1 answer."


def test_types_of_a_family_store_the_same_answers():
    single, dropdown, short = (question_type(key) for key in ("single_choice", "dropdown", "short_text"))

    assert single.stores_like(dropdown)
    assert single.stores_like(single)
    assert not single.stores_like(short)
    assert not question_type("nps").stores_like(question_type("rating"))


def test_a_key_can_be_taken_once():
    with pytest.raises(ValueError, match="two question types have the key 'nps'"):
        register(type(question_type("nps")))


def test_a_type_asks_for_one_field_and_shows_it_unless_it_says_otherwise():
    class Plain(type(question_type("url"))):
        """A type that changes nothing."""

    element = sample_element("url")

    assert Plain().read(element, QueryDict("q_00000001=a&q_00000001=b")) == "b"
    assert QuestionType.display(Plain(), element, "https://a.example", "en") == "https://a.example"
