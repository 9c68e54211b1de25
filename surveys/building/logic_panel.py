"""What the panel says of a question's or a page's logic: its rules in words, and how it behaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from surveys import editing
from surveys.building.behaviour import Described, fields_shown, values_sent
from surveys.building.condition_forms import Sent
from surveys.building.condition_words import condition_words
from surveys.building.fields import FieldShown, Typed
from surveys.building.places import Place
from surveys.building.saving import Change, applied
from surveys.building.subjects import Subjects
from surveys.definition import Definition, Element, Page
from surveys.definition.quizzes import can_be_right
from surveys.editing.logic import Part, part_of
from surveys.exceptions import EditRefused
from surveys.question_types import question_type
from surveys.question_types.elements import Quiz, Words
from surveys.question_types.numbers import number_words
from surveys.texts import localised

_DEFAULT = Described(
    "default",
    "formula",
    gettext_lazy("Proposed answer"),
    gettext_lazy("A number, a text or code in quotation marks, or an expression."),
)
_SOFT = Described(
    "soft_required",
    "switch",
    gettext_lazy("Ask once more if unanswered"),
    gettext_lazy("Then let go."),
)
_REFUSALS = Described("refusals", "refusals", gettext_lazy("Ways to give no answer"))
_PINNED = Described(
    "pinned", "switch", gettext_lazy("Keeps its place"), gettext_lazy("Where the page's order is random.")
)
_CHOICES = Described("shuffle_choices", "shuffle", gettext_lazy("Order of the choices"))
_ROWS = Described("shuffle_rows", "shuffle", gettext_lazy("Order of the rows"))
_PAGE = (
    Described("shuffle", "shuffle", gettext_lazy("Order of the questions")),
    Described("seconds", "integer", gettext_lazy("Time limit in seconds"), gettext_lazy("Empty: no limit.")),
)
_RULES_OF_QUESTION: tuple[tuple[str, Words, Words], ...] = (
    ("visible_if", gettext_lazy("Shown"), gettext_lazy("Always")),
    ("required_if", gettext_lazy("Required if"), ""),
    ("checks", gettext_lazy("Checks"), gettext_lazy("Add a check")),
    ("variants", gettext_lazy("Other wordings"), gettext_lazy("Add a wording")),
    ("quiz", gettext_lazy("Right answer"), gettext_lazy("Say which is right")),
)
_RULES_OF_PAGE: tuple[tuple[str, Words, Words], ...] = (
    ("visible_if", gettext_lazy("Shown"), gettext_lazy("Always")),
    ("jumps", gettext_lazy("After this page"), gettext_lazy("Add a jump")),
)


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule in words: its address ``slot``, when it holds, and what then happens."""

    slot: str
    condition: str
    then: str = ""
    is_first: bool = True
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class RulesShown:
    """The rules of one kind: ``name`` is their field; ``otherwise`` says what holds without any."""

    name: str
    label: Words
    rules: tuple[RuleShown, ...]
    is_list: bool
    otherwise: Words
    add: Words = ""


@dataclass(frozen=True)
class LogicShown:
    """The logic of a question or page. ``groups`` are repeat groups it may go into, ``blocks`` the blocks."""

    owner: str
    rules: tuple[RulesShown, ...]
    fields: tuple[FieldShown, ...]
    groups: tuple[tuple[str, str], ...] = ()
    group: str = ""
    blocks: tuple[tuple[str, str], ...] = ()
    block: str = ""
    is_set: bool = False


def logic_shown(
    definition: Definition, part: Part, place: Place, typed: Typed | None, errors: Mapping[str, str]
) -> LogicShown:
    """The logic of a question or page for its panel."""
    subjects = Subjects(definition, place.language)
    rules = tuple(_rules(definition, part, place, subjects))
    fields = tuple(fields_shown(part, described_of(part), place, typed, errors))
    is_set = any(each.rules for each in rules) or any(known.value for known in fields)
    if isinstance(part, Page):
        blocks = [(block.id, localised(block.title, place.language)) for block in definition.blocks]
        named = tuple((key, words or _("Untitled block")) for key, words in blocks)
        return LogicShown(
            part.id, rules, fields, blocks=named, block=part.block or "", is_set=is_set or bool(part.block)
        )
    element = part_as_element(part)
    groups = tuple(_groups(definition, element, place))
    inside = element.in_group or ""
    return LogicShown(part.id, rules, fields, groups=groups, group=inside, is_set=is_set)


def choice_condition(element: Element[Any], item: Any, subjects: Subjects) -> RulesShown:
    """When a choice, row or column is shown."""
    told = condition_words(item.visible_if, subjects, element.in_group)
    rules = (RuleShown("visible_if", told),) if item.visible_if else ()
    return RulesShown("visible_if", _("Shown if"), rules, False, _("Always"))


