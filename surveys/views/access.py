"""Who can answer a survey, when, how often and where. One form, one address each."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.access import Access, Gates, access_of
from surveys.access_forms import (
    AgainForm,
    EmbeddingForm,
    HoursForm,
    KioskForm,
    LimitForm,
    PasswordForm,
    PersonalForm,
)
from surveys.domain import change_access
from surveys.models import Survey
from surveys.views.asking import person_of, survey_asked
from surveys.views.links import kiosk_link
from tenants.permissions import View, needs

type Change = Callable[[Access], Access]


class AccessForm(Protocol):
    """A form of this page."""

    def __call__(self, data: Any) -> Any: ...


@needs("survey.edit")
@require_safe
def access(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All of it, on one page."""
    return _screen(request, survey_asked(request, pk))


@needs("survey.edit")
@require_POST
def remove_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let everybody in who has the link."""

    def without(gates: Gates) -> Gates:
        return gates.model_copy(update={"password": ""})

    return _changed(request, survey_asked(request, pk), "password", _of_gates(without))


def _saving(name: str, form_class: AccessForm, change_of: Callable[[Any], Change]) -> View[[UUID]]:
    @needs("survey.edit")
    @require_POST
    def save(request: HttpRequest, pk: UUID) -> HttpResponse:
        survey, form = survey_asked(request, pk), form_class(request.POST)
        if form.is_valid():
            return _changed(request, survey, name, change_of(form))
        return _screen(request, survey, {name: form}, status=422)

    return save


def _of_gates(change: Callable[[Gates], Gates]) -> Change:
    return lambda access: access.model_copy(update={"gates": change(access.gates or Gates())})


def _by_gates(form: Any) -> Change:
    return _of_gates(form.changed)


def _by_access(form: Any) -> Change:
    change: Change = form.changed
    return change


save_password = _saving("password", PasswordForm, _by_gates)
save_hours = _saving("hours", HoursForm, _by_gates)
save_limit = _saving("limit", LimitForm, _by_gates)
save_personal = _saving("personal", PersonalForm, _by_gates)
save_again = _saving("again", AgainForm, _by_access)
save_embedding = _saving("embedding", EmbeddingForm, _by_access)
save_kiosk = _saving("kiosk", KioskForm, _by_access)


def _changed(request: HttpRequest, survey: Survey, section: str, change: Change) -> HttpResponse:
    change_access(survey=survey, change=change, by=person_of(request))
    messages.success(request, _("Saved. It counts from now on."))
    return redirect(f"{reverse('surveys:access', args=[survey.pk])}#{section}")


def _screen(
    request: HttpRequest, survey: Survey, given: dict[str, forms.Form] | None = None, *, status: int = 200
) -> HttpResponse:
    found = access_of(survey)
    gates = found.gates or Gates()
    shown: dict[str, forms.Form] = {
        "password": PasswordForm(),
        "hours": HoursForm.showing(gates),
        "limit": LimitForm(initial={"limit": gates.limit}),
        "personal": PersonalForm(initial={"personal": "yes" if gates.personal else "no"}),
        "again": AgainForm(initial={"again": "yes" if found.again else "no"}),
        "embedding": EmbeddingForm.showing(found),
        "kiosk": KioskForm.showing(found),
    }
    context = {
        "survey": survey,
        "access": found,
        "has_password": bool(gates.password),
        "forms": shown | (given or {}),
        "kiosk_link": kiosk_link(survey),
    }
    return render(request, "surveys/access.html", context, status=status)
