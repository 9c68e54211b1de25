"""Operations on logic: every one gives a valid definition or is refused whole, in words."""

from collections.abc import Callable
from typing import Any

import pytest

from surveys import editing
from surveys.definition import Definition
from surveys.exceptions import EditRefused
from tests.surveys.definitions import counted_ids, definition_of

SMOKER, COUNT, TEXT, GROUP, FIELD = (f"q_{number:08d}" for number in range(1, 6))
FIRST, SECOND, THIRD = (f"p_{number:08d}" for number in range(1, 4))


def question(identity: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "type": kind, "name": name, "text": {"en": f"{name}?"}, "settings": {}} | more


@pytest.fixture
def survey() -> Definition:
    """Smoker on the first page; on the second how many, with a condition, and a text that pipes it."""
    return definition_of(
        [question(SMOKER, "yes_no", "smoker")],
        [
            question(COUNT, "number", "cigarettes", visible_if="smoker"),
            question(TEXT, "short_text", "brand", text={"en": "Of your {{ cigarettes }}?"}),
        ],
        languages=["en"],
        title={"en": "Logic"},
    )


def element(definition: Definition, identity: str) -> Any:
    return next(part for part in definition.elements if part.id == identity)


def refusal(operation: Callable[..., Definition], *arguments: Any, **named: Any) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        operation(*arguments, **named)
    return caught.value


def test_a_condition_is_set_and_taken_away(survey: Definition) -> None:
    for source in ("not smoker", ""):
        survey = editing.set_condition(survey, target=COUNT, field="visible_if", source=source)
        assert element(survey, COUNT).visible_if == source


def test_a_condition_that_names_what_comes_later_is_refused_with_its_place(survey: Definition) -> None:
    refused = refusal(editing.set_condition, survey, target=SMOKER, field="visible_if", source="brand = 'x'")

    assert (refused.code, refused.problem and refused.problem.target) == ("forward_reference", SMOKER)


@pytest.mark.parametrize(
    ("target", "field", "code"),
    [
        ("q_99999999", "visible_if", "part_unknown"),
        (COUNT, "nonsense", "field_unknown"),
        (COUNT, "name", "field_unknown"),
        (FIRST, "required_if", "field_unknown"),
    ],
)
def test_a_condition_of_what_is_not_there_is_refused(
    survey: Definition, target: str, field: str, code: str
) -> None:
    assert refusal(editing.set_condition, survey, target=target, field=field, source="true").code == code


def test_how_a_question_behaves_is_changed_but_not_what_it_is(survey: Definition) -> None:
    changes = {"soft_required": True, "refusals": ["dont_know"], "shuffle_choices": {"order": "rotated"}}

    changed = element(editing.change_part(survey, part_id=TEXT, changes=changes), TEXT)

    assert (changed.soft_required, changed.refusals) == (True, ("dont_know",))
    assert changed.shuffle_choices.order == "rotated"
    for fixed in ("id", "type", "name", "settings", "in_group"):
        assert (
            refusal(editing.change_part, survey, part_id=TEXT, changes={fixed: "x"}).code == "field_unknown"
        )


def test_renaming_a_question_renames_it_in_conditions_and_texts(survey: Definition) -> None:
    survey = editing.rename_question(survey, question_id=SMOKER, name="smokes")
    survey = editing.rename_question(survey, question_id=COUNT, name="how_many")

    assert element(survey, COUNT).visible_if == "smokes"
    assert element(survey, TEXT).text == {"en": "Of your {{ how_many }}?"}


def test_a_name_that_follows_the_first_text_is_followed_too(survey: Definition) -> None:
    survey = editing.add_question(survey, type_key="number", page_id=FIRST, question_id="q_00000009")
    survey = editing.set_condition(survey, target=COUNT, field="visible_if", source="question_1 > 2")

    survey = editing.set_question_text(
        survey, question_id="q_00000009", field="text", language="en", text="Your age?"
    )

    assert element(survey, COUNT).visible_if == "age > 2"


def test_a_new_code_is_followed_by_conditions_on_it() -> None:
    choices = [{"id": "c_00000001", "code": "red"}, {"id": "c_00000002", "code": "blue"}]
    rows = [{"id": "r_00000001", "code": "desk"}]
    survey = definition_of(
        [
            question(SMOKER, "single_choice", "colour", settings={"choices": choices}),
            question(
                GROUP,
                "matrix_single",
                "service",
                settings={"rows": rows, "columns": [{"id": "c_00000003", "code": "good"}]},
            ),
            question(COUNT, "number", "n", visible_if='colour = "red" or service.desk = "good"'),
        ]
    )

    survey = editing.set_choice_code(survey, question_id=SMOKER, choice_id="c_00000001", code="rouge")
    survey = editing.set_choice_code(survey, question_id=GROUP, choice_id="r_00000001", code="counter")
    survey = editing.set_choice_code(survey, question_id=GROUP, choice_id="c_00000003", code="fine")

    assert element(survey, COUNT).visible_if == 'colour = "rouge" or service.counter = "fine"'


