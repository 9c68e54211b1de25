import pytest

from surveys.editing import (
    add_choice,
    add_other,
    add_question,
    change_choice,
    delete_choice,
    move_choice,
    paste_choices,
    set_choice_code,
    set_choice_label,
    set_languages,
)
from surveys.editing.pasting import read_pasted
from surveys.exceptions import EditRefused
from tests.builders import make_choices, make_definition, make_question
from tests.surveys.definitions import definition_of, element_data

SINGLE, MATRIX, MAIL = "q_00000001", "q_00000002", "q_00000003"


def choices(definition, list_name="choices", index=0):
    """``[(code, words)]`` of a list."""
    items = getattr(definition.elements[index].settings, list_name)
    return [(item.code, item.label.get("en", "")) for item in items]


def refusal_of(edit, *arguments, **keywords):
    with pytest.raises(EditRefused) as refusal:
        edit(*arguments, **keywords)
    return refusal.value


@pytest.fixture
def definition():
    return definition_of(
        [element_data("single_choice", 1), element_data("matrix_single", 2), element_data("email", 3)]
    )


def test_a_choice_is_added_with_the_next_free_code(definition):
    changed = add_choice(definition, question_id=SINGLE, label="Rest", position=0, choice_id="c_newnewne")

    assert choices(changed)[:2] == [("4", "Rest"), ("pay", "Fair pay")]
    assert changed.elements[0].settings.choices[0].id == "c_newnewne"


def test_rows_and_columns_are_added_with_ids_of_their_kind(definition):
    changed = add_choice(definition, question_id=MATRIX, label="Pay", list_name="rows")
    changed = add_choice(changed, question_id=MATRIX, label="Fine", list_name="columns")

    assert choices(changed, "rows", 1)[2] == ("1", "Pay")
    assert changed.elements[1].settings.rows[2].id.startswith("r_")
    assert choices(changed, "columns", 1)[2] == ("1", "Fine")
    assert changed.elements[1].settings.columns[2].id.startswith("c_")


def test_other_asks_for_a_text_and_keeps_its_place_in_every_language_that_canvass_speaks(definition):
    several = set_languages(definition, languages=["en", "de", "sv"])

    other = add_other(several, question_id=SINGLE).elements[0].settings.choices[-1]

    assert (other.code, other.other, other.pinned) == ("4", True, True)
    assert other.label == {"en": "Other, namely", "de": "Sonstiges, und zwar"}
    refused = refusal_of(add_other, definition, question_id=MATRIX, list_name="columns")
    assert refused.code == "setting_unknown"


def test_what_is_added_stands_above_what_stays_last(definition):
    rather_not = {"other": False, "pinned": True}
    none = change_choice(definition, question_id=SINGLE, choice_id="c_aaaaaaa3", changes=rather_not)
    other = add_other(none, question_id=SINGLE)
    added = add_choice(other, question_id=SINGLE, label="Soup")
    pasted = paste_choices(added, question_id=SINGLE, lines="Red\nBlue")

    words = [words for _code, words in choices(pasted)]
    former = [words for _code, words in choices(definition)]
    assert words == [*former[:2], "Soup", "Red", "Blue", "Other, namely", former[2]]


def test_where_all_stay_last_what_is_added_stands_at_the_end(definition):
    pinned = definition
    for item in definition.elements[0].settings.choices:
        pinned = change_choice(pinned, question_id=SINGLE, choice_id=item.id, changes={"pinned": True})

    assert choices(add_choice(pinned, question_id=SINGLE, label="Soup"))[-1] == ("4", "Soup")


@pytest.mark.parametrize(
    ("lines", "added"),
    [
        ("Red\nGreen\r\n\n  \nBlue", [("4", "Red"), ("5", "Green"), ("6", "Blue")]),
        ("- Red\n• Green\n* Blue\n☐ Grey", [("4", "Red"), ("5", "Green"), ("6", "Blue"), ("7", "Grey")]),
        ("1. Red\n2) Green\n10 Downing Street", [("4", "Red"), ("5", "Green"), ("6", "10 Downing Street")]),
        ("r\tRed\n7\tGreen\nBlue", [("r", "Red"), ("7", "Green"), ("8", "Blue")]),
        ("pay\tAgain\n4\tRed\nGreen", [("5", "Again"), ("4", "Red"), ("6", "Green")]),
        ("Bright red\tred\nDeep blue\tblue", [("red", "Bright red"), ("blue", "Deep blue")]),
        ("Label\tCode\nRed\tr\nBlue\tb", [("r", "Red"), ("b", "Blue")]),
        ("Note\tText\tKey\nx\tRed\tr", [("r", "Red")]),
        ("not a code\tnor this", [("4", "nor this")]),
        ('a\t"Red, or\nso"', [("a", "Red, or so")]),
        ("<b>Red</b> &amp; blue<script>alert(1)</script>", [("4", "Red & blue")]),
        ("< 18\n> 65 & more", [("4", "< 18"), ("5", "> 65 & more")]),
    ],
)
def test_many_choices_are_pasted_one_a_line(definition, lines, added):
    assert choices(paste_choices(definition, question_id=SINGLE, lines=lines))[2:-1] == added


def oddities(definition, lines):
    items = definition.elements[0].settings.choices
    assert definition.elements[0].id == SINGLE
    return [each.oddities for each in read_pasted(lines, items, "en")]


