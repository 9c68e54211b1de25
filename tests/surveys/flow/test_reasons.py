"""Why something is shown: the same decisions as those of the walk, with what they came of."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.compiled import CompiledSurvey
from surveys.definition import Definition
from surveys.flow import Journey, compile_definition, ending_of
from surveys.flow.reasons import reasons_of
from surveys.flow.verdicts import Reading
from surveys.simulating import simulate
from tests.surveys.definitions import document, element_data
from tests.surveys.flow.entangled import entangled
from tests.surveys.flow.imagined import definitions

YES, AGE = "q_00000001", "q_00000002"


def yes_no(number: int = 1, **changes):
    return element_data("yes_no", number, **changes)


def reasons(*pages, answers=None, **changes):
    return reasons_in(document(*pages, **changes), answers or {})


def reasons_in(data, answers):
    survey = compile_definition(Definition.model_validate(data))
    return reasons_of(Journey(survey, answers, 1))


def decided(reason):
    return (reason.is_shown, reason.cause, reason.verdict.result if reason.verdict else None)


def agrees(survey: CompiledSurvey, journey: Journey) -> None:
    found, way = reasons_of(journey), journey.way
    shown = {page.page.id for page in way.pages}
    if survey.whole is None:
        assert {page for page, reason in found.pages.items() if reason.is_shown} == shown
    elements = {part.id for parts in way.elements.values() for part in parts}
    assert {key for key, reason in found.elements.items() if reason.is_shown} == elements
    assert set(found.pages) == {page.page.id for page in survey.pages}
    ending = ending_of(journey)
    reached = [each.ending for each in found.endings if each.is_reached]
    reached += [found.ended_by.to] if found.ended_by else []
    assert reached == ([ending.id] if ending else [])


@settings(max_examples=60)
@given(entangled(), st.integers(0, 99))
def test_they_agree_with_the_way_where_everything_depends_on_something(definition, seed):
    survey = compile_definition(definition)

    agrees(survey, simulate(survey, seed=seed).journey)
    agrees(survey, Journey(survey, {}, seed))


@settings(max_examples=40)
@given(definitions(), st.integers(0, 99))
def test_they_agree_with_the_way_in_every_mode(definition, seed):
    survey = compile_definition(definition)

    agrees(survey, simulate(survey, seed=seed, turn=seed).journey)


def test_without_logic_everything_is_always_shown():
    found = reasons([yes_no()])

    assert decided(found.pages["p_00000001"]) == (True, "always", None)
    assert decided(found.elements[YES]) == (True, "always", None)


def test_a_condition_tells_what_it_read():
    asked = yes_no(2, visible_if="question_1")

    told = {
        answer: reasons([yes_no(), asked], answers={YES: answer}).elements[AGE] for answer in (True, False)
    }
    open_yet = reasons([yes_no(), asked]).elements[AGE]

    assert decided(told[True]) == (True, "condition", True)
    assert decided(told[False]) == (False, "condition", False)
    assert told[False].verdict.readings == (Reading("question_1", False),)
    assert decided(open_yet) == (False, "condition", None)
    assert open_yet.verdict.readings == (Reading("question_1", None, "skipped"),)


def test_scores_and_points_are_read_too():
    scores = [{"id": "s_00000001", "name": "sum", "terms": [{"question": YES}]}]
    asked = element_data("email", 2, visible_if='score("sum") > 1 and score() > 0')

    verdict = (
        reasons([element_data("rating")], [asked], answers={YES: 3}, scores=scores).elements[AGE].verdict
    )

    assert {reading.name: reading.value for reading in verdict.readings} == {"": 3, "score:sum": 3}


def test_a_page_that_is_jumped_over_names_the_jump():
    data = document(*([yes_no(number)] for number in (1, 2, 3)))
    data["pages"][0]["jumps"] = [{"condition": "question_1", "to": "p_00000003"}]

    found = reasons_in(data, {YES: True})

    assert decided(found.pages["p_00000002"]) == (False, "jumped_over", None)
    assert found.pages["p_00000002"].jump.to == "p_00000003"
    assert decided(found.elements[AGE]) == (False, "page", None)
    assert [jump.is_taken for jump in found.jumps["p_00000001"]] == [True]


def test_what_an_ending_cuts_off_was_ended_before():
    data = document([yes_no()], [yes_no(2)])
    data["pages"][0]["jumps"] = [{"to": "e_00000001"}]

    found = reasons_in(data, {YES: True})

    assert decided(found.pages["p_00000002"]) == (False, "ended_before", None)
    assert found.ended_by.to == "e_00000001"


def test_a_page_that_has_nothing_left_says_so():
    found = reasons([yes_no()], [yes_no(2, visible_if="question_1")], answers={YES: False})

    assert decided(found.pages["p_00000002"]) == (False, "nothing_left", None)
    assert decided(found.elements[AGE]) == (False, "condition", False)


def test_a_block_decides_for_its_pages():
    data = document([yes_no()], [yes_no(2)], blocks=[{"id": "b_00000001", "visible_if": "question_1"}])
    data["pages"][1]["block"] = "b_00000001"

    found = {answer: reasons_in(data, {YES: answer}) for answer in (True, False)}

    assert decided(found[True].pages["p_00000002"]) == (True, "block", True)
    assert decided(found[False].pages["p_00000002"]) == (False, "block", False)


def test_what_chance_leaves_out_was_not_dealt():
    data = document([yes_no(1), yes_no(2)])
    data["pages"][0]["shuffle"] = {"order": "random", "show": 1}

    causes = {reason.cause for reason in reasons_in(data, {}).elements.values()}

    assert causes == {"always", "not_dealt"}


def test_a_group_that_is_not_asked_answers_for_what_it_repeats():
    group = element_data("repeat_group", 1, visible_if="question_3", settings={"maximum": 2})
    inner = element_data("short_text", 2, in_group=YES)

    found = reasons([yes_no(3)], [group, inner], answers={"q_00000003": False})

    assert decided(found.elements[YES]) == (False, "condition", False)
    assert decided(found.elements[AGE]) == (False, "group", None)


def coloured(**changes):
    return [{"id": f"c_0000000{code}", "code": code, "label": {"en": code}} | changes for code in "ab"]


def items(found):
    return [(each.id[-1], each.is_shown, each.cause) for each in found.items]


def test_choices_with_conditions_say_why_they_are_offered_or_not():
    choices = [coloured(visible_if="question_1")[0], coloured()[1]]
    asked = element_data(
        "single_choice", 2, settings={"choices": choices}, required_if="not question_1", visible_if="true"
    )

    told = {
        answer: reasons([yes_no()], [asked], answers={YES: answer}).inside[AGE] for answer in (True, False)
    }

    assert items(told[True]) == [("a", True, "condition")]
    assert items(told[False]) == [("a", False, "condition")]
    assert told[False].items[0].verdict.readings == (Reading("question_1", False),)
    assert [told[answer].required.result for answer in (True, False)] == [False, True]


def test_choices_that_are_not_carried_on_or_not_dealt_say_so():
    source = element_data("multiple_choice", 1, settings={"choices": coloured()})
    carried = {"carried": {"question": YES, "which": "chosen"}}
    asked = element_data("single_choice", 2, settings=carried)
    dealt = element_data(
        "single_choice",
        3,
        settings={"choices": [each | {"id": each["id"].replace("0", "1")} for each in coloured()]},
        shuffle_choices={"order": "random", "show": 1},
    )

    inside = reasons([source], [asked], [dealt], answers={YES: ["c_0000000a"]}).inside

    assert items(inside[AGE]) == [("b", False, "not_carried")]
    assert [(shown, cause) for _id, shown, cause in items(inside["q_00000003"])] == [(False, "not_dealt")]
