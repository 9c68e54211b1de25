"""The frame of a page: everything on it but what belongs to one respondent, rendered once per version,
language and page."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import override

from responses.pages.packing import Packed
from responses.pages.shelf import Shelf
from responses.pages.surroundings import Surroundings
from responses.versions import Running
from surveys.definition import Definition, Wordings
from surveys.flow import CompiledPage, Journey, Position, position, previous_page
from surveys.languages import direction, interface_language, language_name
from surveys.question_types.rendering import render_question, scripts_of, styles_of
from surveys.question_types.wordings import worded, worded_rich
from surveys.texts import localised

SLOT = secrets.token_hex(8)
"""Stands in a rendered template where something is filled in; random, so that no text can contain it."""
IN_SLOTS = re.compile(rf"{SLOT}-(\w+)-")
MARK, NOTICE, ALERT, CONTENTS, CLOCK = "mark", "notice", "alert", "contents", "clock"
RUNNING_STYLES = ["css/survey_running.css"]
EVERYDAY_STYLES = frozenset(
    f"css/questions_{part}.css" for part in ("text", "choices", "scale", "grid", "logic")
)
"""What ``respondents.css`` holds, and every page links."""
NUMBER, COUNT, PROGRESS = "number", "count", "progress"
"""Slots that are filled as soon as a respondent's way is known."""
QUESTIONS, TITLE, DESCRIPTION = "questions", "title", "description"
"""Slots of pages that differ from one respondent to another."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in parts: text and the name of a slot by turns. ``blank`` is the page nobody has answered,
    open where the form's mark goes; ``questions`` are its questions so."""

    parts: tuple[str, ...]
    questions: Mapping[str, str]
    blank: Packed = field(repr=False)

    def filled(self, slots: Mapping[str, str]) -> str:
        """Return the page with these slots filled, unanswered questions where there is none."""
        return "".join(
            slots.get(part, self.questions.get(part, "")) if index % 2 else part
            for index, part in enumerate(self.parts)
        )


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page with slots for all that belongs to one respondent, its place among the pages too."""

    html: str
    questions: Mapping[str, str]


LONG_PAGE = 600
"""Seconds after which a shared device without scripts begins anew: it can't tell who still writes."""
FRAMES: Shelf[Any, Frame] = Shelf(most=800)
"""Of some 40 kB each."""
RENDERED: Shelf[Any, Rendered] = Shelf(most=800)


def frame_of(
    ready: Running, journey: Journey, page: CompiledPage, language: str, around: Surroundings
) -> Frame:
    """Return the frame of a page, as it was kept; a draft's is made each time.

    Where the way differs from one respondent to another, so do the numbers of pages: what is rendered then is
    kept without them.
    """
    place = position(journey, page)

    def render() -> Rendered:
        return _rendered(journey, page, language, around)

    if ready.version is None:
        return _framed(render(), place, is_kept=False)
    can_go_back = previous_page(journey, page) is not None
    ends = place.number == 1, place.number == place.count
    key = (ready.version, page.id, language, *ends, can_go_back, around)
    if journey.survey.is_plain:
        return FRAMES.get((key, place), lambda: _framed(render(), place, is_kept=True))
    return FRAMES.get((key, place), lambda: _framed(RENDERED.get(key, render), place, is_kept=False))


def _rendered(journey: Journey, page: CompiledPage, language: str, around: Surroundings) -> Rendered:
    base = journey.survey.base_language
    with override(interface_language(language)):
        html = get_template("responses/page.html").render(_context(journey, page, language, around))
    questions = {
        part.id: render_question(
            part.element,
            language=language,
            base_language=base,
            languages=journey.survey.languages,
            number=part.number if journey.survey.definition.settings.numbered else None,
            is_marked=page.is_dependent,
        )
        for part in page.elements
        if not part.is_unseen and part.logic.is_static
    }
    return Rendered(html, questions)