def test_a_question_that_is_named_elsewhere_goes_only_with_what_names_it(survey: Definition) -> None:
    refused = refusal(editing.delete_question, survey, question_id=SMOKER)
    assert refused.code == "in_use"
    assert "“cigarettes?” (shown if)" in refused.message

    rest = editing.delete_question(survey, question_id=SMOKER, clearing=True)

    assert element(rest, COUNT).visible_if == ""


def test_what_is_piped_goes_with_its_question(survey: Definition) -> None:
    assert "(text)" in refusal(editing.delete_question, survey, question_id=COUNT).message

    rest = editing.delete_question(survey, question_id=COUNT, clearing=True)

    assert element(rest, TEXT).text == {"en": "Of your ?"}


def test_rules_that_have_lost_their_condition_go(survey: Definition) -> None:
    survey = editing.put_rule(
        survey, owner=TEXT, rules="checks", values={"valid_if": "smoker or brand = 'x'", "message": {}}
    )
    survey = editing.put_rule(survey, owner=TEXT, rules="variants", values={"visible_if": "smoker"})
    survey = editing.put_rule(
        survey, owner=SECOND, rules="jumps", values={"condition": "smoker", "to": "e_00000001"}
    )
    survey = editing.change_part(survey, part_id=TEXT, changes={"quiz": {"right_if": "smoker"}})
    survey = editing.add_part(
        survey,
        listed="scores",
        values={"name": "risk", "terms": [{"question": SMOKER}, {"question": COUNT}]},
        part_id="s_00000001",
    )

    rest = editing.delete_page(survey, page_id=FIRST, clearing=True)

    brand = element(rest, TEXT)
    assert (brand.checks, brand.variants, brand.quiz, rest.pages[0].jumps) == ((), (), None, ())
    assert [term.question for term in rest.scores[0].terms] == [COUNT]


def test_an_ending_that_a_jump_and_a_quota_lead_to_is_kept_or_all_go(survey: Definition) -> None:
    survey = editing.put_rule(survey, owner=FIRST, rules="jumps", values={"to": "e_00000001"})
    survey = editing.add_part(
        survey, listed="quotas", values={"name": "All", "limit": 3, "ending": "e_00000001"}
    )
    assert refusal(editing.delete_ending, survey, ending_id="e_00000001").code == "in_use"

    rest = editing.delete_part(survey, part_id="e_00000001", clearing=True)

    assert (rest.endings, rest.pages[0].jumps, rest.quotas[0].ending) == ((), (), None)


def test_moving_behind_what_names_it_is_refused_where(survey: Definition) -> None:
    refused = refusal(editing.move_question, survey, question_id=SMOKER, page_id=SECOND)
    pages = refusal(editing.move_page, survey, page_id=FIRST, position=1)

    assert (refused.code, pages.code) == ("forward_reference", "forward_reference")
    assert refused.message.startswith("“cigarettes?” (shown if): ")


def test_rules_are_added_changed_moved_and_deleted(survey: Definition) -> None:
    for to in (SECOND, "e_00000001"):
        survey = editing.put_rule(
            survey, owner=FIRST, rules="jumps", values={"condition": "smoker", "to": to}
        )

    survey = editing.move_rule(survey, owner=FIRST, rules="jumps", index=1, position=0)
    survey = editing.put_rule(survey, owner=FIRST, rules="jumps", values={"condition": ""}, index=1)
    assert [(jump.condition, jump.to) for jump in survey.pages[0].jumps] == [
        ("smoker", "e_00000001"),
        ("", SECOND),
    ]

    survey = editing.delete_rule(survey, owner=FIRST, rules="jumps", index=0)
    assert [jump.to for jump in survey.pages[0].jumps] == [SECOND]


def test_rules_that_make_no_sense_are_refused(survey: Definition) -> None:
    put: Any = editing.put_rule
    assert refusal(put, survey, owner=TEXT, rules="checks", values={}).code == "condition_missing"
    assert (
        refusal(put, survey, owner=FIRST, rules="checks", values={"valid_if": "1=1"}).code == "rule_unknown"
    )
    assert refusal(put, survey, owner=FIRST, rules="jumps", values={"to": FIRST}).code == "backward_jump"
    assert refusal(put, survey, owner=FIRST, rules="jumps", values={"to": "e_9"}).code == "wrong_form"
    assert refusal(put, survey, owner=FIRST, rules="jumps", values={}, index=7).code == "rule_unknown"
    move: Any = editing.move_rule
    assert refusal(move, survey, owner=FIRST, rules="jumps", index=0, position=1).code == "rule_unknown"


