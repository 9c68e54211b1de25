"""Trends as JSON, by the same function as on the page."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from analytics.api.crosstabs import weighting_as_json, weights_named
from analytics.api.presenting import presented
from analytics.api.serializers import ResultsFilter
from analytics.exceptions import SelectionInvalid
from analytics.results.crosstabs import CORRECTIONS
from analytics.results.filtering import FilterColumns
from analytics.results.relation import answers_of
from analytics.results.trends import UNITS, Line, Trend, read_trend, written_measure
from analytics.saving import scheme_of, segments_of
from analytics.showing.asked import asked_from
from analytics.trending import survey_trend
from surveys.queries import surveys_for
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView


class TrendFilter(ResultsFilter):
    """What a trend is of."""

    measure = serializers.CharField(
        required=False,
        help_text="`count`, `completion`, `time`, `nps~<column>`, `mean~<column>`"
        " or `share~<column>~<codes>`.",
    )
    unit = serializers.ChoiceField(choices=UNITS, required=False)
    window = serializers.IntegerField(required=False, help_text="So many periods make a moving figure.")
    group = serializers.CharField(required=False, help_text="A column: a line for each of its values.")
    segment = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Names of segments: a line for each."
    )
    against = serializers.DateField(
        required=False, help_text="A day of the period that all are compared with."
    )
    test = serializers.ChoiceField(choices=CORRECTIONS, required=False)
    weight = serializers.UUIDField(
        required=False, help_text="A weighting of the survey, for measures of answers."
    )


class TrendOutput(serializers.Serializer[Any]):
    """A trend: every line's `points` follow `periods`.

    Figures are in the unit of the measure: responses, percent, seconds, points of a score, numbers. A point
    that would speak of too few people has `n` null. Weighted ones also have `weight` and `effective`, the
    weighted and the effective base.
    """

    survey = serializers.UUIDField()
    selection = serializers.DictField()
    measure = serializers.CharField()
    unit = serializers.CharField()
    window = serializers.IntegerField()
    periods = serializers.ListField(child=serializers.DictField())
    lines = serializers.ListField(child=serializers.DictField())
    against = serializers.IntegerField(allow_null=True, help_text="The place of the chosen period, from 0.")
    correction = serializers.CharField()
    threshold = serializers.IntegerField()
    weighting = serializers.DictField(allow_null=True)


class Trends(ApiView):
    """Trends of a survey."""

    needs = {"GET": "results.view"}

    @extend_schema(
        operation_id="read_trend", parameters=[TrendFilter], responses={200: TrendOutput}, tags=["results"]
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Follow a measure over time: figures, intervals, moving figures, significance of changes."""
        survey = get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)
        given = request.query_params
        with answers_of(survey.pk) as answers:
            asked = asked_from(given, answers.layout)
            if asked.errors:
                raise SelectionInvalid(asked.errors)
            known = {segment.name: where for segment, where in segments_of(survey.pk)}
            wanted = read_trend(given, asked.columns, known)
            saved = weights_named(survey.pk, given.get("weight", ""))
            scheme = scheme_of(saved, asked.columns) if saved else None
            found = survey_trend(survey.pk, answers, wanted, asked.selection, scheme)
        selection = asked.selection.as_query() | {"where": given.getlist("where")}
        about = {"survey": str(survey.pk), "selection": selection}
        return Response(about | trend_as_json(found, asked.columns))


def trend_as_json(trend: Trend, columns: FilterColumns) -> dict[str, Any]:
    """A trend with names and codes for ids."""
    group = columns.by_field.get(trend.group)
    return {
        "measure": written_measure(trend.measure),
        "unit": trend.unit,
        "window": trend.window,
        "group": group.name if group else None,
        "periods": presented(trend.periods),
        "lines": [_line(line) for line in trend.lines],
        "against": trend.against,
        "correction": trend.correction,
        "threshold": trend.threshold,
        "weighting": weighting_as_json(trend.weighting) if trend.weighting else None,
    }


def _line(line: Line) -> dict[str, Any]:
    value = line.value
    return {
        "segment": line.name or None,
        "value": {"code": value.code, "label": dict(value.label)} if value else None,
        "points": presented(line.points),
    }
