"""Cross-tabs as JSON, by the same function as on the page."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from analytics.api.presenting import presented
from analytics.api.serializers import CrosstabFilter, CrosstabOutput
from analytics.exceptions import SelectionInvalid
from analytics.models import WeightScheme
from analytics.results import Value
from analytics.results.anonymity import threshold_of
from analytics.results.crosstabs import (
    Crosstab,
    CrosstabColumn,
    CrosstabTable,
    Scheme,
    Sums,
    Weighting,
    crosstab_of,
    read_request,
)
from analytics.results.filtering import FilterColumns
from analytics.results.relation import answers_of
from analytics.saving import saved_weights, scheme_of
from analytics.showing.asked import asked_from
from surveys.queries import surveys_for
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView


class Crosstabs(ApiView):
    """Cross-tabs of a survey."""

    needs = {"GET": "results.view"}

    @extend_schema(
        operation_id="read_crosstab",
        parameters=[CrosstabFilter],
        responses={200: CrosstabOutput},
        tags=["results"],
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Compare groups: counts, shares, means, letters of significant differences, chi-square."""
        survey = get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)
        given = request.query_params
        with answers_of(survey.pk) as answers:
            asked = asked_from(given, answers.layout)
            if asked.errors:
                raise SelectionInvalid(asked.errors)
            wanted = read_request(
                given.getlist("rows"), given.getlist("banner"), given.get("test", ""), asked.columns
            )
            if not wanted:
                raise SelectionInvalid({"rows": _("Name a question for the rows.")})
            scheme = _scheme(survey.pk, given.get("weight", ""), asked.columns)
            threshold = threshold_of(survey.pk)
            found = crosstab_of(answers, wanted, asked.selection, scheme=scheme, threshold=threshold)
        selection = asked.selection.as_query() | {"where": given.getlist("where")}
        return Response({"survey": str(survey.pk), "selection": selection} | crosstab_as_json(found))


def _scheme(survey_id: UUID, name: str, columns: FilterColumns) -> Scheme | None:
    saved = weights_named(survey_id, name)
    return scheme_of(saved, columns) if saved else None


def weights_named(survey_id: UUID, name: str) -> WeightScheme | None:
    """The weighting that a parameter names, ``None`` without one; raise ``SelectionInvalid``."""
    saved = saved_weights(survey_id, name) if name else None
    if name and saved is None:
        raise SelectionInvalid({"weight": _("The survey has no such weighting.")})
    return saved


def crosstab_as_json(found: Crosstab) -> dict[str, Any]:
    """A cross-tab with names and codes for ids."""
    return {
        "columns": [column_as_json(column) for column in found.columns],
        "tables": [table_as_json(table) for table in found.tables],
        "correction": found.correction,
        "threshold": found.threshold,
        "weighting": weighting_as_json(found.weighting) if found.weighting else None,
    }


def column_as_json(column: CrosstabColumn) -> dict[str, Any]:
    """A group: its letter, and the values that it shares."""
    path = [{"column": level.name, **_value(value)} for level, value in column.path]
    return {"banner": None if column.banner < 0 else column.banner + 1, "path": path, "letter": column.letter}


def _value(value: Value) -> dict[str, Any]:
    return {"code": value.code, "label": dict(value.label)}


def table_as_json(table: CrosstabTable) -> dict[str, Any]:
    """One variable by all groups."""
    return {
        "name": table.variable.name,
        "text": dict(table.variable.text),
        "bases": [_base(base) for base in table.bases],
        "rows": [_value(row.value) | {"cells": presented(row.cells)} for row in table.rows],
        "means": presented(table.means),
        "tests": [{"banner": number + 1} | presented(test) for number, test in table.tests.items()],
    }


def _base(base: Sums | None) -> dict[str, Any] | None:
    if base is None:
        return None
    return {"n": base.n, "weighted": base.weight, "effective": base.effective}


def weighting_as_json(weighting: Weighting) -> dict[str, Any]:
    """A weighting, and how good its weights are."""
    raked = weighting.raked
    return {
        "name": weighting.name,
        "efficiency": raked.efficiency,
        "design_effect": raked.design_effect,
        "effective_base": raked.effective_base,
        "lowest": raked.minimum,
        "highest": raked.maximum,
    }
