"""What could be written next in an expression of the builder, with what it means in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.building.rules import rule_at
from surveys.building.subjects import Subjects
from surveys.definition import Definition
from surveys.editing.parts import element_of
from surveys.expressions.completing import Completion, completions
from surveys.question_types.elements import MAXIMUM_SOURCE

OWN = "own"
"""Stands for the expressions among a question's own settings, where a rule has its address."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that could stand from the character ``start`` on; ``words`` say what it is."""

    text: str
    kind: str
    start: int
    words: str


def offers_at(definition: Definition, *, owner: str, slot: str, written: str, language: str) -> list[Offer]:
    """What could follow on ``written``, the expression up to the cursor, or end its last word.

    ``owner`` and ``slot`` are a rule's address. Raises ``EditRefused`` where there is no such place.
    """
    subjects = Subjects(definition, language)
    before, group = _place(definition, owner, slot)
    scope = subjects.scopes.of(group)
    source = written[:MAXIMUM_SOURCE]
    found = completions(source, len(source), scope, before=before)
    return [Offer(each.text, each.kind, each.start, _words(each, subjects, group)) for each in found]


def _place(definition: Definition, owner: str, slot: str) -> tuple[int, str | None]:
    """How many elements may be named there, and the repeat group that it is in."""
    if slot != OWN:
        rule = rule_at(definition, owner, slot)
        return rule.before, rule.group
    element = element_of(definition, owner)
    return [part.id for part in definition.elements].index(owner), element.in_group


def _words(offer: Completion, subjects: Subjects, group: str | None) -> str:
    if offer.kind == "function":
        return offer.about
    return next(iter(_said(offer, subjects, group)), "")


def _said(offer: Completion, subjects: Subjects, group: str | None) -> Iterator[str]:
    """The words of a question, or of a choice among its choices."""
    names = subjects.scopes.of(group).names
    for key, subject in subjects.all(group).items():
        if names[subject.name].target != offer.about:
            continue
        if offer.kind == "name" and key.replace("|", ".") == offer.text.strip("`"):
            yield subject.label
        if offer.kind == "code":
            yield from (words for code, words in subject.codes if f'"{code}"' == offer.text)
