"""Series of waves: surveys that are asked again and again, put together."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from analytics.exceptions import SeriesInvalid
from analytics.models import Series, Wave
from analytics.waves.keeping import MOST_WAVES, WavePlan, keep_series, series_for, wave_plan
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.fields import StrictSerializer, Text, utc
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, links, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import (
    IF_MATCH,
    IF_NONE_MATCH,
    etag_of,
    require_match_if_given,
    tagged,
    unchanged,
)
from tenants.partners.rest.views import ApiView, valid

TAGS = ["series"]
LOOK, EDIT = "results.view", "results.edit"


class WaveInput(StrictSerializer):
    """A survey, or the part of it that was started on certain days or answers one version."""

    survey = serializers.UUIDField()
    label = Text(  # type: ignore[assignment]
        max_length=100,
        required=False,
        allow_blank=True,
        default="",
        help_text="Empty: its days, its version, or its survey's title.",
    )
    since = serializers.DateField(required=False, allow_null=True, default=None)
    until = serializers.DateField(required=False, allow_null=True, default=None)
    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, required=False, allow_null=True, default=None
    )


class SeriesInput(StrictSerializer):
    """A series: all of it, each time. What was corrected by hand stays with waves that stay."""

    name = Text(max_length=200)
    waves = serializers.ListField(child=WaveInput(), max_length=MOST_WAVES, help_text="In their order.")


class WaveOutput(serializers.Serializer[Any]):
    """A wave of a series."""

    id = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment]
    survey = serializers.UUIDField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)


class SeriesOutput(serializers.Serializer[Any]):
    """A series of waves."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    waves = WaveOutput(many=True)
    made_by = serializers.CharField()
    made_at = serializers.DateTimeField()
    links = serializers.DictField(child=serializers.CharField())


def presented(series: Series, request: PartnerRequest) -> dict[str, Any]:
    """A series as the API tells of it; its waves should have been read with it."""
    paths = {name: reverse(f"api:{view}", args=[series.pk]) for name, view in _LINKS.items()}
    return {
        "id": str(series.pk),
        "name": series.name,
        "waves": [wave_presented(wave) for wave in series.waves.all()],
        "made_by": series.made_by,
        "made_at": utc(series.made_at),
        "links": links(request, **paths),
    }


_LINKS = {"self": "one_series", "figures": "series_figures", "matches": "series_matches"}


def wave_presented(wave: Wave) -> dict[str, Any]:
    """A wave as the API tells of it."""
    return {
        "id": str(wave.pk),
        "label": wave.label,
        "survey": str(wave.survey_id),
        "since": wave.since.isoformat() if wave.since else None,
        "until": wave.until.isoformat() if wave.until else None,
        "version": wave.version,
    }


def series_asked(request: PartnerRequest, series_id: UUID) -> Series:
    """A series of which whoever asks may see every survey; everybody else gets 404."""
    return get_object_or_404(series_for(request.user).prefetch_related("waves"), pk=series_id)


class AllSeries(ApiView):
    """The series that somebody may see whole."""

    needs = {"GET": LOOK, "POST": EDIT}

    @extend_schema(
        operation_id="list_series", parameters=PAGING, responses={200: SeriesOutput(many=True)}, tags=TAGS
    )
    def get(self, request: PartnerRequest) -> Response:
        """List the series, the latest first."""
        rows = series_for(request.user).prefetch_related("waves")
        return Response(page_of(rows, request, lambda row: presented(row, request)))

    @extend_schema(operation_id="make_series", request=SeriesInput, responses={201: SeriesOutput}, tags=TAGS)
    @once
    def post(self, request: PartnerRequest) -> Response:
        """Put surveys together as a series."""
        data = _kept(request, None)
        answer = Response(data, status=201, headers={"Location": data["links"]["self"]})
        return tagged(answer, etag_of(data))


class OneSeries(ApiView):
    """A series of waves."""

    needs = {"GET": LOOK, "PUT": EDIT, "DELETE": EDIT}

    @extend_schema(
        operation_id="read_series", parameters=[IF_NONE_MATCH], responses={200: SeriesOutput}, tags=TAGS
    )
    def get(self, request: PartnerRequest, series_id: UUID) -> Response:
        """Read which waves a series has."""
        data = presented(series_asked(request, series_id), request)
        return unchanged(request, etag_of(data)) or tagged(Response(data), etag_of(data))

    @extend_schema(
        operation_id="change_series",
        request=SeriesInput,
        parameters=[IF_MATCH],
        responses={200: SeriesOutput},
        tags=TAGS,
    )
    @once
    def put(self, request: PartnerRequest, series_id: UUID) -> Response:
        """Change its name and its waves."""
        data = _kept(request, _matching(request, series_id))
        return tagged(Response(data), etag_of(data))

    @extend_schema(
        operation_id="delete_series", request=None, parameters=[IF_MATCH], responses={204: None}, tags=TAGS
    )
    @once
    def delete(self, request: PartnerRequest, series_id: UUID) -> Response:
        """Take the waves apart again; surveys and answers stay as they are."""
        _matching(request, series_id).delete()
        return Response(status=204)


def _matching(request: PartnerRequest, series_id: UUID) -> Series:
    """The series, if it is as whoever asks has seen it."""
    found = series_asked(request, series_id)
    require_match_if_given(request, etag_of(presented(found, request)))
    return found


def _kept(request: PartnerRequest, series: Series | None) -> dict[str, Any]:
    given = valid(SeriesInput, request.data)
    wanted = {wave["survey"] for wave in given["waves"]}
    found = surveys_for(request.user).filter(pk__in=wanted, current_version__isnull=False).defer("draft")
    surveys = {survey.pk: survey for survey in found}
    try:
        plans = [_plan(wave, surveys) for wave in given["waves"]]
        kept = keep_series(series=series, name=given["name"], waves=plans, by=request.user)
    except SeriesInvalid as refusal:
        errors = {field: [words] for field, words in refusal.errors.items()}
        raise serializers.ValidationError(errors) from None
    return presented(series_asked(request, kept.pk), request)


def _plan(given: dict[str, Any], surveys: dict[UUID, Survey]) -> WavePlan:
    survey = surveys.get(given["survey"])
    if survey is None:
        raise SeriesInvalid({"waves": _("Choose a survey that is there.")})
    return wave_plan(survey, **{name: given[name] for name in ("label", "since", "until", "version")})
