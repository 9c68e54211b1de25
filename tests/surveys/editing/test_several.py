"""Several questions at once: moved, copied, deleted, required; done to all, or refused whole."""

import pytest

from surveys import editing
from surveys.exceptions import EditRefused
from tests.surveys.definitions import counted_ids, definition_of, element_data


def q(number):
    return f"q_{number:08d}"


@pytest.fixture
def definition():
    """Two pages: number 1, text 2 shown if 1 is over 3, statement 3; then text 4."""
    return definition_of(
        [
            element_data("number", 1),
            element_data("short_text", 2, visible_if="question_1 > 3"),
            element_data("statement", 3),
        ],
        [element_data("short_text", 4)],
    )


@pytest.fixture
def grouped():
    """A group that repeats 2, with 3 behind it; then an empty page."""
    return definition_of(
        [
            element_data("repeat_group", 1),
            element_data("short_text", 2, in_group=q(1)),
            element_data("short_text", 3),
        ],
        [],
    )


def placed(definition):
    return [[element.id for element in page.elements] for page in definition.pages]


def refusal(name, definition, **arguments):
    with pytest.raises(EditRefused) as caught:
        getattr(editing, name)(definition, **arguments)
    return caught.value


def test_questions_are_moved_to_the_end_of_a_page_in_their_order(definition):
    after = editing.move_questions(definition, question_ids=[q(2), q(1)], page_id="p_00000002")

    assert placed(after) == [[q(3)], [q(4), q(1), q(2)]]
    assert after.elements[3].visible_if == "question_1 > 3"


def test_a_move_after_which_something_comes_too_early_is_refused_whole(definition):
    refused = refusal("move_questions", definition, question_ids=[q(1), q(3)], page_id="p_00000002")

    assert refused.code == "forward_reference"
    assert "How are <you>?" in refused.message


def test_a_group_is_moved_with_what_it_repeats(grouped):
    after = editing.move_questions(grouped, question_ids=[q(2), q(1)], page_id="p_00000002")

    assert placed(after) == [[q(3)], [q(1), q(2)]]
    assert after.elements[2].in_group == q(1)


def test_what_is_moved_without_its_group_is_asked_once(grouped):
    after = editing.move_questions(grouped, question_ids=[q(2)], page_id="p_00000002")

    assert placed(after) == [[q(1), q(3)], [q(2)]]
    assert after.elements[2].in_group is None


def test_copies_stand_behind_their_originals_and_name_each_other(definition):
    after = editing.duplicate_questions(definition, question_ids=[q(1), q(2), q(4)], ids=counted_ids(50))

    names = [[element.name for element in page.elements] for page in after.pages]
    assert names == [
        ["question_1", "question_5", "question_2", "question_6", "question_3"],
        ["question_4", "question_7"],
    ]
    copy = next(element for element in after.elements if element.name == "question_6")
    assert copy.visible_if == "question_5 > 3"


def test_a_group_is_copied_once_with_what_it_repeats(grouped):
    after = editing.duplicate_questions(grouped, question_ids=[q(1), q(2)], ids=counted_ids(50))

    first, second = after.pages[0].elements[2:4]
    assert len(after.elements) == 5
    assert second.in_group == first.id


def test_questions_are_deleted_with_what_names_them_if_that_is_wanted(definition):
    refused = refusal("delete_questions", definition, question_ids=[q(1), q(4)])
    after = editing.delete_questions(definition, question_ids=[q(1), q(4)], clearing=True)

    assert refused.code == "in_use"
    assert placed(after) == [[q(2), q(3)], []]
    assert after.elements[0].visible_if == ""


def test_what_names_only_each_other_is_deleted_without_a_word(definition):
    after = editing.delete_questions(definition, question_ids=[q(1), q(2)])

    assert placed(after) == [[q(3)], [q(4)]]


def test_what_a_deleted_group_repeated_is_asked_once(grouped):
    after = editing.delete_questions(grouped, question_ids=[q(1)])

    assert [element.in_group for element in after.elements] == [None, None]


def test_answers_are_required_where_there_are_answers(definition):
    every = [element.id for element in definition.elements]

    after = editing.require_questions(definition, question_ids=every, required=True)

    assert [element.required for element in after.elements] == [True, True, False, True]
    assert editing.require_questions(after, question_ids=every, required=False) == definition
    assert editing.require_questions(after, question_ids=every, required=True) == after


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("move_questions", {"page_id": "p_00000002"}),
        ("duplicate_questions", {}),
        ("delete_questions", {}),
        ("require_questions", {"required": True}),
    ],
)
def test_nothing_and_what_is_gone_is_refused(definition, name, more):
    assert refusal(name, definition, question_ids=[], **more).code == "nothing_chosen"
    assert refusal(name, definition, question_ids=[q(1), q(9)], **more).code == "questions_gone"


def test_a_page_that_is_gone_takes_nothing(definition):
    assert refusal("move_questions", definition, question_ids=[q(1)], page_id="p_9").code == "page_unknown"
