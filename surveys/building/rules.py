"""Rules: a condition and what happens on it, each at an address."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from surveys.building.behaviour import Described, Options
from surveys.building.places import choices_of, owner_of, takes_condition
from surveys.building.rule_kinds import KINDS, Kind
from surveys.definition import Choice, Definition, Element, Page, Row
from surveys.definition.written import start_of_block
from surveys.editing.logic import Part, part_of
from surveys.editing.parts import element_of
from surveys.editing.uses import called
from surveys.exceptions import EditRefused
from surveys.shared_results import results_offered
from surveys.texts import localised

_SLOT = re.compile(r"^([a-z_]+?)(?:-(new|[0-9]{1,4}))?$")


@dataclass(frozen=True)
class Rule:
    """A rule at its address: the part it belongs to, its kind, and its number where there are several.

    ``index`` is ``None`` for one that is not there yet. Made by ``rule_at``.
    """

    definition: Definition
    owner: Part | Choice | Row
    slot: str
    kind: Kind
    host: Element[Any] | None = None
    """The question that it belongs to, for one of a choice, row or column."""
    is_listed: bool = False
    index: int | None = None
    survey: UUID | None = None
    """The survey that it is of, where that matters to what can be chosen."""

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
        options = {"to": self._destinations, "ending": self._endings, "results": self._results}
        return tuple(
            Described(known.name, known.kind, known.label, known.help, options[known.name](), known.is_needed)
            if known.name in options
            else known
            for known in self.kind.fields
        )

    @property
    def group(self) -> str | None:
        """The repeat group in which it is judged."""
        return getattr(self.host or self.owner, "in_group", None)

    @property
    def before(self) -> int:
        """How many elements of the survey its condition may name."""
        elements = [part.id for part in self.definition.elements]
        asked = self.host.id if self.host else self.owner.id
        if asked in elements:
            return elements.index(asked) + (self.name in ("checks", "quiz"))
        if not isinstance(self.owner, Page):
            is_block = self.owner.id.startswith("b")
            return start_of_block(self.definition, self.owner.id) if is_block else len(elements)
        place = self.definition.pages.index(self.owner)
        pages = self.definition.pages[: place + (self.name == "jumps")]
        return sum(len(page.elements) for page in pages)

    def title(self) -> str:
        """What it is, for a heading."""
        if self.host is None:
            return str(self.kind.title) % {"what": called(self.definition, self.owner.id)}
        label = localised(getattr(self.owner, "label", {}), self.definition.base_language)
        return str(self.kind.title) % {"what": f"“{label or getattr(self.owner, 'code', '')}”"}

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

    def _results(self) -> Options:
        """Results that can be shown; those that were chosen stay, though they may be closed by now."""
        known = results_offered(self.survey) if self.survey else ()
        chosen: str = getattr(self.owner, "results", None) or ""
        is_closed = chosen not in {"", *(key for key, _words in known)}
        return (("", _("No")), *known, *([(chosen, _("Results that are closed now"))] if is_closed else []))

    def _named(self) -> list[tuple[str, str]]:
        return [
            (ending.id, localised(ending.title, self.definition.base_language) or _("Untitled ending"))
            for ending in self.definition.endings
        ]


def rule_at(definition: Definition, owner: str, slot: str) -> Rule:
    """The rule at an address such as ``q_…``, ``checks-0``. Raises ``EditRefused`` (``rule_unknown``)."""
    part, host = _owner_at(definition, owner)
    found = _SLOT.match(slot)
    name, number = found.groups() if found else ("", None)
    kind = KINDS.get((owner[0], name))
    is_listed = isinstance(getattr(part, name, None), tuple)
    if kind is None or is_listed != (number is not None):
        raise EditRefused(_("There is no such rule here."), "rule_unknown")
    index = int(number) if number not in (None, "new") else None
    if index is not None and index >= len(getattr(part, name)):
        raise EditRefused(_("This no longer exists."), "rule_unknown")
    return Rule(definition, part, slot, kind, host, is_listed, index)


def _owner_at(definition: Definition, owner: str) -> tuple[Part | Choice | Row, Element[Any] | None]:
    """What the rule is of; a choice, row or column together with its question."""
    host = owner_of(definition, owner)
    if host == owner:
        return part_of(definition, owner), None
    question = element_of(definition, host)
    item = next((item for item in choices_of(question) if item.id == owner), None)
    if item is None or not takes_condition(question, owner):
        raise EditRefused(_("There is no such rule here."), "rule_unknown")
    return item, question
