"""Scales whose points are said in words: Likert, satisfaction, effort; and how points are drawn."""

import pytest

from surveys.question_types import question_type, render_question
from surveys.question_types.point_words import WORDINGS, point_words
from surveys.question_types.scales import mouth
from tests.surveys.definitions import sample_element
from tests.surveys.question_types.html import Page


def element_of(type_key, **settings):
    return sample_element(type_key, settings=settings)


def said(element, language="en"):
    return [
        category.label.get(language)
        for category in question_type(element.type).columns(element)[0].categories
    ]


@pytest.mark.parametrize("count", [4, 5, 7])
@pytest.mark.parametrize("wording", [key for key, _words in WORDINGS])
def test_every_wording_has_different_words_for_each_point(wording, count):
    words = [each["en"] for each in point_words(wording, count)]

    assert len(set(words)) == count


def test_points_are_said_in_ready_words_or_in_those_of_the_editor():
    assert said(element_of("likert", wording="frequency", points=4)) == [
        "Never",
        "Sometimes",
        "Often",
        "Always",
    ]
    assert said(element_of("likert", points=4, labels={"en": "a\nb\nc\nd"})) == ["a", "b", "c", "d"]
    assert said(element_of("csat"))[-1] == "Very satisfied"
    assert said(element_of("ces"))[0] == "Strongly disagree"


def test_words_of_the_interface_are_shown_in_the_respondents_language():
    html = render_question(element_of("likert"), language="nl", base_language="en")

    assert "<span>Eens</span>" in html


@pytest.mark.parametrize(("lines", "problems"), [("a\nb\nc\nd", []), ("a\nb\nc", ["labels_uneven"])])
def test_words_of_ones_own_need_one_line_for_each_point(lines, problems):
    element = element_of("likert", points=4, labels={"en": lines})

    assert [each.code for each in question_type("likert").problems(element)] == problems
    assert len(said(element)) == 4


def test_a_point_without_words_is_shown_as_its_number_only():
    element = element_of("likert", points=4, labels={"en": "a\nb\nc"})

    assert question_type("likert").display(element, 4, "en") == "4"
    assert question_type("likert").display(element, 3, "en") == "3 (c)"
    assert question_type("likert").display(element, 9, "en") == "9"


def test_numbers_are_shown_with_words_at_the_ends_only():
    html = render_question(element_of("csat", look="numbers"), language="en")

    assert "Very dissatisfied" in html
    assert "Neither" not in html


@pytest.mark.parametrize(("look", "faces"), [("smileys", 5), ("words", 0)])
def test_faces_are_drawn_where_they_are_wanted(look, faces):
    assert render_question(element_of("csat", look=look), language="en").count('class="face"') == faces


@pytest.mark.parametrize("look", ["stars", "hearts", "smileys", "numbers"])
def test_a_rating_sends_the_same_whatever_it_looks_like(look):
    element = element_of("rating", steps=5, look=look, low_label={"en": "Poor"})

    page = Page(render_question(element, language="en", value=4))

    assert page.form().getlist(element.id) == ["4"]
    assert [at["value"] for tag, at in page.controls] == ["1", "2", "3", "4", "5", ""]


def test_the_first_face_frowns_and_the_last_smiles():
    assert (mouth(0, 5), mouth(2, 5), mouth(4, 5)) == (
        *("M8 16.5Q12 12.5 16 16.5", "M8 15.5Q12 16.0 16 15.5", "M8 14.5Q12 19.5 16 14.5"),
    )


@pytest.mark.parametrize(
    ("type_key", "limits"), [("likert", (1, 4)), ("csat", (1, 7)), ("ces", (1, 7)), ("nps", (0, 10))]
)
def test_a_point_scores_its_number(type_key, limits):
    kind, element = question_type(type_key), sample_element(type_key)

    assert kind.score_range(element) == limits
    assert kind.score(element, 3) == 3
    assert kind.score(element, 99) is None
    assert kind.fact(element, 99) is None
