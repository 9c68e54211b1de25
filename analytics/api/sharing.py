"""Links to shared results: made, changed, given another secret and ended by partners."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from analytics.domain import change_share, renew_share, revoke_share, share_results
from analytics.exceptions import SelectionInvalid, ShareInvalid
from analytics.models import SharedResults
from analytics.models.sharing import SMALLEST
from analytics.results import Layout
from analytics.results.filtering import columns_of, read_filter, written_filter
from analytics.results.filtering.document import Filter
from analytics.results.versions import read_layout
from analytics.sharing.keeping import identity_of
from analytics.sharing.looks import views_of
from analytics.sharing.making import SIZES, Wanted
from analytics.showing.links import shared_link
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.fields import utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, links, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

TAGS = ["shared results"]
LOOK, SHARE = "results.view", "results.share"


class ShareInput(serializers.Serializer[Any]):
    """What a link shows; what is left out is as for a new one."""

    title = serializers.CharField(required=False, allow_blank=True, default="")
    words = serializers.CharField(required=False, allow_blank=True, default="")
    language = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="Empty: that of the reader."
    )
    questions = serializers.ListField(
        child=serializers.CharField(), help_text="Names of questions, in the order in which they are shown."
    )
    where = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        default=list,
        help_text="Whose answers: a filter, as the address of results has it.",
    )
    smallest = serializers.ChoiceField(
        choices=SIZES,
        required=False,
        default=SMALLEST,
        help_text="No figure speaks of fewer people, nor does the difference of two that follow each other.",
    )
    shows_texts = serializers.BooleanField(required=False, default=False)
    password = serializers.CharField(
        required=False, allow_blank=True, help_text="Left out: as it is. Empty: none."
    )
    sites = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        default=list,
        help_text="Origins whose pages may show single charts.",
    )
    until = serializers.DateField(required=False, allow_null=True, default=None)


class ShareOutput(serializers.Serializer[Any]):
    """A link to shared results."""

    id = serializers.UUIDField()
    survey = serializers.UUIDField()
    title = serializers.CharField()
    words = serializers.CharField()
    language = serializers.CharField()
    questions = serializers.ListField(child=serializers.CharField())
    where = serializers.ListField(child=serializers.CharField())
    smallest = serializers.IntegerField()
    shows_texts = serializers.BooleanField()
    has_password = serializers.BooleanField()
    sites = serializers.ListField(child=serializers.CharField())
    until = serializers.DateField(allow_null=True)
    views = serializers.IntegerField(help_text="How often the page was looked at.")
    made_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    links = serializers.DictField(
        child=serializers.CharField(), help_text="`page` is the address to give away."
    )


def presented(share: SharedResults, layout: Layout, request: PartnerRequest, views: int) -> dict[str, Any]:
    """A link as the API tells of it."""
    names = {identity_of(each): each.name for each in layout.questions}
    where = Filter.model_validate(share.document)
    mine = reverse("api:share", args=[share.survey_id, share.pk])
    return {
        "id": str(share.pk),
        "survey": str(share.survey_id),
        "title": share.title,
        "words": share.words,
        "language": share.language,
        "questions": [names.get(identity, identity) for identity in share.questions],
        "where": written_filter(where, columns_of(layout)),
        "smallest": share.smallest,
        "shows_texts": share.shows_texts,
        "has_password": bool(share.password),
        "sites": share.sites,
        "until": share.until.isoformat() if share.until else None,
        "views": views,
        "made_at": utc(share.made_at),
        "changed_at": utc(share.changed_at),
        "links": links(request, self=mine) | {"page": shared_link(share)},
    }


class Shares(ApiView):
    """The links to a survey's results."""

    needs = {"GET": LOOK, "POST": SHARE}

    @extend_schema(
        operation_id="list_shares", parameters=PAGING, responses={200: ShareOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the links that are in force."""
        rows = _shares(_survey(request, pk))
        views, layout = views_of(rows), read_layout(pk)
        return Response(
            page_of(rows, request, lambda row: presented(row, layout, request, views.get(row.pk, 0)))
        )

    @extend_schema(operation_id="share_results", request=ShareInput, responses={201: ShareOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Make a link; `links.page` is the address to give away."""
        survey, layout = _survey(request, pk), read_layout(pk)
        try:
            wanted = _wanted(valid(ShareInput, request.data), layout, is_new=True)
            share = share_results(survey=survey, wanted=wanted, by=request.user)
        except (ShareInvalid, SelectionInvalid) as refusal:
            raise _refused(refusal) from None
        data = presented(share, layout, request, 0)
        return Response(data, status=201, headers={"Location": data["links"]["self"]})


class OneShare(ApiView):
    """A link to a survey's results."""

    needs = {"GET": LOOK, "PUT": SHARE, "DELETE": SHARE}

    @extend_schema(operation_id="read_share", responses={200: ShareOutput}, tags=TAGS)
    def get(self, request: PartnerRequest, pk: UUID, share_id: UUID) -> Response:
        """Read what a link shows."""
        return Response(_told(_share(request, pk, share_id), request))

    @extend_schema(operation_id="change_share", request=ShareInput, responses={200: ShareOutput}, tags=TAGS)
    @once
    def put(self, request: PartnerRequest, pk: UUID, share_id: UUID) -> Response:
        """Change what a link shows, and to whom; its address stays."""
        share, layout = _share(request, pk, share_id), read_layout(pk)
        try:
            wanted = _wanted(valid(ShareInput, request.data), layout, is_new=False)
            changed = change_share(share=share, wanted=wanted, by=request.user)
        except (ShareInvalid, SelectionInvalid) as refusal:
            raise _refused(refusal) from None
        return Response(_told(changed, request))

    @extend_schema(operation_id="revoke_share", request=None, responses={204: None}, tags=TAGS)
    @once
    def delete(self, request: PartnerRequest, pk: UUID, share_id: UUID) -> Response:
        """End a link for good."""
        revoke_share(share=_share(request, pk, share_id), by=request.user)
        return Response(status=204)


class RenewShare(ApiView):
    """Another secret for a link."""

    needs = {"POST": SHARE}

    @extend_schema(operation_id="renew_share", request=None, responses={200: ShareOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest, pk: UUID, share_id: UUID) -> Response:
        """Give a link another address; whoever has the old one sees nothing from now on."""
        return Response(_told(renew_share(share=_share(request, pk, share_id), by=request.user), request))


def _survey(request: PartnerRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


def _shares(survey: Survey) -> Any:
    return SharedResults.objects.filter(survey=survey, revoked_at=None)


def _share(request: PartnerRequest, pk: UUID, share_id: UUID) -> SharedResults:
    found: SharedResults | None = _shares(_survey(request, pk)).filter(pk=share_id).first()
    if found is None:
        raise Http404
    return found


def _told(share: SharedResults, request: PartnerRequest) -> dict[str, Any]:
    return presented(share, read_layout(share.survey_id), request, views_of([share]).get(share.pk, 0))


def _wanted(given: dict[str, Any], layout: Layout, *, is_new: bool) -> Wanted:
    """What is asked for; names of questions that there aren't stay as they are, and are refused."""
    identities = {each.name: identity_of(each) for each in reversed(layout.questions)}
    plain = {name: given[name] for name in ("title", "words", "language", "shows_texts", "smallest", "until")}
    return Wanted(
        **plain,
        questions=tuple(identities.get(name, name) for name in given["questions"]),
        where=read_filter(given["where"], columns_of(layout)),
        password=given.get("password", "" if is_new else None),
        sites=tuple(given["sites"]),
    )


def _refused(refusal: ShareInvalid | SelectionInvalid) -> serializers.ValidationError:
    return serializers.ValidationError({field: [words] for field, words in refusal.errors.items()})
