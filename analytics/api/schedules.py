"""Schedules of reports and files: list, make, change, pause, resume, delete."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from pydantic import ValidationError
from rest_framework import serializers
from rest_framework.response import Response

from analytics.api.schedule_presenting import presented, tag_of
from analytics.api.schedule_serializers import RegularChange, RegularInput, RegularOutput
from analytics.exceptions import ExportImpossible, ScheduleInvalid
from analytics.forms import ExportForm
from analytics.models import Schedule
from analytics.reports.composing import reports_of
from analytics.schedules import keeping
from analytics.schedules.keeping import Plan
from analytics.schedules.rules import Rule
from analytics.showing.exports import PROBLEMS
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import (
    IF_MATCH,
    IF_NONE_MATCH,
    require_same_beginning,
    tagged,
    unchanged,
)
from tenants.partners.rest.views import ApiView, valid

TAGS = ["schedules"]
LOOK, EDIT, TAKE = "results.view", "results.edit", "results.export"


class Schedules(ApiView):
    """The schedules of a survey."""

    needs = {"GET": LOOK, "POST": EDIT}

    @extend_schema(
        operation_id="list_schedules", parameters=PAGING, responses={200: RegularOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the schedules, the latest first."""
        rows = keeping.schedules_of(_survey(request, pk)).prefetch_related("readers")
        return Response(page_of(rows, request, lambda row: presented(row, request)))

    @extend_schema(
        operation_id="make_schedule", request=RegularInput, responses={201: RegularOutput}, tags=TAGS
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Have a report sent, or a file of responses put by, from now on."""
        survey, given = _survey(request, pk), valid(RegularInput, request.data)
        try:
            of = _of(survey, given, request)
            made = keeping.make_schedule(survey=survey, plan=_plan(given), by=request.user, **of)
        except ScheduleInvalid as refusal:
            raise _refused(refusal) from None
        except ExportImpossible as problem:
            raise serializers.ValidationError({"file": [str(PROBLEMS[problem.code])]}) from None
        data = presented(made, request)
        response = Response(data, status=201, headers={"Location": data["links"]["self"]})
        return tagged(response, tag_of(data))


class OneSchedule(ApiView):
    """A schedule of a survey."""

    needs = {"GET": LOOK, "PUT": EDIT, "DELETE": EDIT}

    @extend_schema(
        operation_id="read_schedule", parameters=[IF_NONE_MATCH], responses={200: RegularOutput}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """Read when it is due, for whom, and what is next."""
        data = presented(schedule_asked(request, pk, schedule_id), request)
        return unchanged(request, tag_of(data)) or tagged(Response(data), tag_of(data))

    @extend_schema(
        operation_id="change_schedule",
        request=RegularChange,
        parameters=[IF_MATCH],
        responses={200: RegularOutput},
        tags=TAGS,
    )
    @once
    def put(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """Change when it is due and for whom; what it is of stays."""
        found = _matching(request, pk, schedule_id)
        try:
            keeping.change_schedule(
                schedule=found, plan=_plan(valid(RegularChange, request.data)), by=request.user
            )
        except ScheduleInvalid as refusal:
            raise _refused(refusal) from None
        return _told(request, pk, schedule_id)

    @extend_schema(
        operation_id="delete_schedule",
        request=None,
        parameters=[IF_MATCH],
        responses={204: None},
        tags=TAGS,
    )
    @once
    def delete(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """Delete a schedule with its files; editions stay with their report."""
        keeping.delete_schedule(schedule=_matching(request, pk, schedule_id))
        return Response(status=204)


class PauseSchedule(ApiView):
    """The pause of a schedule."""

    needs = {"POST": EDIT}

    @extend_schema(operation_id="pause_schedule", request=None, responses={200: RegularOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """Send nothing until it is resumed."""
        keeping.pause_schedule(schedule=schedule_asked(request, pk, schedule_id))
        return _told(request, pk, schedule_id)


class ResumeSchedule(ApiView):
    """The end of a schedule's pause."""

    needs = {"POST": EDIT}

    @extend_schema(operation_id="resume_schedule", request=None, responses={200: RegularOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """Go on with the next one; what would have been due meanwhile is not made up for."""
        keeping.resume_schedule(schedule=schedule_asked(request, pk, schedule_id))
        return _told(request, pk, schedule_id)


class SkipOccurrence(ApiView):
    """The leaving out of an occurrence."""

    needs = {"POST": EDIT}

    @extend_schema(operation_id="skip_occurrence", request=None, responses={200: RegularOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
        """Leave out the next one that the calendar tells; without one nothing changes."""
        keeping.skip_next(schedule=schedule_asked(request, pk, schedule_id))
        return _told(request, pk, schedule_id)


def _survey(request: PartnerRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


def schedule_asked(request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Schedule:
    """A schedule of a survey that whoever asks may see; everybody else gets 404."""
    return get_object_or_404(keeping.schedules_of(_survey(request, pk)), pk=schedule_id)


def _matching(request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Schedule:
    """The schedule, if it is as whoever asks has seen it."""
    found = schedule_asked(request, pk, schedule_id)
    require_same_beginning(request, tag_of(presented(found, request)))
    return found


def _told(request: PartnerRequest, pk: UUID, schedule_id: UUID) -> Response:
    data = presented(schedule_asked(request, pk, schedule_id), request)
    return tagged(Response(data), tag_of(data))


def _of(survey: Survey, given: dict[str, Any], request: PartnerRequest) -> dict[str, Any]:
    """What a new schedule is of: a report, or a file as the page of files would make it."""
    if (given["report"] is None) == (given["file"] is None):
        raise ScheduleInvalid({"report": _("Name a report, or describe a file: one of them.")})
    if given["report"] is not None:
        report = reports_of(survey).filter(pk=given["report"]).first()
        if report is None:
            raise ScheduleInvalid({"report": _("The survey has no such report.")})
        return {"report": report}
    if not request.user.can(TAKE):
        raise PermissionDenied(TAKE)
    form = ExportForm.of(survey, given["file"], request.user)
    if not form.is_valid():
        errors = {name: list(map(str, found)) for name, found in form.errors.items()}
        raise serializers.ValidationError({"file": errors})
    return {"wanted": form.wanted().as_json()}


def _plan(given: dict[str, Any]) -> Plan:
    try:
        rule = Rule.model_validate(given["rule"])
    except ValidationError as problem:
        names = [
            str(each["loc"][0]) if each["loc"] else str(each["ctx"]["error"]) for each in problem.errors()
        ]
        words = _("This doesn’t fit.")
        raise serializers.ValidationError({"rule": {name: [words] for name in names}}) from None
    return Plan(
        name=given["name"],
        rule=rule,
        people=tuple(given["people"]),
        outside=tuple(given["outside"]),
        folder=given["folder"],
        kept=given["kept"],
    )


def _refused(refusal: ScheduleInvalid) -> serializers.ValidationError:
    return serializers.ValidationError({field: [words] for field, words in refusal.errors.items()})
