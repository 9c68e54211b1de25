"""Rules as the builder shows and saves them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from surveys import editing
from surveys.building.behaviour import fields_shown, values_sent
from surveys.building.condition_forms import ConditionForm, Sent
from surveys.building.fields import FieldShown, Typed
from surveys.building.places import Place
from surveys.building.rules import Rule
from surveys.building.subjects import Subjects
from surveys.definition import Definition
from surveys.definition.logic import names_of
from surveys.editing.logic import Rules

_END = 1_000_000
_ABOUT_OWN_ANSWER = ("checks", "quiz")
"""The rules that are mostly about the very answer."""


@dataclass(frozen=True)
class RuleForm:
    """A rule being written, at a place of the builder; after a refusal with what was typed."""

    rule: Rule
    place: Place
    condition: ConditionForm
    typed: Typed | None = None
    note: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: Rule, place: Place) -> "RuleForm":
        """The form that shows a rule as it is."""
        subjects = Subjects(rule.definition, place.language)
        condition = ConditionForm.of(rule.source, subjects, rule.before, rule.group)
        return cls(rule, place, condition if rule.source else _begun(condition, rule))

    @classmethod
    def sent(cls, rule: Rule, place: Place, form: Typed) -> "RuleForm":
        """The form as it was sent."""
        subjects = Subjects(rule.definition, place.language)
        return cls(rule, place, ConditionForm.sent(form, subjects, rule.before, rule.group), form)

    @property
    def fields(self) -> list[FieldShown]:
        """What happens, beside the condition."""
        return fields_shown(self.rule.part, self.rule.fields, self.place, self.typed, self.errors)


def _begun(condition: ConditionForm, rule: Rule) -> ConditionForm:
    """A condition with a first row to fill in, about the very answer where it mostly is; else about any."""
    if rule.name in _ABOUT_OWN_ANSWER:
        return condition.begun_with(names_of(rule.definition)[rule.owner.id])
    return condition.with_row(0) if condition.choosable else condition


def save_rule(rule: Rule, source: str, form: Sent, language: str) -> "partial[Definition]":
    """The operation that saves a rule: its condition and what a form says of its fields.

    Where a rule that needs a condition loses it, the rule goes.
    """
    values = values_sent(rule.part, rule.fields, form, language) | {rule.kind.condition: source}
    if values.get("points", 0) is None:
        del values["points"]
    if rule.host is not None:
        return _of_choice(rule, values)
    if rule.name == "quiz":
        present = rule.part.model_dump() if rule.part else {}
        changes: dict[str, object] = {"quiz": present | values if source else None}
        return partial(editing.change_part, part_id=rule.owner.id, changes=changes)
    if not rule.is_listed:
        return partial(editing.change_part, part_id=rule.owner.id, changes=values)
    return partial(editing.put_rule, owner=rule.owner.id, rules=_rules(rule), values=values, index=rule.index)


def delete_rule(rule: Rule) -> "partial[Definition]":
    """The operation that takes a rule away; of a part that stays, its condition."""
    if rule.is_listed:
        return partial(editing.delete_rule, owner=rule.owner.id, rules=_rules(rule), index=_index(rule))
    if rule.host is not None:
        return _of_choice(rule, {rule.name: ""})
    changes: dict[str, object] = {rule.name: None if rule.name == "quiz" else ""}
    return partial(editing.change_part, part_id=rule.owner.id, changes=changes)


def move_rule(rule: Rule, by: int) -> "partial[Definition]":
    """The operation that brings a rule so many places down among its like, or up."""
    position = max(_index(rule) + by, 0)
    return partial(
        editing.move_rule, owner=rule.owner.id, rules=_rules(rule), index=_index(rule), position=position
    )


def _of_choice(rule: Rule, changes: dict[str, object]) -> "partial[Definition]":
    assert rule.host is not None  # noqa: S101 - only asked of rules of choices
    return partial(editing.change_choice, question_id=rule.host.id, choice_id=rule.owner.id, changes=changes)


def _rules(rule: Rule) -> Rules:
    names: dict[str, Rules] = {
        "checks": "checks",
        "variants": "variants",
        "jumps": "jumps",
        "sections": "sections",
    }
    return names[rule.name]


def _index(rule: Rule) -> int:
    return _END if rule.index is None else rule.index
