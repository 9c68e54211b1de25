"""Expressions and piped texts follow what they name: new names of questions, new codes of choices."""

from collections.abc import Callable, Mapping
from typing import Any

from surveys.definition import Definition, Element, rebuilt
from surveys.definition.logic import PIPE, expression_fields, names_of
from surveys.definition.walking import text_kinds
from surveys.expressions import normalised_codes, normalised_names, text_with_codes, text_with_names
from surveys.offering import source_of
from surveys.question_types.elements import DocumentPart

type InSource = Callable[[str], str]
type InText = Callable[[str, bool], str]


def followed(before: Definition, after: Definition) -> Definition:
    """``after`` with every question named as it is called there; unfinished, as ``after`` may be."""
    old, new = names_of(before), names_of(after)
    renames = {name: new[identity] for identity, name in old.items() if new.get(identity, name) != name}
    return with_names(after, renames)


def with_names[P: DocumentPart](part: P, renames: Mapping[str, str]) -> P:
    """``part`` with names replaced in all its expressions and texts, by old name as expressions spell it."""
    if not renames:
        return part
    return rewritten(
        part,
        lambda source: normalised_names(source, renames),
        lambda words, is_rich: text_with_names(words, renames, rich=is_rich),
    )


def with_code(definition: Definition, element: Element[Any], old: str, new: str) -> Definition:
    """The definition with a code of the question's choices, or of its rows and columns, replaced."""
    names = names_of(definition)
    carriers = [other for other in definition.elements if source_of(other) == element.id]
    name = names[element.id]
    cells = (f"{name}.{code}" for code in _part_codes(element))
    for asked in (*(names[other.id] for other in (element, *carriers)), *cells):
        definition = _recoded(definition, asked, {old: new})
    return with_names(definition, {f"{name}.{old}": f"{name}.{new}"})


def rewritten[P: DocumentPart](part: P, in_source: InSource, in_text: InText) -> P:
    """``part`` with every expression and every text that answers are piped into rewritten."""

    def rewrite(inner: DocumentPart) -> dict[str, object]:
        changes: dict[str, object] = {
            name: in_source(source)
            for name in expression_fields(type(inner))
            if (source := getattr(inner, name))
        }
        for name, is_rich in text_kinds(inner):
            text: Mapping[str, str] = getattr(inner, name)
            if any(PIPE in words for words in text.values()):
                changes[name] = {language: in_text(words, is_rich) for language, words in text.items()}
        return changes

    return rebuilt(part, rewrite)


def _part_codes(element: Element[Any]) -> list[str]:
    """The codes that lead into a grid."""
    return [row.code for row in getattr(element.settings, "rows", ())]


def _recoded(definition: Definition, question: str, renames: Mapping[str, str]) -> Definition:
    return rewritten(
        definition,
        lambda source: normalised_codes(source, question, renames),
        lambda words, is_rich: text_with_codes(words, question, renames, rich=is_rich),
    )
