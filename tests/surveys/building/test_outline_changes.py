"""The outline that is on the screen, changed piece by piece, is always the one that would be made anew."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from surveys import editing
from surveys.building.outline import Outliner
from surveys.building.outline_changes import in_place, outline_changes
from surveys.building.places import find_place, owner_of
from surveys.building.severities import severities
from surveys.definition import problems_before_publishing
from surveys.exceptions import EditRefused
from surveys.question_types import question_type
from tests.surveys.definitions import counted_ids, definition_of, element_data, whole
from tests.surveys.editing.test_any_order import operations


def outliner(definition):
    return Outliner(definition, find_place(definition, {"at": "", "language": "en"}))


def on_screen(definition):
    """The outline as a browser holds it: heads and rows of pages by id, in order."""
    pages = outliner(definition).pages()
    return [[seen(replace(page, rows=())), [seen(row) for row in page.rows]] for page in pages]


def seen(item):
    return replace(item, is_current=False)


def swapped(screen, changes):
    """The outline after the pieces have found their places, in the order in which they are sent."""
    screen = [[head, list(rows)] for head, rows in screen if head.id not in changes.gone]
    for entry in screen:
        entry[1] = [row for row in entry[1] if row.id not in changes.gone]
    for put in changes.pages:
        at = [head.id for head, _rows in screen].index(put.behind) + 1 if put.behind else 0
        screen.insert(at, [seen(replace(put.item, rows=())), [seen(row) for row in put.item.rows]])
    for put in changes.rows:
        rows = next(rows for head, rows in screen if head.id == put.page)
        at = [row.id for row in rows].index(put.behind) + 1 if put.behind else 0
        rows.insert(at, seen(put.item))
    renewed = {row.id: seen(row) for row in (*changes.renewed, *changes.reworded)}
    heads = {page.id: seen(page) for page in changes.heads}
    titles = {page.id: page.title for page in changes.retitled}
    return [
        [
            heads.get(head.id, replace(head, title=titles.get(head.id, head.title))),
            [renewed.get(row.id, row) for row in rows],
        ]
        for head, rows in screen
    ]


@given(st.integers(0, 2**32), st.lists(st.integers(0, 38), max_size=15))
def test_pieces_of_every_operation_make_the_outline_that_would_be_made_anew(seed, order):
    random, ids = Random(seed), counted_ids(first=1_000)
    definition = whole()
    screen = on_screen(definition)

    for number in order:
        name, arguments = operations(definition, random, ids)[number]
        try:
            changed = getattr(editing, name)(definition, **arguments)
        except EditRefused:
            continue
        screen = swapped(screen, outline_changes(outliner(definition), outliner(changed)))
        assert screen == on_screen(changed)
        assert severities(changed) == thorough_severities(changed)
        definition = changed


def thorough_severities(definition):
    """The severities as the checks before publishing give them."""
    found = {}
    for problem in problems_before_publishing(definition):
        if problem.target:
            found.setdefault(owner_of(definition, problem.target), problem.severity)
    return {element.id: found[element.id] for element in definition.elements if element.id in found}


def three():
    return definition_of(
        [element_data("number", 1), element_data("short_text", 2, visible_if="question_1 > 3")],
        [element_data("short_text", 3)],
    )


def changes_by(name, **arguments):
    before = three()
    return outline_changes(outliner(before), outliner(getattr(editing, name)(before, **arguments)))


def test_a_text_changes_its_row_and_the_rows_whose_conditions_tell_it():
    changes = changes_by(
        "set_question_text", question_id="q_00000001", field="text", language="en", text="Age?"
    )

    assert [(row.id, row.words, row.condition) for row in changes.reworded] == [
        ("q_00000001", "Age?", ""),
        ("q_00000002", "How are <you>?", "“Age?” is more than 3"),
    ]
    assert (changes.gone, changes.rows, changes.renewed, changes.heads) == ((), (), (), ())


def test_a_moved_question_is_taken_out_and_put_in():
    changes = changes_by("move_question", question_id="q_00000003", page_id="p_00000001", position=0)

    assert changes.gone == ("q_00000003",)
    assert [(put.item.id, put.behind, put.page) for put in changes.rows] == [("q_00000003", "", "p_00000001")]
    assert changes.pages == ()


def test_the_mark_of_what_is_not_translated_moves_on():
    changes = changes_by("move_question", question_id="q_00000003", page_id="p_00000001", position=0)

    assert changes.rows[0].item.severity == "warning"
    assert [(row.id, row.severity) for row in changes.reworded] == [("q_00000001", "")]


def test_a_new_page_is_put_behind_the_one_before_it():
    changes = changes_by("add_page", position=1, page_id="p_00000009", title="New")

    assert [(put.item.title, put.behind) for put in changes.pages] == [("New", "p_00000001")]
    assert changes.gone == ()


def test_a_question_of_another_type_is_shown_anew():
    changes = changes_by("change_type", question_id="q_00000003", type_key="long_text")

    assert [(row.id, row.icon) for row in changes.renewed] == [
        ("q_00000003", question_type("long_text").icon)
    ]


def test_a_page_says_its_new_title_and_its_jumps():
    titled = changes_by("set_page_text", page_id="p_00000001", field="title", language="en", text="One")
    jumping = changes_by(
        "put_rule", owner="p_00000001", rules="jumps", values={"condition": "true", "to": "p_00000002"}
    )

    assert ([page.title for page in titled.retitled], titled.heads) == (["One"], ())
    assert ([page.jumps for page in jumping.heads], jumping.retitled) == ([1], ())


def test_most_stay_where_they_are():
    assert in_place("abcde", "bcdea") == set("bcde")
    assert in_place("abc", "xcab") == set("ab")
    assert in_place("", "ab") == set()
