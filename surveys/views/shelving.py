"""The archive and the bin: putting a survey there, bringing it back, deleting it for good."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.domain import (
    archive_survey,
    bin_survey,
    delete_survey,
    purged_at,
    restore_survey,
)
from surveys.exceptions import SurveyActionRefused
from surveys.forms import DeleteForm
from surveys.models import Survey
from surveys.queries import surveys_for, surveys_in_bin
from surveys.views.asking import person_of, sent, survey_asked
from tenants.permissions import needs

PER_PAGE = 25


@needs("survey.publish")
@require_POST
def archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a survey into the archive."""
    survey = survey_asked(request, pk)
    try:
        archive_survey(survey=survey, by=person_of(request))
    except SurveyActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("“%(title)s” is in the archive.") % {"title": survey.title})
    return redirect("surveys:overview", pk=pk)


@needs("survey.delete")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what the bin does to a survey; with POST, put it there."""
    survey = survey_asked(request, pk)
    if request.method != "POST":
        return render(request, "surveys/delete.html", {"survey": survey})
    try:
        bin_survey(survey=survey, by=person_of(request))
    except SurveyActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("“%(title)s” is in the bin for 30 days.") % {"title": survey.title})
    return redirect("surveys:list")


@needs("survey.publish")
@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Bring a survey back from the archive, or from the bin."""
    person = person_of(request)
    binned = surveys_in_bin(person).filter(pk=pk).first()
    survey = binned or get_object_or_404(surveys_for(person), pk=pk)
    try:
        restored = restore_survey(survey=survey, by=person)
    except SurveyActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        words = _("“%(title)s” is back as it was: %(status)s.")
        told = {"title": restored.title, "status": restored.get_status_display()}
        messages.success(request, words % told)
    return redirect("surveys:overview", pk=pk)


@needs("survey.delete")
@require_safe
def binned(request: HttpRequest) -> HttpResponse:
    """What is in the bin, and until when."""
    page = Paginator(surveys_in_bin(person_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(survey, purged_at(survey)) for survey in page]
    return render(request, "surveys/bin.html", {"page": page, "rows": rows})


@needs("survey.purge")
@require_http_methods(["GET", "HEAD", "POST"])
def purge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the title, then delete what is in the bin with its answers, for good."""
    survey: Survey = get_object_or_404(surveys_in_bin(person_of(request)), pk=pk)
    form = DeleteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            delete_survey(survey=survey, typed_title=form.cleaned_data["title"], by=person_of(request))
        except SurveyActionRefused as refusal:
            form.add_error("title", refusal.message)
        else:
            messages.success(request, _("“%(title)s” is deleted.") % {"title": survey.title})
            return redirect("surveys:bin")
    context = {"survey": survey, "form": form}
    return render(request, "surveys/purge.html", context, status=422 if form.errors else 200)
