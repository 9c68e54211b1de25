"""Why somebody can't answer: friendly pages with the right status, in a language of the survey's."""

import math
import zoneinfo
from datetime import datetime
from http import HTTPStatus

from babel import Locale
from babel.dates import format_date, format_time
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _

from responses.exceptions import SurveyNotOpen
from responses.languages import language_for
from responses.pages import Surroundings, surroundings
from responses.pages.frames import shell_context
from responses.versions import running
from responses.views.http import html_response, mode_of
from surveys.domain import Availability
from surveys.flow import CompiledSurvey
from surveys.languages import direction, interface_language
from surveys.texts import localised
from tenants.scope import organisation

RETRY_SECONDS = 3600
BRITISH = "en-GB"
_WORDED = (Availability.CLOSED, Availability.FULL, Availability.PAUSED)


def without_slash(request: HttpRequest, slug: str) -> HttpResponse:
    """Send somebody who left out the last slash to the survey."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{request.path}/{f'?{query}' if query else ''}")


def survey_unknown(request: HttpRequest) -> HttpResponse:
    """Answer 404."""
    language = get_language_from_request(request)
    with override(language):
        heading = _("There is no survey here")
        text = _("The address may be mistyped, or the survey was removed. Please ask whoever invited you.")
        return _status_page(request, _plain_shell(language), heading, text, HTTPStatus.NOT_FOUND)


def not_from_here(request: HttpRequest) -> HttpResponse:
    """Answer 403 to a form that another site sent."""
    language = get_language_from_request(request)
    with override(language):
        heading = _("These answers came from another site")
        text = _("Nothing was stored. Please open the survey itself and answer there.")
        return _status_page(request, _plain_shell(language), heading, text, HTTPStatus.FORBIDDEN)


def form_unreadable(request: HttpRequest) -> HttpResponse:
    """Answer 400 to what is no form."""
    language = get_language_from_request(request)
    with override(language):
        heading = _("These answers could not be read")
        text = _("Nothing was stored. Please go back, or open the survey again, and send them once more.")
        return _status_page(request, _plain_shell(language), heading, text, HTTPStatus.BAD_REQUEST)


def survey_not_open(request: HttpRequest, problem: SurveyNotOpen) -> HttpResponse:
    """Answer 403 before the survey opens, 503 while it is paused, 410 when it is closed."""
    assert problem.version is not None  # noqa: S101 - a survey without a version is unknown
    compiled = running(problem.version).compiled
    wanted, accepted = request.GET.get("lang", ""), request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    language = language_for(compiled, wanted, accepted)
    shell = shell_context(compiled.definition, language, surroundings(problem.look, mode=mode_of(request)))
    with override(interface_language(language)):
        heading, text, status = _reason(problem)
        text = _own_words(compiled, problem.availability, language) or text
        response = _status_page(request, shell, heading, text, status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(_seconds_until(problem.opens_at))
    return response


def nothing_to_preview(
    request: HttpRequest, compiled: CompiledSurvey, language: str, around: Surroundings
) -> HttpResponse:
    """Say that a draft has no pages yet; in the language that is active."""
    shell = shell_context(compiled.definition, language, around)
    heading, text = (
        _("Nothing to see yet"),
        _("The draft has no pages. Add one, with a question, and look again."),
    )
    return _status_page(request, shell, heading, text, HTTPStatus.OK)


def _reason(problem: SurveyNotOpen) -> tuple[str, str, HTTPStatus]:
    if problem.availability is Availability.CLOSED:
        text = _("It takes no more answers. Thank you for wanting to take part.")
        return _("This survey is closed"), text, HTTPStatus.GONE
    if problem.availability is Availability.FULL:
        text = _("It has as many answers as were asked for. Thank you for wanting to take part.")
        return _("This survey is full"), text, HTTPStatus.GONE
    if problem.availability is Availability.OUT_OF_HOURS and problem.opens_at is not None:
        text = _("It opens again on %(when)s. What you have sent so far is kept.")
        when = _in_words(problem.opens_at)
        return _("This survey is closed at this hour"), text % {"when": when}, HTTPStatus.SERVICE_UNAVAILABLE
    if problem.availability is Availability.PAUSED or problem.opens_at is None:
        text = _("Please come back later. What you have sent so far is kept.")
        return _("This survey is taking a break"), text, HTTPStatus.SERVICE_UNAVAILABLE
    text = _("It opens on %(when)s.") % {"when": _in_words(problem.opens_at)}
    return _("This survey is not open yet"), text, HTTPStatus.FORBIDDEN


def _own_words(survey: CompiledSurvey, why: Availability, language: str) -> str:
    """What the survey itself says then; empty where it leaves that to Canvass."""
    words = survey.definition.settings.words
    own = getattr(words, why, None) if why in _WORDED else None
    return localised(own, language, survey.base_language) if own else ""


def _seconds_until(opens_at: datetime | None) -> int:
    if opens_at is None:
        return RETRY_SECONDS
    return max(1, math.ceil((opens_at - timezone.now()).total_seconds()))


def _in_words(moment: datetime) -> str:
    """A moment in the organisation's time zone, which is named; in the language that is active."""
    zone = zoneinfo.ZoneInfo(organisation().time_zone)
    local = moment.astimezone(zone)
    language = get_language() or BRITISH
    locale = Locale.parse(BRITISH if language == "en" else language, sep="-")
    day, clock = format_date(local, "long", locale), format_time(local, "short", locale=locale, tzinfo=zone)
    return f"{day}, {clock} ({zone.key.replace('_', ' ')})"


def _plain_shell(language: str) -> dict[str, object]:
    around = surroundings()
    return {
        "language": language,
        "direction": direction(language),
        "organisation_name": around.organisation_name,
        "organisation_logo_url": around.logo_url,
        "brand_css_url": around.css_url,
    }


def _status_page(
    request: HttpRequest, shell: dict[str, object], heading: str, text: str, status: HTTPStatus
) -> HttpResponse:
    html = get_template("responses/status.html").render(shell | {"heading": heading, "text": text})
    return html_response(request, html, status=status)
