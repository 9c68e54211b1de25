"""An element as one respondent meets it: without what is hidden, in a random order, answers in its texts."""

from typing import TYPE_CHECKING, Any

from surveys.compiled import CompiledElement, Templates, in_instance
from surveys.definition.walking import rebuilt, text_kinds
from surveys.flow.orders import ordered
from surveys.offering import offered_choices, regrouped
from surveys.question_types import AnswerValue, Choice, Element, Row
from surveys.question_types.elements import DocumentPart, Shuffle
from surveys.question_types.missing import refusal_of

if TYPE_CHECKING:
    from surveys.flow.known import Known

_GROUPED = ("choices", "rows")
"""The lists that headings divide into groups."""


class NothingToAsk(Exception):
    """Of the choices carried from an earlier question none is left: the question isn't shown."""


def situated(part: CompiledElement, known: "Known") -> Element[Any]:
    """The element as this respondent meets it; the very element where it is the same for everybody.

    Raises ``NothingToAsk``.
    """
    if part.logic.is_static:
        return part.element
    with known.inside(part):
        return _situated(part, known)


def _situated(part: CompiledElement, known: "Known") -> Element[Any]:
    logic, element = part.logic, part.element
    if logic.parts or logic.is_shuffled or logic.carried_from:
        element = _with_parts(part, element, known)
    if logic.depends_on:
        element = part.type.narrowed(element, _said(part, known))
    if logic.required_if is not None and known.holds(logic.required_if):
        element = element.model_copy(update={"required": True})
    for variant, condition in zip(part.element.variants, logic.variants, strict=False):
        if known.holds(condition):
            element = element.model_copy(
                update={"text": variant.text or element.text, "hint": variant.hint or element.hint}
            )
            break
    return piped(element, logic.texts, known)


def piped[P: DocumentPart](part: P, templates: Templates, known: "Known") -> P:
    """``part`` with answers put into its texts."""
    if not templates:
        return part

    def fill(inner: DocumentPart) -> dict[str, object]:
        return {
            name: {
                language: templates.filled(words, known.facts, is_rich=is_rich)
                for language, words in getattr(inner, name).items()
            }
            for name, is_rich in text_kinds(inner)
            if getattr(inner, name)
        }

    return rebuilt(part, fill)


def _with_parts(part: CompiledElement, element: Element[Any], known: "Known") -> Element[Any]:
    settings = element.settings
    update: dict[str, object] = {}
    for name in type(settings).model_fields:
        items = getattr(settings, name)
        if not (isinstance(items, tuple) and items and isinstance(items[0], Choice | Row)):
            continue
        if name == "choices" and part.logic.carried_from:
            items = choices_offered(part, known)
        kept = [item for item in items if _is_shown(item.id, part, known)]
        shuffle = {"choices": element.shuffle_choices, "rows": element.shuffle_rows}.get(name)
        kept = list(_in_order(kept, shuffle, f"{element.id}.{name}", known))
        update[name] = regrouped(items, kept) if name in _GROUPED else tuple(kept)
    return element.model_copy(update={"settings": settings.model_copy(update=update)})


def choices_offered(part: CompiledElement, known: "Known") -> tuple[Choice, ...]:
    """The choices that a question which carries some on has for this respondent, before its own conditions.

    Raises ``NothingToAsk``.
    """
    source = _beside(part, known.survey.question_by_id[part.logic.carried_from or ""], known)
    shown: tuple[Choice, ...] = ()
    if source.id in known.answers:
        shown = situated(source, known).settings.choices
    choices = offered_choices(
        part.element, source=source.element, shown=shown, answer=known.answers.get(source.id)
    )
    if not choices:
        raise NothingToAsk(part.id)
    return choices


def _said(part: CompiledElement, known: "Known") -> dict[str, tuple[str, ...]]:
    """What was said to each question that ``part`` depends on, in the nearest instance of a repeat group."""
    said: dict[str, tuple[str, ...]] = {}
    for identity in part.logic.depends_on:
        question = known.survey.question_by_id.get(identity)
        value = _nearest(identity, part, known)
        if question is not None and value is not None and not refusal_of(value):
            said[identity] = question.type.said(question.element, value)
    return said


def _nearest(identity: str, part: CompiledElement, known: "Known") -> AnswerValue | None:
    for depth in range(len(part.instance), -1, -1):
        key = ".".join((identity, *map(str, part.instance[:depth])))
        if key in known.answers:
            return known.answers[key]
    return None


def _beside(part: CompiledElement, source: CompiledElement, known: "Known") -> CompiledElement:
    """``source`` in the instance of a repeat group that ``part`` is asked in, where it is repeated."""
    depth, group = 0, source.element.in_group
    while group is not None:
        depth, group = depth + 1, known.survey.question_by_id[group].element.in_group
    return in_instance(source, part.instance[:depth])


def _is_shown(identity: str, part: CompiledElement, known: "Known") -> bool:
    condition = part.logic.parts.get(identity)
    return condition is None or known.holds(condition)


def _in_order(items: list[Any], shuffle: Shuffle | None, container: str, known: "Known") -> tuple[Any, ...]:
    return ordered(
        items,
        shuffle,
        container=container,
        seed=known.seed,
        turn=known.turn,
        identity=lambda item: item.id,
        is_pinned=lambda item: item.pinned,
    )
