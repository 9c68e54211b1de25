"""The types with a list of choices: what the contract for all types doesn't say."""

from itertools import chain, combinations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type, render_question
from surveys.question_types.elements import Choice
from surveys.question_types.other_texts import chosen_ids, other_texts
from surveys.question_types.scoring import several_range
from surveys.vocabulary import _Question
from tests.surveys.definitions import sample_element
from tests.surveys.question_types.html import Page


def choice(number, **more):
    return {"id": f"c_{number:08d}", "code": f"k{number}", "label": {"en": f"Choice {number}"}} | more


def made(kind, *choices, **settings):
    return sample_element(kind, settings={"choices": list(choices)} | settings)


def from_elsewhere(element):
    """The question with choices from a list of the survey besides its own."""
    settings = element.settings.model_copy(update={"choice_list": "l_00000001"})
    return element.model_copy(update={"settings": settings})


def read(element, query):
    return question_type(element.type).read(element, QueryDict(query))


def clean(element, raw):
    return question_type(element.type).clean(element, raw)


def refused(element, raw):
    with pytest.raises(AnswerInvalid) as refusal:
        clean(element, raw)
    return refusal.value


ONE, TWO, OTHER = choice(1), choice(2), choice(3, other=True)
Q = "q_00000001"


@pytest.mark.parametrize("kind", ["single_choice", "dropdown", "search_choice", "image_choice"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"{Q}=c_00000003&{Q}.c_00000003.text=Boat", {"choice": "c_00000003", "text": "Boat"}),
        (f"{Q}.c_00000003.text=Boat", {"choice": "c_00000003", "text": "Boat"}),
        (f"{Q}=c_00000001&{Q}.c_00000003.text=Boat", "c_00000001"),
        (f"{Q}=c_00000003&{Q}.c_00000003.text=+", "c_00000003"),
        ("", None),
    ],
)
def test_a_text_typed_to_a_choice_chooses_it_unless_another_was(kind, query, expected):
    element = made(kind, ONE, TWO, OTHER)

    assert clean(element, read(element, query)) == expected


def test_no_answer_chosen_among_buttons_counts_more_than_a_text_left_behind():
    query = f"{Q}=&{Q}.c_00000003.text=Boat"

    assert clean(made("single_choice", OTHER), read(made("single_choice", OTHER), query)) is None
    assert clean(made("dropdown", OTHER), read(made("dropdown", OTHER), query)) is not None


def test_texts_typed_to_several_choices_choose_them():
    element = made("multiple_choice", ONE, OTHER)

    raw = read(element, f"{Q}=c_00000001&{Q}.c_00000003.text=Boat")

    assert clean(element, raw) == {"choices": ["c_00000001", "c_00000003"], "other": {"c_00000003": "Boat"}}


def test_a_missing_text_is_told_next_to_its_field():
    element = made("single_choice", ONE, OTHER, other_text_required=True)

    refusal = refused(element, "c_00000003")
    page = Page(render_question(element, language="en", raw="c_00000003", error=refusal))

    assert refusal.message == "Please say what you mean by “Choice 3”."
    field = next(at for _tag, at in page.controls if at["type"] == "text")
    assert (field["id"], field["aria-invalid"]) == (f"{Q}-c_00000003", "true")


def test_what_excludes_others_is_told_by_name():
    element = made("multiple_choice", ONE, choice(2, exclusive=True))

    assert "Choice 2" in refused(element, ["c_00000001", "c_00000002"]).message


def test_what_excludes_others_may_be_chosen_alone_whatever_the_minimum():
    element = made("multiple_choice", ONE, TWO, choice(4, exclusive=True), minimum_choices=2)

    assert clean(element, ["c_00000004"]) == ["c_00000004"]


def test_groups_have_names_and_a_question_without_has_none():
    headed = choice(2, heading={"en": "Second <part>"})

    with_groups = render_question(made("single_choice", ONE, headed), language="en")
    without = render_question(made("single_choice", ONE, TWO), language="en")

    assert "Second &lt;part&gt;</p>" in with_groups
    assert ('role="group"' in with_groups, 'role="group"' in without) == (True, False)
    assert '<optgroup label="Second ' in render_question(made("dropdown", ONE, headed), language="en")


