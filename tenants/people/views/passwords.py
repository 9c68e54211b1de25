"""New passwords: by a mailed link, or by somebody who knows the old one."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tenants.addresses import client_address
from tenants.people.domain import ask_for_new_password, choose_password
from tenants.people.forms import ChangePasswordForm, EmailForm, NewPasswordForm
from tenants.people.models import User
from tenants.people.signed_in import signed_in
from tenants.people.throttle import may_try
from tenants.people.tokens import password_tokens
from tenants.people.views.door import enter, start_page

TOKEN = "new_password_token"  # noqa: S105 - the session's key for it
IN_SESSION = "choose"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to whom a link should go; the same answer whether the address is known or not."""
    form = EmailForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method != "POST" or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, "people/password_ask.html", {"form": form}, status=status)
    email = form.cleaned_data["email"]
    if not may_try(action="password", address=client_address(request), email=email):
        return render(request, "errors/429.html", status=429)
    ask_for_new_password(email=email)
    return redirect("people:password_sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render(request, "people/password_sent.html")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """Let the holder of a link choose a password.

    The token moves into the session at once, so that the address of the page that is seen, logged
    and handed on as a referrer doesn't let anybody in.
    """
    person = _person(name)
    if token != IN_SESSION and person and password_tokens.check_token(person, token):
        request.session[TOKEN] = token
        return redirect("people:new_password", name=name, token=IN_SESSION)
    if not (person and password_tokens.check_token(person, request.session.get(TOKEN))):
        return render(request, "people/link_gone.html", {"invitation": False}, status=410)
    form = NewPasswordForm(person, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "person": person}
        status = 200 if request.method != "POST" else 422
        return render(request, "people/password_choose.html", context, status=status)
    choose_password(person=person, password=form.cleaned_data["password1"])
    del request.session[TOKEN]
    return enter(request, person, to=start_page())


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Let somebody change their own password."""
    person = signed_in(request)
    form = ChangePasswordForm(person, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, "people/password_change.html", {"form": form}, status=status)
    choose_password(person=person, password=form.cleaned_data["password1"])
    update_session_auth_hash(request, person)
    messages.success(request, _("Your password was changed. Other devices were signed out."))
    return redirect("people:profile")


def _person(name: str) -> User | None:
    try:
        pk = urlsafe_base64_decode(name).decode()
        return User.objects.filter(pk=pk, is_active=True, joined_at__isnull=False).first()
    except (ValueError, ValidationError):
        return None
