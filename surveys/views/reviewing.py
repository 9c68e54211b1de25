"""Approval before publishing: asked for, given, sent back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from surveys import domain
from surveys.exceptions import ReviewRefused, StaleDraft
from surveys.models import Review
from surveys.question_types.elements import Words
from surveys.views.asking import person_of, survey_asked
from surveys.views.publishing import screen
from tenants.permissions import View, needs


def _step(step: Callable[..., Review], done: Words) -> View[[UUID]]:
    @needs("survey.publish")
    @require_POST
    def take_step(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        survey, words = survey_asked(request, pk), request.POST.get("words", "")
        try:
            revision = int(request.POST.get("revision", ""))
            step(survey=survey, revision=revision, words=words, by=person_of(request))
        except (StaleDraft, ValueError):
            changed = _("The survey was changed in the meantime. This is what it is now; please look again.")
            return screen(request, survey_asked(request, pk), changed, status=409)
        except ReviewRefused as refusal:
            return screen(request, survey, refusal.message, status=422, typed=words)
        messages.success(request, str(done))
        return redirect("surveys:publish", pk=pk)

    return take_step


ask = _step(domain.ask_for_review, gettext_lazy("Asked. You get a mail when it is decided."))
approve = _step(domain.approve, gettext_lazy("Approved. It can be published as it is now."))
send_back = _step(domain.send_back, gettext_lazy("Sent back, with your words."))
