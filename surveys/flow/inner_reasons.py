"""Why a respondent is offered a choice, row or column or isn't, and why a question has to be answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from surveys.compiled import CompiledElement
from surveys.flow.known import Known
from surveys.flow.situations import choices_offered, situated
from surveys.flow.verdicts import Verdict, verdict_of
from surveys.question_types import Choice, Row

type Left = Literal["condition", "not_carried", "not_dealt"]
"""What decided: its own ``condition``; it isn't among what is carried on from an earlier question
(``not_carried``); chance left it out (``not_dealt``)."""


@dataclass(frozen=True, slots=True)
class ItemReason:
    """Whether a choice, row or column is offered, and what decided it."""

    id: str
    is_shown: bool
    cause: Left
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """Why a question is as a respondent meets it: its ``items`` that aren't there for everybody, and the
    condition on which it has to be answered."""

    items: tuple[ItemReason, ...] = ()
    required: Verdict | None = None


NOTHING = Inside()


def inside_of(part: CompiledElement, known: Known) -> Inside:
    """Say of a question that is shown what made it so, with everything known that the respondent answered."""
    if part.logic.is_static:
        return NOTHING
    with known.inside(part):
        required = part.logic.required_if
        return Inside(tuple(_items(part, known)), None if required is None else verdict_of(required, known))


def _items(part: CompiledElement, known: Known) -> Iterator[ItemReason]:
    settings, met = part.element.settings, situated(part, known).settings
    carried = {choice.id for choice in choices_offered(part, known)} if part.logic.carried_from else None
    for name in type(settings).model_fields:
        items = getattr(settings, name)
        if not (isinstance(items, tuple) and items and isinstance(items[0], Choice | Row)):
            continue
        shown = {item.id for item in getattr(met, name)}
        offered = carried if name == "choices" else None
        for item in items:
            condition = part.logic.parts.get(item.id)
            verdict = None if condition is None else verdict_of(condition, known)
            if verdict is not None or item.id not in shown:
                is_left = offered is not None and item.id not in offered
                yield _item(item.id, verdict, is_shown=item.id in shown, is_left=is_left)


def _item(identity: str, verdict: Verdict | None, *, is_shown: bool, is_left: bool) -> ItemReason:
    if is_left:
        return ItemReason(identity, is_shown, "not_carried")
    if verdict is not None and verdict.holds is is_shown:
        return ItemReason(identity, is_shown, "condition", verdict)
    return ItemReason(identity, is_shown, "not_dealt")
