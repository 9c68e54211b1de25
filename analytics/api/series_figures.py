"""A measure wave by wave, and which questions of the waves belong together."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from analytics.api.crosstabs import weights_named
from analytics.api.presenting import presented
from analytics.api.series import EDIT, LOOK, TAGS, WaveOutput, series_asked, wave_presented
from analytics.exceptions import SelectionInvalid
from analytics.results.crosstabs import CORRECTIONS
from analytics.results.filtering import FilterColumns
from analytics.results.trends import read_measure, written_measure
from analytics.results.trends.measures import usual_measure
from analytics.waves.keeping import set_matches
from analytics.waves.matching import Match
from analytics.waves.measuring import WavesMeasured, measured
from analytics.waves.opening import OpenSeries, OpenWave, opened
from analytics.waves.weighing import weights_of
from tenants.partners.rest.fields import StrictSerializer
from tenants.partners.rest.once import once
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import IF_NONE_MATCH, etag_of, tagged, unchanged
from tenants.partners.rest.views import ApiView, valid


class WavesFilter(serializers.Serializer[Any]):
    """What is followed from wave to wave."""

    measure = serializers.CharField(
        required=False,
        help_text="As of trends, by the columns of the last wave: `nps~<column>`, `share~<column>~<codes>`.",
    )
    against = serializers.CharField(required=False, help_text="The id of a wave that all are compared with.")
    test = serializers.ChoiceField(choices=CORRECTIONS, required=False)
    weight = serializers.UUIDField(required=False, help_text="A weighting of the last wave's survey.")


class MeasuredWave(WaveOutput):
    """A wave with its figure."""

    point = serializers.DictField(
        help_text="As of trends; `n` is null where it would speak of too few people."
    )
    missing = serializers.CharField(allow_null=True, help_text="Why it has no figure.")


class FiguresOutput(serializers.Serializer[Any]):
    """A measure of all waves, with intervals and tests of the changes."""

    series = serializers.UUIDField()
    measure = serializers.CharField()
    correction = serializers.CharField()
    weighting = serializers.CharField(allow_null=True, help_text="Its name; each wave is weighted by itself.")
    waves = MeasuredWave(many=True)


class SeriesFigures(ApiView):
    """The figures of a series."""

    needs = {"GET": LOOK}

    @extend_schema(
        operation_id="read_series_figures",
        parameters=[WavesFilter, IF_NONE_MATCH],
        responses={200: FiguresOutput},
        tags=TAGS,
    )
    def get(self, request: PartnerRequest, series_id: UUID) -> Response:
        """Follow a measure from wave to wave."""
        with opened(series_asked(request, series_id)) as waves:
            found, test = _measured(waves, request.query_params)
            told = [_told(wave, found, place) for place, wave in enumerate(waves.waves)]
        data = {
            "series": str(series_id),
            "measure": written_measure(found.measure),
            "correction": test,
            "weighting": found.weighting or None,
            "waves": told,
        }
        return unchanged(request, etag_of(data)) or tagged(Response(data), etag_of(data))


def _measured(waves: OpenSeries, given: Mapping[str, str]) -> tuple[WavesMeasured, str]:
    test = given.get("test") or "none"
    correction = next((each for each in CORRECTIONS if each == test), None)
    if correction is None:
        words = _("Choose one of: %(offered)s.") % {"offered": ", ".join(CORRECTIONS)}
        raise SelectionInvalid({"test": words})
    text = given.get("measure", "")
    measure = read_measure(text, waves.columns) if text else usual_measure(waves.columns)
    saved = weights_named(waves.last.wave.survey_id, given.get("weight", ""))
    weights = weights_of(waves, saved) if saved else None
    against = _against(waves, given.get("against", ""))
    return measured(waves, measure, against=against, correction=correction, weights=weights), correction


def _against(waves: OpenSeries, name: str) -> int | None:
    if not name:
        return None
    places = {wave.key: place for place, wave in enumerate(waves.waves)}
    if name not in places:
        raise SelectionInvalid({"against": _("The series has no such wave.")})
    return places[name]


def _told(wave: OpenWave, found: WavesMeasured, place: int) -> dict[str, Any]:
    figure = {"point": presented(found.points[place]), "missing": found.missing.get(place)}
    return wave_presented(wave.wave) | figure


class MatchesInput(StrictSerializer):
    """What belongs together by hand; what is left out is matched by itself."""

    matches = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(allow_blank=True)),
        help_text="By the name of a column of the last wave and the id of another: the name of the column"
        " there, empty for none.",
    )


class MatchOutput(serializers.Serializer[Any]):
    """A column of the last wave, and what was found for it in the others."""

    column = serializers.CharField()
    found = serializers.DictField(
        help_text="By the id of a wave: `column` there, and `why`: identity, name, words or hand."
    )


class MatchesOutput(serializers.Serializer[Any]):
    """Which questions belong together; a wave that isn't named wasn't asked."""

    series = serializers.UUIDField()
    last = serializers.UUIDField(help_text="The wave whose columns are named.")
    matches = MatchOutput(many=True)


class SeriesMatches(ApiView):
    """Which questions of a series belong together."""

    needs = {"GET": LOOK, "PUT": EDIT}

    @extend_schema(
        operation_id="read_series_matches",
        parameters=[IF_NONE_MATCH],
        responses={200: MatchesOutput},
        tags=TAGS,
    )
    def get(self, request: PartnerRequest, series_id: UUID) -> Response:
        """Read which questions were found to be the same."""
        data = _matches(request, series_id)
        return unchanged(request, etag_of(data)) or tagged(Response(data), etag_of(data))

    @extend_schema(
        operation_id="correct_series_matches",
        request=MatchesInput,
        responses={200: MatchesOutput},
        tags=TAGS,
    )
    @once
    def put(self, request: PartnerRequest, series_id: UUID) -> Response:
        """Correct which questions are the same."""
        series, given = series_asked(request, series_id), valid(MatchesInput, request.data)["matches"]
        with opened(series) as waves:
            chosen = _chosen(waves, given)
        set_matches(series=series, matches=chosen)
        data = _matches(request, series_id)
        return tagged(Response(data), etag_of(data))


def _matches(request: PartnerRequest, series_id: UUID) -> dict[str, Any]:
    with opened(series_asked(request, series_id)) as waves:
        matches = [_match(match) for match in waves.matches]
        return {"series": str(series_id), "last": waves.last.key, "matches": matches}


def _match(match: Match) -> dict[str, Any]:
    found = {wave: {"column": column.name, "why": why} for wave, (column, why) in match.found.items()}
    return {"column": match.column.name, "found": found}


def _chosen(waves: OpenSeries, given: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Corrections by fields; raise ``SelectionInvalid`` of what there isn't, or is of another kind."""
    measured_columns = {match.column.name: match.column for match in waves.matches}
    others = {wave.key: wave.columns for wave in waves.waves[:-1]}
    chosen: dict[str, dict[str, str]] = {}
    for name, by_wave in given.items():
        column = measured_columns.get(name)
        if column is None:
            raise SelectionInvalid({"matches": _("The last wave has no “%(name)s”.") % {"name": name[:80]}})
        for wave, other in by_wave.items():
            if wave not in others:
                raise SelectionInvalid({"matches": _("The series has no such wave before the last.")})
            chosen.setdefault(column.field, {})[wave] = _field(others[wave], other, column.kind)
    return chosen


def _field(columns: FilterColumns, name: str, kind: str) -> str:
    if not name:
        return ""
    found = next((each for each in columns.all if each.name == name and each.kind == kind), None)
    if found is None:
        words = _("“%(name)s” isn't there, or is of another kind.") % {"name": name[:80]}
        raise SelectionInvalid({"matches": words})
    return found.field
