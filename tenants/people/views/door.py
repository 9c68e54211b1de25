"""Signing in and out, at an organisation's host and at the main host alike."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tenants.addresses import client_address
from tenants.people.forms import SignInForm
from tenants.people.models import User
from tenants.people.sessions import clear_sessions_later
from tenants.people.throttle import WINDOW_SECONDS, forget_tries, may_try
from tenants.scope import in_public


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail address and password; the same answer whatever is wrong with them."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(page_wanted(request))
        return _page(request, SignInForm(request))
    tried = {"action": "sign-in", "address": client_address(request), "email": _typed_email(request)}
    if not may_try(**tried):
        return _too_many(request)
    form = SignInForm(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    forget_tries(**tried)
    return enter(request, form.get_user(), to=page_wanted(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("people:sign_in")


def enter(request: HttpRequest, person: User, *, to: str) -> HttpResponse:
    """Begin a session for somebody and send them on."""
    login(request, person, backend="tenants.people.backends.OrganisationBackend")
    clear_sessions_later()
    answer = HttpResponseRedirect(to)
    speak(answer, person.language)
    return answer


def speak(answer: HttpResponse, language: str) -> None:
    """Remember the language somebody chose, or that they leave it to the browser."""
    if not language:
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def page_wanted(request: HttpRequest) -> str:
    """Return where to go after signing in: the path of a page of this host, else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return start_page()


def start_page() -> str:
    """Return the first page of somebody who has signed in."""
    return reverse("admin:index") if in_public() else settings.LOGIN_REDIRECT_URL


def _typed_email(request: HttpRequest) -> str:
    return request.POST.get("username", "")[:254]


def _page(request: HttpRequest, form: SignInForm, *, status: int = 200, problem: str = "") -> HttpResponse:
    context = {"form": form, "next": page_wanted(request), "problem": problem}
    return render(request, "people/sign_in.html", context, status=status)


def _too_many(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request, initial={"username": _typed_email(request)})
    problem = _("Too many tries. Wait a quarter of an hour, or choose a new password.")
    answer = _page(request, form, status=429, problem=problem)
    answer.headers["Retry-After"] = str(WINDOW_SECONDS)
    return answer
