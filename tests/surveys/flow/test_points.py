"""Points of a quiz in conditions and texts, and what else is decided by scores that may still change."""

from typing import Any

import pytest

from surveys.definition import Definition, parse_definition
from surveys.exceptions import DefinitionInvalid
from surveys.flow import Journey, compile_definition, ending_of, judge_page, quotas_certain, told_ending

FIRST, SECOND, GROUP, LAST = "q_first000", "q_second00", "q_group000", "q_last0000"


def number(identity: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "type": "number", "name": name, "settings": {}} | more


def definition_of(*pages: Any, **more: Any) -> Definition:
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {"en": "Quiz"},
            "languages": ["en"],
            "pages": [
                {"id": f"p_{index:08d}"} | (page if isinstance(page, dict) else {"elements": page})
                for index, page in enumerate(pages, 1)
            ],
        }
        | more
    )


def journey_over(*pages: Any, answers: Any, **more: Any) -> Journey:
    return Journey(compile_definition(definition_of(*pages, **more)), answers)


ASKED = number(FIRST, "first", quiz={"right_if": "first = 1", "points": 2})
ALSO = number(SECOND, "second", quiz={"right_if": "second = 2"})
ENDINGS = [
    {
        "id": "e_00000001",
        "title": {"en": "Passed with {{ points() }} of {{ possible_points() }}"},
        "visible_if": "points() / possible_points() >= 0.6",
    },
    {"id": "e_00000002", "title": {"en": "Failed"}},
]


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ({FIRST: 1, SECOND: 3}, "Passed with 2 of 3"),
        ({FIRST: 1, SECOND: None}, "Passed with 2 of 3"),
        ({FIRST: 5, SECOND: 2}, "Failed"),
        ({FIRST: {"missing": "refused"}, SECOND: 2}, "Failed"),
        ({}, "Failed"),
    ],
)
def test_endings_go_by_points(answers: Any, title: str) -> None:
    journey = journey_over([ASKED], [ALSO], answers=answers, endings=ENDINGS)

    ending = ending_of(journey)
    assert ending is not None
    assert told_ending(journey, ending).title == {"en": title}


def test_every_instance_of_a_repeat_group_has_its_points() -> None:
    group = {"id": GROUP, "type": "repeat_group", "name": "rounds", "settings": {}}
    inner = number(FIRST, "sum", in_group=GROUP, quiz={"right_if": "rounds.sum = index()"})
    answers = {GROUP: 3, f"{FIRST}.1": 1, f"{FIRST}.2": 7, f"{FIRST}.3": 3}
    journey = journey_over([group, inner], [number(LAST, "last")], answers=answers, endings=ENDINGS)

    ending = ending_of(journey)
    assert ending is not None
    assert told_ending(journey, ending).title == {"en": "Passed with 2 of 3"}


def refused(*pages: Any, **more: Any) -> list[str]:
    with pytest.raises(DefinitionInvalid) as problem:
        definition_of(*pages, **more)
    return [each.code for each in problem.value.problems]


def test_points_are_told_on_no_page_that_could_be_tried_by_them() -> None:
    curious = number(LAST, "last", visible_if="points() > 0")

    assert refused([ASKED, curious], [ALSO]) == ["forward_reference"]
    assert refused([ASKED], [ALSO, curious]) == ["forward_reference"]
    assert refused([ASKED], [curious], settings={"mode": "single"}) == ["forward_reference"]
    assert refused([ASKED | {"quiz": {"right_if": "points() > 0"}}]) == ["forward_reference"]
    assert refused([ASKED | {"checks": [{"valid_if": "points() > 0"}]}]) == ["forward_reference"]
    assert refused([curious]) == ["unknown_name"]
    assert len(definition_of([ASKED], [ALSO], [curious]).pages) == 3


def test_a_page_may_lead_on_by_the_points_it_gave() -> None:
    jump = {"condition": "points() = 0", "to": "p_00000003"}
    journey = journey_over(
        {"elements": [ASKED], "jumps": [jump]},
        [number(SECOND, "second")],
        [number(LAST, "last")],
        answers={FIRST: 4},
    )

    assert [page.id for page in journey.way.pages] == ["p_00000001", "p_00000003"]


def test_what_a_score_on_the_page_brings_up_is_shown_before_it_counts_as_skipped() -> None:
    journey = journey_over(
        [number(FIRST, "first"), number(LAST, "last", visible_if="score() > 5")], answers={}
    )
    page = journey.survey.pages[0]

    assert page.is_dependent
    assert judge_page(journey, page, {FIRST: 7}).values == {FIRST: 7, LAST: None}


@pytest.mark.parametrize("condition", ["score() > 5", 'score("all") > 5', "points() = 2"])
def test_a_quota_by_a_score_is_only_certain_at_the_end(condition: str) -> None:
    more = {
        "scores": [{"id": "s_00000001", "name": "all", "terms": [{"question": FIRST}]}],
        "quotas": [{"id": "k_00000001", "name": "High", "condition": condition, "limit": 1}],
    }
    asked = [number(FIRST, "first", quiz={"right_if": "first = 7", "points": 2})]

    on_the_way = journey_over(asked, [number(LAST, "last")], answers={FIRST: 7}, **more)
    at_the_end = journey_over(asked, [number(LAST, "last")], answers={FIRST: 7, LAST: 0}, **more)

    assert (quotas_certain(on_the_way), len(quotas_certain(at_the_end))) == ((), 1)
