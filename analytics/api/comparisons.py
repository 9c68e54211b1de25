"""Groups side by side as JSON, by the same functions as on the page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from analytics.api.crosstabs import column_as_json, table_as_json, weighting_as_json, weights_named
from analytics.api.presenting import presented
from analytics.api.serializers import ComparisonFilter, ComparisonOutput
from analytics.api.views import base_asked
from analytics.exceptions import SelectionInvalid
from analytics.results import Question, Results, Summary
from analytics.results.comparing import Comparison, score_row, tables_of
from analytics.results.figures import BaseChoice
from analytics.saving import scheme_of, segments_of
from analytics.showing.asked import asked_from
from analytics.showing.compare import compare_from
from surveys.queries import surveys_for
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView


class Comparisons(ApiView):
    """The results of groups side by side."""

    needs = {"GET": "results.view"}

    @extend_schema(
        operation_id="read_comparison",
        parameters=[ComparisonFilter],
        responses={200: ComparisonOutput},
        tags=["results"],
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Compare up to six groups on every question: shares, means and scores, with letters of significant
        differences (Benjamini and Hochberg)."""
        survey = get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)
        return Response({"survey": str(survey.pk)} | _data(survey.pk, request.query_params))


def _data(survey_id: UUID, given: QueryDict) -> dict[str, Any]:
    """All figures; raise ``SelectionInvalid``."""
    results, base = Results.of(survey_id), base_asked(given)
    asked = asked_from(given, results.layout)
    errors = dict(asked.errors)
    compare = compare_from(given, asked.columns, segments_of(survey_id), errors)
    if not given.get("compare"):
        errors["compare"] = _("Say what the groups are groups of.")
    questions = _questions(results, given.getlist("question"), errors)
    if errors:
        raise SelectionInvalid(errors)
    weights = weights_named(survey_id, given.get("weight", ""))
    found = results.comparison(
        compare.wanted,
        asked.selection,
        questions,
        scheme=scheme_of(weights, asked.columns) if weights else None,
        with_bases=base != "answered" and results.threshold <= 1,
    )
    summaries = results.summaries(asked.selection, questions)
    where = {"where": [text for text in given.getlist("where") if text]}
    return {"selection": asked.selection.as_query() | where, "base": base} | _as_json(
        found, summaries, base, results.threshold
    )


def _questions(results: Results, names: Sequence[str], errors: dict[str, str]) -> list[Question]:
    known = {question.name: question for question in reversed(results.questions)}
    wanted = [name for name in names if name]
    for name in wanted:
        if name not in known:
            errors["question"] = _("“%(name)s” is no question of this survey.") % {"name": name[:80]}
    return [known[name] for name in dict.fromkeys(wanted) if name in known] or list(results.questions)


def _as_json(
    found: Comparison, summaries: Sequence[Summary], base: BaseChoice, threshold: int
) -> dict[str, Any]:
    told = ((each, tables_of(found, each.question, base)) for each in summaries)
    return {
        "columns": [column_as_json(column) for column in found.columns],
        "questions": [_question(summary, tables, found) for summary, tables in told if tables],
        "overlapping": found.is_overlapping,
        "correction": "bh",
        "threshold": threshold,
        "weighting": weighting_as_json(found.weighting) if found.weighting else None,
    }


def _question(summary: Summary, tables: Sequence[Any], found: Comparison) -> dict[str, Any]:
    about: dict[str, Any] = presented(summary.question)
    return about | {
        "tables": [
            table_as_json(table)
            | {"score": presented(score_row(summary, table, is_overlapping=found.is_overlapping))}
            for table in tables
        ]
    }
