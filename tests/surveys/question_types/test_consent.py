"""A consent keeps which wording was agreed to, so that it can be found again."""

import pytest
from django.http import QueryDict

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type, render_question
from surveys.question_types.consent import agreed_text, wording_hash
from tests.surveys.definitions import definition_of, element_data, sample_element
from tests.surveys.question_types.html import Page

KIND = question_type("consent")


def asked(**settings):
    return sample_element("consent", settings=KIND.sample_settings() | settings)


def ticked(element, language, base=None):
    """What a browser sends after the first box was ticked."""
    page = Page(render_question(element, language=language, base_language=base))
    box = next(at for _tag, at in page.controls)
    form = QueryDict(mutable=True)
    form[box["name"]] = box["value"]
    return KIND.read(element, form)


@pytest.mark.parametrize(("language", "base"), [("en", "en"), ("ar", "en"), ("nl", "ar"), ("nl", None)])
def test_the_wording_agreed_to_can_be_found_again(language, base):
    element = asked()

    value = KIND.judge(element, ticked(element, language, base))

    assert value["agreed"] is True
    assert value["language"] == language
    assert value["version"] == wording_hash(agreed_text(element, language, base))
    assert KIND.fact(element, value) is True


def test_agreement_to_a_wording_that_changed_is_refused():
    before, after = asked(), asked(body={"en": "<p>We keep your answers for ten years.</p>"})

    with pytest.raises(AnswerInvalid) as refusal:
        KIND.judge(after, ticked(before, "en"))

    assert refusal.value.code == "text_changed"


def test_each_language_has_a_wording_of_its_own():
    element = asked()

    assert ticked(element, "en") != ticked(element, "ar", "en")


def test_a_tick_made_in_one_language_is_kept_when_the_page_is_shown_in_another():
    element = asked(asking="tick")
    value = KIND.judge(element, ticked(element, "ar", "en"))

    page = Page(render_question(element, language="en", value=value))

    assert KIND.judge(element, KIND.read(element, page.form())) == value


def test_declining_is_an_answer_where_it_is_asked_for():
    element = sample_element("consent", required=True)
    token = f"no.{ticked(element, 'en')}"
    value = KIND.judge(element, token)

    assert value["agreed"] is False
    assert KIND.cells(element, value)[element.id] == "no"
    assert KIND.display(element, value, "en") == "Not agreed (English)"
    assert 'value="no.' in render_question(element, language="en", value=value)


def test_an_empty_box_is_no_answer_and_must_be_ticked_where_required():
    element = sample_element("consent", required=True, settings=KIND.sample_settings() | {"asking": "tick"})

    with pytest.raises(AnswerInvalid) as refusal:
        KIND.judge(element, f"no.{ticked(element, 'en')}")

    assert refusal.value.message == "Please tick the box if you want to go on."


def test_no_answer_can_be_piped_into_what_is_agreed_to():
    consent = element_data("consent", 2, text={"en": "Dear {{ question_1 }}"})
    element = definition_of([element_data("short_text"), consent]).elements[1]

    assert [problem.code for problem in KIND.problems(element)] == ["consent_piped"]


def test_a_wording_without_words_for_the_box_says_agree():
    html = render_question(asked(agree_label={}), language="en")

    assert "<span>I agree</span>" in html
