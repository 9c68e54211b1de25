"""Surveys as files: the way from one organisation to another, and out of an installation and back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from surveys.api.presenting import presented_survey
from surveys.api.serializers import SurveyOutput
from surveys.api.surveys import SURVEYS, survey_for
from surveys.domain import take_in_survey
from surveys.file_answers import CONTENT_TYPE, file_answer
from surveys.survey_files import MOST_BYTES
from tenants.partners.rest.once import once
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

FORM = {
    "multipart/form-data": {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}},
    }
}


class NewSurveyFile(serializers.Serializer[Any]):
    """A file that holds a survey."""

    file = serializers.FileField(max_length=255)


class TakenInOutput(SurveyOutput):
    """A survey made of a file."""

    left_out = serializers.ListField(
        child=serializers.CharField(), help_text="What of the file wasn't taken in, in words."
    )


class SurveyAsFile(ApiView):
    """A survey as a file."""

    needs = {"GET": "survey.edit"}

    @extend_schema(
        operation_id="download_survey",
        responses={(200, CONTENT_TYPE): OpenApiTypes.OBJECT},
        tags=SURVEYS,
    )
    def get(self, request: PartnerRequest, pk: UUID) -> HttpResponseBase:
        """Download the draft with its languages, logic, pictures, tables of choices and look, signed.

        Answers, versions, links, comments, and who can answer, stay where they are.
        """
        return file_answer(survey_for(request, pk))


class SurveyFiles(ApiView):
    """Surveys that come as files."""

    needs = {"POST": "survey.edit"}
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="upload_survey",
        request=FORM,
        responses={201: TakenInOutput, 413: OpenApiTypes.OBJECT},
        tags=SURVEYS,
    )
    @once
    def post(self, request: PartnerRequest) -> Response:
        """Make a draft of a file that was downloaded here or elsewhere, of at most 50 MB."""
        file = valid(NewSurveyFile, request.data)["file"]
        taken = take_in_survey(content=file.read(MOST_BYTES + 1), by=request.user)
        data = presented_survey(taken.survey, request)
        headers = {"Location": data["links"]["self"]}
        return Response(data | {"left_out": list(taken.left_out)}, status=201, headers=headers)
