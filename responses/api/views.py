"""Responses: handing them in, reading them, deleting them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from responses.anonymity import check_open
from responses.api.quizzes import quiz_presented
from responses.api.serializers import ResponseFilter, ResponseOutput, Submission
from responses.domain import delete_response, submit_response
from responses.exceptions import AnswersInvalid
from responses.models import PersonalLink
from responses.models import Response as Row
from responses.queries import responses_of
from responses.versions import running
from surveys.exceptions import AnswerInvalid
from surveys.models import Survey
from surveys.queries import surveys_for
from surveys.vocabulary import Vocabulary
from tenants.partners.rest.fields import utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, links, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

RESPONSES = ["responses"]


def vocabulary_of(version: UUID) -> Vocabulary:
    """Return the names and codes of a version, kept with it in process."""
    kept = running(version).kept
    if "vocabulary" not in kept:
        kept["vocabulary"] = Vocabulary(running(version).compiled)
    found: Vocabulary = kept["vocabulary"]
    return found


def presented(row: Row, request: PartnerRequest) -> dict[str, Any]:
    """Return a response in names and codes; its version's number must be at hand."""
    place = reverse("api:response", args=[row.survey_id, row.pk])
    return {
        "id": str(row.pk),
        "survey": str(row.survey_id),
        "version": row.version.number,
        "status": row.status,
        "language": row.language,
        "channel": row.channel,
        "device": row.device,
        "started_at": utc(row.started_at),
        "changed_at": utc(row.changed_at),
        "completed_at": utc(row.completed_at),
        "link": _link_of(row),
        "answers": vocabulary_of(row.version_id).spoken(row.answers),
        "quiz": quiz_presented(row, vocabulary_of(row.version_id)),
        "links": links(request, self=place),
    }


def _link_of(row: Row) -> dict[str, str] | None:
    """The personal link that a response of ``_rows`` came by."""
    found = getattr(row, "link", None)
    return {"id": str(found), "label": getattr(row, "link_label", "")} if found else None


def _survey(request: PartnerRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


def _rows(survey: Survey) -> QuerySet[Row]:
    links = PersonalLink.objects.filter(response=OuterRef("pk"))
    rows: QuerySet[Row] = responses_of(survey).select_related("version").defer("version__definition")
    return rows.annotate(link=Subquery(links.values("pk")), link_label=Subquery(links.values("label")))


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
        wanted, survey = valid(ResponseFilter, request.query_params.dict()), _survey(request, pk)
        check_open(survey.pk)
        rows = _filtered(_rows(survey), wanted)
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
        survey = _survey(request, pk)
        row = _submitted(survey, valid(Submission, request.data))
        data = presented(_rows(survey).get(pk=row.pk), request)
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
        raise AnswersInvalid(_named(problem, words)) from problem


def _named(problem: AnswersInvalid, words: Vocabulary) -> dict[str, AnswerInvalid]:
    return {
        words.name_of(key): AnswerInvalid(
            error.message, error.code, [words.part_code(key, part) for part in error.parts]
        )
        for key, error in problem.errors.items()
    }


class OneResponse(ApiView):
    """A response to a survey."""

    needs = {"GET": "response.view", "DELETE": "response.delete"}

    @extend_schema(operation_id="read_response", responses={200: ResponseOutput}, tags=RESPONSES)
    def get(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Read a response."""
        row = get_object_or_404(_rows(_survey(request, pk)), pk=response_id)
        check_open(row.survey_id)
        return Response(presented(row, request))

    @extend_schema(operation_id="delete_response", responses={204: None}, tags=RESPONSES)
    def delete(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Delete a response for good; results forget it at once."""
        row = get_object_or_404(_rows(_survey(request, pk)), pk=response_id)
        check_open(row.survey_id)
        delete_response(response=row, by=request.user)
        return Response(status=204)
