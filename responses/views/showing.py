"""A sitting's page or ending as an answer to a request."""

import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from responses.answering import Kept
from responses.clocks import at_page
from responses.editing import may_edit
from responses.identity import END, NO_CLOCK, FormMark, new_form, signed_mark
from responses.limits import has_limits
from responses.models import Response
from responses.pages import (
    Offers,
    PageToShow,
    Surroundings,
    ending_of_journey,
    ending_reached,
    frame_of,
    questions_shown,
    quiz_ending,
    show_page,
    surroundings,
)
from responses.pages.endings import QuizEnding, results_after
from responses.sittings import Sitting
from responses.views.clock import clock_shown
from responses.views.http import coding_of, html_response, mode_of, page_response
from responses.views.notices import Notice
from surveys.definition import Ending
from surveys.flow import CompiledPage, address_after


def around_of(request: HttpRequest, sitting: Sitting) -> Surroundings:
    """Return what stands around a sitting's pages."""
    survey = sitting.survey
    return surroundings(survey.look, access=survey.access, mode=mode_of(request))


def page_shown(
    request: HttpRequest, sitting: Sitting, page: CompiledPage, notice: Notice = ("", "")
) -> HttpResponse:
    """Show a page with the answers that are stored; time that is limited runs from now."""
    now = timezone.now()
    sitting = at_page(sitting, page, now)
    show = PageToShow(
        frame=frame_of(sitting.running, sitting.journey, page, sitting.language, around_of(request, sitting)),
        journey=sitting.journey,
        page=page,
        language=sitting.language,
        hidden=hidden_fields(sitting, page.id, seen=sitting.page_forms.get(page.id, "")),
        notice=notice[0],
        alert=notice[1],
        clock=clock_shown(sitting, page, now),
    )
    response = page_response(request, show_page(show, coding_of(request)))
    return with_clock(response, sitting)


def page_again(
    request: HttpRequest, sitting: Sitting, kept: Kept, notice: Notice, *, status: int
) -> HttpResponse:
    """Show a page with what was typed and what is to be said about it."""
    sitting = at_page(sitting, kept.page, timezone.now())
    show = _again(request, sitting, kept, notice)
    response = page_response(request, show_page(show, coding_of(request)), status=status)
    return with_clock(response, sitting)


def with_clock(response: HttpResponse, sitting: Sitting) -> HttpResponse:
    """Tell the cookie what time is known of the sitting."""
    if has_limits(sitting.running):
        response.clock = sitting.clock  # type: ignore[attr-defined]
    return response


def places_again(request: HttpRequest, sitting: Sitting, kept: Kept) -> HttpResponse:
    """Show the places of a page, and nothing around them, as they depend on what was typed."""
    places = "".join(questions_shown(_again(request, sitting, kept, ("", ""))).values())
    return html_response(request, places)


def _again(request: HttpRequest, sitting: Sitting, kept: Kept, notice: Notice) -> PageToShow:
    journey, around = kept.journey or sitting.journey, around_of(request, sitting)
    return PageToShow(
        frame=frame_of(sitting.running, journey, kept.page, sitting.language, around),
        journey=journey,
        page=kept.page,
        language=sitting.language,
        hidden=hidden_fields(sitting, kept.page.id, seen=kept.seen),
        raw=kept.raw,
        errors=kept.errors,
        notice=notice[0],
        alert=notice[1],
        reminded=kept.reminded,
        clock=clock_shown(sitting, kept.page, timezone.now()),
    )


def ending_shown(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the thanks, or send them where the survey's ending leads."""
    reached = sitting.survey.stored.ending if sitting.survey.stored else ""
    found = ending_reached(sitting.journey, reached)
    address = address_after(sitting.journey, found) if found is not None else ""
    quiz = _quiz(sitting, address)
    if address and quiz is None:
        return _as_ending(HttpResponseRedirect(address))
    offers = _offers(request, sitting, found)
    ending = ending_of_journey(
        sitting.running,
        sitting.journey,
        sitting.language,
        around_of(request, sitting),
        reached=reached,
        offers=offers,
        quiz=quiz,
    )
    hidden = hidden_fields(sitting, END, seen="").encode() if offers.is_form else b""
    return _as_ending(page_response(request, ending.coded(hidden, coding_of(request))))


def _quiz(sitting: Sitting, address: str) -> QuizEnding | None:
    """What is told of a quiz that was gone through to its end, before ``address`` leads on."""
    stored = sitting.survey.stored
    if stored is None or stored.status != Response.Status.COMPLETE:
        return None
    return quiz_ending(sitting.journey, sitting.language, onwards=address)


def _offers(request: HttpRequest, sitting: Sitting, ending: Ending | None) -> Offers:
    """Nothing on a shared device, where the next person sees the page; a copy only outside of frames."""
    mode, copied = mode_of(request), sitting.journey.survey.definition.settings.copy_offered
    if mode == "kiosk":
        return Offers()
    results = results_after(sitting.survey.id, ending, sitting.language)
    return Offers(copy=copied and not mode, edit=may_edit(sitting), results=results)


def _as_ending(response: HttpResponse) -> HttpResponse:
    """Mark the answer that ends a sitting, for those who clear up after it."""
    response.is_ending = True  # type: ignore[attr-defined]
    return response


def hidden_fields(sitting: Sitting, page_id: str, *, seen: str) -> SafeString:
    """Return what a page's form carries unseen; by its id, ``answers``, as it may stand elsewhere."""
    version = sitting.running.version
    assert version is not None  # noqa: S101 - only the preview runs a draft, and it has marks of its own
    mark = FormMark(
        response=sitting.response,
        version=version,
        page=page_id,
        form=new_form(),
        seen=seen,
        begun=bool(sitting.survey.stored or sitting.journey.answers),
        shown_at=time.time_ns() // 1_000_000,
        language=sitting.language,
        clock=sitting.clock if sitting.clock != NO_CLOCK else None,
    )
    signed = signed_mark(mark, survey=sitting.survey.id)
    # Nothing in it needs escaping.
    at = SafeString(f'<input type="hidden" form="answers" name="_at" value="{signed}">')
    if sitting.from_review:
        at += SafeString('<input type="hidden" form="answers" name="_from" value="review">')
    if not sitting.link:
        return at
    return at + format_html('<input type="hidden" form="answers" name="_link" value="{}">', sitting.link)