def _framed(rendered: Rendered, place: Position, *, is_kept: bool) -> Frame:
    """The frame at a place; one that is kept for many respondents is compressed as hard as can be."""
    html = rendered.html
    numbers = {NUMBER: place.number, COUNT: place.count, PROGRESS: round(place.fraction * 100)}
    for name, number in numbers.items():
        html = html.replace(slot(name), str(number))
    parts = tuple(IN_SLOTS.split(html))
    whole = "".join(
        rendered.questions.get(part, slot(MARK) if part == MARK else "") if index % 2 else part
        for index, part in enumerate(parts)
    )
    before, _name, after = IN_SLOTS.split(whole)
    return Frame(parts, rendered.questions, Packed(before, after, is_kept=is_kept))


def slot(name: str) -> SafeString:
    """Return what stands in a template for something to be filled in."""
    return SafeString(f"{SLOT}-{name}-")


def _context(journey: Journey, page: CompiledPage, language: str, around: Surroundings) -> dict[str, Any]:
    definition, base = journey.survey.definition, journey.survey.base_language
    place = position(journey, page)
    kinds = [part.type for part in page.elements]
    title, description = page.page.title, page.page.description
    shown = [part.id for part in page.elements if not part.is_unseen]
    return shell_context(journey.survey.definition, language, around) | {
        "page_title": slot(TITLE) if page.texts and title else worded(title, language, base),
        "page_description": (
            slot(DESCRIPTION) if page.texts and description else worded_rich(description, language, base)
        ),
        "is_first": place.number == 1,
        "is_last": place.number == place.count,
        "can_go_back": previous_page(journey, page) is not None,
        "words": own_words(definition, language),
        "has_contents": definition.settings.contents,
        "contents": slot(CONTENTS),
        "clock": slot(CLOCK),
        "is_reviewed": definition.settings.review,
        "is_resumable": definition.settings.resumable and not around.is_preview and around.mode != "kiosk",
        "progress": slot(PROGRESS) if definition.settings.progress == "bar" else None,
        "page_number": slot(NUMBER),
        "page_count": slot(COUNT) if definition.settings.progress != "hidden" else None,
        "questions": [slot(QUESTIONS)] if page.is_lively else [slot(identity) for identity in shown],
        "is_dependent": page.is_dependent,
        "question_styles": [path for path in styles_of(kinds) if path not in EVERYDAY_STYLES]
        + (RUNNING_STYLES if needs_running_styles(definition) else []),
        "question_scripts": scripts_of(kinds),
        "is_limited": definition.settings.seconds is not None or page.page.seconds is not None,
        "takes_files": any(kind.takes_files for kind in kinds),
        "mark": slot(MARK),
        "notice": slot(NOTICE),
        "alert": slot(ALERT),
        "is_preview": around.is_preview,
    }


def own_words(definition: Definition, language: str) -> dict[str, SafeString]:
    """Return the survey's own words of buttons, ``""`` for ours: ``next``, ``back`` and ``submit``."""
    words = definition.settings.words or Wordings()
    return {
        name: worded(getattr(words, name), language, definition.base_language)
        for name in ("next", "back", "submit")
    }


def needs_running_styles(definition: Definition) -> bool:
    """Whether something stands around the questions of a page."""
    settings = definition.settings
    limited = settings.seconds is not None or any(each.seconds for each in definition.pages)
    return settings.contents or settings.resumable or limited


def shell_context(definition: Any, language: str, around: Surroundings) -> dict[str, Any]:
    """Return what ``survey_page.html`` needs of a survey in a language."""
    languages = definition.languages if definition.settings.show_language_switch else ()
    return {
        "survey_title": localised(definition.title, language, definition.base_language),
        "language": language,
        "direction": around.direction or direction(language),
        "theme": around.theme,
        "restart": around.restart,
        "organisation_name": around.organisation_name,
        "organisation_logo_url": around.logo_url,
        "brand_css_url": around.css_url,
        "mode": around.mode,
        "kiosk_seconds": around.kiosk_seconds,
        "kiosk_without_script": max(around.kiosk_seconds, LONG_PAGE) if around.kiosk_seconds else 0,
        "languages": [
            {
                "code": code,
                "name": language_name(code),
                "url": f"?lang={code}",
                "current": code == language,
            }
            for code in languages
        ],
    }
