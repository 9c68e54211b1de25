"""Tags of open answers through the API: the codebook, what puts tags on, tagging."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from analytics.api.text_serializers import (
    AnswerTagInput,
    AnswerTagOutput,
    TaggedInput,
    TaggedOutput,
    TagRuleInput,
    TextFilter,
)
from analytics.api.texts import EDIT, TAGS, column_of, refused, survey_of
from analytics.exceptions import TagInvalid
from analytics.models import AnswerTag, TagRule
from analytics.results.versions import read_layout
from analytics.texts import codebook, ruling
from analytics.texts.codebook import TagFields
from analytics.texts.keeping import keep_up
from analytics.texts.tagging import tag_answers, untag_answers
from responses.anonymity import check_open
from tenants.partners.rest.once import once
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid


def presented(tag: AnswerTag) -> dict[str, Any]:
    """A tag as the API tells of it."""
    return {
        "id": str(tag.pk),
        "question": tag.field,
        "name": tag.name,
        "code": tag.code,
        "description": tag.description,
        "colour": tag.colour,
        "group": str(tag.parent_id) if tag.parent_id else None,
        "rules": [{"id": str(rule.pk), "search": rule.search} for rule in tag.rules.all()],
    }


def _tag(request: PartnerRequest, pk: UUID, tag_id: UUID) -> AnswerTag:
    return get_object_or_404(AnswerTag, pk=tag_id, survey_id=survey_of(request, pk).pk)


class TextTags(ApiView):
    """The tags of a survey's open answers."""

    needs = {"GET": "results.view", "POST": EDIT}

    @extend_schema(
        operation_id="list_tags_of_answers", responses={200: AnswerTagOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the tags of all questions. The results tell how many answers have each."""
        tags = AnswerTag.objects.filter(survey_id=survey_of(request, pk).pk).prefetch_related("rules")
        return Response([presented(tag) for tag in tags])

    @extend_schema(
        operation_id="add_tag_of_answers",
        parameters=[TextFilter],
        request=AnswerTagInput,
        responses={201: AnswerTagOutput},
        tags=TAGS,
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Add a tag for the answers to a question."""
        survey, given = survey_of(request, pk), valid(AnswerTagInput, request.data)
        column = column_of(read_layout(survey.pk), request.query_params.get("question", ""))
        try:
            tag = codebook.add_tag(
                survey_id=survey.pk, field=column.field, fields=TagFields(**given), by=request.user
            )
        except TagInvalid as refusal:
            raise refused(refusal) from None
        return Response(presented(tag), status=201)


class TextTag(ApiView):
    """A tag of open answers."""

    needs = {"PUT": EDIT, "DELETE": EDIT}

    @extend_schema(
        operation_id="change_tag_of_answers",
        request=AnswerTagInput,
        responses={200: AnswerTagOutput},
        tags=TAGS,
    )
    @once
    def put(self, request: PartnerRequest, pk: UUID, tag_id: UUID) -> Response:
        """Change a tag; its code stays."""
        tag, given = _tag(request, pk, tag_id), valid(AnswerTagInput, request.data)
        try:
            codebook.change_tag(tag=tag, fields=TagFields(**given), by=request.user)
        except TagInvalid as refusal:
            raise refused(refusal) from None
        return Response(presented(tag))

    @extend_schema(operation_id="delete_tag_of_answers", request=None, responses={204: None}, tags=TAGS)
    @once
    def delete(self, request: PartnerRequest, pk: UUID, tag_id: UUID) -> Response:
        """Take a tag off all answers and forget it."""
        codebook.delete_tag(tag=_tag(request, pk, tag_id), by=request.user)
        return Response(status=204)


class TextTagged(ApiView):
    """The answers that have a tag."""

    needs = {"POST": EDIT}

    @extend_schema(operation_id="tag_answers", request=TaggedInput, responses={200: TaggedOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, tag_id: UUID) -> Response:
        """Put a tag on the answers of some responses, or take it off."""
        tag, given = _tag(request, pk, tag_id), valid(TaggedInput, request.data)
        check_open(tag.survey_id)
        change = tag_answers if given["on"] else untag_answers
        return Response({"changed": change(tag=tag, responses=given["responses"], by=request.user)})


class TextRules(ApiView):
    """The searches that put a tag on."""

    needs = {"POST": EDIT}

    @extend_schema(
        operation_id="add_tag_rule", request=TagRuleInput, responses={201: AnswerTagOutput}, tags=TAGS
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID, tag_id: UUID) -> Response:
        """Put a tag on whatever a search finds, now and later."""
        tag, given = _tag(request, pk, tag_id), valid(TagRuleInput, request.data)
        check_open(tag.survey_id)
        keep_up(tag.survey_id)
        try:
            ruling.add_rule(tag=tag, search=given["search"], by=request.user)
        except TagInvalid as refusal:
            raise refused(refusal) from None
        return Response(presented(tag), status=201)


class TextRule(ApiView):
    """A search that puts a tag on."""

    needs = {"DELETE": EDIT}

    @extend_schema(operation_id="delete_tag_rule", request=None, responses={204: None}, tags=TAGS)
    @once
    def delete(self, request: PartnerRequest, pk: UUID, tag_id: UUID, rule_id: UUID) -> Response:
        """Let a search put its tag on no more; tags that only it put on go."""
        rule = get_object_or_404(
            TagRule.objects.select_related("tag"), pk=rule_id, tag=_tag(request, pk, tag_id)
        )
        ruling.remove_rule(rule=rule, by=request.user)
        return Response(status=204)
