"""What an organisation is called, how it looks, where and in which languages it works."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenants.brand_links import logo_url
from tenants.exceptions import OrganisationInvalid
from tenants.looks import house_look
from tenants.people.settings_forms import (
    ApprovalForm,
    ColourForm,
    KeepingForm,
    LogoForm,
    LookForm,
    OrganisationForm,
)
from tenants.people.signed_in import signed_in
from tenants.permissions import needs
from tenants.presenting import (
    change_approval,
    change_colour,
    change_keeping,
    change_logo,
    change_look,
    change_organisation,
    own_organisation,
    remove_logo,
)
from tenants.scope import organisation


@needs("organisation.manage")
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Show the settings."""
    return _page(request)


@needs("organisation.manage")
@require_POST
def save_organisation(request: HttpRequest) -> HttpResponse:
    """Change name, time zone and languages."""
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, organisation_form=form)
    try:
        change_organisation(**form.cleaned_data, by=signed_in(request).email)
    except OrganisationInvalid as problem:
        form.add_error("name", str(problem))
        return _page(request, status=422, organisation_form=form)
    return _saved(request)


@needs("organisation.manage")
@require_POST
def save_colour(request: HttpRequest) -> HttpResponse:
    """Change the brand colour, or offer the nearest readable one."""
    form = ColourForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, colour_form=form)
    change_colour(colour=form.cleaned_data["colour"], by=signed_in(request).email)
    return _saved(request)


@needs("organisation.manage")
@require_POST
def save_look(request: HttpRequest) -> HttpResponse:
    """Change what surveys look like unless they say otherwise."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, look_form=form)
    change_look(words=form.cleaned_data, by=signed_in(request).email)
    return _saved(request)


@needs("organisation.manage")
@require_POST
def save_approval(request: HttpRequest) -> HttpResponse:
    """Change who approves surveys before they are published."""
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, approval_form=form)
    change_approval(rule=form.cleaned_data["approval"], by=signed_in(request).email)
    return _saved(request)


@needs("organisation.manage")
@require_POST
def save_keeping(request: HttpRequest) -> HttpResponse:
    """Change how long what schedules make is kept."""
    form = KeepingForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, keeping_form=form)
    change_keeping(days=form.cleaned_data["editions_kept"], by=signed_in(request).email)
    return _saved(request)


@needs("organisation.manage")
@require_POST
def save_logo(request: HttpRequest) -> HttpResponse:
    """Take a new logo."""
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, status=422, logo_form=form)
    change_logo(content=form.cleaned_data["logo"], by=signed_in(request).email)
    return _saved(request)


@needs("organisation.manage")
@require_POST
def delete_logo(request: HttpRequest) -> HttpResponse:
    """Do without a logo."""
    remove_logo(by=signed_in(request).email)
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The settings were saved."))
    return redirect("people:settings")


def _page(request: HttpRequest, *, status: int = 200, **bound: forms.Form) -> HttpResponse:
    scope, row = organisation(), own_organisation()
    context: dict[str, Any] = {
        "organisation_form": OrganisationForm(
            initial={"name": scope.name, "time_zone": scope.time_zone, "languages": scope.languages}
        ),
        "colour_form": ColourForm(initial={"colour": scope.brand_colour}),
        "look_form": LookForm(initial=asdict(house_look(scope.brand_colour, scope.look))),
        "approval_form": ApprovalForm(initial={"approval": row.approval}),
        "keeping_form": KeepingForm(initial={"editions_kept": row.editions_kept or 0}),
        "logo_form": LogoForm(),
        "logo_url": logo_url(scope),
    }
    return render(request, "people/settings.html", context | bound, status=status)
