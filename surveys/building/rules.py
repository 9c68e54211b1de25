"""Rules: a condition and what happens on it, as the builder shows and saves them, each at an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys import editing
from surveys.building.behaviour import Described, Options, fields_shown, values_sent
from surveys.building.condition_forms import ConditionForm, Sent
from surveys.building.fields import FieldShown, Typed
from surveys.building.places import Place
from surveys.building.subjects import Subjects
from surveys.definition import Definition, Page
from surveys.definition.written import start_of_block
from surveys.editing.logic import Part, Rules, part_of
from surveys.editing.uses import called
from surveys.exceptions import EditRefused
from surveys.question_types.elements import Words
from surveys.texts import localised

_SLOT = re.compile(r"^([a-z_]+?)(?:-(new|[0-9]{1,4}))?$")
_END = 1_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule: what it says first (``%(what)s`` is the part), its condition's field, its other fields.

    ``is_needed`` is whether it has no sense without a condition.
    """

    title: Words
    condition: str
    fields: tuple[Described, ...] = ()
    is_needed: bool = False
    help: Words = ""


_MESSAGE = Described("message", "line", gettext_lazy("What to say otherwise"))
_TITLE = Described("title", "line", gettext_lazy("Title"))
_ENDING_KINDS: Options = (("", gettext_lazy("Complete")), ("screened_out", gettext_lazy("Screened out")))
_ACTIONS: Options = (
    ("end", gettext_lazy("End the survey for them")),
    ("continue", gettext_lazy("Go on, only mark the response")),
)
_KINDS: dict[tuple[str, str], Kind] = {
    ("q", "visible_if"): Kind(gettext_lazy("Show %(what)s if …"), "visible_if"),
    ("p", "visible_if"): Kind(gettext_lazy("Show the page %(what)s if …"), "visible_if"),
    ("q", "required_if"): Kind(gettext_lazy("Require an answer to %(what)s if …"), "required_if"),
    ("q", "checks"): Kind(
        gettext_lazy("Accept an answer to %(what)s only if …"), "valid_if", (_MESSAGE,), is_needed=True
    ),
    ("q", "variants"): Kind(
        gettext_lazy("Another wording of %(what)s, for those for whom …"),
        "visible_if",
        (
            Described("text", "line", gettext_lazy("Text of the question")),
            Described("hint", "rich", gettext_lazy("Hint")),
        ),
        is_needed=True,
    ),
    ("q", "quiz"): Kind(
        gettext_lazy("The answer to %(what)s is right if …"),
        "right_if",
        (
            Described("points", "number", gettext_lazy("Points")),
            Described("if_right", "rich", gettext_lazy("Said when right")),
            Described("if_wrong", "rich", gettext_lazy("Said when wrong")),
        ),
        is_needed=True,
    ),
    ("p", "jumps"): Kind(
        gettext_lazy("After %(what)s go on elsewhere if …"),
        "condition",
        (Described("to", "select", gettext_lazy("Go to"), is_needed=True),),
        help=gettext_lazy("Without a condition: always. The first that fits counts."),
    ),
    ("b", "visible_if"): Kind(
        gettext_lazy("Show the block %(what)s if …"),
        "visible_if",
        (
            _TITLE,
            Described("shuffle", "shuffle", gettext_lazy("Order of its pages")),
            Described(
                "pinned",
                "switch",
                gettext_lazy("Keeps its place"),
                gettext_lazy("Where the blocks are shuffled."),
            ),
        ),
    ),
    ("e", "visible_if"): Kind(
        gettext_lazy("The ending %(what)s, for those for whom …"),
        "visible_if",
        (
            Described("title", "line", gettext_lazy("Heading")),
            Described("text", "rich", gettext_lazy("Text")),
            Described("kind", "select", gettext_lazy("Counts as"), "", _ENDING_KINDS),
            Described(
                "url",
                "line",
                gettext_lazy("Send respondents on to this address"),
                gettext_lazy("Answers can be piped into it, as in https://example.com/?age={{ age }}."),
            ),
        ),
        help=gettext_lazy("Without a condition: everybody. The first that fits counts."),
    ),
    ("e", "sections"): Kind(
        gettext_lazy("A part of the ending %(what)s, only if …"),
        "visible_if",
        (Described("text", "rich", gettext_lazy("Text")),),
        is_needed=True,
    ),
    ("k", "condition"): Kind(
        gettext_lazy("The quota %(what)s counts responses for which …"),
        "condition",
        (
            Described("name", "code", gettext_lazy("Name"), is_needed=True),
            Described("limit", "integer", gettext_lazy("At most so many responses")),
            Described("action", "select", gettext_lazy("When it is full"), "", _ACTIONS),
            Described("ending", "select", gettext_lazy("With the ending")),
            Described(
                "checked_early",
                "switch",
                gettext_lazy("Tell as soon as it is known"),
                gettext_lazy("Otherwise only at the end."),
            ),
        ),
        help=gettext_lazy("Without a condition it counts all."),
    ),
}


