"""Drafts that are kept in process, and what becomes of them when another process changes the survey."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from surveys import drafts, editing
from surveys.definition import Definition, definition_json
from surveys.domain import edit_draft
from surveys.drafts import draft_of
from surveys.models import Revision, Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, make_survey, reread

type Captured = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


@pytest.fixture
def survey(acme: Scope, django_capture_on_commit_callbacks: Captured) -> Survey:
    """Two pages of three questions, of which this process knows that they are stored."""
    pages = [[make_question(name=name) for name in names] for names in ("abc", "xyz")]
    made = make_survey(make_definition(*pages))
    with django_capture_on_commit_callbacks(execute=True):
        draft_of(reread(made))
    return made


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    drafts._drafts.clear()
    drafts._newest.clear()


def edited_elsewhere(survey: Survey, *operations: Callable[[Definition], Definition]) -> Survey:
    """The survey after edits of another process, of which this one knows nothing."""
    for operation in operations:
        edit_draft(survey=survey, revision=reread(survey).draft_revision, operation=operation, by=None)
    drafts._drafts.clear()
    return reread(survey)


def reworded(identity: str, words: str) -> Callable[[Definition], Definition]:
    return lambda draft: editing.set_question_text(
        draft, question_id=identity, field="text", language="en", text=words
    )


def test_what_another_process_changed_comes_in_as_patches(survey: Survey) -> None:
    before = draft_of(survey)
    a, b, c = (each.id for each in before.pages[0].elements)
    edited = edited_elsewhere(
        survey,
        reworded(a, "Who?"),
        lambda draft: editing.move_question(draft, question_id=b, page_id=draft.pages[1].id, position=0),
        lambda draft: editing.add_page(draft, position=0, page_id="p_00000000"),
        lambda draft: editing.delete_question(draft, question_id=c),
    )

    after = draft_of(edited)

    assert definition_json(after) == edited.draft
    kept = {id(each) for each in before.elements}
    assert [id(each) in kept for each in after.elements] == [False, True, True, True, True]


@pytest.mark.parametrize("why", ["too many", "one is missing", "it doesn't fit"])
def test_what_cannot_be_brought_forward_is_read_anew(
    survey: Survey, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    first = draft_of(survey).elements[0].id
    edited = edited_elsewhere(survey, reworded(first, "Who?"), reworded(first, "Who are you?"))
    if why == "too many":
        monkeypatch.setattr(drafts, "MOST_STEPS", 1)
    elif why == "one is missing":
        Revision.objects.get(survey=survey, number=2).delete()
    else:
        key = next(iter(drafts._newest))
        drafts._newest[key] = (1, make_definition([make_question(name="other")]))

    assert definition_json(draft_of(edited)) == edited.draft


def test_an_older_draft_is_never_taken_for_the_newest(survey: Survey) -> None:
    old, first = reread(survey), draft_of(survey).elements[0].id
    edited = edited_elsewhere(survey, reworded(first, "Who?"))

    assert draft_of(edited).elements[0].text == {"en": "Who?"}
    assert definition_json(draft_of(old)) == old.draft


def test_what_a_transaction_may_take_back_is_no_ground_to_build_on(survey: Survey) -> None:
    first = draft_of(survey).elements[0].id
    known = dict(drafts._newest)

    edited_elsewhere(survey, reworded(first, "Who?"))

    assert dict(drafts._newest) == known
