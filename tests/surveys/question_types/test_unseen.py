"""What the page around them answers, and what is there to be read."""

from collections import Counter
from random import Random

import pytest
from django.conf import settings
from django.http import QueryDict

from config.translations import compile_translations
from surveys.exceptions import AnswerInvalid, DefinitionInvalid
from surveys.question_types import question_type, question_types, render_question
from tests.surveys.definitions import sample_element

UNSEEN = [kind for kind in question_types() if kind.is_hidden]


@pytest.fixture(scope="module", autouse=True)
def translations():
    compile_translations(settings.BASE_DIR / "locale")


@pytest.mark.parametrize("kind", UNSEEN, ids=lambda kind: kind.key)
def test_nothing_that_a_respondent_sends_answers_them(kind):
    element = sample_element(kind.key, required=True)

    assert kind.filled_by != "respondent"
    assert kind.read(element, QueryDict(f"{element.id}=forged")) is None
    assert kind.judge(element, None) is None


@pytest.mark.parametrize("key", ["hidden_field", "random_group", "timing"])
def test_respondents_see_nothing_of_them_and_editors_where_they_come_from(key):
    element = sample_element(key)

    assert render_question(element, language="en") == ""
    assert question_type(key).is_unseen(element)
    assert question_type(key).rule(element)


def test_a_hidden_field_is_filled_by_its_parameter_or_its_name():
    kind = question_type("hidden_field")

    assert kind.parameter(sample_element("hidden_field")) == "utm_source"
    assert kind.parameter(sample_element("hidden_field", settings={})) == "question_1"
    assert kind.rule(sample_element("hidden_field")) == "Taken from the link: …?utm_source="
    with pytest.raises(DefinitionInvalid, match="the form"):
        sample_element("hidden_field", settings={"source": "a b"})


def calculated(result, **settings):
    return sample_element("calculated", settings={"expression": "1", "result": result} | settings)


@pytest.mark.parametrize(
    ("result", "fact", "value", "cell", "words"),
    [
        ("number", 1234.5, 1234.5, 1234.5, "1.234,5"),
        ("text", "low", "low", "low", "low"),
        ("boolean", True, True, "yes", "Ja"),
        ("boolean", False, False, "no", "Nee"),
        ("date", "2024-02-29", "2024-02-29", "2024-02-29", "29 februari 2024"),
    ],
)
def test_a_calculated_value_is_of_the_kind_it_is_set_to(result, fact, value, cell, words):
    kind, element = question_type("calculated"), calculated(result)

    assert kind.clean(element, fact) == value
    assert kind.cells(element, value) == {element.id: cell}
    assert kind.display(element, value, "nl") == words
    assert kind.columns(element)[0].kind == kind.kind_of(element)
    assert kind.value_type(element).kind == result
    assert all(kind.clean(element, kind.random_answer(element, Random(n))) is not None for n in range(9))


def test_days_come_to_expressions_as_days():
    element = calculated("date")
    fact = question_type("calculated").fact(element, "2024-02-29")

    assert question_type("calculated").from_fact(element, fact) == "2024-02-29"


@pytest.mark.parametrize("result", ["text", "boolean", "date"])
def test_a_value_of_another_kind_is_refused(result):
    with pytest.raises(AnswerInvalid):
        question_type("calculated").clean(calculated(result), 7)


def test_a_calculated_value_is_shown_where_it_is_set_to():
    shown, hidden = calculated("number", is_shown=True), calculated("number")
    kind = question_type("calculated")

    assert ">1,234<" in render_question(shown, language="en", value=1234)
    assert ">–<" in render_question(shown, language="en")
    assert render_question(hidden, language="en", value=1234) == ""
    assert (kind.is_unseen(shown), kind.is_unseen(hidden)) == (False, True)
    assert (kind.rule(shown), kind.rule(hidden)) == ("", "Calculated: 1")
    assert kind.computation(hidden) == "1"


def test_what_a_calculation_lacks_is_told():
    element = sample_element("calculated", text={}, settings={"is_shown": True})

    codes = [problem.code for problem in question_type("calculated").problems(element)]

    assert codes == ["expression_missing", "text_missing"]


def test_groups_are_drawn_evenly():
    kind, element = question_type("random_group"), sample_element("random_group")

    drawn = Counter(kind.drawn(element, number / 1000) for number in range(1000))

    assert drawn == {"c_groupaa1": 500, "c_groupaa2": 500}
    assert kind.fact(element, "c_groupaa2") == "new"
    assert kind.fact(element, "c_groupaa9") is None
    assert kind.cells(element, "c_groupaa9") == {element.id: None}


def test_one_group_is_none():
    kind, element = question_type("random_group"), sample_element("random_group", settings={})

    assert [problem.code for problem in kind.problems(element)] == ["choices_missing"]
    assert kind.drawn(element, 0.5) is None


def test_a_video_is_a_link_that_loads_nothing_from_elsewhere():
    html = render_question(sample_element("video"), language="en")

    assert "<iframe" not in html
    assert "<img" not in html
    assert 'href="https://www.example.com/watch?v=1" target="_blank" rel="noopener noreferrer"' in html
    assert "On example.com, in a new tab" in html
    assert ">3:12<" in html


def test_a_video_lacks_an_address_and_a_title_at_first():
    element = sample_element("video", text={}, settings={})

    codes = [problem.code for problem in question_type("video").problems(element)]

    assert codes == ["address_missing", "text_missing"]
    assert "<a" not in render_question(element, language="en")
    with pytest.raises(DefinitionInvalid, match="a web address"):
        sample_element("video", settings={"address": "javascript:alert(1)"})


def test_the_language_switch_offers_the_survey_s_languages_and_marks_the_one_in_use():
    element = sample_element("language_switch")

    html = render_question(element, language="ar", base_language="en", languages=("en", "ar"))
    unnamed = render_question(
        sample_element("language_switch", text={}), language="en", languages=("en", "nl")
    )

    assert '<button class="button" name="_language" value="en" lang="en">English</button>' in html
    assert 'value="ar" lang="ar" aria-current="true"' in html
    assert 'aria-label="Language"' in unnamed


def test_a_statement_shows_its_picture_with_words_for_it():
    html = render_question(sample_element("statement"), language="en", asset_url=lambda asset: f"/{asset}")

    assert f'src="/a_{"0" * 32}" width="1200" height="800" alt="A bridge over a river"' in html
