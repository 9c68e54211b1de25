"""One pass over a survey, in its order: what is shown, what counts, where it ends.

Expressions only name what comes earlier, so that one pass decides everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from surveys.compiled import CompiledElement, CompiledPage, in_instance, units_of
from surveys.exceptions import AnswerInvalid
from surveys.flow.arranging import pages_in_order, units_in_order
from surveys.flow.known import Known
from surveys.flow.orders import fraction
from surveys.flow.situations import NothingToAsk, situated
from surveys.question_types import AnswerValue
from surveys.question_types.missing import refusal_of

if TYPE_CHECKING:
    from surveys.flow.journeys import Journey

ABSENT: object = object()
"""Stands for the answer to a question that hasn't been answered, not even by leaving it out."""


type Standing = tuple[int, str, int, int, int, int]
"""The fields of a ``Mark``, for there is one for every page of a walk."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way through a survey that some answers make.

    ``pages`` in order; ``elements`` shown, by page id; ``counted`` the answers that count, by question id:
    those to questions shown, and what was computed or drawn. ``ending`` is the id of an ending that a jump
    led to. ``known`` is what expressions find, ``marks`` where the walk stood before each page, by its id.
    ``waiting`` are those of the pages that ask something of which nothing is known yet, their places by their
    ids; ``None`` where nobody has looked.
    """

    pages: tuple[CompiledPage, ...]
    elements: Mapping[str, tuple[CompiledElement, ...]]
    counted: dict[str, AnswerValue | None]
    ending: str | None
    known: Known
    marks: Mapping[str, Standing]
    waiting: Mapping[str, int] | None = None


class Mark(NamedTuple):
    """Where a walk stood: the place of the page to come, the page being jumped to, how many pages were shown,
    and how much was known, in the order in which it became known."""

    place: int
    target: str
    shown: int
    counted: int
    values: int
    reasons: int


class Answering(Protocol):
    """Gives the answer of each question as the walk comes to it: ``ABSENT`` where there is none yet."""

    def __call__(self, question: CompiledElement, known: Known, /) -> object: ...


def walk(
    journey: "Journey",
    answering: Answering | None = None,
    *,
    until: CompiledPage | None = None,
    after: tuple[Way, str] | None = None,
) -> Way:
    """Go through the survey with the answers that ``answering`` gives, by default those of the journey.

    ``until`` is the last page to look at. ``after`` is a walk whose answers were the same up to a page, given
    by its id: what lies before the page is taken from there.
    """
    survey = journey.survey
    if survey.is_plain and answering is None:
        return _plain_way(journey)
    begun = Walk(journey, answering)
    mark = begun.take_up(*after) if after else None
    way = begun.run(until, mark)
    return _as_one(way, survey.whole) if survey.whole is not None else way


def _plain_way(journey: "Journey") -> Way:
    """The way that everybody goes."""
    survey, answers = journey.survey, journey.answers
    counted = {question: answers[question] for question in survey.question_by_id if question in answers}
    return Way(survey.pages, survey.plain_elements, counted, None, Known(journey), {})


def _as_one(way: Way, whole: CompiledPage) -> Way:
    """The way of a survey that is all on one page."""
    elements = tuple(part for page in way.pages for part in way.elements[page.id])
    waiting = {whole.id: 0} if way.waiting else {}
    return replace(way, pages=(whole,), elements={whole.id: elements}, marks={}, waiting=waiting)


def drawn_answer(journey: "Journey", question: CompiledElement) -> AnswerValue | None:
    """What chance gives this respondent."""
    at = fraction(container=question.id, seed=journey.seed, turn=journey.turn)
    return question.type.drawn(question.element, at)


