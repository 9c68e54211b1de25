"""From how many people on results speak of a group."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.views.asking import person_of, survey_asked
from responses.anonymity import THRESHOLDS, set_anonymity, threshold_of
from responses.exceptions import PromiseKept, ThresholdUnknown
from surveys.models import Survey
from tenants.permissions import needs


@needs("survey.edit")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The size chosen, and what it means."""
    return _page(request, survey_asked(request, pk), {})


@needs("survey.edit")
@require_POST
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set the size."""
    survey, wanted = survey_asked(request, pk), request.POST.get("threshold", "")
    threshold = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else -1
    try:
        set_anonymity(survey_id=survey.pk, threshold=threshold, by=person_of(request))
    except ThresholdUnknown:
        return _page(request, survey, {"threshold": _("Choose one of the sizes offered.")})
    except PromiseKept as promise:
        words = _("Answers were given under the promise of groups of %(k)s; it can only be raised.")
        return _page(request, survey, {"threshold": words % {"k": promise.threshold}})
    messages.success(request, _("Saved."))
    return redirect("analytics:anonymity", pk=survey.pk)


def _page(request: HttpRequest, survey: Survey, errors: dict[str, str]) -> HttpResponse:
    now = threshold_of(survey.pk)
    context = {
        "survey": survey,
        "options": [(each, each == now) for each in THRESHOLDS],
        "now": now,
        "errors": errors,
    }
    return render(request, "analytics/anonymity.html", context, status=422 if errors else 200)
