"""Taking changes back and making them again: alone, among others, and all the way to the start."""

import json
from collections.abc import Callable
from random import Random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import editing
from surveys.definition import Definition, parse_definition
from surveys.domain import delete_survey, duplicate_survey, edit_draft, redo, replace_draft, restore, undo
from surveys.exceptions import EditRefused, RevisionUnknown, StepInTheWay, UndoRefused
from surveys.history import draft_at, oldest_known, revision_words, revisions_of, to_redo, to_undo
from surveys.models import Revision, Survey
from surveys.queries import draft_of
from tenants.people.models import User
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.changes.test_patches import stored
from tests.surveys.definitions import counted_ids, everything
from tests.surveys.editing.test_any_order import operations

type Operation = Callable[[Definition], Definition]


@pytest.fixture
def anna(make_person: Callable[..., User]) -> User:
    return make_person(email="anna@acme.example")


@pytest.fixture
def ben(make_person: Callable[..., User]) -> User:
    return make_person(email="ben@acme.example")


@pytest.fixture
def three(anna: User) -> Survey:
    """One page with the questions a, b and c."""
    questions = [make_question(name=name, text=name.upper()) for name in "abc"]
    return make_survey(make_definition(questions, [make_question(name="z")]), by=anna)


def edit(survey: Survey, by: User, operation: Operation) -> Survey:
    revision = reread(survey).draft_revision
    return edit_draft(survey=survey, revision=revision, operation=operation, by=by)


def question(survey: Survey, name: str) -> str:
    """The id of the question of a name."""
    return next(each.id for each in draft_of(reread(survey)).elements if each.name == name)


def reword(survey: Survey, name: str, words: str) -> Operation:
    identity = question(survey, name)
    return lambda draft: editing.set_question_text(
        draft, question_id=identity, field="text", language="en", text=words
    )


def move(survey: Survey, name: str, position: int) -> Operation:
    """Bring a question of the first page to a position."""
    identity = question(survey, name)
    return lambda draft: editing.move_question(
        draft, question_id=identity, page_id=draft.pages[0].id, position=position
    )


def delete(survey: Survey, name: str) -> Operation:
    identity = question(survey, name)
    return lambda draft: editing.delete_question(draft, question_id=identity)


def names(survey: Survey) -> str:
    """The names of the first page's questions."""
    return "".join(element.name for element in draft_of(reread(survey)).pages[0].elements)


def texts(survey: Survey) -> list[str]:
    return [element.text["en"] for element in draft_of(reread(survey)).pages[0].elements]


def words(survey: Survey) -> list[str]:
    return [revision_words(revision) for revision in revisions_of(survey)]


def as_stored(survey: Survey) -> str:
    """The draft's bytes in the database, which are those of what is kept in process."""
    with connection.cursor() as cursor:
        cursor.execute("select draft::text, title from surveys_survey where id = %s", [survey.pk])
        document, title = cursor.fetchone()
    assert json.dumps(json.loads(document), sort_keys=True) == stored(draft_of(reread(survey)))
    return f"{document} {title}"


def test_an_edit_is_written_down(three: Survey, anna: User) -> None:
    edit(three, anna, reword(three, "a", "New words"))

    [revision] = Revision.objects.all()
    assert (revision.survey_id, revision.number, revision.author) == (three.pk, 2, anna.pk)
    assert (revision.code, revision.subject) == ("question_reworded", question(three, "a"))
    assert revision.details == {"subject": "New words", "language": "en"}
    assert revision_words(revision) == "Question reworded: “New words”"


def test_my_last_change_is_undone_and_done_again(three: Survey, anna: User) -> None:
    edit(three, anna, reword(three, "a", "First"))
    edit(three, anna, reword(three, "b", "Second"))

    undo(survey=three, by=anna)
    undo(survey=three, by=anna)
    assert (texts(three), reread(three).draft_revision) == (["A", "B", "C"], 5)

    redo(survey=three, by=anna)
    assert texts(three) == ["First", "B", "C"]
    redo(survey=three, by=anna)
    assert texts(three) == ["First", "Second", "C"]
    assert words(three)[:2] == ["Redone: Question reworded: “Second”", "Redone: Question reworded: “First”"]
    assert to_redo(three, anna) is None


