from functools import cache

import pytest

from surveys.editing import (
    add_question,
    change_settings,
    change_type,
    delete_question,
    duplicate_question,
    move_question,
    rename_question,
    set_question_text,
    set_required,
    set_setting_text,
)
from surveys.exceptions import EditRefused
from surveys.question_types import question_types
from tests.gathering import gathered
from tests.surveys.definitions import counted_ids, definition_of, element_data

KEYS = [kind.key for kind in question_types()]
FIRST, SECOND = "p_00000001", "p_00000002"


def layout(definition):
    """The numbers of the questions, page by page."""
    return [[int(element.id[2:]) for element in page.elements] for page in definition.pages]


def refusal_of(edit, *arguments, **keywords):
    with pytest.raises(EditRefused) as refusal:
        edit(*arguments, **keywords)
    return refusal.value


@pytest.fixture
def definition():
    return definition_of(
        [element_data("email", 1), element_data("single_choice", 2, name="colours"), element_data("nps", 3)],
        [element_data("rating", 4)],
    )


@gathered("key", KEYS)
def test_a_question_of_every_type_can_be_added_and_copied(definition, key):
    added = add_question(definition, type_key=key, page_id=SECOND, text="How so?", question_id="q_aaaaaaaa")
    copied = duplicate_question(added, question_id="q_aaaaaaaa", new_question_id="q_bbbbbbbb")

    assert [element.id for element in copied.pages[1].elements] == ["q_00000004", "q_aaaaaaaa", "q_bbbbbbbb"]
    assert [element.name for element in copied.pages[1].elements[1:]] == ["how", "how_2"]
    assert copied.pages[1].elements[1].text == copied.pages[1].elements[2].text == {"en": "How so?"}


def test_a_question_is_added_where_it_is_wanted(definition):
    changed = add_question(definition, type_key="date", page_id=FIRST, position=1, question_id="q_00000009")

    assert layout(changed) == [[1, 9, 2, 3], [4]]


def test_the_starting_choices_speak_the_survey_s_base_language():
    definition = definition_of([], languages=["nl"], title={"nl": "Puls"}, endings=[])

    changed = add_question(definition, type_key="single_choice", page_id=FIRST, ids=counted_ids())

    assert [choice.label.keys() for choice in changed.elements[0].settings.choices] == [{"nl"}] * 3


def test_a_question_of_an_unknown_type_is_refused(definition):
    assert refusal_of(add_question, definition, type_key="sorcery", page_id=FIRST).code == "type_unknown"
    assert refusal_of(change_type, definition, question_id="q_00000001", type_key="x").code == "type_unknown"


def test_the_thousand_and_first_question_is_refused():
    full = definition_of(
        [element_data("email", number) for number in range(600)],
        [element_data("email", 600 + n) for n in range(400)],
    )

    assert refusal_of(add_question, full, type_key="email", page_id=SECOND).code == "too_many"


@pytest.mark.parametrize(
    ("page", "position", "order"),
    [
        (FIRST, 0, [[3, 1, 2], [4]]),
        (FIRST, 1, [[1, 3, 2], [4]]),
        (FIRST, None, [[1, 2, 3], [4]]),
        (SECOND, 0, [[1, 2], [3, 4]]),
        (SECOND, None, [[1, 2], [4, 3]]),
        (SECOND, 50, [[1, 2], [4, 3]]),
    ],
)
def test_a_question_is_moved_to_a_place_on_any_page(definition, page, position, order):
    assert (
        layout(move_question(definition, question_id="q_00000003", page_id=page, position=position)) == order
    )


def test_a_question_is_deleted(definition):
    assert layout(delete_question(definition, question_id="q_00000002")) == [[1, 3], [4]]


def test_a_question_is_renamed_unless_the_name_is_bad_or_taken(definition):
    renamed = rename_question(definition, question_id="q_00000001", name="mail")

    assert renamed.elements[0].name == "mail"
    assert (
        refusal_of(rename_question, definition, question_id="q_00000001", name="My mail").code == "wrong_form"
    )
    assert (
        refusal_of(rename_question, definition, question_id="q_00000001", name="colours").code
        == "duplicate_name"
    )


def test_the_first_text_names_a_question_and_later_ones_do_not(definition):
    worded = set_question_text(
        definition,
        question_id="q_00000001",
        field="text",
        language="en",
        text="What matters most to you now?",
    )
    reworded = set_question_text(
        worded, question_id="q_00000001", field="text", language="en", text="What counts?"
    )

    assert worded.elements[0].name == "what_matters_most"
    assert (reworded.elements[0].name, reworded.elements[0].text) == (
        "what_matters_most",
        {"en": "What counts?"},
    )


