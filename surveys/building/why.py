"""“Why is this shown?” in words: of a page, its questions, all other pages, and the end of the survey."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.building.condition_words import condition_words
from surveys.building.places import items_of
from surveys.building.subjects import Subject, Subjects
from surveys.definition import Definition
from surveys.expressions.facts import Missing
from surveys.expressions.scope import POINTS
from surveys.flow import CompiledElement, CompiledPage, Journey
from surveys.flow.inner_reasons import NOTHING, Inside, ItemReason, Left
from surveys.flow.reasons import Cause, JumpTaken, Reason, Reasons, reasons_of
from surveys.flow.verdicts import Reading, Verdict
from surveys.question_types.elements import Words
from surveys.texts import localised

LONGEST = 120

_HIDDEN: dict[Cause, Words] = {
    "jumped_over": gettext_lazy("Not shown: the survey went past it"),
    "ended_before": gettext_lazy("Not shown: the survey ended before it"),
    "not_dealt": gettext_lazy("Not shown: chance left it out for this respondent"),
    "page": gettext_lazy("Not shown, because its page isn't"),
    "nothing_left": gettext_lazy("Not shown, because nothing on it is"),
    "unseen": gettext_lazy("Worked out without being shown"),
    "nothing_to_ask": gettext_lazy("Not shown: of the choices that it carries on, none is left"),
    "group": gettext_lazy("Not shown: its group isn't asked"),
}
_LEFT_OUT: dict[Left, Words] = {
    "condition": gettext_lazy("Not offered: this isn't true"),
    "not_carried": gettext_lazy("Not offered: it isn't carried on from the earlier question"),
    "not_dealt": gettext_lazy("Not offered: chance left it out for this respondent"),
}
_MISSING: dict[Missing, Words] = {
    "not_shown": gettext_lazy("wasn't asked"),
    "skipped": gettext_lazy("isn't answered"),
    "refused": gettext_lazy("was refused"),
    "dont_know": gettext_lazy("was answered with “don't know”"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A condition in words, the answers that it read as ``(label, value)``, and what it came to in words."""

    words: str
    read: tuple[tuple[str, str], ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why a page or question is shown or isn't. ``id`` is that of the document, ``headline`` says it all.

    ``items`` say the same of its choices, rows and columns that aren't there for everybody; ``required`` is
    the condition on which it has to be answered.
    """

    id: str
    title: str
    is_shown: bool
    headline: str
    decided: Decided | None = None
    items: tuple["Why", ...] = ()
    required: Decided | None = None


@dataclass(frozen=True, slots=True)
class WayOn:
    """A jump that was looked at, or an ending: where it leads, whether it was taken, on which condition."""

    title: str
    is_taken: bool
    decided: Decided | None = None


class Explained:
    """The decisions along a journey, in words of ``language``."""

    def __init__(self, journey: Journey, language: str) -> None:
        self.journey = journey
        self.language = language
        self.definition: Definition = journey.survey.definition
        self._subjects = Subjects(self.definition, language)

    @cached_property
    def reasons(self) -> Reasons:
        """What decided."""
        return reasons_of(self.journey)

    def page(self, identity: str) -> Why:
        """Why a page of the document is shown or isn't."""
        return self._why(identity, self._titles[identity], self.reasons.pages[identity], group=None)

    def questions(self, page: CompiledPage) -> list[Why]:
        """The same of everything that a page as respondents get it may show, with its instances in groups."""
        return [why for part in page.elements for why in self._of_element(part)]

    def pages(self) -> list[Why]:
        """The same of all pages of the document."""
        return [self.page(page.id) for page in self.definition.pages]

    def ways_on(self, page: str) -> list[WayOn]:
        """The jumps that were looked at behind a page of the document."""
        return [self._jump(jump) for jump in self.reasons.jumps.get(page, ())]

    def ends(self) -> list[WayOn]:
        """How the survey ends as far as is known now: the endings that were looked at."""
        if self.reasons.ended_by is not None:
            return [self._jump(self.reasons.ended_by)]
        return [
            WayOn(self._titles[each.ending], each.is_reached, self._decided(each.verdict, None))
            for each in self.reasons.endings
        ]

    def unseen(self) -> list[tuple[str, str]]:
        """What is known without being shown: hidden fields, computed and drawn values; ``(name, value)``."""
        counted = self.journey.way.counted
        found = (self.journey.survey.question(key) for key in counted)
        parts = [part for part in found if part is not None and part.is_unseen]
        return [(part.name, self._answer(part, counted[part.id])) for part in parts]

    @cached_property
    def _titles(self) -> dict[str, str]:
        titles = {}
        for number, page in enumerate(self.definition.pages, start=1):
            words = self._words(page.title)
            titles[page.id] = f"{number} · {words}" if words else _("Page %(number)d") % {"number": number}
        for ending in self.definition.endings:
            titles[ending.id] = self._words(ending.title) or _("Untitled ending")
        return titles

    def _of_element(self, part: CompiledElement) -> Iterator[Why]:
        """Of an element, or of it in every instance of its repeat group."""
        asked = [
            key for key in self.reasons.elements if key == part.id or key.startswith(f"{part.element.id}.")
        ]
        for key in asked:
            instance = key.partition(".")[2]
            words = self._words(part.element.text) or part.element.name
            title = f"{words} ({instance.replace('.', ', ')})" if instance else words
            why = self._why(part.element.id, title, self.reasons.elements[key], group=part.element.in_group)
            yield self._with_inside(why, part, self.reasons.inside.get(key, NOTHING))

    def _with_inside(self, why: Why, part: CompiledElement, inside: Inside) -> Why:
        """The same with what is to be said of its choices, and of whether it has to be answered."""
        group = part.element.in_group
        items = tuple(self._item(part, each) for each in inside.items)
        return replace(why, items=items, required=self._decided(inside.required, group))

    def _item(self, part: CompiledElement, reason: ItemReason) -> Why:
        """Why a choice, row or column is offered or isn't."""
        headline = _("Offered, because this is true") if reason.is_shown else str(_LEFT_OUT[reason.cause])
        item = next(each for each in items_of(part.element) if each.id == reason.id)
        decided = self._decided(reason.verdict, part.element.in_group)
        return Why(reason.id, self._words(item.label) or item.code, reason.is_shown, headline, decided)

    def _why(self, identity: str, title: str, reason: Reason, group: str | None) -> Why:
        headline = _HIDDEN[reason.cause] if reason.cause in _HIDDEN else self._by_condition(reason)
        if reason.jump is not None:
            headline = f"{headline} ({self._leads(reason.jump)})"
        return Why(identity, title, reason.is_shown, str(headline), self._decided(reason.verdict, group))

    def _by_condition(self, reason: Reason) -> str:
        if reason.verdict is None:
            return _("Always shown")
        if reason.cause == "block":
            return _("Shown if its block is") if reason.is_shown else _("Not shown, because its block isn't")
        return _("Shown, because this is true") if reason.is_shown else _("Not shown: this isn't true")

    def _leads(self, jump: JumpTaken) -> str:
        words = {"page": self._titles[jump.page], "target": self._titles.get(jump.to, jump.to)}
        return _("from “%(page)s” to “%(target)s”") % words

    def _jump(self, jump: JumpTaken) -> WayOn:
        return WayOn(
            self._titles.get(jump.to, jump.to), jump.is_taken, self._decided(jump.verdict, group=None)
        )

    def _decided(self, verdict: Verdict | None, group: str | None) -> Decided | None:
        if verdict is None:
            return None
        outcome = {
            True: _("true"),
            False: _("not true"),
            None: _("undecided, for an answer is missing: it counts as not true"),
        }
        return Decided(
            words=condition_words(verdict.source, self._subjects, group),
            read=tuple(self._read(reading, group) for reading in verdict.readings),
            outcome=outcome[verdict.result],
        )

    def _read(self, reading: Reading, group: str | None) -> tuple[str, str]:
        subject = self._subjects.named(reading.name, group) if reading.name else None
        label = subject.label if subject else self._name_of_score(reading.name)
        if reading.value is None:
            return label, str(_MISSING[reading.missing or "skipped"])
        return label, self._value(reading.value, subject)

    def _name_of_score(self, name: str) -> str:
        if not name:
            return _("The score")
        if name == POINTS:
            return _("The points")
        scores = {f"score:{score.name}": self._words(score.title) for score in self.definition.scores}
        return scores.get(name) or name.partition(":")[2] or name

    def _answer(self, part: CompiledElement, value: Any) -> str:
        if value is None:
            return str(_MISSING["skipped"])
        return self._value(part.type.fact(part.element, value), self._subjects.named(part.name, None))

    def _value(self, value: object, subject: Subject | None) -> str:
        codes = dict(subject.codes) if subject else {}
        if subject and subject.unlisted and isinstance(value, str):
            codes = {value: subject.unlisted.words_of(value)}
        return spoken(value, codes)

    def _words(self, text: Any) -> str:
        words = " ".join(localised(text, self.language, self.definition.base_language).split())
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def spoken(value: object, codes: dict[str, str]) -> str:
    """A value of an expression as people read it; ``codes`` are the words of what can be chosen."""
    match value:
        case None:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case str():
            words = codes.get(value, value)
            return f"“{words[:LONGEST]}”"
        case datetime():
            return date_format(value, "DATETIME_FORMAT")
        case date():
            return date_format(value)
        case time():
            return time_format(value)
        case int() | float():
            return number_format(int(value) if value == int(value) else value)
        case tuple() | list():
            return ", ".join(spoken(item, codes) for item in value) or _("nothing")
        case dict():
            return ", ".join(f"{codes.get(key, key)}: {spoken(item, codes)}" for key, item in value.items())
    return str(value)[:LONGEST]