def test_a_new_change_leaves_nothing_to_do_again(three: Survey, anna: User) -> None:
    edit(three, anna, reword(three, "a", "First"))
    undo(survey=three, by=anna)
    edit(three, anna, reword(three, "b", "Second"))

    with pytest.raises(UndoRefused) as refusal:
        redo(survey=three, by=anna)

    assert refusal.value.code == "nothing"


def test_what_others_changed_stays_when_mine_is_undone(three: Survey, anna: User, ben: User) -> None:
    edit(three, anna, reword(three, "a", "Mine"))
    edit(three, ben, reword(three, "b", "Theirs"))
    edit(three, ben, delete(three, "c"))

    undo(survey=three, by=anna)

    assert texts(three) == ["A", "Theirs"]


def test_what_was_changed_since_stands_in_the_way(three: Survey, anna: User, ben: User) -> None:
    edit(three, anna, reword(three, "a", "Mine"))
    edit(three, ben, reword(three, "a", "Theirs"))
    edit(three, ben, reword(three, "b", "Something else"))

    with pytest.raises(StepInTheWay) as refusal:
        undo(survey=three, by=anna)

    assert refusal.value.number == 3
    assert texts(three) == ["Theirs", "Something else", "C"]


def test_nothing_of_mine_is_nothing_to_undo(three: Survey, anna: User, ben: User) -> None:
    edit(three, anna, reword(three, "a", "Mine"))

    with pytest.raises(UndoRefused) as refusal:
        undo(survey=three, by=ben)

    assert refusal.value.code == "nothing"


def test_somebody_elses_change_is_undone_when_it_is_named(three: Survey, anna: User, ben: User) -> None:
    edit(three, anna, reword(three, "a", "Theirs"))
    edit(three, anna, reword(three, "b", "Stays"))

    undo(survey=three, by=ben, number=2)

    assert texts(three) == ["A", "Stays", "C"]
    assert to_undo(three, anna) == Revision.objects.get(number=3)
    redo(survey=three, by=anna, number=2)
    assert texts(three) == ["Theirs", "Stays", "C"]


def test_a_change_is_undone_once(three: Survey, anna: User) -> None:
    edit(three, anna, reword(three, "a", "Mine"))
    undo(survey=three, by=anna)

    for number, code in ((2, "not_possible"), (3, "not_possible")):
        with pytest.raises(UndoRefused) as refusal:
            undo(survey=three, by=anna, number=number)
        assert refusal.value.code == code
    with pytest.raises(RevisionUnknown):
        undo(survey=three, by=anna, number=9)


def test_deletions_undone_in_another_order_come_back_in_their_old_order(
    three: Survey, anna: User, ben: User
) -> None:
    edit(three, anna, delete(three, "a"))
    edit(three, ben, delete(three, "b"))

    undo(survey=three, by=anna)
    assert names(three) == "ac"
    undo(survey=three, by=ben)
    assert names(three) == "abc"


def test_moves_undone_in_another_order_leave_the_old_order(three: Survey, anna: User, ben: User) -> None:
    edit(three, anna, move(three, "a", 2))
    edit(three, ben, move(three, "b", 2))
    assert names(three) == "cab"

    undo(survey=three, by=anna)
    assert names(three) == "acb"
    undo(survey=three, by=ben)
    assert names(three) == "abc"
    redo(survey=three, by=anna)
    redo(survey=three, by=ben)
    assert names(three) == "cab"


def test_a_move_among_what_is_gone_is_undone_though_nothing_is_different(
    three: Survey, anna: User, ben: User
) -> None:
    edit(three, anna, move(three, "a", 2))
    edit(three, ben, delete(three, "b"))
    edit(three, ben, delete(three, "c"))

    undo(survey=three, by=anna)

    assert (names(three), to_undo(three, anna)) == ("a", None)
    undo(survey=three, by=ben)
    undo(survey=three, by=ben)
    assert names(three) == "abc"


def test_a_move_of_what_was_moved_since_stands_in_the_way(three: Survey, anna: User, ben: User) -> None:
    edit(three, anna, move(three, "a", 2))
    edit(three, ben, move(three, "a", 1))

    with pytest.raises(StepInTheWay):
        undo(survey=three, by=anna)


def test_a_question_that_was_edited_since_is_not_taken_away(three: Survey, anna: User, ben: User) -> None:
    edit(
        three,
        anna,
        lambda draft: editing.add_question(draft, type_key="nps", page_id=draft.pages[0].id, text="New"),
    )
    edit(three, ben, reword(three, "new", "New, but better"))

    with pytest.raises(StepInTheWay):
        undo(survey=three, by=anna)


