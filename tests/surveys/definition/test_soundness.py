"""The quick way of judging the whole says what the thorough one says, whatever was judged before."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import editing
from surveys.definition import Definition, checking
from surveys.definition.checking import problems_in_detail
from surveys.definition.documents import Page
from surveys.definition.remembering import Remembered
from surveys.definition.soundness import is_sound
from surveys.definition.written import written_in
from surveys.exceptions import DefinitionInvalid, EditRefused
from surveys.question_types.elements import DocumentPart
from tests.surveys.definitions import counted_ids, definition_of, element_data, whole
from tests.surveys.editing.test_any_order import operations
from tests.surveys.flow.imagined import definitions


def judged_alike(definition):
    """What the quick way says, if the thorough one agrees."""
    said = is_sound(definition)
    assert said == (problems_in_detail(definition) == [])
    return said


@given(st.integers(0, 2**32), st.lists(st.integers(0, 38), max_size=25))
def test_both_ways_agree_on_what_every_operation_makes(seed, order):
    random, ids = Random(seed), counted_ids(first=1_000)
    definition = whole()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "is_sound", judged_alike)
        for number in order:
            name, arguments = operations(definition, random, ids)[number]
            try:
                definition = getattr(editing, name)(definition, **arguments)
            except EditRefused:
                continue


def broken(definition, random):
    """The definition with something changed that nobody checks."""
    pages = list(definition.pages)
    at = random.randrange(len(pages))
    elements = list(pages[at].elements)
    if elements and random.random() < 0.7:
        part = random.randrange(len(elements))
        taken = random.choice(definition.elements)
        elements[part] = elements[part].model_copy(
            update=random.choice(
                [
                    {"name": taken.name},
                    {"id": taken.id},
                    {"name": "other_name"},
                    {"in_group": taken.id},
                    {"visible_if": f"answered({taken.name})"},
                    {"text": {"xx": "?"}},
                    {"text": {"en": "{{ " + taken.name + " }}"}},
                ]
            )
        )
    random.shuffle(elements) if random.random() < 0.3 else None
    pages[at] = pages[at].model_copy(update={"elements": tuple(elements)})
    random.shuffle(pages) if random.random() < 0.3 else None
    return definition.model_copy(update={"pages": tuple(pages)})


@given(definitions(), st.integers(0, 2**32))
def test_both_ways_agree_on_what_was_broken(definition, seed):
    random = Random(seed)

    for _each in range(8):
        judged_alike(definition)
        definition = broken(definition, random)
    judged_alike(definition)


def two_questions(**second):
    return definition_of([element_data("number", 1), element_data("short_text", 2, **second)])


def test_an_expression_is_compiled_anew_when_what_it_names_is_of_another_type():
    definition = two_questions(visible_if="question_1 > 3")

    changed = element_data("short_text", 1)
    other = definition_of([changed]).elements[0]
    page = definition.pages[0].model_copy(update={"elements": (other, definition.elements[1])})

    assert is_sound(definition)
    assert not judged_alike(definition.model_copy(update={"pages": (page,)}))


def test_an_expression_is_not_compiled_again_while_it_means_the_same(monkeypatch):
    definition = two_questions(visible_if="question_1 > 3")
    assert is_sound(definition)

    monkeypatch.setattr("surveys.definition.written.compile_expression", None)
    changed = editing.set_required(definition, question_id="q_00000001", required=True)

    assert changed.elements[1] is definition.elements[1]
    assert is_sound(changed)


def test_everything_that_a_survey_is_made_of_is_judged():
    kinds = {
        name
        for name, field in Definition.model_fields.items()
        if name != "pages" and isinstance(getattr(definition_of([]), name), tuple | DocumentPart)
    }

    assert kinds == {"languages", "endings", "blocks", "choice_lists", "quotas", "scores", "settings"}


def test_what_is_written_is_found_in_the_order_of_the_document():
    first = element_data("number", 1, text={"en": "Hello {{ contact('name') }}"})
    second = element_data("number", 2, visible_if="answered(question_1)")
    pages = {"pages": [{"id": "p_00000001", "elements": [first, second], "jumps": []}]}
    ending = {"id": "e_00000001", "title": {"en": "Thanks"}, "visible_if": "question_1 > 1"}
    definition = definition_of(**pages, endings=[ending], title={"en": "Hello"}, languages=["en"])

    found = [(each.path, each.before, each.page) for each in written_in(definition)]

    assert found == [
        ("pages[0].elements[0].text.en", 0, "p_00000001"),
        ("pages[0].elements[1].visible_if", 1, "p_00000001"),
        ("endings[0].visible_if", 2, ""),
    ]


BAND = {"code": "low", "at_least": 0, "label": {"en": "{{ question_1 }}"}}
SAME_FOR_EVERYBODY = {
    "title": {"title": {"en": "{{ question_1 }}"}},
    "button": {"settings": {"words": {"next": {"en": "On, {{ question_1 }}"}}}},
    "band": {
        "scores": [
            {"id": "s_00000001", "name": "sum", "terms": [{"question": "q_00000001"}], "bands": [BAND]}
        ]
    },
}


@pytest.mark.parametrize("where", SAME_FOR_EVERYBODY)
def test_answers_cannot_be_shown_in_what_is_the_same_for_everybody(where):
    asked = [{"id": "p_00000001", "elements": [element_data("rating", 1)], "jumps": []}]

    with pytest.raises(DefinitionInvalid) as refused:
        definition_of(pages=asked, **{"title": {"en": "Hello"}} | SAME_FOR_EVERYBODY[where])

    assert [each.code for each in refused.value.problems] == ["not_filled"]


def test_a_part_is_looked_at_once_and_forgotten_with_it():
    looked = []
    remembered = Remembered(lambda page: looked.append(page.id))
    page, other = Page(id="p_00000001"), Page(id="p_00000002")

    remembered(page)
    remembered(page)
    remembered(other)

    assert looked == ["p_00000001", "p_00000002"]
    del page, other
    assert remembered._known == {}