def part_as_element(part: Part) -> Element[Any]:
    """The part, which is a question. Raises ``EditRefused`` (``question_unknown``) for others."""
    if not isinstance(part, Element):
        raise EditRefused(_("This question no longer exists."), "question_unknown")
    return part


def described_of(part: Part) -> tuple[Described, ...]:
    """The fields for how a question or a page behaves."""
    if isinstance(part, Page):
        return _PAGE
    element = part_as_element(part)
    kind = question_type(element.type)
    asked = kind.stores_answer and kind.filled_by == "respondent" and not kind.is_group
    lists = [
        described
        for name, described in (("choices", _CHOICES), ("rows", _ROWS))
        if name in type(element.settings).model_fields
    ]
    return (*((_DEFAULT, _SOFT, _REFUSALS) if asked else ()), *lists, _PINNED)


def save_behaviour(definition: Definition, *, part_id: str, form: Sent, language: str) -> Definition:
    """The draft with what a form says of how a question or page behaves. Raises ``FieldsRefused``."""
    part = part_of(definition, part_id)
    described = described_of(part)
    changes = values_sent(part, described, form, language)
    inputs = {known.name: _first_input(known) for known in described}
    operations = (
        Change(inputs[name], partial(editing.change_part, part_id=part_id, changes={name: value}))
        for name, value in changes.items()
    )
    return applied(definition, operations)


def _first_input(described: Described) -> str:
    return f"{described.input_name}.order" if described.kind == "shuffle" else described.input_name


def _rules(definition: Definition, part: Part, place: Place, subjects: Subjects) -> Iterator[RulesShown]:
    known = _RULES_OF_PAGE if isinstance(part, Page) else _RULES_OF_QUESTION
    asked = isinstance(part, Page) or question_type(part_as_element(part).type).stores_answer
    group = getattr(part, "in_group", None)
    for name, label, words in known:
        if not asked and name not in ("visible_if", "variants"):
            continue
        if name == "quiz" and isinstance(part, Element) and not (part.quiz or can_be_right(part)):
            continue
        value = getattr(part, name)
        if isinstance(value, tuple):
            in_words = [
                (condition_words(_condition(rule), subjects, group), _then(definition, rule, place))
                for rule in value
            ]
            yield RulesShown(name, label, _in_order(name, in_words), True, "", words)
        else:
            source = value if isinstance(value, str) else value.right_if if value else ""
            told = RuleShown(name, condition_words(source, subjects, group), _worth(value))
            otherwise, add = ("", words) if name == "quiz" else (words, "")
            yield RulesShown(name, label, (told,) if source else (), False, otherwise, add)


def _in_order(name: str, in_words: Sequence[tuple[str, str]]) -> tuple[RuleShown, ...]:
    """Rules that are tried one after the other, each as its condition and what follows."""
    last = len(in_words) - 1
    return tuple(
        RuleShown(f"{name}-{index}", condition, then, index == 0, index == last)
        for index, (condition, then) in enumerate(in_words)
    )


def _worth(value: object) -> str:
    """What a right answer is worth."""
    if not isinstance(value, Quiz):
        return ""
    words = ngettext("%(count)s point", "%(count)s points", 1 if value.points == 1 else 2)
    return words % {"count": number_words(value.points)}


def _condition(rule: Any) -> str:
    fields = ("valid_if", "visible_if", "condition")
    return str(next(getattr(rule, name) for name in fields if hasattr(rule, name)))


def _then(definition: Definition, rule: Any, place: Place) -> str:
    """What happens on a rule."""
    if to := getattr(rule, "to", ""):
        return destination_words(definition, to, place.language)
    text = getattr(rule, "message", None) or getattr(rule, "text", None) or {}
    return localised(text, place.language, place.base_language)


def destination_words(definition: Definition, to: str, language: str) -> str:
    """Where a jump leads to."""
    base = definition.base_language
    for number, page in enumerate(definition.pages, start=1):
        if page.id == to:
            words = localised(page.title, language, base)
            return f"{number} · {words}" if words else _("Page %(number)d") % {"number": number}
    for ending in definition.endings:
        if ending.id == to:
            words = localised(ending.title, language, base) or _("Untitled ending")
            return _("End: %(ending)s") % {"ending": words}
    return to


def _groups(definition: Definition, element: Element[Any], place: Place) -> Iterator[tuple[str, str]]:
    """The repeat groups of its page that it may go into."""
    page = next(page for page in definition.pages if any(part.id == element.id for part in page.elements))
    for part in page.elements:
        if question_type(part.type).is_group and part.id != element.id and part.in_group != element.id:
            yield part.id, localised(part.text, place.language, place.base_language) or part.name
