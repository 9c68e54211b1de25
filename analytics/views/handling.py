"""What is done with responses: one, or several that were chosen in the table."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from analytics.views.asking import person_of, survey_asked
from analytics.views.closed import unless_anonymous
from analytics.views.responses import single_page
from responses.exceptions import HandlingRefused
from responses.handling.binning import KEPT_IN_BIN, bin_responses
from responses.handling.marking import (
    delete_note,
    flag_responses,
    note_response,
    set_tags,
    tag_responses,
)
from responses.models import Response, ResponseNote
from surveys.models import Survey
from tenants.permissions import needs

MOST_AT_ONCE = 1000


@needs("response.edit")
@require_POST
@unless_anonymous
def flag_several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Flag the chosen responses."""
    survey, flag = survey_asked(request, pk), request.POST.get("flag", "")
    return _done(
        request,
        survey,
        lambda chosen: flag_responses(survey=survey.pk, responses=chosen, flag=flag, by=person_of(request)),
    )


@needs("response.edit")
@require_POST
@unless_anonymous
def tag_several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the chosen responses tags."""
    survey, tags = survey_asked(request, pk), request.POST.get("tags", "").split(",")
    return _done(
        request,
        survey,
        lambda chosen: tag_responses(survey=survey.pk, responses=chosen, add=tags, by=person_of(request)),
    )


@needs("response.edit")
@require_POST
@unless_anonymous
def untag_several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take tags away from the chosen responses."""
    survey, tags = survey_asked(request, pk), request.POST.get("tags", "").split(",")
    return _done(
        request,
        survey,
        lambda chosen: tag_responses(survey=survey.pk, responses=chosen, remove=tags, by=person_of(request)),
    )


@needs("response.delete")
@require_POST
@unless_anonymous
def bin_several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, with their number, then put the chosen responses into the bin."""
    survey, chosen = survey_asked(request, pk), _chosen(request)
    found = Response.objects.filter(survey_id=survey.pk, pk__in=chosen).count()
    if found and "sure" not in request.POST:
        context = {
            "survey": survey,
            "chosen": chosen,
            "count": found,
            "days": KEPT_IN_BIN.days,
            "query": request.POST.get("query", ""),
            "back": _back(request, survey).url,
        }
        return render(request, "analytics/responses_bin.html", context)
    return _done(
        request,
        survey,
        lambda chosen: bin_responses(survey=survey.pk, responses=chosen, by=person_of(request)),
        said=_in_bin,
    )


def _in_bin(number: int) -> str:
    words = ngettext(
        "%(number)d response is in the bin, and the results no longer count it.",
        "%(number)d responses are in the bin, and the results no longer count them.",
        number,
    )
    return words % {"number": number}


def _changed(number: int) -> str:
    words = ngettext("%(number)d response was changed.", "%(number)d responses were changed.", number)
    return words % {"number": number}


@needs("response.edit")
@require_POST
@unless_anonymous
def say(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Flag and tag one response as the form on its page says."""
    survey, by = survey_asked(request, pk), person_of(request)
    row = get_object_or_404(Response, pk=response_pk, survey_id=survey.pk)
    tags = request.POST.get("tags", "").split(",")
    try:
        with transaction.atomic():
            flag_responses(survey=survey.pk, responses=[row.pk], flag=request.POST.get("flag", ""), by=by)
            set_tags(survey=survey.pk, response=row.pk, tags=tags, by=by)
    except HandlingRefused as refusal:
        return single_page(request, survey, row.pk, problem=refusal.message, status=422)
    messages.success(request, _("Saved."))
    return _to_response(request, survey, row.pk)


@needs("response.edit")
@require_POST
@unless_anonymous
def note(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Note something beside a response."""
    survey = survey_asked(request, pk)
    row = get_object_or_404(Response, pk=response_pk, survey_id=survey.pk)
    try:
        words = request.POST.get("words", "")
        note_response(survey=survey.pk, response=row.pk, words=words, by=person_of(request))
    except HandlingRefused as refusal:
        return single_page(request, survey, row.pk, problem=refusal.message, status=422)
    return _to_response(request, survey, row.pk)


@needs("response.edit")
@require_POST
@unless_anonymous
def note_delete(request: HttpRequest, pk: UUID, response_pk: UUID, note_pk: UUID) -> HttpResponse:
    """Delete a note."""
    survey = survey_asked(request, pk)
    found = get_object_or_404(ResponseNote, pk=note_pk, response=response_pk, survey_id=survey.pk)
    delete_note(note=found, by=person_of(request))
    messages.success(request, _("The note is deleted."))
    return _to_response(request, survey, response_pk)


def _done(
    request: HttpRequest,
    survey: Survey,
    act: Callable[[list[UUID]], list[UUID]],
    *,
    said: Callable[[int], str] = _changed,
) -> HttpResponse:
    """Do something with the chosen responses, say with how many, and go back to the table."""
    chosen = _chosen(request)
    if not chosen:
        messages.warning(request, _("Choose responses first."))
        return _back(request, survey)
    try:
        number = len(act(chosen))
    except HandlingRefused as refusal:
        messages.error(request, refusal.message)
        return _back(request, survey)
    messages.success(request, said(number))
    return _back(request, survey)


def _chosen(request: HttpRequest) -> list[UUID]:
    """The responses that were ticked; what is no id is nobody's."""
    found: list[UUID] = []
    for text in request.POST.getlist("response")[:MOST_AT_ONCE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _back(request: HttpRequest, survey: Survey) -> HttpResponseRedirect:
    query = request.POST.get("query", "")
    path = reverse("analytics:responses", args=[survey.pk])
    return HttpResponseRedirect(f"{path}?{query}" if query else path)


def _to_response(request: HttpRequest, survey: Survey, response: UUID) -> HttpResponse:
    query = request.META["QUERY_STRING"]
    path = reverse("analytics:response", args=[survey.pk, response])
    return redirect(f"{path}?{query}" if query else path)
