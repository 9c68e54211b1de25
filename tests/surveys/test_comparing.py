"""What is different between two definitions, in words."""

from typing import Any

import pytest

from surveys import editing
from surveys.comparing import differences
from surveys.definition import Definition
from surveys.editing.parts import remade
from tests.builders import make_choices, make_definition, make_question


@pytest.fixture
def before() -> Definition:
    """Three questions and a choice on two pages."""
    choices = {"choices": make_choices("Red", "Green")}
    return make_definition(
        [
            make_question(name="a"),
            make_question(name="b"),
            make_question("single_choice", "c", settings=choices),
        ],
        [make_question(name="d")],
    )


def told(before: Definition, after: Definition) -> list[tuple[str, str, str]]:
    return [(found.kind, found.subject, found.words) for found in differences(before, after)]


def ids(definition: Definition) -> list[str]:
    return [element.id for element in definition.elements]


def test_the_same_has_no_differences(before: Definition) -> None:
    assert differences(before, before) == []


def test_moving_one_question_is_one_difference(before: Definition) -> None:
    page = before.pages[0].id
    after = editing.move_question(before, question_id=ids(before)[0], page_id=page, position=None)

    assert told(before, after) == [("moved", "What is your a?", "This question was moved.")]


def test_moving_to_another_page_is_one_difference(before: Definition) -> None:
    after = editing.move_question(before, question_id=ids(before)[2], page_id=before.pages[1].id, position=0)

    assert told(before, after) == [("moved", "What is your c?", "This question was moved.")]


def test_added_and_removed_questions(before: Definition) -> None:
    after = editing.delete_question(before, question_id=ids(before)[1])
    after = editing.add_question(after, type_key="nps", page_id=before.pages[1].id, text="How likely?")

    assert told(before, after) == [
        ("added", "How likely?", "This question was added."),
        (
            "removed",
            "What is your b?",
            "This question was removed. Answers given to it stay in the results.",
        ),
    ]


@pytest.mark.parametrize(
    ("operation", "more", "kind", "words"),
    [
        (
            editing.set_question_text,
            {"field": "hint", "language": "en", "text": "Short"},
            "reworded",
            "The words of this question have changed.",
        ),
        (editing.set_required, {"required": True}, "changed", "An answer is now required."),
        (
            editing.rename_question,
            {"name": "first"},
            "changed",
            "Its name in exports is now “first”, not “a”.",
        ),
        (
            editing.change_settings,
            {"changes": {"maximum_length": 9}},
            "changed",
            "Its settings have changed.",
        ),
        (
            editing.change_type,
            {"type_key": "long_text"},
            "retyped",
            "This question is now of the type “Long text”.",
        ),
    ],
)
def test_what_happened_to_a_question(
    before: Definition, operation: Any, more: dict[str, Any], kind: str, words: str
) -> None:
    after = operation(before, question_id=ids(before)[0], **more)

    assert told(before, after) == [(kind, "What is your a?", words)]


def test_a_question_that_may_be_skipped_again(before: Definition) -> None:
    required = editing.set_required(before, question_id=ids(before)[0], required=True)

    assert told(required, before)[0][2] == "It may now be skipped."


def test_what_happened_to_choices(before: Definition) -> None:
    question = ids(before)[2]
    red, green = (item.id for item in before.elements[2].settings.choices)
    after = editing.add_choice(before, question_id=question, label="Blue")
    after = editing.delete_choice(after, question_id=question, choice_id=red)
    after = editing.set_choice_code(after, question_id=question, choice_id=green, code="g")

    assert [words for _kind, _subject, words in told(before, after)] == [
        "Choices were added: “Blue”.",
        "Choices were removed: “Red”.",
        "Choices were reworded or coded anew.",
    ]


def test_of_many_choices_the_first_are_named(before: Definition) -> None:
    lines = "\n".join(map(str, range(30)))
    after = editing.paste_choices(before, question_id=ids(before)[2], lines=lines)

    assert told(before, after)[0][2] == "Choices were added: “0”, “1”, “2”, “3”, “4” …."


def test_choices_in_another_order(before: Definition) -> None:
    green = before.elements[2].settings.choices[1].id
    after = editing.move_choice(before, question_id=ids(before)[2], choice_id=green, position=0)

    assert told(before, after) == [("moved", "What is your c?", "Choices are in another order.")]


def test_what_happened_to_pages(before: Definition) -> None:
    one, two = (page.id for page in before.pages)
    after = editing.set_page_text(before, page_id=one, field="title", language="en", text="One")
    after = editing.move_page(after, page_id=two, position=0)
    after = editing.add_page(after, title="Last")

    assert told(before, after) == [
        ("reworded", "One", "The words of this page have changed."),
        ("added", "Last", "This page was added."),
        ("moved", "Team pulse", "The pages are in another order."),
        ("moved", "What is your d?", "This question was moved."),
    ]


def test_translations_are_told_apart_with_their_languages(before: Definition) -> None:
    both = editing.set_languages(before, languages=["en", "nl", "de"])
    question, page = both.elements[0].id, both.pages[0].id
    after = editing.set_title(both, language="nl", text="Puls")
    for language, words in (("nl", "Wat?"), ("de", "Was?")):
        after = editing.set_question_text(
            after, question_id=question, field="text", language=language, text=words
        )
    after = editing.set_page_text(after, page_id=page, field="title", language="de", text="Eins")

    assert [words for _kind, _subject, words in told(both, after)] == [
        "Its translation has changed: Dutch.",
        "Its translation has changed: German.",
        "Its translation has changed: Dutch, German.",
    ]
    assert told(before, both)[0][1] == "Dutch"


def test_a_removed_page_goes_with_its_questions(before: Definition) -> None:
    after = editing.delete_page(before, page_id=before.pages[1].id)

    assert [(kind, subject) for kind, subject, _words in told(before, after)] == [
        ("removed", "Page 2"),
        ("removed", "What is your d?"),
    ]


def test_what_happened_to_the_survey(before: Definition) -> None:
    after = editing.set_title(before, language="en", text="Winter")
    after = editing.set_languages(after, languages=["en", "nl"])
    after = editing.change_survey_settings(after, changes={"back_allowed": False})
    ending = before.endings[0].id
    after = editing.set_ending_text(after, ending_id=ending, field="title", language="en", text="Bye")

    assert [words for _kind, _subject, words in told(before, after)] == [
        "The title was reworded.",
        "This language was added.",
        "The settings of the survey have changed.",
        "What respondents read at the end has changed.",
    ]
    assert [words for _kind, _subject, words in told(after, before)][1] == "This language was removed."


def test_a_thousand_questions_in_reverse_are_compared_at_once() -> None:
    many = make_definition([make_question(name=f"q_{number}") for number in range(1000)])
    page = many.pages[0]
    reverse = remade(page, {"elements": tuple(reversed(page.elements))})

    assert len(differences(many, many.model_copy(update={"pages": (reverse,)}))) == 999
