"""Responses: handing them in, reading them, deleting them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from responses.anonymity import check_open
from responses.api.handling import changed, found_response
from responses.api.presenting import (
    RESPONSES,
    named_errors,
    presented,
    rows_of,
    survey_of,
    tag_of,
    vocabulary_of,
)
from responses.api.serializers import ResponseChange, ResponseFilter, ResponseOutput, Submission
from responses.domain import delete_response, submit_response
from responses.exceptions import AnswersInvalid
from responses.handling.binning import erase_binned
from responses.models import Response as Row
from surveys.exceptions import AnswerInvalid
from surveys.models import Survey
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import IF_MATCH, IF_NONE_MATCH, tagged, unchanged
from tenants.partners.rest.views import ApiView, valid


def _filtered(rows: QuerySet[Row], wanted: Mapping[str, Any]) -> QuerySet[Row]:
    conditions = {
        "status": wanted["status"] if wanted["status"] != "all" else None,
        "language": wanted.get("language") or None,
        "started_at__gte": wanted.get("since"),
        "started_at__lt": wanted.get("until"),
    }
    return rows.filter(**{name: value for name, value in conditions.items() if value is not None})


class Responses(ApiView):
    """The responses to a survey."""

    needs = {"GET": "response.view", "POST": "response.edit"}

    @extend_schema(
        operation_id="list_responses",
        parameters=[ResponseFilter, *PAGING],
        responses={200: ResponseOutput(many=True)},
        tags=RESPONSES,
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List responses, the latest first; complete ones unless asked otherwise."""
        wanted, survey = valid(ResponseFilter, request.query_params.dict()), survey_of(request, pk)
        check_open(survey.pk)
        rows = _filtered(rows_of(survey), wanted)
        return Response(page_of(rows, request, lambda row: presented(row, request)))

    @extend_schema(
        operation_id="submit_response",
        request=Submission,
        responses={201: ResponseOutput},
        tags=RESPONSES,
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Hand in a whole response; it is judged by the code that judges the survey's pages."""
        survey = survey_of(request, pk)
        row = _submitted(survey, valid(Submission, request.data))
        data = presented(rows_of(survey).get(pk=row.pk), request)
        return Response(data, status=201, headers={"Location": data["links"]["self"]})


def _submitted(survey: Survey, given: Mapping[str, Any]) -> Row:
    """Submit answers that speak in names and codes; what is wrong is told in them as well."""
    if survey.current_version_id is None:
        return submit_response(survey=survey, **given)
    words = vocabulary_of(survey.current_version_id)
    try:
        return submit_response(survey=survey, **{**given, "answers": words.understood(given["answers"])})
    except AnswerInvalid as problem:
        raise AnswersInvalid({problem.parts[0]: AnswerInvalid(problem.message, problem.code)}) from problem
    except AnswersInvalid as problem:
        raise AnswersInvalid(named_errors(problem, words)) from problem


class OneResponse(ApiView):
    """A response to a survey."""

    needs = {"GET": "response.view", "PATCH": "response.edit", "DELETE": "response.delete"}

    @extend_schema(
        operation_id="read_response",
        parameters=[IF_NONE_MATCH],
        responses={200: ResponseOutput, 304: None},
        tags=RESPONSES,
    )
    def get(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Read a response, with its ETag."""
        row = found_response(request, pk, response_id)
        return unchanged(request, tag_of(row)) or tagged(Response(presented(row, request)), tag_of(row))

    @extend_schema(
        operation_id="change_response",
        parameters=[IF_MATCH],
        request=ResponseChange,
        responses={200: ResponseOutput},
        tags=RESPONSES,
    )
    @once
    def patch(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Correct answers, flag, tag; what is left out stays. Answers are changed with `If-Match` alone.

        Corrections are judged as answers are, by the response's own version, and kept with who made them and
        why. Status and places in quotas stay as they are.
        """
        row, wanted = found_response(request, pk, response_id), valid(ResponseChange, request.data)
        changed(row, wanted, request)
        row = found_response(request, pk, response_id)
        return tagged(Response(presented(row, request)), tag_of(row))

    @extend_schema(operation_id="delete_response", responses={204: None}, tags=RESPONSES)
    def delete(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Delete a response for good, also one in the bin; results forget it at once."""
        survey = survey_of(request, pk)
        check_open(survey.pk)
        if erase_binned(survey=survey.pk, responses=[response_id], by=request.user):
            return Response(status=204)
        delete_response(response=found_response(request, pk, response_id), by=request.user)
        return Response(status=204)
