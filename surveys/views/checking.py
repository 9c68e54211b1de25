"""The check list, at any time, and the hints that were read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.checks import CheckList, check_list
from surveys.definition import Definition
from surveys.domain import dismiss_hint, show_hints_again
from surveys.looks import look_of
from surveys.models import DismissedHint, Survey
from surveys.queries import draft_of
from surveys.translation_notes import made_of
from surveys.views.asking import person_of, survey_asked
from tenants.permissions import needs
from tenants.scope import organisation


def checks_of(survey: Survey, definition: Definition) -> CheckList:
    """The check list of a survey's draft, without the hints that were dismissed."""
    dismissed = set(DismissedHint.objects.filter(survey=survey).values_list("key", flat=True))
    return check_list(
        definition,
        dismissed=dismissed,
        nearest_colour=look_of(survey).nearest(organisation()),
        made=made_of(survey),
    )


@needs("survey.view")
@require_safe
def checks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that is wrong with the draft or worth a look."""
    survey = survey_asked(request, pk)
    context = {"survey": survey, "checks": checks_of(survey, draft_of(survey))}
    return render(request, "surveys/checks.html", context)


@needs("survey.edit")
@require_POST
def dismiss(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave a hint out from now on, and go back to where it was."""
    survey = survey_asked(request, pk)
    dismiss_hint(survey=survey, key=request.POST.get("key", ""), by=person_of(request))
    return _back(request, survey)


@needs("survey.edit")
@require_POST
def show_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring back what was dismissed."""
    survey = survey_asked(request, pk)
    show_hints_again(survey=survey)
    messages.success(request, _("All hints are shown again."))
    return _back(request, survey)


def _back(request: HttpRequest, survey: Survey) -> HttpResponse:
    page = "surveys:publish" if request.POST.get("from") == "publish" else "surveys:checks"
    answer = redirect(page, pk=survey.pk)
    answer.headers["Location"] += "#checks"
    return answer
