"""The page before a survey that is answered by personal links, for who comes without one that works."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from responses.exceptions import SurveyNotOpen
from responses.languages import language_for
from responses.pages import surroundings
from responses.pages.frames import shell_context
from responses.personal.codes import PARAMETER, meant
from responses.sittings import sit_down
from responses.versions import running
from responses.views.http import SeeOther, claim_of, html_response, mode_of, remember
from surveys.domain import Availability
from surveys.languages import interface_language
from tenants.addresses import client_address
from tenants.tries import WINDOW_SECONDS, count_try, key_of_tries

FIELD = "_link_code"
MOST_TRIES = 20

type Words = str | Promise

SAID: Mapping[Availability, tuple[HTTPStatus, Words]] = {
    Availability.LINK_NEEDED: (HTTPStatus.FORBIDDEN, ""),
    Availability.LINK_UNKNOWN: (HTTPStatus.FORBIDDEN, _("No personal link of this survey has this code.")),
    Availability.LINK_REVOKED: (HTTPStatus.GONE, _("This personal link no longer works.")),
}
TOO_MANY = _("Too many tries. Please wait a quarter of an hour, then try again.")


def is_about_links(problem: SurveyNotOpen) -> bool:
    """Whether it is for want of a personal link that somebody isn't let in."""
    return problem.availability in SAID


def link_asked(request: HttpRequest, problem: SurveyNotOpen) -> HttpResponse:
    """Say that the survey is answered by personal links, and offer to type the code of one.

    403 without a link or with a wrong one, 410 for one that was revoked.
    """
    status, error = SAID[problem.availability]
    if problem.availability is Availability.LINK_UNKNOWN and _is_one_too_many(request, problem):
        status, error = HTTPStatus.TOO_MANY_REQUESTS, TOO_MANY
    return _page(request, problem, error, status=status)


def code_taken(request: HttpRequest, slug: str, form: QueryDict) -> HttpResponse:
    """Lead who typed the code of a link, or pasted the whole, to where the link leads.

    On a shared device the cookie alone knows of it: no address with a code is left behind for the next
    person. Raises what ``sit_down`` does.
    """
    typed = form.get(FIELD, "").rpartition(f"{PARAMETER}=")[2].partition("&")[0]
    code = meant(typed)
    if mode_of(request) != "kiosk":
        return SeeOther(f"{request.path}?{urlencode({PARAMETER: code})}")
    sitting = sit_down(slug, replace(claim_of(request), code=code), now=timezone.now())
    return remember(request, SeeOther(request.path), sitting)


def _is_one_too_many(request: HttpRequest, problem: SurveyNotOpen) -> bool:
    return count_try(key_of_tries("personal", str(problem.survey), client_address(request))) > MOST_TRIES


def _page(request: HttpRequest, problem: SurveyNotOpen, error: Words, *, status: int) -> HttpResponse:
    assert problem.version is not None  # noqa: S101 - a survey without a version is unknown
    compiled = running(problem.version).compiled
    wanted, accepted = request.GET.get("lang", ""), request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    language = language_for(compiled, wanted, accepted)
    around = surroundings(problem.look, mode=mode_of(request))
    context = shell_context(compiled.definition, language, around) | {"field": FIELD, "error": error}
    with override(interface_language(language)):
        html = get_template("responses/personal.html").render(context)
    response = html_response(request, html, status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(WINDOW_SECONDS)
    return response
