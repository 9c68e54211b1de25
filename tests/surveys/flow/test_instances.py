"""What is asked again and again: each instance of a repeat group sees its own answers, also when shown."""

from typing import Any

import pytest

from surveys.definition import parse_definition
from surveys.flow import (
    Journey,
    compile_definition,
    is_finished,
    judge_page,
    met,
    missing_answers,
    quiz_results,
)

GROUP, NAME, AGE, TOY = "q_group000", "q_name0000", "q_age00000", "q_toy00000"
COLOURS = [{"id": f"c_colour0{code}", "code": code, "label": {"en": code}} for code in "ab"]


def part(identity: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "type": kind, "name": name, "settings": {}} | more


def journey_over(*elements: dict[str, Any], answers: Any) -> Journey:
    """A journey through one page that holds a group called ``children`` with these elements in it."""
    inside = [{"in_group": GROUP} | each for each in elements]
    document = {
        "schema_version": "1.0",
        "title": {"en": "Repeats"},
        "languages": ["en"],
        "pages": [{"id": "p_00000001", "elements": [part(GROUP, "repeat_group", "children"), *inside]}],
    }
    return Journey(compile_definition(parse_definition(document)), answers)


def texts(journey: Journey) -> list[str]:
    return [each.element.text.get("en", "") for each in met(journey, journey.survey.pages[0])]


TWO_NAMED = {GROUP: 2, f"{NAME}.1": "Ann", f"{NAME}.2": "Bob"}


def test_texts_in_an_instance_tell_its_own_answers_and_its_number() -> None:
    words = {"en": '{{ index() }}: {{ children.name | "?" }}{{ if(skipped(children.name), "!", "") }}'}
    journey = journey_over(
        part(NAME, "short_text", "name"),
        part(AGE, "number", "age", text=words),
        answers={GROUP: 3, f"{NAME}.1": "Ann", f"{NAME}.2": "Bob", f"{NAME}.3": None},
    )

    assert texts(journey) == ["", "", "1: Ann", "", "2: Bob", "", "3: ?!"]


def test_an_answer_required_in_one_instance_is_missing_only_there() -> None:
    journey = journey_over(
        part(NAME, "short_text", "name"),
        part(AGE, "number", "age", required_if='children.name = "Ann"'),
        answers=TWO_NAMED | {f"{AGE}.1": None, f"{AGE}.2": None},
    )

    assert [each.question.id for each in missing_answers(journey)] == [f"{AGE}.1"]


def test_what_is_proposed_in_an_instance_comes_from_its_own_answers() -> None:
    journey = journey_over(
        part(NAME, "short_text", "name"),
        part(TOY, "short_text", "toy", default="children.name"),
        answers=TWO_NAMED,
    )

    proposed = {each.id: each.proposed for each in met(journey, journey.survey.pages[0])}
    assert (proposed[f"{TOY}.1"], proposed[f"{TOY}.2"]) == ("Ann", "Bob")


def test_choices_are_carried_on_inside_the_same_instance() -> None:
    journey = journey_over(
        part(NAME, "multiple_choice", "liked", settings={"choices": COLOURS}),
        part(TOY, "single_choice", "best", settings={"carried": {"question": NAME, "which": "chosen"}}),
        answers={GROUP: 2, f"{NAME}.1": ["c_colour0a"], f"{NAME}.2": ["c_colour0b"]},
    )

    offered = {
        each.id: [choice.code for choice in each.element.settings.choices]
        for each in met(journey, journey.survey.pages[0])
        if each.id.startswith(TOY)
    }
    assert offered == {f"{TOY}.1": ["a"], f"{TOY}.2": ["b"]}


def test_a_group_in_a_group_sees_the_instance_around_it() -> None:
    inner = part("q_inner000", "repeat_group", "toys")
    words = {"en": "{{ children.name }}’s {{ toys.toy }}"}
    journey = journey_over(
        part(NAME, "short_text", "name"),
        inner,
        part(TOY, "short_text", "toy", in_group="q_inner000"),
        part(AGE, "number", "price", in_group="q_inner000", text=words),
        answers=TWO_NAMED
        | {"q_inner000.1": 1, "q_inner000.2": 1, f"{TOY}.1.1": "ball", f"{TOY}.2.1": "kite"},
    )

    assert [text for text in texts(journey) if text] == ["Ann’s ball", "Bob’s kite"]


def test_quiz_questions_are_judged_in_every_instance() -> None:
    journey = journey_over(
        part(AGE, "number", "sum", quiz={"right_if": "children.sum = 4"}),
        answers={GROUP: 2, f"{AGE}.1": 4, f"{AGE}.2": 5},
    )

    assert [(each.question.id, each.is_right) for each in quiz_results(journey)] == [
        (f"{AGE}.1", True),
        (f"{AGE}.2", False),
    ]


@pytest.mark.parametrize(("low", "finished"), [(1, True), (10, False)])
def test_a_check_that_a_changed_answer_breaks_has_to_be_met_again(low: int, finished: bool) -> None:
    check = {"valid_if": "high >= low", "message": {"en": "Too low."}}
    document = {
        "schema_version": "1.0",
        "title": {"en": "Checks"},
        "languages": ["en"],
        "pages": [
            {"id": "p_00000001", "elements": [part("q_low00000", "number", "low")]},
            {"id": "p_00000002", "elements": [part("q_high0000", "number", "high", checks=[check])]},
        ],
    }
    survey = compile_definition(parse_definition(document))
    journey = Journey(survey, {"q_low00000": 1, "q_high0000": 5}).with_answers({"q_low00000": low})

    assert is_finished(journey, survey.pages[1]) is finished


def test_looking_at_an_instance_leaves_what_is_known_as_it_was() -> None:
    journey = journey_over(
        part(NAME, "short_text", "name"),
        part(AGE, "number", "age", text={"en": "{{ children.name }}"}),
        answers=TWO_NAMED,
    )
    known, before = journey.way.known, list(journey.way.known.values.items())

    texts(journey)

    assert list(known.values.items()) == list(known.facts.values.items()) == before
    assert judge_page(journey, journey.survey.pages[0], {GROUP: 1}).values == {
        GROUP: 1,
        f"{NAME}.1": None,
        f"{AGE}.1": None,
    }


def test_a_count_beyond_all_measure_makes_as_many_instances_as_there_can_be() -> None:
    journey = journey_over(part(NAME, "short_text", "name"), answers={GROUP: 10**12, f"{NAME}.1": "Ann"})
    named = journey_over(
        part(NAME, "short_text", "name", visible_if="count(children) > 1"), answers={GROUP: 10**12}
    )

    most = journey.survey.pages[0].elements[0].element.settings.maximum

    for each in (journey, named):
        assert len(texts(each)) == 1 + most
