"""What changed since it was translated: noted when originals change, true whatever is done to a draft."""

from collections.abc import Callable

import pytest

from surveys.domain import (
    Decisions,
    confirm_translation,
    duplicate_survey,
    edit_draft,
    publish_survey,
    redo,
    restore,
    take_back_version,
    translate,
    undo,
)
from surveys.editing import set_languages, set_question_text, set_title
from surveys.exceptions import EditRefused
from surveys.models import Survey, TranslationNote
from surveys.translating.states import Progress, State, translations
from surveys.translation_notes import made_of, progress_by_language
from tenants.people.models import User
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.conftest import draft, first


@pytest.fixture
def translated(editor: User) -> Survey:
    """A survey with a question in two languages."""
    question = make_question(name="a", text="How old are you?")
    question["text"]["nl"] = "Hoe oud bent u?"
    question["hint"] = {"en": "In years"}
    return make_survey(make_definition([question], languages=("en", "nl")), by=editor)


def key_of(survey: Survey) -> str:
    return f"{first(survey).id}.text"


def say(survey: Survey, words: str, by: User, *, language: str = "en", revision: int = 0) -> None:
    """Reword the question."""
    question = first(survey).id
    edit_draft(
        survey=survey,
        revision=revision or reread(survey).draft_revision,
        operation=lambda d: set_question_text(
            d, question_id=question, field="text", language=language, text=words
        ),
        by=by,
    )


def state(survey: Survey) -> tuple[State, str]:
    """How the question's translation is, and the original that it was made of."""
    row = reread(survey)
    found = {each.key: each for each in translations(draft(row), "nl", made_of(row))}[key_of(survey)]
    return found.state, found.former


def test_a_translation_counts_as_changed_when_its_original_does(translated: Survey, editor: User) -> None:
    assert state(translated) == ("translated", "")

    say(translated, "What is your age?", editor)
    say(translated, "What age are you?", editor)

    assert state(translated) == ("changed", "How old are you?")
    assert progress_by_language(reread(translated)) == {"nl": Progress(4, 3, 1)}


def test_the_original_as_it_was_makes_it_right_again(translated: Survey, editor: User) -> None:
    say(translated, "What is your age?", editor)

    say(translated, "How old are you?", editor)

    assert state(translated) == ("translated", "")


@pytest.mark.parametrize("words", ["Wat is uw leeftijd?", "Hoe oud bent u?"])
def test_rewording_the_translation_makes_it_right(translated: Survey, editor: User, words: str) -> None:
    say(translated, "What is your age?", editor)

    say(translated, "Leeftijd", editor, language="nl")
    say(translated, words, editor, language="nl")

    assert state(translated) == ("translated", "")


def test_undoing_the_rewording_brings_back_what_was_known(translated: Survey, editor: User) -> None:
    say(translated, "What is your age?", editor)
    say(translated, "Wat is uw leeftijd?", editor, language="nl")

    undo(survey=translated, by=editor)
    assert state(translated) == ("changed", "How old are you?")
    redo(survey=translated, by=editor)
    assert state(translated) == ("translated", "")
    undo(survey=translated, by=editor)
    undo(survey=translated, by=editor)
    assert state(translated) == ("translated", "")


def test_restoring_and_taking_back_know_it_too(translated: Survey, editor: User) -> None:
    say(translated, "What is your age?", editor)
    publish_survey(survey=translated, by=editor)
    say(translated, "Wat is uw leeftijd?", editor, language="nl")

    restore(survey=translated, number=2, by=editor)
    assert state(translated) == ("changed", "How old are you?")
    say(translated, "Leeftijd", editor, language="nl")
    take_back_version(survey=translated, number=1, by=editor)
    assert state(translated) == ("changed", "How old are you?")


def test_somebody_says_that_it_is_still_right(translated: Survey, editor: User) -> None:
    say(translated, "How old are you now?", editor)

    confirm_translation(survey=translated, language="nl", key=key_of(translated))

    assert state(translated) == ("translated", "")
    say(translated, "Age?", editor)
    assert state(translated) == ("changed", "How old are you now?")
    with pytest.raises(EditRefused) as refused:
        confirm_translation(survey=translated, language="nl", key="q_00000000.text")
    assert refused.value.code == "text_unknown"


def test_what_was_translated_while_the_original_changed_is_known_to_be_of_the_older(
    translated: Survey, editor: User
) -> None:
    say(translated, "What is your age?", editor)

    translate(
        survey=translated, revision=1, language="nl", words={key_of(translated): "Hoe oud ben je?"}, by=editor
    )

    assert first(translated).text == {"en": "What is your age?", "nl": "Hoe oud ben je?"}
    assert state(translated) == ("changed", "How old are you?")


def test_a_decided_clash_keeps_what_is_known(translated: Survey, editor: User) -> None:
    key = key_of(translated)
    say(translated, "Hoe oud?", editor, language="nl")

    translate(
        survey=translated,
        revision=1,
        language="nl",
        words={key: "Leeftijd?"},
        by=editor,
        decisions=Decisions({f"{first(translated).id}.text.nl": "mine"}, 2),
    )

    assert first(translated).text["nl"] == "Leeftijd?"
    assert state(translated) == ("translated", "")


def test_a_copy_knows_what_the_survey_knew(translated: Survey, editor: User) -> None:
    say(translated, "What is your age?", editor)

    copy = duplicate_survey(survey=reread(translated), by=editor)

    assert state(copy) == ("changed", "How old are you?")


def test_surveys_in_one_language_write_nothing_down(editor: User) -> None:
    survey = make_survey(make_definition(), by=editor)

    say(survey, "Who?", editor)

    assert not TranslationNote.objects.exists()


def test_other_changes_write_nothing_down(
    translated: Survey, editor: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    edit_draft(
        survey=translated,
        revision=1,
        operation=lambda d: set_title(d, language="en", text="Other"),
        by=editor,
    )

    assert not TranslationNote.objects.exists()


def test_another_base_language_makes_nothing_wrong(translated: Survey, editor: User) -> None:
    say(translated, "Titel", editor, language="nl")
    words = {"survey.title": "Teampols"}
    translate(
        survey=translated,
        revision=reread(translated).draft_revision,
        language="nl",
        words=words,
        by=editor,
    )
    seen = reread(translated).draft_revision
    edit_draft(
        survey=translated,
        revision=seen,
        operation=lambda d: set_languages(d, languages=["nl", "en"]),
        by=editor,
    )
    say(translated, "What is your age?", editor, revision=seen)

    assert not TranslationNote.objects.exists()
    say(translated, "Hoe oud bent u nu?", editor, language="nl")
    note = TranslationNote.objects.get()
    assert (note.language, note.source_language, note.source) == ("en", "nl", "Titel")
    assert str(note) == f"{translated.pk} en {key_of(translated)}"
