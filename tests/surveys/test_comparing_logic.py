"""What is different in the logic of two definitions, in words."""

from typing import Any

import pytest

from surveys import editing
from surveys.comparing import differences
from surveys.definition import Definition
from tests.builders import make_definition, make_question

SMOKER, AGE, GROUP = "q_00000001", "q_00000002", "q_00000003"


@pytest.fixture
def before() -> Definition:
    """Smoker, then age and a repeat group on a page of their own."""
    return make_definition(
        [make_question("yes_no", "smoker", id=SMOKER)],
        [make_question("number", "age", id=AGE), make_question("repeat_group", "children", id=GROUP)],
    )


def told(before: Definition, after: Definition) -> list[tuple[str, str, str]]:
    return [(found.kind, found.subject, found.words) for found in differences(before, after)]


def words(before: Definition, after: Definition) -> list[str]:
    return [found.words for found in differences(before, after)]


def test_conditions_are_told_in_words(before: Definition) -> None:
    shown = editing.set_condition(before, target=AGE, field="visible_if", source="smoker")
    required = editing.set_condition(before, target=AGE, field="required_if", source="not smoker")

    assert told(before, shown) == [
        ("changed", "What is your age?", "It is now shown only if: “What is your smoker?” is yes")
    ]
    assert words(shown, before) == ["It is now always shown."]
    assert words(before, required) == ["An answer is now required if: “What is your smoker?” is no"]
    assert words(required, before) == ["It is no longer required on a condition."]


def test_a_condition_that_only_follows_a_name_is_no_difference(before: Definition) -> None:
    shown = editing.set_condition(before, target=AGE, field="visible_if", source="smoker")
    renamed = editing.rename_question(shown, question_id=SMOKER, name="smokes")

    assert words(shown, renamed) == ["Its name in exports is now “smokes”, not “smoker”."]


@pytest.mark.parametrize(
    ("operation", "arguments", "expected"),
    [
        (
            "put_rule",
            {"owner": AGE, "rules": "checks", "values": {"valid_if": "age > 1"}},
            "The checks of its answer have changed.",
        ),
        (
            "put_rule",
            {"owner": AGE, "rules": "variants", "values": {"visible_if": "smoker"}},
            "Its other wordings have changed.",
        ),
        (
            "change_part",
            {"part_id": AGE, "changes": {"default": "18"}},
            "The answer proposed at first has changed.",
        ),
        (
            "change_part",
            {"part_id": AGE, "changes": {"refusals": ["refused"]}},
            "The ways to give no answer have changed.",
        ),
        (
            "change_part",
            {"part_id": AGE, "changes": {"quiz": {"right_if": "age = 42"}}},
            "What is the right answer, or what it is worth, has changed.",
        ),
        (
            "change_part",
            {"part_id": AGE, "changes": {"sensitive": True}},
            "Whether its answers are marked as personal or sensitive has changed.",
        ),
    ],
)
def test_how_a_question_behaves_is_told(
    before: Definition, operation: str, arguments: dict[str, Any], expected: str
) -> None:
    assert words(before, getattr(editing, operation)(before, **arguments)) == [expected]


def test_what_a_page_does_is_told(before: Definition) -> None:
    first, ending = before.pages[0].id, before.endings[0].id
    after = editing.put_rule(before, owner=first, rules="jumps", values={"to": ending})
    after = editing.change_part(
        after, part_id=first, changes={"seconds": 60, "visible_if": "language() = 'en'"}
    )

    assert told(before, after) == [
        ("changed", "Page 1", "It is now shown only if: language() = 'en'"),
        ("changed", "Page 1", "Where it leads to has changed."),
        ("changed", "Page 1", "Its time limit has changed."),
    ]


def test_a_question_that_is_now_repeated_is_told(before: Definition) -> None:
    after = editing.set_group(before, question_id=AGE, group_id=GROUP)

    assert "Whether, and with what, it is repeated has changed." in words(before, after)


def test_endings_that_come_go_and_change_are_told(before: Definition) -> None:
    added = editing.add_part(before, listed="endings", values={"title": {"en": "No"}}, part_id="e_00000009")
    changes = {"kind": "screened_out", "visible_if": "smoker"}
    changed = editing.change_part(added, part_id="e_00000009", changes=changes)
    sent = editing.change_part(added, part_id="e_00000009", changes={"url": {"en": "https://a.example"}})
    moved = editing.move_part(added, part_id="e_00000009", position=0)

    assert told(before, added) == [("added", "No", "This ending was added.")]
    assert told(added, before) == [("removed", "No", "This ending was removed.")]
    assert words(added, changed) == ["Other respondents get this ending.", "It now counts as screened out."]
    assert words(changed, added)[1] == "It now counts as complete."
    assert words(added, sent) == ["The address that respondents are sent to has changed."]
    assert words(added, moved) == ["The endings are tried in another order."]


def test_quotas_scores_and_blocks_are_told(before: Definition) -> None:
    quota = editing.add_part(
        before, listed="quotas", values={"name": "Smokers", "limit": 3}, part_id="k_00000001"
    )
    changed = editing.change_part(quota, part_id="k_00000001", changes={"limit": 5, "name": "All"})
    score = editing.add_part(before, listed="scores", values={"name": "risk"}, part_id="s_00000001")
    mean = editing.change_part(score, part_id="s_00000001", changes={"method": "mean"})
    block = editing.add_part(before, listed="blocks", values={"title": {"en": "One"}})

    assert told(before, quota) == [("added", "Smokers", "This quota was added.")]
    assert words(quota, changed) == ["This quota has another name.", "It takes another number of responses."]
    assert told(before, score) == [("added", "risk", "This score was added.")]
    assert words(score, mean) == ["This score was changed."]
    assert told(before, block) == [("added", "One", "This block was added.")]
