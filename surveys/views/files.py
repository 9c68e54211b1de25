"""Surveys as files: downloaded, and taken in again, here or in another organisation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.domain import TakenIn, take_in_survey
from surveys.exceptions import SurveyFileRefused
from surveys.file_answers import file_answer
from surveys.start_forms import SurveyFileForm
from surveys.survey_files import MOST_BYTES
from surveys.views.asking import person_of, survey_asked
from tenants.permissions import needs


@needs("survey.edit")
@require_safe
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft of a survey as a file."""
    return file_answer(survey_asked(request, pk))


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for a file; with POST, make a survey of it."""
    is_sent = request.method == "POST"
    form = SurveyFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid() and (taken := _taken_in(request, form)):
        messages.success(request, _("Your survey is ready to be changed. Nobody can answer it yet."))
        for words in taken.left_out:
            messages.warning(request, words)
        return redirect("surveys:overview", pk=taken.survey.pk)
    return render(request, "surveys/new_file.html", {"form": form}, status=422 if form.errors else 200)


def _taken_in(request: HttpRequest, form: SurveyFileForm) -> TakenIn | None:
    """The survey made of the file, nothing where that is refused for reasons that the form then says."""
    file: Any = form.cleaned_data["file"]
    try:
        return take_in_survey(content=file.read(MOST_BYTES + 1), by=person_of(request))
    except SurveyFileRefused as refusal:
        form.add_error("file", refusal.message)
        return None
