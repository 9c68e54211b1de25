"""What was done, in words."""

from collections.abc import Callable

import pytest

from surveys import editing
from surveys.changes import Deed, deed_of, deed_words, difference
from surveys.changes.deeds import WORDS
from surveys.definition import Definition
from tests.builders import make_choices, make_definition, make_question

type Operation = Callable[[Definition], Definition]

CHOICES = {"choices": make_choices("Red", "Green")}
START = make_definition(
    [make_question(name="a", text="A?"), make_question("single_choice", "b", text="B?", settings=CHOICES)],
    [make_question(name="c", text="C?")],
    languages=("en", "nl"),
)
A, B, C = (element.id for element in START.elements)
ONE, TWO = (page.id for page in START.pages)
RED, GREEN = (choice.id for choice in START.elements[1].settings.choices)


def words(question: str, text: str, language: str = "en") -> Operation:
    return lambda draft: editing.set_question_text(
        draft, question_id=question, field="text", language=language, text=text
    )


def marked(question: str, *, sensitive: bool) -> Operation:
    return lambda draft: editing.change_part(draft, part_id=question, changes={"sensitive": sensitive})


def both(*operations: Operation) -> Operation:
    def all_of(draft: Definition) -> Definition:
        for operation in operations:
            draft = operation(draft)
        return draft

    return all_of


SAID: list[tuple[Operation, str]] = [
    (words(A, "Anew?"), "Question reworded: “Anew?”"),
    (words(A, "Opnieuw?", "nl"), "Translated into Dutch: “A?”"),
    (both(words(A, "Anew?"), words(C, "Anew?")), "2 questions reworded"),
    (lambda d: editing.rename_question(d, question_id=A, name="x"), "Question given another name: “A?”"),
    (lambda d: editing.set_required(d, question_id=A, required=True), "Answer made required: “A?”"),
    (marked(A, sensitive=True), "Answers marked as sensitive: “A?”"),
    (lambda d: editing.move_question(d, question_id=A, page_id=TWO), "Question moved: “A?”"),
    (lambda d: editing.delete_question(d, question_id=A), "Question deleted: “A?”"),
    (lambda d: editing.duplicate_question(d, question_id=A), "Question added: “A?”"),
    (lambda d: editing.add_question(d, type_key="nps", page_id=ONE, text=""), "Question added: “question_1”"),
    (
        lambda d: editing.change_type(d, question_id=A, type_key="long_text"),
        "Question changed into another type: “A?”",
    ),
    (
        lambda d: editing.change_type(d, question_id=A, type_key="nps"),
        "Question changed into another type: “A?”",
    ),
    (
        lambda d: editing.change_settings(d, question_id=A, changes={"maximum_length": 9}),
        "Question changed: “A?”",
    ),
    (
        lambda d: editing.set_condition(d, target=C, field="visible_if", source="answered(a)"),
        "Logic of a question changed: “C?”",
    ),
    (
        lambda d: editing.add_choice(d, question_id=B, list_name="choices", label="Blue"),
        "Choice added to “B?”",
    ),
    (
        lambda d: editing.paste_choices(d, question_id=B, list_name="choices", lines="x\ny\nz"),
        "3 choices added to “B?”",
    ),
    (lambda d: editing.delete_choice(d, question_id=B, choice_id=RED), "Choice deleted from “B?”"),
    (
        lambda d: editing.move_choice(d, question_id=B, choice_id=RED, position=1),
        "Choices put in another order: “B?”",
    ),
    (
        lambda d: editing.set_choice_label(d, question_id=B, choice_id=RED, language="en", text="Rose"),
        "Choices reworded: “B?”",
    ),
    (
        lambda d: editing.set_choice_code(d, question_id=B, choice_id=RED, code="9"),
        "Choices changed: “B?”",
    ),
    (
        both(
            words(B, "Anew?"),
            lambda d: editing.set_choice_code(d, question_id=B, choice_id=RED, code="9"),
        ),
        "Question changed: “Anew?”",
    ),
    (
        both(words(A, "Anew?"), lambda d: editing.set_required(d, question_id=C, required=True)),
        "Several things changed",
    ),
    (lambda d: editing.add_page(d, title="New"), "Page added: “New”"),
    (lambda d: editing.duplicate_page(d, page_id=ONE), "Page added: “Page 2”"),
    (lambda d: editing.delete_page(d, page_id=ONE), "Page deleted: “Page 1”"),
    (lambda d: editing.move_page(d, page_id=ONE, position=1), "Page moved: “Page 1”"),
    (
        lambda d: editing.set_page_text(d, page_id=ONE, field="title", language="en", text="First"),
        "Page reworded: “First”",
    ),
    (lambda d: editing.set_title(d, language="en", text="Other"), "Survey renamed: “Other”"),
    (
        lambda d: editing.change_survey_settings(d, changes={"progress": "hidden"}),
        "Settings of the survey changed",
    ),
    (lambda d: editing.set_languages(d, languages=["en"]), "Languages of the survey changed"),
    (
        both(
            lambda d: editing.set_languages(d, languages=["en", "de"]),
            lambda d: editing.set_title(d, language="de", text="Anders"),
        ),
        "Languages of the survey changed",
    ),
    (
        both(
            lambda d: editing.set_title(d, language="en", text="Other"),
            lambda d: editing.change_survey_settings(d, changes={"progress": "hidden"}),
        ),
        "Several things changed",
    ),
    (lambda d: editing.add_ending(d, title="Bye"), "Ending added: “Bye”"),
    (lambda _d: make_definition(title="Other"), "Page added: “Page 1”"),
]


@pytest.mark.parametrize(("operation", "said"), SAID, ids=[f"{at}" for at in range(len(SAID))])
def test_what_was_done_is_said(operation: Operation, said: str) -> None:
    after = operation(START)

    assert deed_words(deed_of(difference(START, after), START, after)) == said


def test_an_answer_that_may_be_skipped_again() -> None:
    required = editing.set_required(START, question_id=A, required=True)

    deed = deed_of(difference(required, START), required, START)

    assert deed_words(deed) == "Answer made optional: “A?”"


def test_answers_that_are_no_longer_sensitive() -> None:
    before = marked(A, sensitive=True)(START)

    deed = deed_of(difference(before, START), before, START)

    assert deed_words(deed) == "Answers no longer marked as sensitive: “A?”"


def test_the_language_that_was_written_in_is_kept() -> None:
    after = words(A, "Opnieuw?", "nl")(START)

    assert deed_of(difference(START, after), START, after).details == {"subject": "A?", "language": "nl"}


def test_every_code_has_words() -> None:
    for code in WORDS:
        assert "%(" not in deed_words(Deed(code, details={"subject": "50 % of it", "number": 3}))


def test_deeds_of_later_times_are_said_somehow() -> None:
    assert deed_words(Deed("unheard_of")) == "Several things changed"
    assert deed_words(Deed("unheard_of", details={"of": "page_added"})) == "Page added: “Untitled”"


def test_texts_written_in_another_language_are_told_together() -> None:
    before = make_definition([make_question(name="a"), make_question(name="b")], languages=("en", "nl"))
    keys = [f"{element.id}.text" for element in before.elements]

    after = editing.set_translations(before, language="nl", words=dict.fromkeys(keys, "Woord"))

    assert deed_words(deed_of(difference(before, after), before, after)) == "2 texts translated into Dutch"
    in_base = editing.set_translations(before, language="en", words=dict.fromkeys(keys, "Word"))
    assert deed_words(deed_of(difference(before, in_base), before, in_base)) == "2 questions reworded"
