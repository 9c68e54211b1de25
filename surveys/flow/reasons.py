"""Why a respondent gets each page and question, or doesn't: conditions, what they read and came to.

The same pass as the one that decides, with its decisions noted down.
"""

from dataclasses import dataclass, field
from typing import Literal

from surveys.compiled import CompiledElement, CompiledJump, CompiledPage
from surveys.expressions import Expression
from surveys.flow.arranging import pages_in_order
from surveys.flow.inner_reasons import Inside, inside_of
from surveys.flow.journeys import Journey
from surveys.flow.verdicts import Verdict, verdict_of
from surveys.flow.walking import Walk

type Cause = Literal[
    "always",
    "condition",
    "block",
    "jumped_over",
    "ended_before",
    "not_dealt",
    "page",
    "nothing_left",
    "unseen",
    "nothing_to_ask",
    "group",
]
"""What decided: ``always`` nothing; ``condition`` its own, ``block`` that of its block; a jump led past
it (``jumped_over``) or to an ending (``ended_before``); chance left it out (``not_dealt``); its ``page``
isn't shown; nothing on the page is (``nothing_left``); its type shows nothing (``unseen``); of the choices
that it carries on none is left (``nothing_to_ask``); its repeat ``group`` isn't asked, or not so often."""


@dataclass(frozen=True, slots=True)
class JumpTaken:
    """A jump that was looked at; ``verdict`` is ``None`` for one that is always taken."""

    page: str
    to: str
    verdict: Verdict | None
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Whether a part is shown, and what decided it. ``jump`` is the one that led past it."""

    is_shown: bool
    cause: Cause
    verdict: Verdict | None = None
    jump: JumpTaken | None = None


@dataclass(frozen=True, slots=True)
class EndingTried:
    """An ending that was looked at; ``verdict`` is ``None`` for one that is for everybody."""

    ending: str
    verdict: Verdict | None
    is_reached: bool


@dataclass(slots=True)
class Reasons:
    """Reasons by the id of a page, or of an element in its instance of a repeat group.

    ``jumps`` are those that were looked at, by the page's id, in order. ``endings`` are those that were,
    unless a jump led to one: then that is ``ended_by``. ``inside`` is what made elements that are shown so as
    they are.
    """

    pages: dict[str, Reason] = field(default_factory=dict)
    elements: dict[str, Reason] = field(default_factory=dict)
    jumps: dict[str, list[JumpTaken]] = field(default_factory=dict)
    endings: list[EndingTried] = field(default_factory=list)
    ended_by: JumpTaken | None = None
    inside: dict[str, Inside] = field(default_factory=dict)


def reasons_of(journey: Journey) -> Reasons:
    """Say of every page and element why this respondent gets it or doesn't. One pass.

    Pages are those of the document, also where the survey runs question by question or all on one page.
    """
    walk = _NotingWalk(journey)
    way = walk.run(None, None)
    found = walk.reasons
    if way.ending is None:
        walk.try_endings()
    else:
        taken = (jump for jumps in found.jumps.values() for jump in jumps if jump.is_taken)
        found.ended_by = next(jump for jump in taken if jump.to == way.ending)
    _judge_pages(journey, found, {page.page.id for page in way.pages})
    _judge_elements(journey, found)
    shown = (part for parts in way.elements.values() for part in parts)
    found.inside = {part.id: inside_of(part, way.known) for part in shown}
    return found


class _NotingWalk(Walk):
    """Decides as any walk, and writes down why."""

    def __init__(self, journey: Journey) -> None:
        super().__init__(journey, None)
        self.reasons = Reasons()

    def _is_page_shown(self, page: CompiledPage) -> bool:
        block = self.journey.survey.blocks.get(page.page.block or "")
        if block is not None and block.visible_if:
            verdict = self._verdict(block.visible_if)
            self.reasons.pages[page.page.id] = Reason(verdict.holds, "block", verdict)
            if not verdict.holds:
                return False
        is_shown = super()._is_page_shown(page)
        if page.visible_if is not None:
            self.reasons.pages[page.page.id] = Reason(is_shown, "condition", self._verdict(page.visible_if))
        return is_shown

    def _meets(self, page: CompiledPage) -> bool:
        is_met = super()._meets(page)
        if is_met:
            self.reasons.pages.setdefault(page.page.id, Reason(True, "always"))
        return is_met

    def _in_a_row(self, page: CompiledPage) -> tuple[CompiledElement, ...]:
        return self._on_page(page)

    def _come_to(self, part: CompiledElement) -> bool:
        condition = part.logic.visible_if
        verdict = self._verdict(condition) if condition is not None else None
        is_shown = super()._come_to(part)
        self.reasons.elements[part.id] = _reason_of(part, verdict, is_shown=is_shown)
        return is_shown

    def _jump(self, page: CompiledPage) -> str:
        noted = self.reasons.jumps.setdefault(page.page.id, [])
        for jump in page.jumps:
            taken = self._looked_at(page, jump)
            noted.append(taken)
            if taken.is_taken:
                return jump.to
        return ""

    def _looked_at(self, page: CompiledPage, jump: CompiledJump) -> JumpTaken:
        verdict = self._verdict(jump.condition) if jump.condition is not None else None
        return JumpTaken(page.page.id, jump.to, verdict, verdict is None or verdict.holds)

    def try_endings(self) -> None:
        """Note which endings were looked at, after everything else is known."""
        for each in self.journey.survey.endings:
            verdict = self._verdict(each.visible_if) if each.visible_if is not None else None
            is_reached = verdict is None or verdict.holds
            self.reasons.endings.append(EndingTried(each.ending.id, verdict, is_reached))
            if is_reached:
                return

    def _verdict(self, condition: Expression) -> Verdict:
        return verdict_of(condition, self.known)


def _reason_of(part: CompiledElement, verdict: Verdict | None, *, is_shown: bool) -> Reason:
    if verdict is not None and not verdict.holds:
        return Reason(False, "condition", verdict)
    if not is_shown:
        return Reason(False, "nothing_to_ask", verdict)
    if part.is_unseen:
        return Reason(False, "unseen", verdict)
    return Reason(True, "condition" if verdict else "always", verdict)


def _judge_pages(journey: Journey, found: Reasons, shown: set[str]) -> None:
    """Say of pages that the walk didn't come to what led past them, and of those left empty that they are."""
    taken: JumpTaken | None = None
    ending_ids = journey.survey.ending_ids
    for page in dict.fromkeys(page.page.id for page in pages_in_order(journey)):
        reason = found.pages.get(page)
        if reason is None:
            cause: Cause = "ended_before" if taken and taken.to in ending_ids else "jumped_over"
            found.pages[page] = Reason(False, cause, jump=taken)
        elif reason.is_shown and page not in shown and journey.survey.whole is None:
            found.pages[page] = Reason(False, "nothing_left", reason.verdict)
        taken = next((jump for jump in found.jumps.get(page, ()) if jump.is_taken), taken)
    for each in journey.survey.pages:
        found.pages.setdefault(each.page.id, Reason(False, "not_dealt"))


def _judge_elements(journey: Journey, found: Reasons) -> None:
    """Say of elements that the walk didn't come to why: their page, their group, or chance."""
    for page in journey.survey.pages:
        is_page_shown = (
            found.pages[page.page.id].is_shown or found.pages[page.page.id].cause == "nothing_left"
        )
        for part in page.elements:
            if part.id in found.elements or (part.element.in_group and _is_repeated(part, found)):
                continue
            if not is_page_shown:
                found.elements[part.id] = Reason(False, "page")
            elif part.element.in_group:
                found.elements[part.id] = Reason(False, "group")
            else:
                found.elements[part.id] = Reason(False, "not_dealt")


def _is_repeated(part: CompiledElement, found: Reasons) -> bool:
    """Whether an instance of a repeated element was come to."""
    return any(identity.startswith(f"{part.id}.") for identity in found.elements)
