"""What is done with responses through the API: changed, put into the bin and back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from responses.anonymity import check_open
from responses.api.presenting import (
    RESPONSES,
    named_errors,
    presented,
    rows_of,
    survey_of,
    tag_of,
    vocabulary_of,
)
from responses.api.serializers import BinnedOutput, ResponseOutput
from responses.exceptions import AnswersInvalid, HandlingRefused, NotInBin, ResponseReturned
from responses.handling.binning import bin_responses, earlier_in_bin, restore_responses
from responses.handling.correcting import correct_answers
from responses.handling.marking import flag_responses, set_tags
from responses.models import BinnedResponse
from responses.models import Response as Row
from responses.uploads.partners import with_records
from responses.versions import running
from surveys.exceptions import AnswerInvalid
from tenants.partners.rest.fields import utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import require_match, require_match_if_given
from tenants.partners.rest.views import ApiView


def found_response(request: PartnerRequest, pk: UUID, response_id: UUID) -> Row:
    """Return a response that may be seen one by one; everybody else gets 404 or 403."""
    row = get_object_or_404(rows_of(survey_of(request, pk)), pk=response_id)
    check_open(row.survey_id)
    return row


def changed(row: Row, wanted: Mapping[str, Any], request: PartnerRequest) -> None:
    """Change a response as a partner wants it, all or nothing."""
    survey, by = row.survey_id, request.user
    (require_match if "answers" in wanted else require_match_if_given)(request, tag_of(row))
    with transaction.atomic():
        if "answers" in wanted:
            _correct(row, wanted, request)
        if "flag" in wanted:
            flag_responses(survey=survey, responses=[row.pk], flag=wanted["flag"], by=by)
        if "tags" in wanted:
            set_tags(survey=survey, response=row.pk, tags=wanted["tags"], by=by)


def _correct(row: Row, wanted: Mapping[str, Any], request: PartnerRequest) -> None:
    words, compiled = vocabulary_of(row.version_id), running(row.version_id).compiled
    try:
        given = words.understood(wanted["answers"])
        correct_answers(
            survey=row.survey_id,
            response=row.pk,
            given=with_records(compiled, given, survey=row.survey_id, of=row.pk),
            revision=row.revision,
            why=wanted.get("why", ""),
            by=request.user,
        )
    except AnswerInvalid as problem:
        raise AnswersInvalid({problem.parts[0]: AnswerInvalid(problem.message, problem.code)}) from problem
    except AnswersInvalid as problem:
        raise AnswersInvalid(named_errors(problem, words)) from problem


def _presented(binned: BinnedResponse) -> dict[str, Any]:
    return {
        "id": str(binned.pk),
        "survey": str(binned.survey_id),
        "status": binned.status,
        "started_at": utc(binned.started_at),
        "binned_at": utc(binned.binned_at),
        "erased_at": utc(binned.erased_at),
        "by": binned.by,
    }


class Bin(ApiView):
    """The responses in the bin."""

    needs = {"GET": "response.delete"}

    @extend_schema(
        operation_id="list_binned_responses",
        parameters=PAGING,
        responses={200: BinnedOutput(many=True)},
        tags=RESPONSES,
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the responses in the bin."""
        survey = survey_of(request, pk)
        check_open(survey.pk)
        binned = BinnedResponse.objects.filter(survey=survey).defer("row")
        return Response(page_of(binned, request, _presented))


class IntoBin(ApiView):
    """Putting a response into the bin."""

    needs = {"POST": "response.delete"}

    @extend_schema(operation_id="bin_response", request=None, responses={200: BinnedOutput}, tags=RESPONSES)
    @once
    def post(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Put a response into the bin: results no longer count it, and it can be restored for 30 days."""
        row = found_response(request, pk, response_id)
        done = bin_responses(survey=row.survey_id, responses=[row.pk], by=request.user)
        if not done and Row.objects.filter(pk=row.pk).exists():
            raise HandlingRefused(earlier_in_bin(), "earlier_in_bin")
        return Response(_presented(BinnedResponse.objects.get(pk=row.pk)))


class OutOfBin(ApiView):
    """Bringing a response back."""

    needs = {"POST": "response.delete"}

    @extend_schema(
        operation_id="restore_response", request=None, responses={200: ResponseOutput}, tags=RESPONSES
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Bring a response back from the bin, under its id; results count it again."""
        survey = survey_of(request, pk)
        check_open(survey.pk)
        if not BinnedResponse.objects.filter(pk=response_id, survey=survey).exists():
            found_response(request, pk, response_id)
            raise NotInBin(response_id)
        done = restore_responses(survey=survey.pk, responses=[response_id], by=request.user)
        if done.answered_again:
            raise ResponseReturned(response_id)
        return Response(presented(found_response(request, pk, response_id), request))
