import pytest

from surveys.exceptions import AnswerInvalid
from surveys.question_types import error_anchor, question_type, question_types, render_question
from tests.surveys.definitions import sample_element


def test_texts_in_another_language_than_the_page_say_so():
    element = sample_element("single_choice", text={"en": "Why?"}, hint={"en": "<b>One</b>"})

    html = render_question(element, language="ar", base_language="en")

    assert '<span lang="en" dir="ltr">Why?</span>' in html
    assert '<div lang="en" dir="ltr"><b>One</b></div>' in html
    assert "<span>أجر عادل</span>" in html


def test_words_from_a_right_to_left_language_say_their_direction():
    element = sample_element("statement", text={"ar": "مرحبا"}, settings={})

    html = render_question(element, language="en", base_language="en")

    assert '<span lang="ar" dir="rtl">مرحبا</span>' in html


def test_a_question_without_text_shows_its_name():
    assert "question_1" in render_question(sample_element("email", text={}), language="en")


def test_what_was_typed_is_shown_again_rather_than_what_is_stored():
    element = sample_element("short_text")
    error = AnswerInvalid("Too long", "too_long")

    assert 'value="typed"' in render_question(
        element, language="en", value="stored", raw="typed", error=error
    )
    assert 'value=""' in render_question(element, language="en", value="stored", error=error)
    assert 'value="typed"' in render_question(element, language="en", value="stored", raw="typed")
    assert 'value="stored"' in render_question(element, language="en", value="stored")


def test_required_and_number_are_said_in_words():
    html = render_question(sample_element("nps", required=True), language="en", number=7)

    assert '<span class="question-number">7.</span>' in html
    assert '<span class="required">(required)</span>' in html
    assert 'aria-required="true"' in html


@pytest.mark.parametrize(
    "type_key", ["single_choice", "yes_no", "nps", "rating", "opinion_scale", "matrix_single"]
)
def test_an_optional_answer_can_be_taken_back(type_key):
    kind, optional = question_type(type_key), sample_element(type_key)
    required = sample_element(type_key, required=True)
    value = next(value for _raw, value in kind.sample_answers(optional).valid if value is not None)

    assert "No answer" in render_question(optional, language="en", value=value)
    assert "No answer" not in render_question(optional, language="en")
    assert "No answer" not in render_question(required, language="en", value=value)


def test_a_row_of_a_matrix_that_lacks_an_answer_is_marked_and_can_be_led_to():
    element = sample_element("matrix_single", required=True)
    error = AnswerInvalid("Please choose", "incomplete", ["r_aaaaaaa2"])

    html = render_question(element, language="en", raw={"r_aaaaaaa1": "c_ddddddd1"}, error=error)

    assert error_anchor(element.id, error) == "q_00000001-r_aaaaaaa2"
    row = 'aria-labelledby="q_00000001-r_aaaaaaa2-title" id="q_00000001-r_aaaaaaa2" tabindex="-1"'
    assert f'<tr role="radiogroup" {row} aria-required="true" aria-invalid="true" class="invalid">' in html
    assert html.count('class="invalid"') == 1
    assert html.count(" checked") == 1


def test_an_error_of_the_whole_question_leads_to_its_first_control():
    assert error_anchor("q_00000001", AnswerInvalid("No", "no")) == "q_00000001"


def test_the_words_of_a_drop_down_stay_words():
    choice = {"id": "c_00000001", "code": "1", "label": {"en": "<b>R&D</b>"}}
    element = sample_element("dropdown", settings={"choices": [choice]})

    html = render_question(element, language="ar", base_language="en")

    assert '<option value="c_00000001">&lt;b&gt;R&amp;D&lt;/b&gt;</option>' in html


def test_every_template_names_its_inputs(settings):
    folder = settings.BASE_DIR / "templates" / "surveys" / "questions"

    for kind in question_types():
        assert "{# inputs:" in (folder / kind.template).read_text()
