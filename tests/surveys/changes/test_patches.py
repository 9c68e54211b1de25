"""Patches lead from one definition to another and back, byte for byte."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import editing
from surveys.changes import (
    Bench,
    Patch,
    Step,
    StepsBlocked,
    difference,
    inverted,
    overlapping,
    patch_from_json,
    patch_json,
    touched,
)
from surveys.definition import Definition, checked, definition_json
from surveys.exceptions import DefinitionInvalid, EditRefused
from tests.builders import make_choices, make_definition, make_question
from tests.surveys.definitions import counted_ids, whole
from tests.surveys.editing.test_any_order import operations


def stored(definition: Definition) -> str:
    """The document as the database keeps it."""
    return json.dumps(definition_json(definition), sort_keys=True)


def patched(definition: Definition, patch: Patch) -> Definition:
    bench = Bench(definition)
    bench.apply(patch_from_json(json.loads(json.dumps(patch_json(patch), sort_keys=True))))
    return checked(bench.definition())


@given(st.integers(0, 2**32), st.lists(st.integers(0, 34), max_size=12))
def test_any_edit_can_be_stored_made_and_taken_back(seed: int, order: list[int]) -> None:
    random, ids = Random(seed), counted_ids(first=1_000)
    start = definition = whole()
    patches = []
    for number in order:
        name, arguments = operations(definition, random, ids)[number]
        try:
            changed = getattr(editing, name)(definition, **arguments)
        except EditRefused:
            continue
        patch = difference(definition, changed)
        assert stored(patched(definition, patch)) == stored(changed)
        assert stored(patched(changed, inverted(patch))) == stored(definition)
        patches.append(patch)
        definition = changed

    bench = Bench(definition)
    for patch in reversed(patches):
        bench.apply(inverted(patch))

    assert stored(bench.definition()) == stored(start)


def test_two_definitions_that_have_little_in_common() -> None:
    first = whole()
    second = make_definition([make_question(), make_question("nps", "score")], title="Other")

    patch = difference(first, second)

    assert stored(patched(first, patch)) == stored(second)
    assert stored(patched(second, inverted(patch))) == stored(first)


@pytest.fixture
def survey() -> Definition:
    colours = {"choices": make_choices("Red", "Green", "Blue")}
    return make_definition(
        [make_question(name="a"), make_question("single_choice", "b", settings=colours)],
        [make_question(name="c")],
    )


def test_a_small_edit_is_a_small_patch(survey: Definition) -> None:
    question = survey.elements[0].id
    long = editing.set_question_text(
        survey, question_id=question, field="text", language="en", text="word " * 900
    )
    longer = editing.set_question_text(
        long, question_id=question, field="text", language="en", text="word " * 450 + "new " + "word " * 450
    )

    assert len(json.dumps(patch_json(difference(long, longer)))) < 120


def test_a_move_names_only_what_moved(survey: Definition) -> None:
    question, page = survey.elements[0].id, survey.pages[1].id

    patch = difference(survey, editing.move_question(survey, question_id=question, page_id=page))

    assert {step.subject for step in patch} == {question}
    assert [step.kind for step in patch] == ["place", "place"]


def test_one_and_one_point_nought_are_two_values() -> None:
    one, other = (
        make_definition([make_question("number", "n", settings={"minimum": value}, id="q_aaaaaaaa")])
        for value in (1, 2)
    )

    [step] = [s for s in difference(one, other) if s.path == ("settings", "minimum")]

    assert (step.before, step.after) == ([1], [2])


def test_what_was_changed_since_is_not_taken_back(survey: Definition) -> None:
    question = survey.elements[0].id
    words = {"question_id": question, "field": "text", "language": "en"}
    mine = editing.set_question_text(survey, text="Mine", **words)
    theirs = editing.set_question_text(mine, text="Theirs", **words)

    with pytest.raises(StepsBlocked) as refusal:
        Bench(theirs).apply(inverted(difference(survey, mine)))

    assert [step.path for step in refusal.value.steps] == [("text", "en")]


def test_a_long_text_that_was_changed_since_is_not_taken_back(survey: Definition) -> None:
    words = {"question_id": survey.elements[0].id, "field": "text", "language": "en"}
    long = editing.set_question_text(survey, text="word " * 40, **words)
    mine = editing.set_question_text(long, text="word " * 39 + "mine", **words)
    theirs = editing.set_question_text(mine, text="theirs " + "word " * 38 + "mine", **words)

    with pytest.raises(StepsBlocked):
        Bench(theirs).apply(inverted(difference(long, mine)))


def test_a_part_that_can_not_be_so_is_refused(survey: Definition) -> None:
    step = Step("value", survey.elements[0].id, ("name",), ["a"], ["Not A Name"])
    bench = Bench(survey)
    bench.apply((step,))

    with pytest.raises(DefinitionInvalid):
        bench.definition()


def test_a_place_in_what_is_not_there_is_not_found(survey: Definition) -> None:
    step = Step("place", "p_unknown1", ("elements",), [], [""], "q_1")

    with pytest.raises(StepsBlocked):
        Bench(survey).apply((step,))
    assert Bench(survey).order("p_unknown1", ("elements",)) is None


def test_overlapping_is_about_what_lies_in_the_other(survey: Definition) -> None:
    first, second = survey.elements[0].id, survey.elements[1].id
    reworded = difference(
        survey,
        editing.set_question_text(survey, question_id=first, field="text", language="en", text="New"),
    )
    gone = difference(survey, editing.delete_question(survey, question_id=first))
    other = difference(survey, editing.delete_question(survey, question_id=second))

    assert overlapping(touched(reworded), touched(gone))
    assert overlapping(touched(gone), touched(reworded))
    assert not overlapping(touched(reworded), touched(other))


def test_units_that_lost_their_place_are_no_definition(survey: Definition) -> None:
    gone = difference(survey, editing.delete_question(survey, question_id=survey.elements[0].id))
    bench = Bench(survey)
    bench.apply(tuple(step for step in gone if step.kind == "place"))

    with pytest.raises(StepsBlocked):
        bench.definition()


def test_a_list_that_is_left_out_while_it_is_empty(survey: Definition) -> None:
    quota = {"name": "Men", "limit": 10, "condition": "answered(a)"}
    full = editing.add_part(survey, listed="quotas", values=quota)

    patch = difference(full, survey)

    assert stored(patched(full, patch)) == stored(survey)
    assert stored(patched(survey, inverted(patch))) == stored(full)


def test_what_nothing_was_done_to_is_itself(survey: Definition) -> None:
    assert Bench(survey).definition() is survey


def test_units_that_nothing_was_done_to_are_shared(survey: Definition) -> None:
    words = {"field": "text", "language": "en", "text": "New"}
    changed = editing.set_question_text(survey, question_id=survey.elements[0].id, **words)

    after = patched(survey, difference(survey, changed))

    assert after == changed
    assert (after.pages[1] is survey.pages[1], after.elements[1] is survey.elements[1]) == (True, True)