@dataclass(slots=True)
class Walk:
    """One pass under way."""

    journey: "Journey"
    answering: Answering | None
    known: Known = field(init=False)
    shown: list[CompiledPage] = field(default_factory=list)
    elements: dict[str, tuple[CompiledElement, ...]] = field(default_factory=dict)
    counted: dict[str, AnswerValue | None] = field(init=False)
    """What the walk knows of answers counts."""
    marks: dict[str, Standing] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    waits: bool = False
    """Whether the page at hand asks something of which nothing is known yet."""

    def __post_init__(self) -> None:
        self.known = Known(self.journey)
        self.counted = self.known.answers

    def take_up(self, way: Way, page: str) -> Mark | None:
        """Know what an earlier walk knew before it came to a page; ``None`` if it never did."""
        if page not in way.marks:
            return None
        mark = Mark(*way.marks[page])
        self.shown = list(way.pages[: mark.shown])
        self.elements = dict(islice(way.elements.items(), mark.shown))
        self.marks = dict(islice(way.marks.items(), mark.place))
        self.waiting = {page: place for page, place in (way.waiting or {}).items() if place < mark.shown}
        self.known.take_up(way.known, mark.counted, mark.values, mark.reasons)
        self.counted = self.known.answers
        return mark

    def run(self, until: CompiledPage | None, start: Mark | None) -> Way:
        """Go on from ``start``, else from the beginning, as far as ``until``, else to the end."""
        pages, ending = pages_in_order(self.journey), None
        place, target = (start.place, start.target) if start else (0, "")
        shown, counted, values, reasons = self.shown, self.counted, self.known.values, self.known.reasons
        for index in range(place, len(pages)):
            page = pages[index]
            self.marks[page.id] = (index, target, len(shown), len(counted), len(values), len(reasons))
            is_met = (not target or page.page.id == target) and self._meets(page)
            if page is until:
                break
            if is_met:
                to = self._jump(page) if page.jumps else ""
                if to in self.known.ending_ids:
                    ending = to
                    break
                target = to if to and any(later.page.id == to for later in pages[index + 1 :]) else ""
        return Way(tuple(shown), self.elements, counted, ending, self.known, self.marks, self.waiting)

    def _meets(self, page: CompiledPage) -> bool:
        """Whether the respondent comes to the page; it is shown unless nothing is left to show on it."""
        if page.is_conditional and not self._is_page_shown(page):
            return False
        is_simple = page.is_simple and self.answering is None
        here = self._in_a_row(page) if is_simple else self._on_page(page)
        if here or not page.elements:
            self.shown.append(page)
            self.elements[page.id] = here
        if self.waits:
            self.waiting[page.id] = len(self.shown) - 1
            self.waits = False
        return True

    def _is_page_shown(self, page: CompiledPage) -> bool:
        block = self.journey.survey.blocks.get(page.page.block or "")
        if block is not None and block.visible_if and not self.known.holds(block.visible_if):
            return False
        return page.visible_if is None or self.known.holds(page.visible_if)

    def _in_a_row(self, page: CompiledPage) -> tuple[CompiledElement, ...]:
        """What a page shows whose elements are simple: as ``_on_page``, without asking what can't be."""
        known, counted, answers = self.known, self.counted, self.journey.answers
        facts, named, visible = known.facts, known.named, []
        for part in page.elements:
            condition = part.logic.visible_if
            if condition is not None and condition.run(facts) is not True:
                continue
            visible.append(part)
            if not part.is_question:
                continue
            if part.id not in answers:
                self.waits = True
                known.unanswered(part)
                continue
            value = counted[part.id] = answers[part.id]
            if part.name in named:
                known.name(part, value)
        return tuple(visible)

    def _on_page(self, page: CompiledPage) -> tuple[CompiledElement, ...]:
        """What the page shows."""
        visible: list[CompiledElement] = []
        for unit in units_in_order(self.journey, page):
            if unit[0].type.is_group:
                visible.extend(part for part in self._in_unit(unit) if not part.is_unseen)
            elif self._come_to(unit[0]) and not unit[0].is_unseen:
                visible.append(unit[0])
        return tuple(visible)

    def _in_unit(
        self, unit: Sequence[CompiledElement], keys: tuple[int, ...] = ()
    ) -> Iterator[CompiledElement]:
        """What is shown of an element alone, or of a repeat group with all its instances."""
        head = in_instance(unit[0], keys)
        if not self._come_to(head):
            return
        yield head
        if head.type.is_group:
            yield from self._instances(unit, keys)

    def _instances(self, unit: Sequence[CompiledElement], keys: tuple[int, ...]) -> Iterator[CompiledElement]:
        group, known = unit[0], self.known
        count = self.counted.get(in_instance(group, keys).id, group.type.starting_count(group.element))
        inner = units_of(unit[1:])
        most = min(count, group.element.settings.maximum) if isinstance(count, int) else 0
        for number in range(1, most + 1):
            known.enter(group, number)
            for each in inner:
                yield from self._in_unit(each, (*keys, number))
            known.leave(group)
        known.gather(group)

    def _come_to(self, part: CompiledElement) -> bool:
        """Whether the element is shown; its answer, if it has one, is known from here on."""
        logic = part.logic
        if logic.visible_if is not None and not self.known.holds(logic.visible_if):
            return False
        if not part.is_question:
            return True
        if logic.carried_from:
            try:
                situated(part, self.known)
            except NothingToAsk:
                return False
        value = self._answer(part)
        if value is ABSENT:
            self.waits = self.waits or (part.is_asked and not part.is_unseen)
            self.known.unanswered(part)
        else:
            self.known.answered(part, value)  # type: ignore[arg-type]
        return True

    def _answer(self, part: CompiledElement) -> object:
        if part.logic.computed is not None:
            return as_answer(part, self.known.value_of(part.logic.computed))
        if part.type.filled_by == "draw":
            return drawn_answer(self.journey, part)
        if self.answering is not None:
            return self.answering(part, self.known)
        return still_offered(part, self.journey.answers.get(part.id, ABSENT), self.known)

    def _jump(self, page: CompiledPage) -> str:
        for jump in page.jumps:
            if jump.condition is None or self.known.holds(jump.condition):
                return jump.to
        return ""


def as_answer(part: CompiledElement, fact: object) -> AnswerValue | None:
    """The answer that a value of an expression stands for; ``None`` where it is none that could be given."""
    if fact is None:
        return None
    try:
        return part.type.clean(part.element, part.type.from_fact(part.element, fact))
    except AnswerInvalid:
        return None


def still_offered(part: CompiledElement, value: object, known: Known) -> object:
    """``value``, or ``ABSENT`` where what was chosen is no longer among what this respondent is offered."""
    if value is ABSENT or value is None or not part.logic.offers_less:
        return value
    if refusal_of(value):
        return value
    try:
        part.type.clean(situated(part, known), value)
    except AnswerInvalid:
        return ABSENT
    return value
