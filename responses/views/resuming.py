"""Coming back later, or on another device: told how, and let in again by a code or a mailed link."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from responses.exceptions import CodeUnknown, PasswordNeeded, SurveyNotOpen, SurveyUnknown
from responses.identity import Ticket, signed_ticket
from responses.languages import language_for
from responses.models import RespondentLetter
from responses.pages import surroundings
from responses.pages.frames import RUNNING_STYLES, shell_context
from responses.queries import FoundSurvey, survey_at
from responses.resuming import new_code, response_meant, spelt
from responses.sittings import Sitting, sit_down
from responses.versions import running
from responses.views.copying import mail_asked_for
from responses.views.http import (
    FormUnreadable,
    claim_of,
    comes_from_elsewhere,
    cookie_name,
    form_of,
    html_response,
    mode_of,
    not_allowed,
)
from responses.views.showing import around_of, hidden_fields
from responses.views.unavailable import form_unreadable, not_from_here, survey_unknown
from surveys.languages import interface_language
from tenants.addresses import client_address
from tenants.queries import organisation_url
from tenants.scope import organisation
from tenants.tries import WINDOW_SECONDS, count_try, key_of_tries

FIELD = "_code"
MOST_TRIES = 20
LONGEST_TYPED = 20
PAUSE = "pause"

type StrOrPromise = str | Promise
type Show = Callable[[HttpRequest, str], HttpResponse]


def continue_page(request: HttpRequest, slug: str, token: str = "") -> HttpResponse:
    """Ask for the code; with a mailed link's ``token`` only for a click, as mail programs follow links."""
    if refusal := not_allowed(request):
        return refusal
    try:
        found = survey_at(slug, None)
    except SurveyUnknown:
        return survey_unknown(request)
    if not _is_resumable(found):
        return HttpResponseRedirect(f"/s/{slug}/")
    return _asked(request, found, token=token)


def resumed(request: HttpRequest, slug: str, form: QueryDict, *, show: Show) -> HttpResponse:
    """Let somebody go on with the response that a code or a link leads to, in this browser from now on.

    Tries are counted for each address and survey. Raises ``SurveyUnknown`` and what ``show`` does.
    """
    found = survey_at(slug, None)
    if not _is_resumable(found):
        return HttpResponseRedirect(f"/s/{slug}/")
    tries = key_of_tries("resume", str(found.id), client_address(request))
    if count_try(tries) > MOST_TRIES:
        words = _("Too many tries. Please wait a quarter of an hour, then try again.")
        response = _asked(request, found, error=words, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(WINDOW_SECONDS)
        return response
    typed = form.get(FIELD, "")
    try:
        meant = response_meant(survey=found.id, text=typed, now=timezone.now())
    except CodeUnknown:
        words = _("There are no answers for this code. Please check it.")
        return _asked(request, found, typed=typed, error=words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    request.COOKIES[cookie_name(request)] = signed_ticket(Ticket(meant, ""), survey=found.id)
    return show(request, slug)


def pause_shown(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Tell how to go on later, with a new code; where nothing is stored, that there is nothing to keep."""
    if sitting.survey.stored is None:
        return _paused(request, sitting, code="")
    return _paused(request, sitting, code=new_code(survey=sitting.survey.id, response=sitting.response))


def mail_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the link to go on with to an address that isn't stored with the answers."""
    if comes_from_elsewhere(request):
        return not_from_here(request)
    try:
        if request.method != "POST":
            return HttpResponseRedirect(f"/s/{survey_at(slug, None).slug}/continue/")
        sitting = sit_down(slug, claim_of(request, form_of(request)), now=timezone.now())
    except FormUnreadable:
        return form_unreadable(request)
    except SurveyUnknown:
        return survey_unknown(request)
    except (SurveyNotOpen, PasswordNeeded):
        return HttpResponseRedirect(f"/s/{slug}/")
    if not _is_resumable(sitting.survey) or sitting.survey.stored is None:
        return HttpResponseRedirect(f"/s/{slug}/")
    with override(interface_language(sitting.language)):
        said, problem, status = mail_asked_for(request, sitting, RespondentLetter.Kind.RESUME)
    return _paused(request, sitting, said=said, problem=problem, status=status)


def _paused(
    request: HttpRequest,
    sitting: Sitting,
    *,
    code: str = "",
    said: str = "",
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    path = f"/s/{sitting.survey.slug}/"
    context = {
        "code": spelt(code) if code else "",
        "is_kept": sitting.survey.stored is not None,
        "address": organisation_url(organisation(), f"{path}continue/"),
        "base": path,
        "mark": hidden_fields(sitting, PAUSE, seen=""),
        "said": said,
        "problem": problem,
        "typed": request.POST.get("email", "") if problem else "",
        "question_styles": RUNNING_STYLES,
        "languages": [],
    }
    language = sitting.language
    with override(interface_language(language)):
        shell = shell_context(sitting.journey.survey.definition, language, around_of(request, sitting))
        html = get_template("responses/pause.html").render(shell | context)
    response = html_response(request, html, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_resumable(found: FoundSurvey) -> bool:
    if found.current_version is None:
        return False
    return running(found.current_version).compiled.definition.settings.resumable


def _asked(
    request: HttpRequest,
    found: FoundSurvey,
    *,
    token: str = "",
    typed: str = "",
    error: StrOrPromise = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    assert found.current_version is not None  # noqa: S101 - _is_resumable has seen to it
    compiled = running(found.current_version).compiled
    wanted, accepted = request.GET.get("lang", ""), request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    language = language_for(compiled, wanted, accepted)
    around = surroundings(found.look, mode=mode_of(request))
    context = shell_context(compiled.definition, language, around) | {
        "field": FIELD,
        "base": f"/s/{found.slug}/",
        "token": token,
        "typed": typed if len(typed) <= LONGEST_TYPED and typed.isprintable() else "",
        "error": error,
        "question_styles": RUNNING_STYLES,
    }
    with override(interface_language(language)):
        html = get_template("responses/continue.html").render(context)
    response = html_response(request, html, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
