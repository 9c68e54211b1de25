"""A sitting's page or ending as an answer to a request."""

import time

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from responses.answering import Kept
from responses.identity import FormMark, new_form, signed_mark
from responses.pages import PageToShow, ending_of_journey, frame_of, show_page, surroundings
from responses.sittings import Sitting
from responses.views.http import accepts_gzip, page_response
from responses.views.notices import Notice
from surveys.flow import CompiledPage


def page_shown(request: HttpRequest, sitting: Sitting, page: CompiledPage) -> HttpResponse:
    """Show a page with the answers that are stored."""
    show = PageToShow(
        frame=frame_of(
            sitting.running, sitting.journey, page, sitting.language, surroundings(sitting.survey.look)
        ),
        journey=sitting.journey,
        page=page,
        language=sitting.language,
        hidden=_hidden(sitting, page, seen=sitting.page_forms.get(page.id, "")),
    )
    return page_response(request, show_page(show, compressed=accepts_gzip(request)))


def page_again(
    request: HttpRequest, sitting: Sitting, kept: Kept, notice: Notice, *, status: int
) -> HttpResponse:
    """Show a page with what was typed and what is to be said about it."""
    show = PageToShow(
        frame=frame_of(
            sitting.running, sitting.journey, kept.page, sitting.language, surroundings(sitting.survey.look)
        ),
        journey=sitting.journey,
        page=kept.page,
        language=sitting.language,
        hidden=_hidden(sitting, kept.page, seen=kept.seen),
        raw=kept.raw,
        errors=kept.errors,
        notice=notice[0],
        alert=notice[1],
    )
    return page_response(request, show_page(show, compressed=accepts_gzip(request)), status=status)


def ending_shown(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the thanks."""
    ending = ending_of_journey(
        sitting.running, sitting.journey, sitting.language, surroundings(sitting.survey.look)
    )
    return page_response(request, ending.gzipped(b"") if accepts_gzip(request) else ending.plain(b""))


def _hidden(sitting: Sitting, page: CompiledPage, *, seen: str) -> SafeString:
    version = sitting.running.version
    assert version is not None  # noqa: S101 - only the preview runs a draft, and it has marks of its own
    mark = FormMark(
        response=sitting.response,
        version=version,
        page=page.id,
        form=new_form(),
        seen=seen,
        begun=bool(sitting.survey.stored or sitting.journey.answers),
        shown_at=time.time_ns() // 1_000_000,
        language=sitting.language,
    )
    signed = signed_mark(mark, survey=sitting.survey.id)
    return SafeString(f'<input type="hidden" name="_at" value="{signed}">')  # nothing in it needs escaping
