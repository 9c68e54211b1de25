"""A page as one respondent sees it: its frame, their answers, their form's mark, what is to be said."""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.translation import override

from responses.pages.contents import contents_shown
from responses.pages.frames import ALERT, CLOCK, CONTENTS, MARK, NOTICE
from responses.pages.packing import gzipped
from responses.pages.questions import PageToShow, lively_slots, question_shown
from surveys.languages import interface_language

MOST_PACKED = 0xFFFF


def show_page(show: PageToShow, *, compressed: bool) -> bytes:
    """Return the page, gzip-compressed if so wished."""
    slots = lively_slots(show) if show.page.is_lively or show.page.texts else _answered(show)
    hidden = show.hidden.encode()
    if show.clock:
        slots[CLOCK] = show.clock
    if show.journey.survey.definition.settings.contents:
        with override(interface_language(show.language)):
            slots[CONTENTS] = contents_shown(show.journey, show.page, show.language)
    if not slots and not show.notice and not show.alert and len(hidden) <= MOST_PACKED:
        blank = show.frame.blank
        return blank.gzipped(hidden) if compressed else blank.plain(hidden)
    slots |= {MARK: show.hidden, NOTICE: show.notice, ALERT: format_html("{}", show.alert)}
    whole = show.frame.filled(slots).encode(errors="replace")
    return gzipped(whole) if compressed else whole


def _answered(show: PageToShow) -> dict[str, str]:
    """The questions that don't look as they do to everybody, by id."""
    given: Mapping[str, object] = show.journey.answers if show.raw is None else show.raw
    return {
        part.id: question_shown(show, part, part.element)
        for part in show.page.elements
        if part.id in show.errors or given.get(part.id) not in (None, "", [], {})
    }
