"""Choices that were answered by and are gone or reworded, and what they could mean from now on; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from surveys.definition import Definition, Element
from surveys.exceptions import MappingRefused
from surveys.meanings import APART, Mappings
from surveys.offering import resolved
from surveys.question_types import question_type
from surveys.question_types.columns import Category
from surveys.texts import localised

MOST_FORMER = 100


@dataclass(frozen=True, slots=True)
class FormerChoice:
    """A choice of an earlier version: ``removed``, or ``reworded`` and still there under ``now``."""

    id: str
    kind: Literal["removed", "reworded"]
    words: str
    now: str = ""


@dataclass(frozen=True, slots=True)
class FormerChoices:
    """Those of one question, and ``(id, words)`` of what it offers now."""

    question: str
    subject: str
    choices: tuple[FormerChoice, ...]
    offered: tuple[tuple[str, str], ...]


def former_choices(
    earlier: Iterable[tuple[Definition, Mappings]], draft: Definition
) -> tuple[FormerChoices, ...]:
    """What the choices of the ``earlier`` versions, the newest first, have become in the draft.

    A choice counts as removed where the draft doesn't offer it and no version has said what it means now.
    It counts as reworded against the newest version only.
    """
    offered = {identity: _values(element) for identity, element in resolved(draft).items()}
    known: dict[str, dict[str, FormerChoice]] = {}
    settled: set[tuple[str, str]] = set()
    for index, (definition, mappings) in enumerate(earlier):
        for identity, element in resolved(definition).items():
            for value, category in _values(element).items():
                here = known.setdefault(identity, {})
                if value in here or (identity, value) in settled or not offered.get(identity):
                    continue
                former = _former(category, offered[identity], definition.base_language, is_newest=index == 0)
                if former is not None:
                    here[value] = former
        settled |= {(question, choice) for question, meaning in mappings.items() for choice in meaning}
    return tuple(_told(draft, known, offered))


def checked_mappings(sent: Mappings, possible: Iterable[FormerChoices]) -> dict[str, dict[str, str]]:
    """What was ``sent``, without what says nothing. Raises ``MappingRefused`` for what can't be meant."""
    by_question = {each.question: each for each in possible}
    checked: dict[str, dict[str, str]] = {}
    for question, meaning in sent.items():
        about = by_question.get(question)
        if about is None and meaning:
            raise MappingRefused(_("This question has no former choices."), question)
        for choice, now in meaning.items():
            if about is not None:
                _check(about, choice, now)
                checked.setdefault(question, {})[choice] = now
    return checked


def _check(about: FormerChoices, choice: str, now: str) -> None:
    former = next((each for each in about.choices if each.id == choice), None)
    if former is None:
        raise MappingRefused(_("This is no former choice of the question."), about.question)
    if now == APART and former.kind == "removed":
        raise MappingRefused(_("A choice that was removed stays apart by itself."), about.question)
    if now != APART and (now == choice or now not in dict(about.offered)):
        raise MappingRefused(_("The question doesn't offer the choice that it should mean."), about.question)


def _former(
    was: Category, offered: Mapping[str, Category], language: str, *, is_newest: bool
) -> FormerChoice | None:
    identity = str(was.value)
    words = localised(was.label, language) or was.code
    if (now := offered.get(identity)) is None:
        return FormerChoice(identity, "removed", words)
    if is_newest and now.label != was.label:
        return FormerChoice(identity, "reworded", words, localised(now.label, language) or now.code)
    return None


def _told(
    draft: Definition, known: Mapping[str, Mapping[str, FormerChoice]], offered: Mapping[str, Any]
) -> Iterable[FormerChoices]:
    language, left = draft.base_language, MOST_FORMER
    for element in draft.elements:
        found = tuple(known.get(element.id, {}).values())[:left]
        left -= len(found)
        if found:
            values = tuple(
                (value, localised(category.label, language) or category.code)
                for value, category in offered[element.id].items()
            )
            yield FormerChoices(element.id, localised(element.text, language) or element.name, found, values)


def _values(element: Element[Any]) -> dict[str, Category]:
    """The choices of a question by id, as its columns have them; the points of a scale are no choices."""
    kind = question_type(element.type)
    if not kind.stores_answer:
        return {}
    return {
        category.value: category
        for column in kind.columns(element)
        if column.kind in {"category", "set", "rank"}
        for category in column.categories or ()
        if isinstance(category.value, str)
    }
