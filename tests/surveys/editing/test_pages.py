import pytest

from surveys.editing import add_page, delete_page, duplicate_page, move_page, set_page_text
from surveys.exceptions import EditRefused
from tests.surveys.definitions import counted_ids, definition_of, element_data


def page_ids(definition):
    return [int(page.id[2:]) for page in definition.pages]


@pytest.fixture
def definition():
    return definition_of([element_data("email", 1)], [element_data("single_choice", 2, name="colours")], [])


@pytest.mark.parametrize(
    ("position", "order"),
    [(0, [9, 1, 2, 3]), (1, [1, 9, 2, 3]), (None, [1, 2, 3, 9]), (99, [1, 2, 3, 9]), (-5, [9, 1, 2, 3])],
)
def test_a_page_is_added_where_it_is_wanted(definition, position, order):
    changed = add_page(definition, title="New", position=position, page_id="p_00000009")

    assert page_ids(changed) == order
    assert changed.pages[order.index(9)].title == {"en": "New"}
    assert page_ids(definition) == [1, 2, 3]


def test_a_page_gets_an_id_of_its_own(definition):
    assert add_page(definition, ids=lambda prefix: f"{prefix}_abcdefgh").pages[3].id == "p_abcdefgh"


def test_an_id_that_is_taken_is_refused(definition):
    with pytest.raises(EditRefused) as refusal:
        add_page(definition, page_id="p_00000001")

    assert refusal.value.code == "duplicate_id"


@pytest.mark.parametrize(
    ("position", "order"), [(0, [2, 1, 3]), (1, [1, 2, 3]), (2, [1, 3, 2]), (None, [1, 3, 2]), (7, [1, 3, 2])]
)
def test_a_page_is_moved(definition, position, order):
    assert page_ids(move_page(definition, page_id="p_00000002", position=position)) == order


def test_a_page_is_worded_in_a_language_and_sanitised(definition):
    titled = set_page_text(definition, page_id="p_00000001", field="title", language="ar", text=" عنوان ")
    described = set_page_text(
        titled, page_id="p_00000001", field="description", language="en", text="<b onclick='x'>Hi</b>"
    )
    cleared = set_page_text(described, page_id="p_00000001", field="title", language="ar", text="")

    assert described.pages[0].title == {"ar": "عنوان"}
    assert described.pages[0].description == {"en": "<b>Hi</b>"}
    assert cleared.pages[0].title == {}


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("nl", "Hoi", "language_undeclared"),
        ("xx", "Hoi", "language_unknown"),
        ("en", "a\x00", "null_byte"),
        ("en", "x" * 100_000, "too_long"),
    ],
)
def test_words_that_can_not_be_stored_are_refused(definition, language, text, code):
    with pytest.raises(EditRefused) as refusal:
        set_page_text(definition, page_id="p_00000001", field="title", language=language, text=text)

    assert refusal.value.code == code
    assert refusal.value.message


def test_a_copied_page_has_its_own_identities_and_names(definition):
    changed = duplicate_page(definition, page_id="p_00000002", new_page_id="p_copiedid", ids=counted_ids())

    original, copy = changed.pages[1], changed.pages[2]
    assert copy.id == "p_copiedid"
    assert copy.elements[0].name == "colours_2"
    assert copy.elements[0].settings.choices[0].label == original.elements[0].settings.choices[0].label
    assert copy.elements[0].settings.choices[0].id != original.elements[0].settings.choices[0].id


def test_copies_of_copies_count_on(definition):
    twice = duplicate_page(duplicate_page(definition, page_id="p_00000002"), page_id="p_00000002")

    assert [element.name for element in twice.elements] == ["question_1", "colours", "colours_3", "colours_2"]


def test_a_page_is_deleted_but_never_the_last(definition):
    one_left = delete_page(delete_page(definition, page_id="p_00000001"), page_id="p_00000003")

    assert page_ids(one_left) == [2]
    with pytest.raises(EditRefused) as refusal:
        delete_page(one_left, page_id="p_00000002")
    assert refusal.value.code == "last_page"


@pytest.mark.parametrize(
    "edit",
    [
        lambda definition, page: delete_page(definition, page_id=page),
        lambda definition, page: duplicate_page(definition, page_id=page),
        lambda definition, page: move_page(definition, page_id=page, position=0),
        lambda definition, page: set_page_text(
            definition, page_id=page, field="title", language="en", text="x"
        ),
    ],
)
def test_a_page_that_is_gone_is_refused(definition, edit):
    with pytest.raises(EditRefused) as refusal:
        edit(definition, "p_99999999")

    assert refusal.value.code == "page_unknown"
