"""Which choices a question offers: its own, those of a list of the survey, those of an earlier question.

Two steps, both pure. ``resolved`` fills in everything a question could ever offer, for analysis, checks and
compiling. ``offered_choices`` keeps of that what one respondent is offered, from what the earlier question
showed and what was answered there. ``regrouped`` puts headings right once choices were hidden or shuffled.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from surveys.exceptions import Problem
from surveys.question_types.choices import ChoiceListSettings
from surveys.question_types.elements import MAXIMUM_CHOICES, Choice, Element, Row
from surveys.question_types.other_texts import chosen_ids, other_texts
from surveys.question_types.registry import question_type

if TYPE_CHECKING:
    from surveys.definition.documents import Definition

type Offering = Mapping[str, Element[Any]]


def resolved(definition: "Definition") -> dict[str, Element[Any]]:
    """Every element by id, in order, with all the choices it could offer: carried, listed, its own.

    An element that takes choices from nowhere else is itself, not a copy. What refers to no list, or to no
    earlier question with choices, is left out; ``source_problems`` tells.
    """
    lists = {known.id: known.choices for known in definition.choice_lists}
    found: dict[str, Element[Any]] = {}
    for element in definition.elements:
        found[element.id] = _filled(element, lists, found)
    return found


def offered_choices(
    element: Element[Any], *, source: Element[Any], shown: Sequence[Choice], answer: object
) -> tuple[Choice, ...]:
    """What a respondent is offered of the choices of ``element``, which carries some from ``source``.

    Both elements are as ``resolved`` gives them. ``shown`` are the choices of ``source`` that this respondent
    saw, in the order seen (empty if the question wasn't shown), ``answer`` the stored answer to it. Carried
    choices come first, in the order seen; where a text was given to one that asks for it, that is its label.
    Empty means that nothing is left to ask, so that the question isn't shown.
    """
    settings: ChoiceListSettings = element.settings
    if settings.carried is None:
        return settings.choices
    chosen, texts = frozenset(chosen_ids(answer)), other_texts(answer)
    which = settings.carried.which
    possible = {choice.id: choice for choice in settings.choices}
    carried = [
        _said(possible[choice.id], texts.get(choice.id, ""))
        for choice in shown
        if choice.id in possible and (which == "shown" or (choice.id in chosen) == (which == "chosen"))
    ]
    elsewhere = {choice.id for choice in _choices_of(source)}
    return (*carried, *(choice for choice in settings.choices if choice.id not in elsewhere))


def source_of(element: Element[Any]) -> str | None:
    """The id of the question that ``element`` carries choices from; ``None`` for none."""
    settings = element.settings
    if isinstance(settings, ChoiceListSettings) and settings.carried is not None:
        return settings.carried.question
    return None


def regrouped[I: (Choice, Row)](every: Sequence[I], kept: Sequence[I]) -> tuple[I, ...]:
    """``kept``, choices or rows, with the groups of ``every`` held together, in their order, each under its
    heading.

    A group begins with an item that has a heading. Inside a group the order is that of ``kept``, so that
    shuffling shuffles inside groups and hiding a group's first item doesn't hide its heading.
    """
    if not any(item.heading for item in every):
        return tuple(kept)
    groups, headings = _groups(every)
    ordered = sorted(kept, key=lambda item: groups.get(item.id, len(headings)))
    placed: list[I] = []
    last = -1
    for item in ordered:
        group = groups.get(item.id, len(headings))
        heading = headings[group] if group != last and group < len(headings) else {}
        placed.append(item if item.heading == heading else item.model_copy(update={"heading": heading}))
        last = group
    return tuple(placed)


def source_problems(definition: "Definition") -> Iterator[Problem]:
    """Yield what is wrong with the places that questions take choices from (for checks at saving).

    Codes: ``list_unknown``, ``source_unknown`` (no such earlier question, or none with choices),
    ``duplicate_code``, ``too_many``.
    """
    lists = {known.id for known in definition.choice_lists}
    earlier: dict[str, Element[Any]] = {}
    everything = resolved(definition)
    for page_index, page in enumerate(definition.pages):
        for index, element in enumerate(page.elements):
            path = f"pages[{page_index}].elements[{index}].settings"
            if isinstance(element.settings, ChoiceListSettings):
                yield from _problems_of(element, everything[element.id], path, lists, earlier)
            yield from _unknown_sources(element, path, earlier)
            earlier[element.id] = element


def _problems_of(
    element: Element[Any], whole: Element[Any], path: str, lists: set[str], earlier: Offering
) -> Iterator[Problem]:
    settings = element.settings
    if settings.choice_list is not None and settings.choice_list not in lists:
        message = _("The list that this question takes its choices from no longer exists.")
        yield Problem(f"{path}.choice_list", message, "list_unknown", target=element.id)
    if settings.carried is not None and not _has_choices(earlier.get(settings.carried.question)):
        message = _("Choices can only be carried from an earlier question that has choices.")
        yield Problem(f"{path}.carried", message, "source_unknown", target=element.id)
    if whole is not element:
        yield from _whole_problems(whole, path)


def _unknown_sources(element: Element[Any], path: str, earlier: Offering) -> Iterator[Problem]:
    for identity in question_type(element.type).depends_on(element):
        source = earlier.get(identity)
        if source is None or not question_type(source.type).stores_answer:
            message = _("What is offered can only depend on an earlier question.")
            yield Problem(path, message, "source_unknown", target=element.id)


def _whole_problems(whole: Element[Any], path: str) -> Iterator[Problem]:
    choices = whole.settings.choices
    if len(choices) > MAXIMUM_CHOICES:
        message = _("A list can hold at most %(maximum)d choices.") % {"maximum": MAXIMUM_CHOICES}
        yield Problem(f"{path}.choices", message, "too_many", target=whole.id)
    seen: set[str] = set()
    for choice in choices:
        if choice.code in seen:
            message = _("Two of the choices offered here have the code “%(code)s”.") % {"code": choice.code}
            yield Problem(f"{path}.choices", message, "duplicate_code", target=whole.id)
            return
        seen.add(choice.code)


def _filled(element: Element[Any], lists: Mapping[str, Sequence[Choice]], earlier: Offering) -> Element[Any]:
    settings = element.settings
    if not isinstance(settings, ChoiceListSettings) or not (settings.carried or settings.choice_list):
        return element
    source = earlier.get(settings.carried.question) if settings.carried else None
    every = (
        *_carriable(_choices_of(source)),
        *lists.get(settings.choice_list or "", ()),
        *settings.choices,
    )
    unique: dict[str, Choice] = {}
    for choice in every:
        unique.setdefault(choice.id, choice)
    filled = settings.model_copy(update={"choices": tuple(unique.values())})
    return element.model_copy(update={"settings": filled})


def _carriable(choices: Iterable[Choice]) -> Iterator[Choice]:
    """What can be carried on: not what stands for none or for all. Whether it is shown is decided there."""
    for choice in choices:
        if not choice.exclusive and not choice.selects_all:
            yield choice.model_copy(update={"visible_if": "", "other": False})


def _said(choice: Choice, text: str) -> Choice:
    if not text:
        return choice
    languages = choice.label or {"en": ""}
    return choice.model_copy(update={"label": dict.fromkeys(languages, text)})


def _choices_of(element: Element[Any] | None) -> tuple[Choice, ...]:
    choices: tuple[Choice, ...] = getattr(element.settings, "choices", ()) if element else ()
    return choices


def _has_choices(element: Element[Any] | None) -> bool:
    return element is not None and isinstance(element.settings, ChoiceListSettings)


def _groups(every: Sequence[Choice] | Sequence[Row]) -> tuple[dict[str, int], list[dict[str, str]]]:
    """The number of each item's group, and the heading of each group."""
    groups: dict[str, int] = {}
    headings: list[dict[str, str]] = [{}]
    for item in every:
        if item.heading:
            headings.append(item.heading)
        groups[item.id] = len(headings) - 1
    return groups, headings
