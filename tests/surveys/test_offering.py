import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import Definition
from surveys.exceptions import DefinitionInvalid
from surveys.flow import Journey, compile_definition, met
from surveys.offering import offered_choices, regrouped, resolved, source_of, source_problems
from surveys.question_types.elements import Choice
from tests.surveys.definitions import definition_of, document, element_data


def choice(number, **more):
    return {"id": f"c_{number:08d}", "code": str(number), "label": {"en": f"Choice {number}"}} | more


def asked(number, *choices, kind="multiple_choice", **settings):
    return element_data(kind, number, settings={"choices": list(choices)} | settings)


def ids(choices):
    return [int(choice.id.removeprefix("c_")) for choice in choices]


def carrying(which, *own, source=1):
    return asked(2, *own, carried={"question": f"q_{source:08d}", "which": which})


FIRST = asked(1, choice(1), choice(2), choice(3, other=True), choice(4, exclusive=True))


def offered(which, answer, *own, shown=None):
    every = resolved(definition_of([FIRST], [carrying(which, *own)]))
    source, element = every["q_00000001"], every["q_00000002"]
    seen = source.settings.choices if shown is None else shown
    return offered_choices(element, source=source, shown=seen, answer=answer)


def test_a_question_with_its_own_choices_is_itself():
    definition = definition_of([FIRST])
    (element,) = definition.elements

    assert resolved(definition)["q_00000001"] is element
    assert source_of(element) is None
    assert ids(offered_choices(element, source=element, shown=(), answer=None)) == [1, 2, 3, 4]


def test_choices_come_from_a_list_of_the_survey_before_the_question_s_own():
    listed = {"id": "l_00000001", "name": "towns", "choices": [choice(7), choice(8)]}
    definition = definition_of([asked(1, choice(1), choice_list="l_00000001")], choice_lists=[listed])

    assert ids(resolved(definition)["q_00000001"].settings.choices) == [7, 8, 1]


def test_what_can_be_carried_leaves_out_what_stands_for_none():
    element = resolved(definition_of([FIRST], [carrying("chosen", choice(9))]))["q_00000002"]

    assert ids(element.settings.choices) == [1, 2, 3, 9]
    assert source_of(element) == "q_00000001"
    assert not element.settings.choices[2].other


def test_carrying_goes_on_from_question_to_question():
    third = asked(3, carried={"question": "q_00000002"})

    every = resolved(definition_of([FIRST], [carrying("chosen", choice(9)), third]))

    assert ids(every["q_00000003"].settings.choices) == [1, 2, 3, 9]


@pytest.mark.parametrize(
    ("which", "answer", "expected"),
    [
        ("chosen", ["c_00000002"], [2, 9]),
        ("not_chosen", ["c_00000002"], [1, 3, 9]),
        ("shown", ["c_00000002"], [1, 2, 3, 9]),
        ("chosen", None, [9]),
        ("not_chosen", None, [1, 2, 3, 9]),
        ("chosen", "c_00000001", [1, 9]),
        ("chosen", {"choice": "c_00000003", "text": "Tram"}, [3, 9]),
        ("chosen", {"c_00000001": 0, "c_00000002": 40}, [2, 9]),
        ("chosen", ["c_00000004"], [9]),
        ("chosen", {"missing": "refused"}, [9]),
    ],
)
def test_what_is_carried_follows_the_answer(which, answer, expected):
    assert ids(offered(which, answer, choice(9))) == expected


def test_what_was_not_shown_is_not_carried_and_the_order_seen_is_kept():
    third, first = (Choice.model_validate(choice(number)) for number in (3, 1))

    assert ids(offered("shown", None, shown=[third, first])) == [3, 1]
    assert offered("not_chosen", None, shown=[]) == ()


def test_a_text_given_to_a_choice_is_carried_as_its_label():
    answer = {"choices": ["c_00000001", "c_00000003"], "other": {"c_00000003": "Tram"}}

    assert [item.label["en"] for item in offered("chosen", answer)] == ["Choice 1", "Tram"]


