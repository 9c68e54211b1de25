"""Personal links: making them, seeing what became of them, revoking them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from responses.models import PersonalLink
from responses.personal.codes import code_of, spelt
from responses.personal.fields import LONGEST_VALUE
from responses.personal.listing import STATES, address_of, links_found, links_of, state_of
from responses.personal.making import (
    LONGEST_LABEL,
    make_labelled_links,
    make_links,
    restore_link,
    revoke_link,
)
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.fields import StrictSerializer, Text, utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, links, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

LINKS = ["links"]
MOST_AT_ONCE = 1_000


class NewPerson(StrictSerializer):
    """Somebody who gets a link of their own."""

    label = Text(max_length=LONGEST_LABEL)  # type: ignore[assignment]
    fields = serializers.DictField(  # type: ignore[assignment]
        child=Text(max_length=LONGEST_VALUE, allow_blank=True),
        required=False,
        help_text="What is known of the person, such as a department: responses keep it as it is when they"
        " begin; filters, cross-tabs and `contact()` ask for it.",
    )


class NewLinks(StrictSerializer):
    """How many links without labels, or a label for each, maybe with fields."""

    count = serializers.IntegerField(required=False, min_value=1, max_value=MOST_AT_ONCE)
    labels = serializers.ListField(
        child=Text(max_length=LONGEST_LABEL),
        required=False,
        allow_empty=False,
        max_length=MOST_AT_ONCE,
        help_text="A label that has a link which works gets no second one.",
    )

    people = serializers.ListField(
        child=NewPerson(), required=False, allow_empty=False, max_length=MOST_AT_ONCE
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Take one of them."""
        if len(attrs) != 1:
            raise serializers.ValidationError(_("Send either a count, or labels, or people."), "one_of")
        return attrs


class LinkFilter(serializers.Serializer[Any]):
    """Which links a list has."""

    state = serializers.ChoiceField(choices=STATES, required=False)
    search = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="Words in the label, or the number."
    )


class LinkOutput(serializers.Serializer[Any]):
    """A personal link."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    label = serializers.CharField(  # type: ignore[assignment]
        help_text="Whose it is; empty for nobody's in particular."
    )
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.CharField(), help_text="What is known of the person, by name."
    )
    state = serializers.ChoiceField(choices=STATES)
    address = serializers.URLField(help_text="What to send to the person. It is a secret.")
    code = serializers.CharField(help_text="What to print on paper instead.")
    response = serializers.UUIDField(allow_null=True, help_text="What came of it, from its first page on.")
    created_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    links = serializers.DictField(child=serializers.URLField())


class MadeLinks(serializers.Serializer[Any]):
    """Links that were made."""

    made = LinkOutput(many=True)
    had_one = serializers.IntegerField(help_text="How many labels had a link already that works.")


def presented(link: PersonalLink, survey: Survey, request: PartnerRequest) -> dict[str, Any]:
    """Return a link that ``links_of`` gave."""
    state = state_of(link)
    has_row = getattr(link, "answering", None) is not None
    return {
        "id": str(link.pk),
        "number": link.number,
        "label": link.label,
        "fields": link.fields,
        "state": state,
        "address": address_of(link, survey),
        "code": spelt(code_of(link)),
        "response": str(link.response) if has_row else None,
        "created_at": utc(link.created_at),
        "revoked_at": utc(link.revoked_at),
        "links": links(request, self=reverse("api:link", args=[survey.pk, link.pk])),
    }


def _survey(request: PartnerRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


class Links(ApiView):
    """The personal links of a survey."""

    needs = {"GET": "survey.edit", "POST": "survey.edit"}

    @extend_schema(
        operation_id="list_links",
        parameters=[LinkFilter, *PAGING],
        responses={200: LinkOutput(many=True)},
        tags=LINKS,
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List personal links, the newest first, with what became of them."""
        survey, wanted = _survey(request, pk), valid(LinkFilter, request.query_params.dict())
        rows = links_found(survey, **wanted)
        return Response(page_of(rows, request, lambda link: presented(link, survey, request)))

    @extend_schema(operation_id="make_links", request=NewLinks, responses={201: MadeLinks}, tags=LINKS)
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Make personal links, at most 1,000 at once. They can be read again at any time."""
        survey, given = _survey(request, pk), valid(NewLinks, request.data)
        if "count" in given:
            made = make_links(survey=survey, count=given["count"], by=request.user)
        else:
            people = given.get("people") or [{"label": label} for label in given["labels"]]
            fields = {each["label"]: each["fields"] for each in people if "fields" in each}
            labels = [each["label"] for each in people]
            made = make_labelled_links(survey=survey, labels=labels, by=request.user, fields=fields)
        rows = links_of(survey).filter(number__gte=made.first, number__lt=made.first + made.count)
        data = {"made": [presented(link, survey, request) for link in rows], "had_one": made.had_one}
        return Response(data, status=201)


class OneLink(ApiView):
    """A personal link."""

    needs = {"GET": "survey.edit"}

    @extend_schema(operation_id="read_link", responses={200: LinkOutput}, tags=LINKS)
    def get(self, request: PartnerRequest, pk: UUID, link_id: UUID) -> Response:
        """Read a personal link."""
        return _answer(request, pk, link_id)


class Revoke(ApiView):
    """A personal link is taken back."""

    needs = {"POST": "survey.edit"}

    @extend_schema(operation_id="revoke_link", request=None, responses={200: LinkOutput}, tags=LINKS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, link_id: UUID) -> Response:
        """Let nobody in by a link any more; what was answered stays."""
        return _answer(request, pk, link_id, revoke_link)


class Restore(ApiView):
    """A personal link works again."""

    needs = {"POST": "survey.edit"}

    @extend_schema(operation_id="restore_link", request=None, responses={200: LinkOutput}, tags=LINKS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, link_id: UUID) -> Response:
        """Let a link that was revoked work again."""
        return _answer(request, pk, link_id, restore_link)


def _answer(
    request: PartnerRequest, pk: UUID, link_id: UUID, step: Callable[..., None] | None = None
) -> Response:
    """Answer a link as it is after a step was taken with it."""
    survey = _survey(request, pk)
    rows = links_of(survey)
    if step is not None:
        step(link=get_object_or_404(rows, pk=link_id), by=request.user)
    return Response(presented(get_object_or_404(rows, pk=link_id), survey, request))
