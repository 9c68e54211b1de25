"""What came of schedules: each occurrence, whom it reached, its file."""

from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.response import Response

from analytics.api.schedule_presenting import occurrence_presented
from analytics.api.schedule_serializers import OccurrenceOutput
from analytics.api.schedules import schedule_asked
from analytics.exceptions import ExportGone
from analytics.models import Occurrence, Schedule
from analytics.schedules import keeping
from analytics.schedules.again import send_again
from analytics.schedules.copies import opened, token_of
from analytics.views.schedules import sent
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import IF_NONE_MATCH, etag_of, tagged, unchanged
from tenants.partners.rest.views import ApiView

TAGS = ["schedules"]
LOOK, EDIT, TAKE = "results.view", "results.edit", "results.export"


class Occurrences(ApiView):
    """The occurrences of a schedule."""

    needs = {"GET": LOOK, "POST": EDIT}

    @extend_schema(
        operation_id="list_occurrences",
        parameters=PAGING,
        responses={200: OccurrenceOutput(many=True)},
        tags=TAGS,
    )
    def get(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """List what came of a schedule, the latest first."""
        rows = _occurrences(schedule_asked(request, pk, schedule_id))
        return Response(page_of(rows, request, lambda row: occurrence_presented(row, request)))

    @extend_schema(operation_id="make_occurrence", request=None, responses={201: OccurrenceOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """Make one now, beside those that are planned."""
        schedule = schedule_asked(request, pk, schedule_id)
        made = keeping.run_now(schedule=schedule, token=uuid4().hex)
        assert made is not None  # noqa: S101 - its token is new
        data = occurrence_presented(_occurrences(schedule).get(pk=made.pk), request)
        return Response(data, status=201, headers={"Location": data["links"]["self"]})


class OneOccurrence(ApiView):
    """An occurrence of a schedule."""

    needs = {"GET": LOOK}

    @extend_schema(
        operation_id="read_occurrence",
        parameters=[IF_NONE_MATCH],
        responses={200: OccurrenceOutput},
        tags=TAGS,
    )
    def get(self, request: PartnerRequest, pk: UUID, schedule_id: UUID, occurrence_id: UUID) -> Response:
        """Read what came of it, and whom it reached."""
        data = occurrence_presented(_occurrence(request, pk, schedule_id, occurrence_id), request)
        return unchanged(request, etag_of(data)) or tagged(Response(data), etag_of(data))


class SendAgain(ApiView):
    """Letters that were given up."""

    needs = {"POST": EDIT}

    @extend_schema(
        operation_id="send_occurrence_again", request=None, responses={200: OccurrenceOutput}, tags=TAGS
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID, schedule_id: UUID, occurrence_id: UUID) -> Response:
        """Send a report again to those whom it didn't reach, and who still get it."""
        send_again(occurrence=_occurrence(request, pk, schedule_id, occurrence_id))
        found = _occurrence(request, pk, schedule_id, occurrence_id)
        return Response(occurrence_presented(found, request))


class OccurrenceFile(ApiView):
    """The file that an occurrence put by."""

    needs = {"GET": TAKE}

    @extend_schema(
        operation_id="download_occurrence",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY)},
        tags=TAGS,
    )
    def get(
        self, request: PartnerRequest, pk: UUID, schedule_id: UUID, occurrence_id: UUID
    ) -> HttpResponseBase:
        """Download the file; 404 when it is no longer kept."""
        found = _occurrence(request, pk, schedule_id, occurrence_id)
        try:
            return sent(found, opened(found, token_of(found)))
        except ExportGone:
            raise Http404 from None


def _occurrences(schedule: Schedule) -> QuerySet[Occurrence]:
    found = Occurrence.objects.filter(schedule=schedule).select_related("schedule", "edition__report")
    return found.prefetch_related("edition__letters")


def _occurrence(request: PartnerRequest, pk: UUID, schedule_id: UUID, occurrence_id: UUID) -> Occurrence:
    return get_object_or_404(_occurrences(schedule_asked(request, pk, schedule_id)), pk=occurrence_id)