@pytest.mark.parametrize(("hidden", "alternative"), [(False, 'alt="Choice 1"'), (True, 'alt=""')])
def test_pictures_speak_where_their_labels_are_hidden(hidden, alternative):
    element = made("image_choice", choice(1, image=f"a_{'0' * 32}"), show_labels=hidden)

    html = render_question(element, language="en")

    assert alternative in html
    assert f"a_{'0' * 32}" in html


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({"minimum_choices": 2}, ["unanswerable"]),
        ({"maximum_choices": 1}, []),
        ({"minimum_choices": 2, "elsewhere": True}, []),
    ],
)
def test_limits_that_nobody_can_keep_are_told(settings, codes):
    elsewhere = settings.pop("elsewhere", False)
    element = made("multiple_choice", ONE, choice(2, exclusive=True), **settings)
    element = from_elsewhere(element) if elsewhere else element

    assert [problem.code for problem in question_type("multiple_choice").problems(element)] == codes


def test_a_choice_that_stands_for_more_than_may_be_chosen_is_told():
    element = made("multiple_choice", ONE, TWO, choice(4, selects_all=True), maximum_choices=1)

    problems = list(question_type("multiple_choice").problems(element))

    assert [(problem.path, problem.code) for problem in problems] == [
        ("settings.maximum_choices", "unanswerable")
    ]


def test_a_question_whose_choices_come_from_elsewhere_needs_none_of_its_own():
    element = from_elsewhere(made("ranking"))

    assert list(question_type("ranking").problems(element)) == []


@given(
    st.lists(st.tuples(st.none() | st.integers(-5, 5), st.booleans()), min_size=1, max_size=5),
    st.integers(1, 3),
    st.integers(0, 3),
)
def test_the_range_of_a_score_is_that_of_all_possible_answers(given_choices, minimum, more):
    choices = [
        Choice.model_validate(choice(index, score=score, exclusive=exclusive))
        for index, (score, exclusive) in enumerate(given_choices)
    ]
    together = [item for item in choices if not item.exclusive]
    sizes = range(minimum, min(minimum + more, len(together)) + 1)
    possible = [
        *chain.from_iterable(combinations(together, size) for size in sizes),
        *((item,) for item in choices if item.exclusive),
    ]
    sums = [sum(item.score or 0 for item in chosen) for chosen in possible]

    found = several_range(choices, minimum, minimum + more)

    if all(item.score is None for item in choices) or not sums:
        assert found is None
    else:
        assert found == (min(sums), max(sums))


@pytest.mark.parametrize(
    ("answer", "ids", "texts"),
    [
        ("a", ("a",), {}),
        ("", (), {}),
        (["a", 1, "b"], ("a", "b"), {}),
        ({"choice": "a", "text": "x"}, ("a",), {"a": "x"}),
        ({"choices": ["a"], "other": {"a": "x", "b": 1}}, ("a",), {"a": "x"}),
        ({"choices": {"choices": {}}}, (), {}),
        ({"a": 1, "b": 0, "c": "9"}, ("a",), {}),
        (7, (), {}),
    ],
)
def test_choices_and_texts_are_found_in_every_shape_of_answer(answer, ids, texts):
    assert (chosen_ids(answer), other_texts(answer)) == (ids, texts)


class Part:
    """A compiled element, as far as a vocabulary looks."""

    def __init__(self, element):
        self.element, self.id, self.type = element, element.id, question_type(element.type)


@pytest.mark.parametrize(
    ("kind", "stored", "spoken"),
    [
        ("single_choice", {"choice": "c_00000003", "text": "k1"}, {"choice": "k3", "text": "k1"}),
        ("single_choice", "c_00000001", "k1"),
        ("multiple_choice", ["c_00000001", "c_00000002"], ["k1", "k2"]),
        (
            "multiple_choice",
            {"choices": ["c_00000001", "c_00000003"], "other": {"c_00000003": "k2"}},
            {"choices": ["k1", "k3"], "other": {"k3": "k2"}},
        ),
        ("ranking", ["c_00000002", "c_00000001"], ["k2", "k1"]),
        ("constant_sum", {"c_00000001": 40, "c_00000002": 60}, {"k1": 40, "k2": 60}),
    ],
)
def test_partners_speak_in_codes_and_texts_stay_as_they_are(kind, stored, spoken):
    words = _Question(Part(made(kind, ONE, TWO, OTHER)))

    assert words.spoken(stored) == spoken
    assert words.understood(spoken) == stored


@pytest.mark.parametrize("raw", [{"choices": 7, "other": 7}, {"choice": [1], "text": 2}, [{}], {"k1": {}}])
def test_what_partners_send_is_judged_later_whatever_it_is(raw):
    for kind in ("single_choice", "multiple_choice"):
        element = made(kind, ONE, OTHER)
        understood = _Question(Part(element)).understood(raw)
        assert refused(element, understood).code in ("wrong_type", "not_offered")