@dataclass(frozen=True)
class Rule:
    """A rule at its address: the part it belongs to, its kind, and its number where there are several.

    ``index`` is ``None`` for one that is not there yet. Made by ``rule_at``.
    """

    definition: Definition
    owner: Part
    slot: str
    kind: Kind
    is_listed: bool = False
    index: int | None = None

    @property
    def name(self) -> str:
        """The field of the owner that holds it."""
        return self.slot.partition("-")[0]

    @cached_property
    def part(self) -> Any:
        """What its fields are of; ``None`` for a new one."""
        if self.name == "quiz":
            return getattr(self.owner, "quiz", None)
        if not self.is_listed:
            return self.owner
        return getattr(self.owner, self.name)[self.index] if self.index is not None else None

    @property
    def source(self) -> str:
        """Its condition as it is."""
        return str(getattr(self.part, self.kind.condition, ""))

    @property
    def fields(self) -> tuple[Described, ...]:
        """Its other fields, with what can be chosen in them."""
        options = {"to": self._destinations, "ending": self._endings}
        return tuple(
            Described(known.name, known.kind, known.label, known.help, options[known.name](), known.is_needed)
            if known.name in options
            else known
            for known in self.kind.fields
        )

    @property
    def group(self) -> str | None:
        """The repeat group in which it is judged."""
        return getattr(self.owner, "in_group", None)

    @property
    def before(self) -> int:
        """How many elements of the survey its condition may name."""
        elements = [part.id for part in self.definition.elements]
        if self.owner.id in elements:
            return elements.index(self.owner.id) + (self.name in ("checks", "quiz"))
        if not isinstance(self.owner, Page):
            is_block = self.owner.id.startswith("b")
            return start_of_block(self.definition, self.owner.id) if is_block else len(elements)
        place = self.definition.pages.index(self.owner)
        pages = self.definition.pages[: place + (self.name == "jumps")]
        return sum(len(page.elements) for page in pages)

    def title(self) -> str:
        """What it is, for a heading."""
        return str(self.kind.title) % {"what": called(self.definition, self.owner.id)}

    def _destinations(self) -> Options:
        """Where one can go from a page: on to a later one, or to an ending."""
        base, pages = self.definition.base_language, self.definition.pages
        now = pages.index(self.owner) if isinstance(self.owner, Page) else 0
        later = tuple(
            (page.id, f"{number + 1} · {localised(page.title, base) or _('Untitled page')}")
            for number, page in enumerate(pages)
            if number > now
        )
        return (*later, *((key, _("End: %(ending)s") % {"ending": words}) for key, words in self._named()))

    def _endings(self) -> Options:
        return (("", _("Usual ending")), *self._named())

    def _named(self) -> list[tuple[str, str]]:
        return [
            (ending.id, localised(ending.title, self.definition.base_language) or _("Untitled ending"))
            for ending in self.definition.endings
        ]


def rule_at(definition: Definition, owner: str, slot: str) -> Rule:
    """The rule at an address such as ``q_…``, ``checks-0``. Raises ``EditRefused`` (``rule_unknown``)."""
    part = part_of(definition, owner)
    found = _SLOT.match(slot)
    name, number = found.groups() if found else ("", None)
    kind = _KINDS.get((owner[0], name))
    is_listed = isinstance(getattr(part, name, None), tuple)
    if kind is None or is_listed != (number is not None):
        raise EditRefused(_("There is no such rule here."), "rule_unknown")
    index = int(number) if number not in (None, "new") else None
    if index is not None and index >= len(getattr(part, name)):
        raise EditRefused(_("This no longer exists."), "rule_unknown")
    return Rule(definition, part, slot, kind, is_listed, index)


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
        return cls(rule, place, ConditionForm.of(rule.source, subjects, rule.before, rule.group))

    @classmethod
    def sent(cls, rule: Rule, place: Place, form: Typed) -> "RuleForm":
        """The form as it was sent."""
        subjects = Subjects(rule.definition, place.language)
        return cls(rule, place, ConditionForm.sent(form, subjects, rule.before, rule.group), form)

    @property
    def fields(self) -> list[FieldShown]:
        """What happens, beside the condition."""
        return fields_shown(self.rule.part, self.rule.fields, self.place, self.typed, self.errors)


def save_rule(rule: Rule, source: str, form: Sent, language: str) -> "partial[Definition]":
    """The operation that saves a rule: its condition and what a form says of its fields.

    Where a rule that needs a condition loses it, the rule goes.
    """
    values = values_sent(rule.part, rule.fields, form, language) | {rule.kind.condition: source}
    if values.get("points", 0) is None:
        del values["points"]
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
    changes: dict[str, object] = {rule.name: None if rule.name == "quiz" else ""}
    return partial(editing.change_part, part_id=rule.owner.id, changes=changes)


def move_rule(rule: Rule, by: int) -> "partial[Definition]":
    """The operation that brings a rule so many places down among its like, or up."""
    position = max(_index(rule) + by, 0)
    return partial(
        editing.move_rule, owner=rule.owner.id, rules=_rules(rule), index=_index(rule), position=position
    )


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
