"""Changes of two people put together: what does not touch is all there, what does is asked about."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import editing
from surveys.changes import Merge, StepsBlocked, difference, merge
from surveys.definition import Definition, checked
from surveys.editing.making_room import with_room
from surveys.exceptions import DefinitionInvalid, EditRefused
from tests.surveys.changes.test_patches import stored
from tests.surveys.definitions import counted_ids, whole
from tests.surveys.editing.test_any_order import operations


def edited(definition: Definition, random: Random, numbers: list[int], first: int) -> Definition:
    """What some operations make of a definition."""
    ids = counted_ids(first=first)
    for number in numbers:
        name, arguments = operations(definition, random, ids)[number]
        try:
            definition = getattr(editing, name)(definition, **arguments)
        except EditRefused:
            continue
    return definition


def settled(merging: Merge, decision: str) -> Definition | None:
    """What is stored when all clashes are decided alike; ``None`` where that doesn't fit together."""
    try:
        return checked(merging.settled({clash.key: decision for clash in merging.clashes}))
    except (DefinitionInvalid, StepsBlocked):
        return None


SOME = st.lists(st.integers(0, 34), min_size=1, max_size=4)


@given(st.integers(0, 2**32), SOME, SOME)
def test_any_two_edits_can_be_put_together(seed: int, one: list[int], other: list[int]) -> None:
    random = Random(seed)
    base = whole()
    mine, theirs = edited(base, random, one, 1_000), edited(base, random, other, 5_000)
    merging = merge(base, with_room(base, mine, theirs), theirs)

    result = settled(merging, "theirs")
    if result is not None and not merging.clashes:
        swapped = merge(base, with_room(base, theirs, mine), mine)
        assert not swapped.clashes
        assert {step.address for step in difference(theirs, result)} == {
            step.address for step in merging.my_patch
        }
    if all(clash.my_steps for clash in merging.clashes) and not merging.my_patch:
        assert stored(merging.settled({})) == stored(theirs)
    settled(merging, "mine")


def test_changes_of_one_alone_are_taken_as_they_are() -> None:
    base = whole()
    mine = edited(base, Random(1), [0, 5, 10, 15], 1_000)

    assert stored(merge(base, mine, base).settled({})) == stored(mine)
    assert stored(merge(base, base, mine).settled({})) == stored(mine)


@pytest.mark.parametrize("decision", ["mine", "theirs", "words:Something of both"])
def test_what_clashes_goes_as_decided(decision: str) -> None:
    base = whole()
    question = base.elements[0].id
    mine, theirs = (
        editing.set_question_text(base, question_id=question, field="text", language="en", text=words)
        for words in ("Mine", "Theirs")
    )

    result = merge(base, mine, theirs).settled({f"{question}.text.en": decision})

    wanted = {"mine": "Mine", "theirs": "Theirs"}.get(decision, "Something of both")
    assert result.elements[0].text["en"] == wanted
