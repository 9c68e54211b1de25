"""Scores of what is asked again and again: every instance of a repeat group gives an answer of its own."""

from typing import Any

import pytest

from surveys.definition import Definition, parse_definition
from surveys.exceptions import DefinitionInvalid
from surveys.flow import Journey, compile_definition, ending_of, met, scores_of

GROUP, INNER, MOOD, AGE, PLAIN = "q_group000", "q_inner000", "q_mood0000", "q_age00000", "q_plain000"
MOODS = [
    {"id": f"c_mood000{score}", "code": f"m{score}", "label": {"en": str(score)}, "score": score}
    for score in (1, 2, 5)
]


def part(identity: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "type": kind, "name": name, "settings": {}} | more


MOOD_OF_CHILD = part(MOOD, "single_choice", "mood", in_group=GROUP, settings={"choices": MOODS})
CHILDREN = part(GROUP, "repeat_group", "children")


def definition_of(*elements: dict[str, Any], **more: Any) -> Definition:
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {"en": "Moods"},
            "languages": ["en"],
            "pages": [{"id": "p_00000001", "elements": list(elements)}],
        }
        | more
    )


def score(**more: Any) -> dict[str, Any]:
    return {"id": "s_00000001", "name": "moods", "terms": [{"question": MOOD}]} | more


def journey_over(*elements: dict[str, Any], answers: Any, **more: Any) -> Journey:
    return Journey(compile_definition(definition_of(*elements, **more)), answers)


THREE = {GROUP: 3, f"{MOOD}.1": "c_mood0001", f"{MOOD}.2": "c_mood0005", f"{MOOD}.3": None}


@pytest.mark.parametrize(
    ("made", "comes_to"),
    [
        (score(), 6),
        (score(method="mean"), 3),
        (score(terms=[{"question": MOOD, "weight": 2}]), 12),
        (score(terms=[{"question": MOOD, "reversed": True}]), (6 - 1) + (6 - 5)),
        (score(least_answered=3), None),
        (score(least_answered=2), 6),
    ],
)
def test_every_instance_counts_as_an_answer(made: dict[str, Any], comes_to: float | None) -> None:
    journey = journey_over(CHILDREN, MOOD_OF_CHILD, answers=THREE, scores=[made])

    assert scores_of(journey.survey, journey.way.counted) == {"moods": comes_to}


def test_what_lies_beyond_the_last_instance_no_longer_counts() -> None:
    journey = journey_over(CHILDREN, MOOD_OF_CHILD, answers=THREE | {GROUP: 1}, scores=[score()])

    assert scores_of(journey.survey, journey.way.counted) == {"moods": 1}


def test_a_stored_count_beyond_what_the_group_allows_is_not_followed() -> None:
    survey = compile_definition(definition_of(CHILDREN, MOOD_OF_CHILD, scores=[score()]))

    assert scores_of(survey, THREE | {GROUP: 10**15}) == {"moods": 6}


def test_instances_of_a_group_in_a_group_all_count() -> None:
    journey = journey_over(
        CHILDREN,
        part(INNER, "repeat_group", "days", in_group=GROUP),
        MOOD_OF_CHILD | {"in_group": INNER},
        answers={GROUP: 2, f"{INNER}.1": 2, f"{INNER}.2": 1}
        | {f"{MOOD}.1.1": "c_mood0001", f"{MOOD}.1.2": "c_mood0002", f"{MOOD}.2.1": "c_mood0005"},
        scores=[score()],
    )

    assert scores_of(journey.survey, journey.way.counted) == {"moods": 8}


def test_the_score_of_a_question_is_that_of_the_instance_inside_and_the_sum_outside() -> None:
    words = {"en": "{{ score(children.mood) }} {{ score() }}"}
    journey = journey_over(
        CHILDREN,
        MOOD_OF_CHILD,
        part(AGE, "number", "age", in_group=GROUP, text=words),
        part(PLAIN, "number", "plain", text=words),
        answers=THREE,
    )

    told = [each.element.text["en"] for each in met(journey, journey.survey.pages[0]) if each.element.text]
    assert told == ["1 6", "5 6", " 6", "6 6"]


def test_endings_go_by_scores_of_all_instances() -> None:
    endings = [
        {"id": "e_00000001", "title": {"en": "High"}, "visible_if": 'score("moods") >= 6'},
        {"id": "e_00000002", "title": {"en": "Low"}},
    ]
    journey = journey_over(CHILDREN, MOOD_OF_CHILD, answers=THREE, scores=[score()], endings=endings)

    ending = ending_of(journey)
    assert ending is not None
    assert ending.title == {"en": "High"}


def test_a_score_is_not_complete_inside_the_group_that_it_counts() -> None:
    depends = part(AGE, "number", "age", in_group=GROUP, visible_if='score("moods") > 2')

    with pytest.raises(DefinitionInvalid) as refused:
        definition_of(CHILDREN, MOOD_OF_CHILD, depends, scores=[score()])

    assert [(each.code, each.target) for each in refused.value.problems] == [("forward_reference", AGE)]


def group(identity: str, name: str, maximum: int, **more: Any) -> dict[str, Any]:
    return part(identity, "repeat_group", name, settings={"maximum": maximum}, **more)


@pytest.mark.parametrize(("outer", "inner", "fits"), [(50, 5, True), (5, 50, True), (50, 6, False)])
def test_groups_in_groups_are_asked_250_times_at_most(outer: int, inner: int, fits: bool) -> None:
    parts = group(GROUP, "children", outer), group(INNER, "days", inner, in_group=GROUP)

    if fits:
        assert len(definition_of(*parts).elements) == 2
        return
    with pytest.raises(DefinitionInvalid) as refused:
        definition_of(*parts)
    (problem,) = refused.value.problems
    assert (problem.path, problem.code, problem.target) == (
        "pages[0].elements[1].settings.maximum",
        "too_many_instances",
        INNER,
    )
    assert "300" in problem.message
