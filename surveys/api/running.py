"""How a survey looks and who can answer it: kept beside its versions, so both change without publishing."""

from collections.abc import Mapping
from datetime import time
from typing import Any, get_args
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from surveys.access import (
    MOST_RESPONSES,
    MOST_SITES,
    MOST_STRETCHES,
    Access,
    Embedding,
    Gates,
    Kiosk,
    access_of,
    origin_of,
)
from surveys.api.surveys import SURVEYS, survey_for
from surveys.domain import change_access, hashed_password, set_look
from surveys.looks import SurveyLook, look_of
from surveys.models import Asset, Survey
from surveys.opening_hours import Hours
from tenants.branding import normal
from tenants.partners.rest.fields import StrictSerializer, Text
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


def _words(name: str) -> Any:
    """A field that takes one of the words of a look."""
    choices = get_args(SurveyLook.model_fields[name].annotation)
    return serializers.ChoiceField(
        choices=choices, default=SurveyLook.model_fields[name].default, help_text="Empty: the organisation's."
    )


class Colour(Text):
    """``#rrggbb``, or empty for the organisation's."""

    def to_internal_value(self, data: Any) -> str:
        """Return the colour in small letters."""
        typed = super().to_internal_value(data)
        colour = normal(typed) if typed else ""
        if colour is None:
            raise serializers.ValidationError(_("A colour is # and six digits from 0 to 9 and a to f."))
        return colour


class Picture(Text):
    """The id of a picture that the organisation has, or empty."""

    def to_internal_value(self, data: Any) -> str:
        """Return the id."""
        identity = super().to_internal_value(data)
        if identity and not Asset.objects.filter(pk=identity).exists():
            raise serializers.ValidationError(_("There is no such picture."), "unknown_picture")
        return identity


class LookDocument(StrictSerializer):
    """How a survey looks; what is left out is the organisation's."""

    colour = Colour(max_length=7, default="", allow_blank=True)
    ground = _words("ground")
    font = _words("font")
    corners = _words("corners")
    density = _words("density")
    logo = _words("logo")
    own_logo = Picture(max_length=34, default="", allow_blank=True)
    picture = Picture(max_length=34, default="", allow_blank=True)


class Stretch(StrictSerializer):
    """Opening hours of a day; 0 is Monday. Hours that don't end after they begin end the next day."""

    day = serializers.IntegerField(min_value=0, max_value=6)
    opens = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])
    closes = serializers.TimeField(format="%H:%M", input_formats=["%H:%M"])


class Site(Text):
    """An origin, such as ``https://www.example.org``."""

    def to_internal_value(self, data: Any) -> str:
        """Return the origin as policies name it."""
        origin = origin_of(super().to_internal_value(data))
        if origin is None:
            raise serializers.ValidationError(_("Write it like https://www.example.org."), "no_site")
        return origin


class EmbeddingDocument(StrictSerializer):
    """Which sites may show the survey in their pages."""

    sites = serializers.ListField(child=Site(max_length=300), max_length=MOST_SITES, default=list)


class KioskDocument(StrictSerializer):
    """How the survey runs on a shared device."""

    seconds = serializers.IntegerField(min_value=20, max_value=3600, default=90)


class AccessDocument(StrictSerializer):
    """Who can answer, when and how often; what is left out keeps nobody out."""

    personal_links = serializers.BooleanField(
        default=False, help_text="Only who has a personal link can answer: one response per link."
    )
    password = Text(
        required=False,
        allow_null=True,
        min_length=4,
        max_length=100,
        write_only=True,
        help_text="Left out: as it is. Null: none.",
    )
    opening_hours = Stretch(many=True, default=list)
    limit = serializers.IntegerField(
        min_value=1, max_value=MOST_RESPONSES, allow_null=True, default=None, help_text="Complete responses."
    )
    again = serializers.BooleanField(
        default=False, help_text="A browser may answer more than once. A courtesy, kept by a cookie; no lock."
    )
    embedding = EmbeddingDocument(allow_null=True, default=None)
    kiosk = KioskDocument(allow_null=True, default=None)

    def validate_opening_hours(self, value: list[Any]) -> list[Any]:
        """Hold the list to what a week has."""
        if len(value) > MOST_STRETCHES:
            raise serializers.ValidationError(_("A week has at most 28 stretches."), "max_length")
        return value


