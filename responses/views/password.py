"""The page that asks for a survey's password."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from responses.exceptions import PasswordNeeded
from responses.gates import pass_of
from responses.identity import PASS
from responses.languages import language_for
from responses.pages import surroundings
from responses.pages.frames import shell_context
from responses.versions import running
from responses.views.http import html_response, mode_of, set_cookie
from surveys.domain import is_password
from surveys.languages import interface_language
from tenants.addresses import client_address
from tenants.tries import WINDOW_SECONDS, count_try, forget_tries, key_of_tries

FIELD = "_password"
MOST_TRIES = 20

type Show = Callable[[HttpRequest, str], HttpResponse]


def password_asked(request: HttpRequest, problem: PasswordNeeded, slug: str, *, show: Show) -> HttpResponse:
    """Ask for the password, or let in who sent the right one: they are shown the first page at once.

    So browsers that keep no cookies get in too; from then on the page's form shows that they were let in.
    Tries are counted for each address and survey; the right password forgets them, so that a whole class
    behind one address gets in.
    """
    if request.method != "POST" or FIELD not in request.POST:
        return _page(request, problem)
    tries = key_of_tries("survey", str(problem.survey), client_address(request))
    if count_try(tries) > MOST_TRIES:
        words = _("Too many tries. Please wait a quarter of an hour, then try again.")
        response = _page(request, problem, words, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(WINDOW_SECONDS)
        return response
    if not is_password(request.POST[FIELD], problem.hashed):
        words = _("This is not the password of this survey.")
        return _page(request, problem, words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    forget_tries(tries)
    passed = request.COOKIES[PASS] = pass_of(problem.survey, problem.hashed)
    response = show(request, slug)
    set_cookie(request, response, slug, (PASS, passed), days=None)
    return response


def _page(
    request: HttpRequest, problem: PasswordNeeded, error: str | Promise = "", *, status: int = HTTPStatus.OK
) -> HttpResponse:
    assert problem.version is not None  # noqa: S101 - a survey without a version is unknown
    compiled = running(problem.version).compiled
    wanted, accepted = request.GET.get("lang", ""), request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    language = language_for(compiled, wanted, accepted)
    around = surroundings(problem.look, mode=mode_of(request))
    context = shell_context(compiled.definition, language, around) | {
        "field": FIELD,
        "error": error,
        "query": request.META.get("QUERY_STRING", ""),
    }
    with override(interface_language(language)):
        html = get_template("responses/password.html").render(context)
    response = html_response(request, html, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