def test_what_is_odd_about_pasted_lines_is_noted(definition):
    first = definition.elements[0].settings.choices[0]

    lines = f"x\tRed\n{first.code}\tGreen\ny\t red \t\nnot good\tBlue\tleft\nz\t<i>Grey</i>"

    assert oddities(definition, lines) == [
        (),
        ("code_taken",),
        ("repeated",),
        ("code_unusable", "cells_left"),
        ("cleaned",),
    ]
    assert oddities(definition, first.label["en"].upper()) == [("repeated",)]


def test_what_is_there_already_can_be_left_out(definition):
    lines = "Red\nred\nGreen"

    after = paste_choices(definition, question_id=SINGLE, lines=lines, skipping_repeated=True)

    assert [label for _code, label in choices(after)[2:-1]] == ["Red", "Green"]
    refused = refusal_of(paste_choices, after, question_id=SINGLE, lines=lines, skipping_repeated=True)
    assert refused.code == "nothing_pasted"


def test_a_cell_longer_than_any_text_is_refused(definition):
    lines = "a\t" + "x" * 140_000

    assert refusal_of(paste_choices, definition, question_id=SINGLE, lines=lines).code == "too_long"


def test_choices_that_nobody_touched_make_room_for_pasted_ones(definition):
    began = add_question(definition, type_key="matrix_single", page_id=definition.pages[0].id)
    rows = began.elements[3].settings.rows
    place = {"question_id": began.elements[3].id, "list_name": "rows"}
    noted = change_choice(
        began, question_id=place["question_id"], choice_id=rows[0].id, changes={"code": "a"}
    )
    worded = set_choice_label(
        began, question_id=place["question_id"], choice_id=rows[0].id, language="en", text="Pay"
    )

    assert choices(paste_choices(began, lines="Soup\nSalad", **place), "rows", 3) == [
        ("1", "Soup"),
        ("2", "Salad"),
    ]
    assert len(choices(paste_choices(noted, lines="Soup", **place), "rows", 3)) == 1
    assert [words for _, words in choices(paste_choices(worded, lines="Soup", **place), "rows", 3)] == [
        "Pay",
        "Row 2",
        "Soup",
    ]


def test_two_thousand_choices_can_be_pasted_and_not_one_more(definition):
    lines = "\n".join(str(number) for number in range(1_997))

    full = paste_choices(definition, question_id=SINGLE, lines=lines)

    assert len(choices(full)) == 2_000
    assert refusal_of(paste_choices, full, question_id=SINGLE, lines="one more").code == "too_many"
    assert refusal_of(add_choice, full, question_id=SINGLE, label="one more").code == "too_many"


def test_a_choice_is_worded_and_coded_and_keeps_its_identity(definition):
    worded = set_choice_label(
        definition, question_id=SINGLE, choice_id="c_aaaaaaa1", language="en", text="Pay"
    )
    coded = set_choice_code(worded, question_id=SINGLE, choice_id="c_aaaaaaa1", code="money")

    assert choices(coded)[0] == ("money", "Pay")
    assert coded.elements[0].settings.choices[0].id == "c_aaaaaaa1"
    assert coded.elements[0].settings.choices[0].label["ar"] == "أجر عادل"


@pytest.mark.parametrize(
    ("code", "refused"), [("time", "duplicate_code"), ("=cmd", "wrong_form"), ("", "wrong_form")]
)
def test_codes_that_are_bad_or_taken_are_refused(definition, code, refused):
    refusal = refusal_of(set_choice_code, definition, question_id=SINGLE, choice_id="c_aaaaaaa1", code=code)

    assert refusal.code == refused


@pytest.mark.parametrize(
    ("position", "order"),
    [(0, ["3", "pay", "time"]), (1, ["pay", "3", "time"]), (None, ["pay", "time", "3"])],
)
def test_a_choice_is_moved(definition, position, order):
    changed = move_choice(definition, question_id=SINGLE, choice_id="c_aaaaaaa3", position=position)

    assert [code for code, _words in choices(changed)] == order


def test_a_row_is_deleted(definition):
    changed = delete_choice(definition, question_id=MATRIX, choice_id="r_aaaaaaa1")

    assert choices(changed, "rows", 1) == [("people", "People")]


@pytest.mark.parametrize("choice", ["c_99999999", "c_ddddddd1"])
def test_a_choice_that_is_gone_or_another_question_s_is_refused(definition, choice):
    for edit in (
        delete_choice,
        lambda *arguments, **keywords: move_choice(*arguments, **keywords, position=0),
    ):
        assert refusal_of(edit, definition, question_id=SINGLE, choice_id=choice).code == "choice_unknown"


def test_a_choice_that_logic_names_stays_and_where_is_told():
    asked = make_question("single_choice", "b", text="B?", settings={"choices": make_choices("Red", "Green")})
    grid = make_question("matrix_single", "g", text="G?")
    row = grid["settings"]["rows"][0]
    after = make_question(name="a", text="A?", visible_if=f"b = '1' and answered(cell(g, '{row['code']}'))")
    survey = make_definition([asked, grid, after])

    one = refusal_of(
        delete_choice, survey, question_id=asked["id"], choice_id=survey.elements[0].settings.choices[0].id
    )
    other = refusal_of(delete_choice, survey, question_id=grid["id"], choice_id=row["id"])

    assert (one.code, str(one)) == ("in_use", "“Red” is still used: “A?” (shown if). Change that first.")
    assert (other.code, str(other)) == (
        "in_use",
        "“Row 1” is still used: “A?” (shown if). Change that first.",
    )


def test_a_question_without_such_a_list_is_refused(definition):
    assert refusal_of(add_choice, definition, question_id=MAIL, label="x").code == "list_unknown"
    assert (
        refusal_of(paste_choices, definition, question_id=SINGLE, lines="x", list_name="rows").code
        == "list_unknown"
    )
