"""Expressions and piped texts follow what they name: new names of questions, new codes of choices."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from surveys.definition import Definition, Element, rebuilt
from surveys.definition.logic import names_of
from surveys.definition.walking import text_kinds
from surveys.definition.written import PIPE, expression_fields, written_on
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
    last_steps = {name.rpartition(".")[2] for name in renames}

    def in_source(source: str) -> str:
        return normalised_names(source, renames) if _holds_any(source, last_steps) else source

    def in_text(words: str, is_rich: bool) -> str:
        return text_with_names(words, renames, rich=is_rich) if _holds_any(words, last_steps) else words

    return rewritten(part, in_source, in_text)


def _holds_any(source: str, words: Collection[str]) -> bool:
    """Whether any of the words is in a text, be it as a part of another."""
    return any(word in source for word in words)


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

    return rebuilt(part, rewrite, _holds_names)


def _holds_names(part: DocumentPart) -> bool:
    """Whether anything could be rewritten in a part; quickly, where it is one of many."""
    return not isinstance(part, Element) or bool(written_on(part))


def _part_codes(element: Element[Any]) -> list[str]:
    """The codes that lead into a grid."""
    return [row.code for row in getattr(element.settings, "rows", ())]


def _recoded(definition: Definition, question: str, renames: Mapping[str, str]) -> Definition:
    return rewritten(
        definition,
        lambda source: normalised_codes(source, question, renames),
        lambda words, is_rich: text_with_codes(words, question, renames, rich=is_rich),
    )
