"""The questions of a page as one respondent meets them: what is hidden left out, what depends marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from responses.pages.frames import DESCRIPTION, QUESTIONS, TITLE, Frame
from surveys.exceptions import AnswerInvalid
from surveys.flow import CompiledElement, CompiledPage, Journey, Met, met, page_words, units_in_order
from surveys.languages import interface_language
from surveys.question_types import Element
from surveys.question_types.rendering import render_question
from surveys.question_types.wordings import worded, worded_rich


@dataclass(frozen=True, slots=True)
class PageToShow:
    """A page and what is on it. ``hidden`` are the form's hidden fields, ``raw`` what was typed (``None``:
    nothing was, so stored answers are shown), ``notice`` and ``alert`` HTML above the questions and words
    before the title, ``clock`` HTML that tells of time limits."""

    frame: Frame
    journey: Journey
    page: CompiledPage
    language: str
    hidden: SafeString
    raw: Mapping[str, object] | None = None
    errors: Mapping[str, AnswerInvalid] = field(default_factory=dict)
    notice: str = ""
    alert: str = ""
    reminded: frozenset[str] = frozenset()
    clock: str = ""


def question_shown(
    show: PageToShow, part: CompiledElement, element: Element[Any], proposed: Any = None
) -> SafeString:
    """A question with what was typed, stored or proposed."""
    survey, journey = show.journey.survey, show.journey
    stored = journey.answers if part.is_asked else journey.way.counted
    is_typed = show.raw is not None and part.id in show.raw
    return render_question(
        element,
        language=show.language,
        base_language=survey.base_language,
        languages=survey.languages,
        value=None if is_typed else stored.get(part.id, proposed),
        raw=show.raw[part.id] if is_typed and show.raw is not None else None,
        error=show.errors.get(part.id),
        number=part.number if survey.definition.settings.numbered else None,
        is_marked=show.page.is_dependent,
        is_reminded=part.id in show.reminded,
    )


def lively_slots(show: PageToShow) -> dict[str, str]:
    """Everything on a page that differs from one respondent to another, by slot."""
    slots: dict[str, str] = {}
    language, base = show.language, show.journey.survey.base_language
    if show.page.texts:
        title, description = page_words(show.journey, show.page)
        slots[TITLE] = worded(title, language, base)
        slots[DESCRIPTION] = worded_rich(description, language, base)
    pieces = questions_shown(show)
    if show.page.is_lively:
        slots[QUESTIONS] = "\n".join(pieces.values())
    else:
        slots |= pieces
    return slots


def questions_shown(show: PageToShow) -> dict[str, str]:
    """What the page shows, by the id of the element, in order. Of a page on which things depend on each other
    every element that it might show is there, what isn't shown empty, each in a place of its own."""
    here = met(show.journey, show.page)
    pieces = {each.id: _piece(show, each) for each in here}
    pieces = _with_repeats(show, here, pieces)
    if not show.page.is_dependent:
        return pieces
    places = _places(show, here)
    return {
        identity: _place(identity, [pieces[each.id] for each in inside], inside)
        for identity, inside in places.items()
    }


def _piece(show: PageToShow, each: Met) -> str:
    given: Mapping[str, object] = show.journey.answers if show.raw is None else show.raw
    is_blank = each.id not in show.errors and given.get(each.id) in (None, "", [], {}) and each.part.is_asked
    is_read = not each.part.is_question
    if each.is_static and (is_blank or is_read) and not each.part.instance and each.id not in show.reminded:
        return show.frame.questions[each.id]
    return question_shown(show, each.part, each.element, each.proposed)


def _places(show: PageToShow, here: tuple[Met, ...]) -> dict[str, list[Met]]:
    """What is shown, by the unit it belongs to: an element alone, or a repeat group with all inside it."""
    units = [unit for unit in units_in_order(show.journey, show.page) if not unit[0].is_unseen]
    unit_of = {part.id: unit[0].id for unit in units for part in unit}
    places: dict[str, list[Met]] = {unit[0].id: [] for unit in units}
    for each in here:
        places[unit_of[each.part.plain_id]].append(each)
    return places


def _place(identity: str, pieces: list[str], inside: list[Met]) -> SafeString:
    signature = blake2b(digest_size=6)
    for each in inside:
        shown = each.element.model_dump_json(exclude={"quiz"})  # what is right isn't told, not even by a hash
        signature.update(shown.encode(errors="replace"))
    return format_html(
        '<div class="depends" id="place-{}" data-depends="{}">{}</div>',
        identity,
        signature.hexdigest() if inside else "",
        SafeString("\n".join(pieces)),
    )


def _with_repeats(show: PageToShow, here: tuple[Met, ...], pieces: dict[str, str]) -> dict[str, str]:
    """The pieces with a heading before each instance of a repeat group and a button behind the last."""
    found = dict(pieces)
    for each, group, number in _openings(here):
        settings = group.element.settings
        label = settings.heading_in(show.language, show.journey.survey.base_language, number)
        context = {"group": group.id, "number": number, "label": label, "can_go": settings.is_free}
        with override(interface_language(show.language)):
            found[each.id] = render_to_string("responses/_instance.html", context) + found[each.id]
    for group, last in _lasts(here):
        if group.element.settings.is_free:
            base = show.journey.survey.base_language
            label = group.element.settings.add_label_in(show.language, base, is_first=last is group)
            context = {"group": group.id, "label": label}
            found[last.id] += render_to_string("responses/_instance_more.html", context)
    return found


def _openings(here: tuple[Met, ...]) -> Iterator[tuple[Met, Met, int]]:
    """The first element of every instance, its group, and the instance's number."""
    groups = {each.id: each for each in here if each.part.type.is_group}
    seen: set[tuple[str, int]] = set()
    for each in here:
        group = _group_of(each, groups)
        number = each.part.instance[-1] if each.part.instance else 0
        if group is not None and (group.id, number) not in seen:
            seen.add((group.id, number))
            yield each, group, number


def _group_of(each: Met, groups: dict[str, Met]) -> Met | None:
    inside = each.part.element.in_group
    if inside is None:
        return None
    return groups.get(".".join((inside, *map(str, each.part.instance[:-1]))))


def _lasts(here: tuple[Met, ...]) -> Iterator[tuple[Met, Met]]:
    """Every repeat group and the last element that belongs to it, the group itself where nothing does."""
    groups = {each.id: each for each in here if each.part.type.is_group}
    lasts = dict(groups)
    for each in here:
        group = _group_of(each, groups)
        while group is not None:
            lasts[group.id] = each
            group = _group_of(group, groups)
    return ((groups[identity], last) for identity, last in lasts.items())
