"""One survey at a glance, and the steps of its life."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from surveys.domain import (
    actions_possible,
    close_survey,
    duplicate_survey,
    pause_survey,
    reopen_survey,
    resume_survey,
)
from surveys.exceptions import SurveyActionRefused
from surveys.models import Survey
from surveys.queries import draft_of, versions_of
from surveys.question_types.elements import Words
from surveys.readiness import readiness
from surveys.views.asking import person_of, survey_asked
from surveys.views.checking import checks_of
from surveys.views.links import public_link
from tenants.permissions import View, needs

MOST_VERSIONS = 10


@needs("survey.view")
@require_safe
def overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the survey stands, what comes next, and its address."""
    survey = survey_asked(request, pk)
    definition = draft_of(survey)
    context = {
        "survey": survey,
        "definition": definition,
        "readiness": readiness(survey, definition),
        "checks": checks_of(survey, definition),
        "possible": actions_possible(survey.status),
        "versions": versions_of(survey)[:MOST_VERSIONS],
        "link": public_link(survey),
    }
    return render(request, "surveys/overview.html", context)


def _step(step: Callable[..., Survey], done: Words) -> View[[UUID]]:
    @needs("survey.publish")
    @require_POST
    def take_step(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        survey = survey_asked(request, pk)
        try:
            step(survey=survey, by=person_of(request))
        except SurveyActionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, str(done))
        return redirect("surveys:overview", pk=survey.pk)

    return take_step


pause = _step(pause_survey, gettext_lazy("Paused. Respondents read that the survey takes a break."))
resume = _step(resume_survey, gettext_lazy("The survey is open again."))
close = _step(close_survey, gettext_lazy("Closed. No more answers are taken."))
reopen = _step(reopen_survey, gettext_lazy("The survey is open again."))


@needs("survey.edit")
@require_POST
def duplicate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a copy and go on in its builder."""
    copy = duplicate_survey(survey=survey_asked(request, pk), by=person_of(request))
    messages.success(request, _("This is the copy. The first survey is as it was."))
    return redirect("surveys:build", pk=copy.pk)
