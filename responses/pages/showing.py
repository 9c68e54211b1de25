"""A page as one respondent sees it: its frame, their answers, their form's mark, what is to be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString

from responses.pages.frames import ALERT, MARK, NOTICE, Frame
from responses.pages.packing import gzipped
from surveys.exceptions import AnswerInvalid
from surveys.flow import CompiledPage, Journey
from surveys.question_types.rendering import render_question

MOST_PACKED = 0xFFFF


@dataclass(frozen=True, slots=True)
class PageToShow:
    """A page and what is on it. ``hidden`` are the form's hidden fields, ``raw`` what was typed (``None``:
    nothing was, so stored answers are shown), ``notice`` and ``alert`` HTML above the questions and words
    before the title."""

    frame: Frame
    journey: Journey
    page: CompiledPage
    language: str
    hidden: SafeString
    raw: Mapping[str, object] | None = None
    errors: Mapping[str, AnswerInvalid] = field(default_factory=dict)
    notice: str = ""
    alert: str = ""


def show_page(show: PageToShow, *, compressed: bool) -> bytes:
    """Return the page, gzip-compressed if so wished."""
    slots = _answered(show)
    hidden = show.hidden.encode()
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
        part.id: render_question(
            part.element,
            language=show.language,
            base_language=show.journey.survey.base_language,
            languages=show.journey.survey.languages,
            value=show.journey.answers.get(part.id) if show.raw is None else None,
            raw=None if show.raw is None else show.raw.get(part.id),
            error=show.errors.get(part.id),
        )
        for part in show.page.elements
        if part.id in show.errors or given.get(part.id) not in (None, "", [], {})
    }
