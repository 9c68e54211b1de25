"""The responses of a survey: the list, a single one, deleting."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from analytics.results import Cursor, Records, RecordsPage
from analytics.saving import segments_of
from analytics.showing.filters import filters_of
from analytics.showing.reader import Reader
from analytics.showing.records import pages_in_words, record_in_words
from analytics.views.asking import Asked, asked_of, person_of, survey_asked
from analytics.views.closed import unless_anonymous
from responses.domain import delete_response
from responses.models import Response
from responses.queries import label_of_link, labels_of_links
from tenants.permissions import needs

PER_PAGE = 50


@needs("response.view")
@require_safe
@unless_anonymous
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The responses, those that changed last first."""
    survey = survey_asked(request, pk)
    records = Records.of(survey.pk)
    asked = asked_of(request, records.layout)
    if "status" not in request.GET:
        asked = asked.of_any_status()
    page = records.page(asked.selection, size=PER_PAGE, **_place(request))
    reader = Reader.of(records.layout)
    labels = labels_of_links(survey.pk, of=[record.id for record in page.records])
    context = {
        "survey": survey,
        "errors": asked.errors,
        "rows": [record_in_words(each, reader.language, label=labels.get(each.id)) for each in page.records],
        "has_labels": bool(labels),
        "filters": filters_of(records.layout, asked, segments_of(survey.pk)),
        "links": _links(survey.pk, asked, page),
    }
    return render(request, "analytics/responses.html", context, status=422 if asked.errors else 200)


def _place(request: HttpRequest) -> dict[str, Cursor]:
    """Where in the list to go on; the beginning for an address that nobody was given."""
    for name in ("older_than", "newer_than"):
        if wished := request.GET.get(name):
            try:
                return {name: Cursor.read(wished)}
            except ValueError:
                return {}
    return {}


def _links(survey_id: UUID, asked: Asked, page: RecordsPage) -> dict[str, str]:
    places = {"newer": ("newer_than", page.newer), "older": ("older_than", page.older)}
    return {
        name: asked.address("responses", survey_id, [*_status(asked), (parameter, str(place))])
        for name, (parameter, place) in places.items()
        if place
    }


def _status(asked: Asked) -> list[tuple[str, str]]:
    """The status where addresses leave it out: without one, this list is of responses of any status."""
    return [("status", "complete")] if asked.selection.status == "complete" else []


@needs("response.view")
@require_safe
@unless_anonymous
def single(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """One response, as it was asked and answered."""
    survey = survey_asked(request, pk)
    try:
        record = Records.of(survey.pk).one(response_pk)
    except Response.DoesNotExist:
        raise Http404 from None
    language = (get_language() or "en").partition("-")[0]
    context = {
        "survey": survey,
        "row": record_in_words(record, language),
        "record": record,
        "pages": pages_in_words(record, language),
        "link_label": label_of_link(record.id),
    }
    return render(request, "analytics/response.html", context)


@needs("response.delete")
@require_http_methods(["GET", "HEAD", "POST"])
@unless_anonymous
def delete(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Ask, then delete the response for good."""
    survey = survey_asked(request, pk)
    response = get_object_or_404(Response, pk=response_pk, survey_id=survey.pk)
    if request.method != "POST":
        return render(request, "analytics/response_delete.html", {"survey": survey, "response": response})
    delete_response(response=response, by=person_of(request))
    messages.success(request, _("The response is deleted, and the results no longer count it."))
    return redirect("analytics:responses", pk=survey.pk)