def test_a_name_that_is_taken_meanwhile_is_said(three: Survey, anna: User, ben: User) -> None:
    edit(three, anna, delete(three, "c"))
    b = question(three, "b")
    edit(three, ben, lambda draft: editing.rename_question(draft, question_id=b, name="c"))

    with pytest.raises(UndoRefused) as refusal:
        undo(survey=three, by=anna)

    assert refusal.value.message == "Another question has the name “c”."


def test_a_page_that_is_gone_takes_no_question_back(three: Survey, anna: User, ben: User) -> None:
    z = question(three, "z")
    edit(three, anna, lambda draft: editing.delete_question(draft, question_id=z))
    edit(three, ben, lambda draft: editing.delete_page(draft, page_id=draft.pages[1].id))

    with pytest.raises(StepInTheWay) as refusal:
        undo(survey=three, by=anna)

    assert Revision.objects.get(number=refusal.value.number).code == "page_deleted"


def test_an_old_draft_is_restored_as_a_new_revision(three: Survey, anna: User, ben: User) -> None:
    before = as_stored(three)
    edit(three, anna, reword(three, "a", "Mine"))
    edit(three, ben, delete(three, "b"))

    restore(survey=three, number=1, by=ben)

    assert as_stored(three) == before
    assert words(three)[0] == "Survey restored as it was at revision 1"
    undo(survey=three, by=ben)
    assert (texts(three), words(three)[0]) == (
        ["Mine", "C"],
        "Undone: Survey restored as it was at revision 1",
    )


def test_revisions_that_were_not_written_down_are_not_known(three: Survey, anna: User) -> None:
    assert oldest_known(three) == 1
    for number in (2, 3):
        edit(three, anna, reword(three, "a", f"Words {number}"))
    edit(three, anna, reword(three, "a", "Words 4"))
    Revision.objects.filter(number=2).delete()

    survey = reread(three)
    assert (oldest_known(survey), draft_at(survey, 2).elements[0].text["en"]) == (2, "Words 2")
    for number in (0, 1, -1):
        with pytest.raises(RevisionUnknown):
            draft_at(survey, number)


def test_the_document_as_a_whole_is_a_revision_too(three: Survey, anna: User) -> None:
    before = as_stored(three)
    replace_draft(survey=three, revision=1, definition=make_definition(title="Other"), by=anna)

    undo(survey=three, by=anna)

    assert as_stored(three) == before


def test_a_copy_begins_without_history_and_a_survey_takes_its_own_along(three: Survey, anna: User) -> None:
    edit(three, anna, reword(three, "a", "Mine"))

    copy = duplicate_survey(survey=three, by=anna)
    assert not copy.revisions.exists()
    delete_survey(survey=three, typed_title=three.title, by=anna)
    assert not Revision.objects.exists()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.lists(st.integers(0, 45), max_size=25))
def test_undoing_everything_leads_back_byte_for_byte(
    anna: User, ben: User, seed: int, order: list[int]
) -> None:
    random, ids = Random(seed), counted_ids(first=1_000)
    survey = make_survey(parse_definition(everything()), by=anna)
    start = as_stored(survey)

    for number in order:
        person = random.choice([anna, ben])
        definition = draft_of(reread(survey))
        try:
            if number > 40:
                redo(survey=survey, by=person)
            elif number > 34:
                undo(survey=survey, by=person)
            else:
                name, arguments = operations(definition, random, ids)[number]
                edit(survey, person, lambda draft: getattr(editing, name)(draft, **arguments))  # noqa: B023
        except (EditRefused, UndoRefused):
            assert stored(draft_of(reread(survey))) == stored(definition)
        as_stored(survey)
    while any(undone(survey, person) for person in random.sample([anna, ben], 2)):
        pass

    assert (to_undo(survey, anna), to_undo(survey, ben)) == (None, None)
    assert as_stored(survey) == start
    assert stored(draft_at(reread(survey), 1)) == json.dumps(survey.draft, sort_keys=True)


def undone(survey: Survey, person: User) -> bool:
    """Whether a change of a person could be undone."""
    try:
        undo(survey=survey, by=person)
    except UndoRefused:
        return False
    return True
