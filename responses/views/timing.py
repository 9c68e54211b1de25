"""Pages whose time is limited, with more of it and what is said when it is up; and of moved responses."""

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from responses.answering import Kept, Moved, seen_by, typed
from responses.clocks import at_page, extended
from responses.identity import REVIEW, FormMark
from responses.limits import has_limits
from responses.pages.frames import own_words, shell_context
from responses.queries import survey_at
from responses.reviewing import may_send, seen_in_review
from responses.sittings import Sitting
from responses.timing_out import limit_reached, send_after_time
from responses.views.http import SeeOther, html_response
from responses.views.notices import Notice
from responses.views.showing import around_of, hidden_fields, page_again
from surveys.exceptions import PageNotOpen
from surveys.flow import CompiledPage, open_page, page_to_resume
from surveys.languages import interface_language

OWN = ("more-time", "time")


def time_taken(
    request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict
) -> Moved | HttpResponse | None:
    """Return what becomes of a form that came after the time or asks for more; ``None`` for any other."""
    now, go = timezone.now(), form.get("_go", "")
    if go == "look" or not has_limits(sitting.running):
        return None
    if limit := limit_reached(sitting, mark, go, now):
        sent = send_after_time(sitting, mark, form, limit, now=now)
        if isinstance(sent, Moved):
            return sent
        return time_up(request, replace(sitting, survey=survey_at(sitting.survey.slug, sitting.response)))
    return _with_more(request, sitting, mark, form) if go in OWN else None


def time_up(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say that the time for the survey is up, and let what is whole be sent."""
    definition, language = sitting.journey.survey.definition, sitting.language
    stored = sitting.survey.stored
    journey = replace(sitting.journey, answers=stored.all_answers) if stored else sitting.journey
    sitting = replace(sitting, journey=journey)
    context = shell_context(definition, language, around_of(request, sitting)) | {
        "is_kept": stored is not None,
        "can_send": stored is not None and may_send(sitting, timezone.now()),
        "words": own_words(definition, language),
        "mark": hidden_fields(sitting, REVIEW, seen=seen_in_review(sitting.survey)),
        "languages": [],
    }
    with override(interface_language(language)):
        html = get_template("responses/time_up.html").render(context)
    return html_response(request, html)


def page_moved(request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict) -> HttpResponse:
    """Show what was typed on a page of an earlier version, on the page where it is asked now."""
    page = _page_of(sitting, mark)
    if page is None:
        return SeeOther(request.path)
    kept = replace(typed(sitting.journey, page, form), seen=seen_by(sitting, mark))
    return page_again(request, sitting, kept, _moved(), status=HTTPStatus.CONFLICT)


def notice_on(sitting: Sitting, page: CompiledPage) -> Notice:
    """Return what is to be said above a page that is shown: that the survey has changed."""
    if not sitting.has_moved:
        return "", ""
    with override(interface_language(sitting.language)):
        return _moved()


def _moved() -> Notice:
    return render_to_string("responses/_moved.html"), _("Please check: ")


def _page_of(sitting: Sitting, mark: FormMark) -> CompiledPage | None:
    try:
        return open_page(sitting.journey, mark.page)
    except PageNotOpen:
        return page_to_resume(sitting.journey)


def _with_more(request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict) -> HttpResponse:
    """The same page with what was typed, and with more time if it was asked for."""
    try:
        page = open_page(sitting.journey, mark.page)
    except PageNotOpen:
        return SeeOther(request.path)
    now = timezone.now()
    sitting = at_page(sitting, page, now)
    if form.get("_go") == "more-time":
        sitting = extended(sitting, page, now)
    kept: Kept = replace(typed(sitting.journey, page, form), seen=seen_by(sitting, mark))
    return page_again(request, sitting, kept, ("", ""), status=HTTPStatus.OK)