def test_hints_are_sanitised_and_name_nothing(definition):
    changed = set_question_text(
        definition, question_id="q_00000001", field="hint", language="en", text="<script>x</script>Yours"
    )

    assert (changed.elements[0].hint, changed.elements[0].name) == ({"en": "Yours"}, "question_1")


def test_an_answer_is_insisted_on_or_not(definition):
    required = set_required(definition, question_id="q_00000001", required=True)

    assert required.elements[0].required is True
    assert set_required(required, question_id="q_00000001", required=False) == definition


def test_settings_are_changed_and_refused_by_name(definition):
    changed = change_settings(definition, question_id="q_00000004", changes={"steps": 7, "look": "numbers"})
    refusal = refusal_of(change_settings, definition, question_id="q_00000004", changes={"steps": 99})

    assert (changed.elements[3].settings.steps, changed.elements[3].settings.look) == (7, "numbers")
    assert (refusal.code, refusal.message) == ("out_of_range", "Steps: This must be 10 or less.")
    assert (
        refusal_of(change_settings, definition, question_id="q_00000004", changes={"x": 1}).code
        == "setting_unknown"
    )


def test_texts_among_the_settings_are_worded_by_language(definition):
    changed = set_setting_text(
        definition, question_id="q_00000003", setting="low_label", language="en", text="Nope"
    )

    assert changed.elements[2].settings.low_label == {"en": "Nope", "ar": "أبدا"}
    for setting in ("steps", "unheard_of"):
        refusal = refusal_of(
            set_setting_text, definition, question_id="q_00000004", setting=setting, language="en", text="x"
        )
        assert refusal.code == "setting_unknown"


def test_a_type_of_the_same_family_keeps_the_identity_and_the_choices(definition):
    changed = change_type(definition, question_id="q_00000002", type_key="dropdown")

    before, after = definition.elements[1], changed.elements[1]
    assert (after.id, after.type, after.name) == ("q_00000002", "dropdown", "colours")
    assert after.settings.choices == before.settings.choices


def test_a_type_that_stores_other_answers_gets_a_new_identity(definition):
    changed = change_type(
        definition, question_id="q_00000002", type_key="multiple_choice", new_question_id="q_newnewne"
    )

    assert [element.id for element in changed.pages[0].elements] == ["q_00000001", "q_newnewne", "q_00000003"]
    assert changed.elements[1].settings.choices == definition.elements[1].settings.choices
    assert changed.elements[1].settings.layout == "beside"


def test_a_type_takes_over_what_it_can_use_and_no_more(definition):
    long = change_settings(
        change_type(definition, question_id="q_00000001", type_key="long_text"),
        question_id="q_00000001",
        changes={"maximum_length": 9_000, "minimum_length": 30},
    )

    short = change_type(long, question_id="q_00000001", type_key="short_text").elements[0].settings

    assert (short.minimum_length, short.maximum_length, short.autofill) == (30, 500, "off")


@cache
def alone(key):
    """A definition with one question."""
    return definition_of([element_data(key)])


@gathered("source", KEYS)
@gathered("target", KEYS)
def test_every_type_can_become_every_other(source, target):
    changed = change_type(alone(source), question_id="q_00000001", type_key=target).elements[0]

    assert (changed.type, changed.text, changed.name) == (target, {"en": "How are <you>?"}, "question_1")


def test_the_same_type_again_changes_nothing(definition):
    assert change_type(definition, question_id="q_00000001", type_key="email") is definition


@pytest.mark.parametrize(
    "edit",
    [
        lambda definition, question: delete_question(definition, question_id=question),
        lambda definition, question: duplicate_question(definition, question_id=question),
        lambda definition, question: move_question(definition, question_id=question, page_id=FIRST),
        lambda definition, question: rename_question(definition, question_id=question, name="x"),
        lambda definition, question: set_required(definition, question_id=question, required=True),
        lambda definition, question: change_type(definition, question_id=question, type_key="nps"),
        lambda definition, question: change_settings(definition, question_id=question, changes={}),
        lambda definition, question: set_question_text(
            definition, question_id=question, field="text", language="en", text="x"
        ),
    ],
)
def test_a_question_that_is_gone_is_refused(definition, edit):
    assert refusal_of(edit, definition, "q_99999999").code == "question_unknown"


def test_a_move_to_a_page_that_is_gone_is_refused(definition):
    refusal = refusal_of(move_question, definition, question_id="q_00000001", page_id="p_99999999")

    assert refusal.code == "page_unknown"
