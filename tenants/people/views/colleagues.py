"""The people of an organisation: who is here, as what, and who was asked to come."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.people import domain
from tenants.people.exceptions import PersonProblem
from tenants.people.forms import ROLE_WORDS, InviteForm, RoleForm
from tenants.people.models import User
from tenants.people.queries import people_found, person_or_404
from tenants.people.signed_in import signed_in
from tenants.permissions import may_grant, needs

PAGE = 50


@needs("people.view")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Show everybody."""
    words = request.GET.get("q", "")
    page = Paginator(people_found(words), PAGE).get_page(request.GET.get("page"))
    return render(request, "people/list.html", {"page": page, "words": words})


@needs("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail."""
    form = InviteForm(request.POST or None, by=signed_in(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = domain.invite(**form.cleaned_data, by=signed_in(request))
        except PersonProblem as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(
                request, _("An invitation is on its way to %(email)s.") % {"email": person.email}
            )
            return redirect("people:list")
    status = 200 if request.method != "POST" else 422
    return render(request, "people/invite.html", {"form": form}, status=status)


@needs("people.manage")
@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one person, with what can be done about them."""
    return _person_page(request, person_or_404(pk))


@needs("people.manage")
@require_POST
def change_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give somebody another role."""
    person = person_or_404(pk)
    form = RoleForm(request.POST, by=signed_in(request))
    if not form.is_valid():
        return _person_page(request, person, form=form, status=422)
    role = form.cleaned_data["role"]
    return _do(
        request,
        person,
        partial(domain.change_role, person=person, role=role, by=signed_in(request)),
        _("The role was changed."),
    )


@needs("people.manage")
@require_POST
def invite_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send an invitation anew."""
    person, by = person_or_404(pk), signed_in(request)
    done = _("A new invitation is on its way; the links of earlier ones no longer work.")
    return _do(request, person, partial(domain.invite_again, person=person, by=by), done)


@needs("people.manage")
@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    person, by = person_or_404(pk), signed_in(request)
    done = _("The invitation was withdrawn.")
    return _do(
        request, person, partial(domain.withdraw_invitation, person=person, by=by), done, to="people:list"
    )


@needs("people.manage")
@require_POST
def deactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody sign in no more."""
    person, by = person_or_404(pk), signed_in(request)
    done = _("This account can no longer sign in.")
    return _do(request, person, partial(domain.deactivate, person=person, by=by), done)


@needs("people.manage")
@require_POST
def reactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody sign in again."""
    person, by = person_or_404(pk), signed_in(request)
    done = _("This account can sign in again.")
    return _do(request, person, partial(domain.reactivate, person=person, by=by), done)


def _do(
    request: HttpRequest, person: User, act: Callable[[], Any], done: str, *, to: str = "people:person"
) -> HttpResponse:
    try:
        act()
    except PersonProblem as problem:
        person.refresh_from_db()
        return _person_page(request, person, problem=str(problem), status=422)
    messages.success(request, done)
    return redirect(to) if to == "people:list" else redirect(to, pk=person.pk)


def _person_page(
    request: HttpRequest, person: User, *, form: RoleForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    by = signed_in(request)
    context = {
        "person": person,
        "form": form or RoleForm(initial={"role": person.role}, by=by),
        "problem": problem,
        "may_change": may_grant(by.role, person.role),
        "role_words": ROLE_WORDS.get(person.role),  # type: ignore[call-overload]
        "is_self": person.pk == by.pk,
    }
    return render(request, "people/person.html", context, status=status)
