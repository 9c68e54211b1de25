"""Files for the answers of responses that partners hand in."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from responses.api.presenting import RESPONSES, vocabulary_of
from responses.exceptions import SurveyNotOpen
from responses.uploads.partners import receive_file
from responses.uploads.storing import KEPT_UNCLAIMED
from responses.versions import running
from surveys.domain import Availability
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.fields import utc
from tenants.partners.rest.once import once
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

FORM = {
    "multipart/form-data": {
        "type": "object",
        "required": ["question", "file"],
        "properties": {
            "question": {"type": "string", "description": "The name of the question that the file is for."},
            "file": {"type": "string", "format": "binary"},
        },
    }
}


class NewUpload(serializers.Serializer[Any]):
    """A file and the question that it is for."""

    question = serializers.CharField(max_length=200)
    file = serializers.FileField(max_length=255, allow_empty_file=True)


class UploadOutput(serializers.Serializer[Any]):
    """A file that waits for its response."""

    id = serializers.UUIDField(help_text="What the answer names.")
    question = serializers.CharField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes, of what is stored.")
    type = serializers.CharField(help_text="What the file is, found out from what it holds.")
    expires_at = serializers.DateTimeField(help_text="When it goes, unless a response names it before.")


class Uploads(ApiView):
    """Files that are to be answers."""

    needs = {"POST": "response.edit"}
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="upload_file",
        request=FORM,
        responses={201: UploadOutput, 413: OpenApiTypes.OBJECT},
        tags=RESPONSES,
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Send a file for a question that takes files; it is judged by what it holds, as a form's is.

        The answer of the response that is handed in next names it by its id, within a day and once.
        """
        survey = get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)
        given = valid(NewUpload, request.data)
        part, file = _question(survey, given["question"]), given["file"]
        stored = receive_file(
            survey=survey.pk, question=part, name=file.name or "", content=file, by=request.user
        )
        data = {
            "id": str(stored.pk),
            "question": part.element.name,
            "name": stored.name,
            "size": stored.size,
            "type": stored.content_type,
            "expires_at": utc(stored.seen_at + KEPT_UNCLAIMED),
        }
        return Response(data, status=201)


def _question(survey: Survey, name: str) -> Any:
    """The question of the published version that has this name or id; raise ValidationError."""
    if survey.current_version_id is None:
        raise SurveyNotOpen(survey.pk, Availability.DRAFT)
    compiled = running(survey.current_version_id).compiled
    identity = next(iter(vocabulary_of(survey.current_version_id).understood({name: None})))
    part = compiled.question(identity)
    if part is None:
        raise serializers.ValidationError({"question": ["There is no such question."]}, "unknown_question")
    return part
