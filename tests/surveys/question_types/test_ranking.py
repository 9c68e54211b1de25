import pytest
from django.http import QueryDict

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type, render_question
from tests.surveys.definitions import sample_element
from tests.surveys.question_types.html import Page

KIND = question_type("ranking")
A, B, C = "c_00000001", "c_00000002", "c_00000003"
Q = "q_00000001"


def ranking(**settings):
    choices = [{"id": each, "code": each[-1], "label": {"en": f"Choice {each[-1]}"}} for each in (A, B, C)]
    return sample_element("ranking", settings={"choices": choices} | settings)


def refused(element, raw):
    with pytest.raises(AnswerInvalid) as refusal:
        KIND.clean(element, raw)
    return refusal.value


def test_places_are_read_from_a_field_for_each_choice():
    element = ranking()
    form = QueryDict(f"{Q}.{A}=3&{Q}.{B}=1&{Q}.{C}=2&{Q}.c_99999999=1")

    assert KIND.clean(element, KIND.read(element, form)) == [B, C, A]


def test_a_place_given_twice_is_told_at_both():
    refusal = refused(ranking(), {A: "1", B: "1", C: "2"})

    assert (refusal.code, refusal.parts) == ("duplicate", (A, B))


@pytest.mark.parametrize(
    ("settings", "raw", "code"),
    [
        ({}, [A, B], "incomplete"),
        ({"top": 2}, [A], "incomplete"),
        ({"top": 2}, [A, B, C], "too_many"),
        ({"top": 2, "fewer_allowed": True}, [A, B, C], "too_many"),
        ({"top": 2}, {A: "3"}, "out_of_range"),
    ],
)
def test_as_many_places_are_given_as_there_are(settings, raw, code):
    assert refused(ranking(**settings), raw).code == code


@pytest.mark.parametrize(("top", "places"), [(None, 3), (2, 2), (9, 3)])
def test_more_places_than_choices_are_never_asked_for(top, places):
    element = ranking(top=top)

    assert KIND.places(element) == places
    assert KIND.clean(element, [A, B, C][:places]) == [A, B, C][:places]


def test_what_was_typed_is_shown_again_in_its_order_with_its_mistakes():
    raw = {A: "2", B: "2", C: "1"}
    element = ranking()

    page = Page(render_question(element, language="en", raw=raw, error=refused(element, raw)))

    assert page.sent == [(f"{Q}.{C}", "1"), (f"{Q}.{A}", "2"), (f"{Q}.{B}", "2")]
    assert [at.get("aria-invalid") for _tag, at in page.controls] == [None, "true", "true"]


def test_a_ranking_is_a_sentence_and_a_list_of_codes():
    assert KIND.display(ranking(), [B, A], "en") == "1. Choice 2, 2. Choice 1"
    assert KIND.fact(ranking(), [B, "c_99999999", A]) == ("2", "1")


@pytest.mark.parametrize(
    ("top", "rule"),
    [
        (None, "Give each answer a place: 1 is first."),
        (1, "Choose the first 1."),
        (2, "Choose the first 2, in order: 1 comes first."),
    ],
)
def test_what_is_asked_is_said_before(top, rule):
    assert KIND.rule(ranking(top=top)) == rule
