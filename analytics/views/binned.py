"""Responses in the bin: put there, looked at, brought back, erased for good."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.views.asking import person_of, survey_asked
from analytics.views.closed import unless_anonymous
from responses.handling.binning import (
    KEPT_IN_BIN,
    Restored,
    bin_responses,
    earlier_in_bin,
    erase_binned,
    restore_responses,
)
from responses.models import BinnedResponse, Response
from tenants.permissions import needs

LISTED = 200


@needs("response.delete")
@require_http_methods(["GET", "HEAD", "POST"])
@unless_anonymous
def delete(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Ask, then put the response into the bin; say so to whoever comes second, too."""
    survey = survey_asked(request, pk)
    response = Response.objects.filter(pk=response_pk, survey_id=survey.pk).first()
    if response is None:
        get_object_or_404(BinnedResponse, pk=response_pk, survey_id=survey.pk)
    elif request.method != "POST":
        context = {"survey": survey, "response": response, "days": KEPT_IN_BIN.days}
        return render(request, "analytics/response_delete.html", context)
    binned = bin_responses(survey=survey.pk, responses=[response_pk], by=person_of(request))
    if binned:
        messages.success(request, _("The response is in the bin, and the results no longer count it."))
    elif Response.objects.filter(pk=response_pk).exists():
        messages.error(request, earlier_in_bin())
    else:
        messages.info(request, _("The response is in the bin already."))
    return redirect("analytics:responses", pk=survey.pk)


@needs("response.delete")
@require_safe
@unless_anonymous
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is in the bin, the latest first."""
    survey = survey_asked(request, pk)
    binned = BinnedResponse.objects.filter(survey=survey).defer("row")
    context = {
        "survey": survey,
        "binned": [(each, Response.Status(each.status).label) for each in binned[:LISTED]],
        "count": binned.count(),
        "days": KEPT_IN_BIN.days,
    }
    return render(request, "analytics/binned.html", context)


@needs("response.delete")
@require_POST
@unless_anonymous
def restore(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Bring a response back; say so to whoever comes second, too."""
    survey = survey_asked(request, pk)
    if not BinnedResponse.objects.filter(pk=response_pk, survey_id=survey.pk).exists():
        get_object_or_404(Response, pk=response_pk, survey_id=survey.pk)
    done = restore_responses(survey=survey.pk, responses=[response_pk], by=person_of(request))
    _say(request, done)
    return redirect("analytics:binned", pk=survey.pk)


def _say(request: HttpRequest, done: Restored) -> None:
    if done.answered_again:
        messages.error(
            request, _("It can't come back: its respondent has begun to answer anew, under the same id.")
        )
    elif done.without_link:
        messages.warning(request, _("The response is back, but another came of its personal link meanwhile."))
    elif done.responses:
        messages.success(request, _("The response is back, and the results count it again."))
    else:
        messages.info(request, _("The response is back already."))


@needs("response.delete")
@require_POST
@unless_anonymous
def erase(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Erase a response for good."""
    survey = survey_asked(request, pk)
    get_object_or_404(BinnedResponse, pk=response_pk, survey_id=survey.pk)
    if erase_binned(survey=survey.pk, responses=[response_pk], by=person_of(request)):
        messages.success(request, _("The response is erased for good."))
    else:
        messages.info(request, _("The response isn’t in the bin any more."))
    return redirect("analytics:binned", pk=survey.pk)
