"""A page as one respondent sees it: its frame, their answers, their form's mark, what is to be said."""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.translation import override

from responses.pages.contents import contents_shown
from responses.pages.frames import ALERT, CLOCK, CONTENTS, MARK, NOTICE
from responses.pages.packing import Coding, compressed
from responses.pages.questions import PageToShow, lively_slots, question_shown
from surveys.languages import interface_language


def show_page(show: PageToShow, coding: Coding) -> bytes:
    """Return the page, compressed so."""
    slots = lively_slots(show) if show.page.is_lively or show.page.texts else _answered(show)
    if show.clock:
        slots[CLOCK] = show.clock
    if show.journey.survey.definition.settings.contents:
        with override(interface_language(show.language)):
            slots[CONTENTS] = contents_shown(show.journey, show.page, show.language)
    if not slots and not show.notice and not show.alert:
        return show.frame.blank.coded(show.hidden.encode(), coding)
    slots |= {MARK: show.hidden, NOTICE: show.notice, ALERT: format_html("{}", show.alert)}
    return compressed(show.frame.filled(slots).encode(errors="replace"), coding)


def _answered(show: PageToShow) -> dict[str, str]:
    """The questions that don't look as they do to everybody, by id."""
    given: Mapping[str, object] = show.journey.answers if show.raw is None else show.raw
    return {
        part.id: question_shown(show, part, part.element)
        for part in show.page.elements
        if part.id in show.errors or given.get(part.id) not in (None, "", [], {})
    }
