"""The builder shows where the answers come from to what respondents don't see."""

from surveys.templatetags.survey_words import answered_by
from tests.surveys.definitions import sample_element


def test_questions_that_respondents_do_not_see_say_where_their_answers_come_from():
    assert answered_by(sample_element("hidden_field")) == "Taken from the link: …?utm_source="
    assert answered_by(sample_element("calculated", settings={"expression": "1 + 1"})) == "Calculated: 1 + 1"
    assert answered_by(sample_element("calculated")) == ""
    assert answered_by(sample_element("number")) == ""