def test_pages_go_into_a_block_and_out_and_outlive_it(survey: Definition) -> None:
    survey = editing.add_page(survey, page_id=THIRD)
    survey = editing.add_part(survey, listed="blocks", values={}, part_id="b_00000001")
    for page in (FIRST, THIRD):
        survey = editing.set_block(survey, page_id=page, block_id="b_00000001")
    assert [page.id for page in survey.pages] == [FIRST, THIRD, SECOND]

    out = editing.set_block(survey, page_id=THIRD, block_id=None)
    gone = editing.delete_part(survey, part_id="b_00000001")

    assert [page.block for page in out.pages] == ["b_00000001", None, None]
    assert ([page.block for page in gone.pages], gone.blocks) == ([None, None, None], ())


def test_parts_of_the_survey_are_moved_and_only_they(survey: Definition) -> None:
    survey = editing.add_part(survey, listed="endings", values={"title": {"en": "No"}}, part_id="e_00000002")

    moved = editing.move_part(survey, part_id="e_00000002", position=0)

    assert [ending.id for ending in moved.endings] == ["e_00000002", "e_00000001"]
    assert refusal(editing.move_part, survey, part_id=FIRST, position=0).code == "part_unknown"


@pytest.fixture
def grouped() -> Definition:
    """A repeat group with a field, and a sum over it behind it."""
    return definition_of(
        [
            question(GROUP, "repeat_group", "children"),
            question(FIELD, "number", "age", in_group=GROUP),
            question(COUNT, "number", "n", visible_if="sum(children.age) > 3"),
            question(TEXT, "short_text", "toy"),
        ]
    )


def order(definition: Definition) -> list[tuple[str, str | None]]:
    return [(part.name, part.in_group) for part in definition.elements]


def test_a_question_goes_into_a_group_and_out_and_is_named_accordingly(grouped: Definition) -> None:
    inside = editing.set_group(grouped, question_id=TEXT, group_id=GROUP)
    assert order(inside) == [("children", None), ("age", GROUP), ("toy", GROUP), ("n", None)]

    outside = editing.set_group(inside, question_id=TEXT, group_id=None)
    assert order(outside) == [("children", None), ("age", GROUP), ("toy", None), ("n", None)]
    assert editing.set_group(outside, question_id=TEXT, group_id=None) == outside
    assert refusal(editing.set_group, grouped, question_id=TEXT, group_id=COUNT).code == "group_unknown"


def test_a_renamed_group_and_field_are_followed(grouped: Definition) -> None:
    grouped = editing.rename_question(grouped, question_id=GROUP, name="kids")
    grouped = editing.rename_question(grouped, question_id=FIELD, name="years")

    assert element(grouped, COUNT).visible_if == "sum(kids.years) > 3"


def test_a_group_moves_and_is_copied_with_what_it_repeats(grouped: Definition) -> None:
    grouped = editing.set_condition(grouped, target=COUNT, field="visible_if", source="")
    moved = editing.move_question(grouped, question_id=GROUP, page_id=FIRST, position=1)
    assert order(moved) == [("n", None), ("children", None), ("age", GROUP), ("toy", None)]

    checked = editing.put_rule(grouped, owner=FIELD, rules="checks", values={"valid_if": "children.age > 0"})
    copied = editing.duplicate_question(
        checked, question_id=GROUP, new_question_id="q_00000077", ids=counted_ids(90)
    )

    assert order(copied)[2:4] == [("children_2", None), ("age_2", "q_00000077")]
    assert copied.elements[3].checks[0].valid_if == "children_2.age_2 > 0"


def test_a_question_moved_among_repeated_ones_is_repeated_too(grouped: Definition) -> None:
    moved = editing.move_question(grouped, question_id=TEXT, page_id=FIRST, position=1)
    assert order(moved)[:3] == [("children", None), ("toy", GROUP), ("age", GROUP)]

    back = editing.move_question(moved, question_id=TEXT, page_id=FIRST, position=3)
    assert order(back)[2:] == [("n", None), ("toy", None)]
    added = editing.add_question(grouped, type_key="number", page_id=FIRST, position=1)
    assert added.elements[1].in_group == GROUP


def test_a_deleted_group_leaves_its_questions(grouped: Definition) -> None:
    rest = editing.delete_question(grouped, question_id=GROUP)

    assert order(rest) == [("age", None), ("n", None), ("toy", None)]
    assert element(rest, COUNT).visible_if == "sum(age) > 3"


def test_a_copied_page_names_its_own_questions(survey: Definition) -> None:
    copied = editing.duplicate_page(survey, page_id=SECOND, ids=counted_ids(50))

    count, brand = copied.pages[2].elements
    assert (count.visible_if, brand.text) == ("smoker", {"en": "Of your {{ cigarettes_2 }}?"})
