"""Operations on logic: conditions, what happens on them, and how questions and pages behave."""

from collections.abc import Mapping
from typing import Any, Literal

from django.utils.translation import gettext as _

from surveys.definition import Block, Definition, Element, Ending, Jump, Page, Quota, Score
from surveys.definition.documents import Section
from surveys.definition.written import expression_fields
from surveys.editing.parts import finished, inserted, made, moved, remade, replaced, with_element, without
from surveys.editing.uses import explained, removed
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.question_types.elements import Check, DocumentPart, Variant

type Part = Element[Any] | Page | Ending | Block | Quota | Score
type Listed = Literal["endings", "blocks", "quotas", "scores"]
type Rules = Literal["checks", "variants", "jumps", "sections"]

_MODELS: dict[Listed, tuple[str, type[DocumentPart]]] = {
    "endings": ("e", Ending),
    "blocks": ("b", Block),
    "quotas": ("k", Quota),
    "scores": ("s", Score),
}
_RULES: dict[Rules, tuple[type[DocumentPart], str]] = {
    "checks": (Check, "valid_if"),
    "variants": (Variant, "visible_if"),
    "jumps": (Jump, "condition"),
    "sections": (Section, "visible_if"),
}
_MAY_BE_EMPTY = frozenset({"jumps"})
_STRUCTURE = frozenset({"id", "type", "name", "elements", "settings", "in_group", "block"})


def part_of(definition: Definition, part_id: str) -> Part:
    """The page, question, ending, block, quota or score; raise ``EditRefused`` (``part_unknown``)."""
    lists = (
        definition.pages,
        definition.elements,
        definition.endings,
        definition.blocks,
        definition.quotas,
        definition.scores,
    )
    for parts in lists:
        for part in parts:
            if part.id == part_id:
                return part
    raise EditRefused(_("This no longer exists."), "part_unknown")


def set_condition(definition: Definition, *, target: str, field: str, source: str) -> Definition:
    """Set an expression of a page, question, ending, block or quota; ``""`` for none.

    Raises ``EditRefused`` (``part_unknown``, ``field_unknown``, and the codes of ``ExpressionInvalid`` with
    the ``problem``).
    """
    part = part_of(definition, target)
    if field not in expression_fields(type(part)):
        raise EditRefused(_("There is no such condition here."), "field_unknown")
    return with_part(definition, remade(part, {field: source}))


def change_part(definition: Definition, *, part_id: str, changes: Mapping[str, object]) -> Definition:
    """Set fields, JSON-like by name, of how a page, question, ending, block, quota or score behaves.

    Names, types, elements, settings and groups have operations of their own. Raises ``EditRefused``
    (``part_unknown``, ``field_unknown``, and what is wrong with the values).
    """
    part = part_of(definition, part_id)
    fixed = _STRUCTURE - {"name"} if isinstance(part, Quota | Score) else _STRUCTURE
    if changes.keys() - (type(part).model_fields.keys() - fixed):
        raise EditRefused(_("There is no such setting here."), "field_unknown")
    return with_part(definition, remade(part, dict(changes)))


def with_part(definition: Definition, part: Part) -> Definition:
    """The definition with ``part`` in place of the one of the same id."""
    if isinstance(part, Element):
        return with_element(definition, part)
    listed = _list_of(part)
    return finished(remade(definition, {listed: replaced(getattr(definition, listed), part)}))


def add_part(
    definition: Definition,
    *,
    listed: Listed,
    values: Mapping[str, object],
    position: int | None = None,
    part_id: str | None = None,
    ids: NewId = new_id,
) -> Definition:
    """Add an ending, block, quota or score with these fields, JSON-like."""
    prefix, model = _MODELS[listed]
    part: Any = made(model, {**values, "id": part_id or ids(prefix)})
    return finished(remade(definition, {listed: inserted(getattr(definition, listed), part, position)}))


def move_part(definition: Definition, *, part_id: str, position: int | None) -> Definition:
    """Bring an ending, block, quota or score to ``position``: of endings and quotas the first that fits
    counts."""
    listed = _root_list(definition, part_id)
    return finished(remade(definition, {listed: moved(getattr(definition, listed), part_id, position)}))


def delete_part(definition: Definition, *, part_id: str, clearing: bool = False) -> Definition:
    """Delete an ending, block, quota or score; the pages of a block stay.

    Raises ``EditRefused`` (``in_use``) for an ending that jumps or quotas lead to, unless these are to be
    cleared away too, and the words of the flow for a score that expressions read.
    """
    listed = _root_list(definition, part_id)
    changes: dict[str, object] = {listed: without(getattr(definition, listed), part_id)}
    if listed == "blocks":
        changes["pages"] = tuple(
            remade(page, {"block": None}) if page.block == part_id else page for page in definition.pages
        )
    rest = remade(definition, changes)
    return explained(rest, lambda: removed(definition, rest, clearing=clearing))


def put_rule(
    definition: Definition,
    *,
    owner: str,
    rules: Rules,
    values: Mapping[str, object],
    index: int | None = None,
) -> Definition:
    """Change a check, variant, jump or section of ``owner``, or add one at the end (``None``).

    ``values`` are its fields, JSON-like; those left out stay as they are. Raises ``EditRefused``
    (``part_unknown``, ``rule_unknown``, ``condition_missing``, and what is wrong with the values).
    """
    part, present = _ruled(definition, owner, rules)
    model, condition = _RULES[rules]
    if index is None:
        rule = made(model, {condition: "", **values})
    else:
        rule = remade(_rule_at(present, index), dict(values))
    if rules not in _MAY_BE_EMPTY and not getattr(rule, condition):
        raise EditRefused(_("Say when: without a condition this has no sense."), "condition_missing")
    place = len(present) if index is None else index
    return with_part(definition, remade(part, {rules: (*present[:place], rule, *present[place + 1 :])}))


def move_rule(definition: Definition, *, owner: str, rules: Rules, index: int, position: int) -> Definition:
    """Bring a rule to ``position`` among its like; of jumps and variants the first that fits counts."""
    part, present = _ruled(definition, owner, rules)
    rule = _rule_at(present, index)
    others = (*present[:index], *present[index + 1 :])
    return with_part(definition, remade(part, {rules: inserted(others, rule, position)}))


def delete_rule(definition: Definition, *, owner: str, rules: Rules, index: int) -> Definition:
    """Take a check, variant, jump or section away."""
    part, present = _ruled(definition, owner, rules)
    _rule_at(present, index)
    return with_part(definition, remade(part, {rules: (*present[:index], *present[index + 1 :])}))


def _ruled(definition: Definition, owner: str, rules: Rules) -> tuple[Part, tuple[Any, ...]]:
    part = part_of(definition, owner)
    if rules not in type(part).model_fields:
        raise EditRefused(_("There is no such rule here."), "rule_unknown")
    return part, getattr(part, rules)


def _rule_at(rules: tuple[Any, ...], index: int) -> Any:
    if not 0 <= index < len(rules):
        raise EditRefused(_("This no longer exists."), "rule_unknown")
    return rules[index]


def _list_of(part: Part) -> str:
    return (
        "pages"
        if isinstance(part, Page)
        else next(listed for listed, (_prefix, model) in _MODELS.items() if isinstance(part, model))
    )


def _root_list(definition: Definition, part_id: str) -> str:
    part = part_of(definition, part_id)
    if isinstance(part, Page | Element):
        raise EditRefused(_("This no longer exists."), "part_unknown")
    return _list_of(part)