class AccessOutput(AccessDocument):
    """Who can answer; the password itself can't be read back."""

    has_password = serializers.BooleanField()


def presented_look(survey: Survey) -> dict[str, Any]:
    """Return all words of a survey's look."""
    return look_of(survey).model_dump()


def presented_access(survey: Survey) -> dict[str, Any]:
    """Return who can answer a survey."""
    access = access_of(survey)
    gates = access.gates or Gates()
    return {
        "personal_links": gates.personal,
        "has_password": bool(gates.password),
        "opening_hours": [
            {"day": each.day, "opens": _clock(each.opens), "closes": _clock(each.closes)}
            for each in gates.hours
        ],
        "limit": gates.limit,
        "again": access.again,
        "embedding": {"sites": list(access.embedding.sites)} if access.embedding else None,
        "kiosk": {"seconds": access.kiosk.seconds} if access.kiosk else None,
    }


def changed_access(before: Access, given: Mapping[str, Any]) -> Access:
    """Return the access that a document describes; of one without a password, with the one that is there."""
    password = before.gates.password if before.gates else ""
    if "password" in given:
        password = hashed_password(given["password"]) if given["password"] else ""
    gates = Gates(
        personal=given["personal_links"],
        password=password,
        hours=tuple(Hours(**each) for each in given["opening_hours"]),
        limit=given["limit"],
    )
    embedding, kiosk = given["embedding"], given["kiosk"]
    return Access(
        gates=gates,
        again=given["again"],
        embedding=Embedding(sites=tuple(dict.fromkeys(embedding["sites"])))
        if embedding is not None
        else None,
        kiosk=Kiosk(seconds=kiosk["seconds"]) if kiosk is not None else None,
    )


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


class Looks(ApiView):
    """How a survey looks."""

    needs = {"GET": "survey.view", "PUT": "survey.edit"}

    @extend_schema(
        operation_id="read_look", parameters=[IF_NONE_MATCH], responses={200: LookDocument}, tags=SURVEYS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Read what of its look a survey chooses for itself; empty words are the organisation's."""
        data = presented_look(survey_for(request, pk))
        return unchanged(request, etag_of(data)) or tagged(Response(data), etag_of(data))

    @extend_schema(
        operation_id="replace_look",
        request=LookDocument,
        parameters=[IF_MATCH],
        responses={200: LookDocument},
        tags=SURVEYS,
    )
    def put(self, request: PartnerRequest, pk: UUID) -> Response:
        """Choose how a survey looks, from the respondents' next page on."""
        survey = survey_for(request, pk)
        require_match_if_given(request, etag_of(presented_look(survey)))
        look = SurveyLook(**valid(LookDocument, request.data))
        data = presented_look(set_look(survey=survey, look=look, by=request.user))
        return tagged(Response(data), etag_of(data))


class Accesses(ApiView):
    """Who can answer a survey, when, how often and where."""

    needs = {"GET": "survey.view", "PUT": "survey.edit"}

    @extend_schema(
        operation_id="read_access", parameters=[IF_NONE_MATCH], responses={200: AccessOutput}, tags=SURVEYS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Read who can answer. Responses that partners hand in pass hours and password by; the rest holds."""
        data = presented_access(survey_for(request, pk))
        return unchanged(request, etag_of(data)) or tagged(Response(data), etag_of(data))

    @extend_schema(
        operation_id="replace_access",
        request=AccessDocument,
        parameters=[IF_MATCH],
        responses={200: AccessOutput},
        tags=SURVEYS,
    )
    def put(self, request: PartnerRequest, pk: UUID) -> Response:
        """Say who can answer, from now on; a password that is left out stays as it is."""
        survey = survey_for(request, pk)
        require_match_if_given(request, etag_of(presented_access(survey)))
        given = valid(AccessDocument, request.data)
        changed = change_access(
            survey=survey, change=lambda before: changed_access(before, given), by=request.user
        )
        data = presented_access(changed)
        return tagged(Response(data), etag_of(data))