@pytest.mark.parametrize(
    ("elements", "codes"),
    [
        ([FIRST, carrying("chosen", choice(9))], []),
        ([carrying("chosen", source=1), FIRST], ["source_unknown"]),
        ([carrying("chosen", source=2)], ["source_unknown"]),
        ([element_data("nps", 1), carrying("chosen")], ["source_unknown"]),
        ([asked(1, choice(1), choice_list="l_00000001")], ["list_unknown"]),
        ([FIRST, carrying("chosen", choice(9, code="2"))], ["duplicate_code"]),
    ],
)
def test_sources_that_give_nothing_are_told(elements, codes):
    definition = Definition.model_validate(document(elements))

    assert [problem.code for problem in source_problems(definition)] == codes


def test_more_choices_than_a_list_can_hold_are_told():
    many = [choice(number) for number in range(1, 1_101)]
    more = [choice(number, id=f"c_{number + 5_000:08d}", code=f"b{number}") for number in range(1_101)]
    definition = Definition.model_validate(document([asked(1, *many), carrying("chosen", *more)]))

    assert [problem.code for problem in source_problems(definition)] == ["too_many"]


def grouped_choices():
    headed = [choice(number) for number in range(1, 7)]
    headed[2]["heading"], headed[4]["heading"] = {"en": "Second"}, {"en": "Third"}
    return tuple(Choice.model_validate(item) for item in headed)


@given(kept=st.permutations(range(6)).flatmap(lambda order: st.integers(0, 6).map(lambda n: order[:n])))
def test_groups_stay_together_under_their_headings_whatever_is_hidden_or_shuffled(kept):
    every = grouped_choices()

    placed = regrouped(every, [every[place] for place in kept])

    group_of = {item.id: place // 2 for place, item in enumerate(every)}
    groups = [group_of[item.id] for item in placed]
    headed = [group_of[item.id] for item in placed if item.heading]
    assert groups == sorted(groups)
    assert headed == sorted(set(groups) - {0})
    assert [item.heading.get("en") for item in placed if item.heading] == [
        ["", "Second", "Third"][group] for group in headed
    ]


def test_without_headings_nothing_is_regrouped():
    every = [item.model_copy(update={"heading": {}}) for item in grouped_choices()]

    assert regrouped(every, every[::-1]) == tuple(every[::-1])


def test_a_choice_from_elsewhere_comes_last():
    every = grouped_choices()
    stranger = Choice.model_validate(choice(9))

    assert ids(regrouped(every, [stranger, every[2], every[0]])) == [1, 3, 9]


LISTED = {"id": "l_00000001", "name": "towns", "choices": [choice(7), choice(8)]}
ASKED_AFTER = {
    "carried": (carrying("chosen", choice(9)), {}, ("1", "3", "9"), "4"),
    "listed": (asked(2, choice(9), choice_list="l_00000001"), {"choice_lists": [LISTED]}, ("7", "9"), "1"),
}


@pytest.mark.parametrize("source", ASKED_AFTER)
def test_conditions_name_choices_from_elsewhere_by_their_codes(source):
    taking, more, offered_codes, unknown = ASKED_AFTER[source]

    for code in offered_codes:
        after = element_data("short_text", 3, visible_if=f'has({taking["name"]}, "{code}")')
        definition_of([FIRST], [taking], [after], **more)
    after = element_data("short_text", 3, visible_if=f'has({taking["name"]}, "{unknown}")')
    with pytest.raises(DefinitionInvalid) as refused:
        definition_of([FIRST], [taking], [after], **more)
    assert [each.target for each in refused.value.problems] == ["q_00000003"]


def test_a_condition_on_a_carried_choice_shows_what_follows():
    after = element_data("short_text", 3, visible_if=f'has({carrying("chosen")["name"]}, "2")')
    survey = compile_definition(definition_of([FIRST], [carrying("chosen")], [after]))
    answers = {"q_00000001": ["c_00000001", "c_00000002"]}

    shown = [
        [each.element.id for each in met(Journey(survey, answers | {"q_00000002": chosen}), survey.pages[2])]
        for chosen in (["c_00000001"], ["c_00000002"])
    ]

    assert shown == [[], ["q_00000003"]]
