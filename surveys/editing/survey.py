"""Operations on the survey as a whole: title, languages, endings, how it runs."""

from collections.abc import Mapping, Sequence
from typing import Literal

from django.utils.translation import gettext as _

from surveys.definition import Definition, Ending, rebuilt, text_fields
from surveys.definition.documents import Wordings
from surveys.definition.first_words import first_words_in
from surveys.editing.logic import delete_part
from surveys.editing.parts import ending_with, finished, inserted, made, remade, replaced, reworded
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.question_types.elements import DocumentPart


def set_title(definition: Definition, *, language: str, text: str) -> Definition:
    """Word the title in ``language``; it can't be taken away in the base language."""
    return finished(remade(definition, {"title": reworded(definition.title, language, text)}))


def set_languages(definition: Definition, *, languages: Sequence[str]) -> Definition:
    """Set the survey's languages, the first of them the base. Texts in languages left out are dropped.

    What Canvass itself put in, such as the thanks, it says in languages that come in too.

    Raises ``EditRefused`` (``base_text_missing``) when the title isn't in the new base language, and for
    unknown languages.
    """
    if languages and not definition.title.get(languages[0]):
        message = _("Translate the survey's title first: it must exist in the base language.")
        raise EditRefused(message, "base_text_missing")
    new = [language for language in languages if language not in definition.languages]

    def reworded_part(part: DocumentPart) -> dict[str, object]:
        return {
            name: _kept(text, languages) | _given(text, definition.base_language, new)
            for name in text_fields(part)
            if (text := getattr(part, name))
        }

    return finished(remade(rebuilt(definition, reworded_part), {"languages": tuple(languages)}))


def _kept(text: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    return {language: words for language, words in text.items() if language in languages}


def _given(text: Mapping[str, str], base: str, languages: Sequence[str]) -> dict[str, str]:
    """The text in new ``languages``, where it is one of Canvass's own."""
    words = ((language, first_words_in(text.get(base, ""), base, language)) for language in languages)
    return {language: said for language, said in words if said}


def change_survey_settings(definition: Definition, *, changes: Mapping[str, object]) -> Definition:
    """Set some of the survey's settings, JSON-like, by name."""
    settings = remade(definition.settings, dict(changes))
    return finished(remade(definition, {"settings": settings}))


def set_words(definition: Definition, *, language: str, words: Mapping[str, str]) -> Definition:
    """Word buttons of respondents' pages, by their names in ``Wordings``; ``""`` leaves them to Canvass."""
    present = definition.settings.words or Wordings()
    changes: dict[str, object] = {
        name: reworded(getattr(present, name), language, text) for name, text in words.items()
    }
    wordings = remade(present, changes)
    is_empty = not any(getattr(wordings, name) for name in Wordings.model_fields)
    return change_survey_settings(definition, changes={"words": None if is_empty else wordings})


def add_ending(
    definition: Definition,
    *,
    title: str = "",
    text: str = "",
    position: int | None = None,
    ending_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Add an ending, its words in the base language."""
    base = definition.base_language
    ending = made(Ending, {"id": ending_id or ids("e"), "title": {base: title}, "text": {base: text}})
    return finished(remade(definition, {"endings": inserted(definition.endings, ending, position)}))


def set_ending_text(
    definition: Definition,
    *,
    ending_id: str,
    field: Literal["title", "text"],
    language: str,
    text: str,
) -> Definition:
    """Word an ending's title (plain) or text (rich) in ``language``; ``""`` takes it away."""
    ending = ending_with(definition, ending_id)
    changed = remade(ending, {field: reworded(getattr(ending, field), language, text)})
    return finished(remade(definition, {"endings": replaced(definition.endings, changed)}))


def delete_ending(definition: Definition, *, ending_id: str) -> Definition:
    """Delete an ending; a survey without one thanks in words of Canvass.

    Raises ``EditRefused`` (``ending_unknown``, ``in_use`` where jumps or quotas lead to it).
    """
    ending_with(definition, ending_id)
    return delete_part(definition, part_id=ending_id)
