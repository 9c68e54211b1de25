"""The operation that words many texts of a survey in one language at once."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from surveys.changes.pieces import UNIT_LISTS
from surveys.definition import Definition, Page
from surveys.editing.parts import finished, remade, reworded
from surveys.exceptions import EditRefused
from surveys.question_types.elements import DocumentPart
from surveys.translating.keys import Text, texts_of_unit, units_in_order

type _Tree = dict[str | int, Any]
"""What to say, by the steps of the way to it."""


def set_translations(definition: Definition, *, language: str, words: Mapping[str, str]) -> Definition:
    """Word the texts of these keys (``surveys.translating.keys``) in ``language``; ``""`` takes words away.

    All of them or none. Raises ``EditRefused`` (``language_undeclared``, ``text_unknown``, and what is wrong
    with a text).
    """
    if language not in definition.languages:
        raise EditRefused(_("The survey is not in this language."), "language_undeclared")
    known = {text.key: text for unit in units_in_order(definition) for text in texts_of_unit(unit)}
    if unknown := words.keys() - known:
        message = _("This text no longer exists: %(key)s") % {"key": min(unknown)}
        raise EditRefused(message, "text_unknown")
    changed = {key: said for key, said in words.items() if said != known[key].words.get(language, "")}
    trees = _trees((known[key], said) for key, said in changed.items())
    return finished(_with_units(definition, trees, language)) if trees else definition


def _trees(words: Iterator[tuple[Text, str]]) -> dict[str, _Tree]:
    trees: dict[str, _Tree] = {}
    for text, said in words:
        branch = trees.setdefault(text.unit, {})
        for step in text.way[:-1]:
            branch = branch.setdefault(step, {})
        branch[text.way[-1]] = said
    return trees


def _with_units(definition: Definition, trees: Mapping[str, _Tree], language: str) -> Definition:
    changes: dict[str, object] = {
        name: tuple(_unit(unit, trees, language) for unit in getattr(definition, name)) for name in UNIT_LISTS
    }
    head = trees.get("survey", {})
    return remade(definition, changes | _fields(definition, head, language))


def _unit[P: DocumentPart](unit: P, trees: Mapping[str, _Tree], language: str) -> P:
    changes = _fields(unit, trees.get(getattr(unit, "id", ""), {}), language)
    if isinstance(unit, Page) and any(element.id in trees for element in unit.elements):
        changes["elements"] = tuple(_unit(element, trees, language) for element in unit.elements)
    return remade(unit, changes) if changes else unit


def _fields(part: DocumentPart, tree: _Tree, language: str) -> dict[str, object]:
    return {str(name): _changed(getattr(part, str(name)), inner, language) for name, inner in tree.items()}


def _changed(value: Any, tree: Any, language: str) -> Any:
    if isinstance(value, DocumentPart):
        return remade(value, _fields(value, tree, language))
    if isinstance(value, tuple):
        return tuple(
            _changed(item, tree[place], language) if place in tree else item
            for place, item in enumerate(value)
        )
    return reworded(value, language, tree)
