"""Results, by the module that answers every question put to them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from analytics.api.crosstabs import weighting_as_json, weights_named
from analytics.api.presenting import presented
from analytics.api.serializers import ResultsAsked, ResultsOutput
from analytics.exceptions import SelectionInvalid
from analytics.models import WeightScheme
from analytics.results import Results as Answers
from analytics.results import Selection, selection_from, stamp
from analytics.results.bases import based_on
from analytics.results.comparing import NOTHING_COMPARED, weighed
from analytics.results.figures import BASES, BaseChoice
from analytics.saving import scheme_of
from analytics.showing.asked import asked_from
from surveys.queries import surveys_for
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import IF_NONE_MATCH, tagged, unchanged
from tenants.partners.rest.views import ApiView
from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """How results are reckoned; ``scheme`` is the weighting as it was saved."""

    base: BaseChoice
    saved: WeightScheme | None
    with_breakdown: bool


class Results(ApiView):
    """The results of a survey."""

    needs = {"GET": "results.view"}

    @extend_schema(
        operation_id="read_results",
        parameters=[ResultsAsked, IF_NONE_MATCH],
        responses={200: ResultsOutput},
        tags=["results"],
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Read all results, exact and current; the same numbers as on the page. 304 when none has changed."""
        survey = get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)
        given = request.query_params
        reckoned = _reckoned(survey.pk, given)
        rest = hash_of(selection_from(given), given.getlist("where"), request.user, reckoned)
        tag = f"{stamp(survey.pk)}-{rest}"
        if answer := unchanged(request, tag):
            return answer
        results = Answers.of(survey.pk)
        data = {"survey": str(survey.pk)} | _data(results, given, reckoned, request.user)
        return tagged(Response(data), f"{results.stamp}-{rest}")


def _reckoned(survey_id: UUID, given: QueryDict) -> _Reckoned:
    """How parameters ask for results to be reckoned; raise ``SelectionInvalid``."""
    saved = weights_named(survey_id, given.get("weight", ""))
    return _Reckoned(base_asked(given), saved, given.get("breakdown") == "1")


def base_asked(given: QueryDict) -> BaseChoice:
    """What percentages are to be of; raise ``SelectionInvalid``."""
    base = next((each for each in BASES if each == given.get("base", "answered")), None)
    if base is None:
        raise SelectionInvalid({"base": _("Choose answered, asked or selected.")})
    return base


def _data(results: Answers, given: QueryDict, reckoned: _Reckoned, user: User) -> dict[str, Any]:
    """All figures; raise ``SelectionInvalid``."""
    asked = asked_from(given, results.layout)
    if asked.errors:
        raise SelectionInvalid(asked.errors)
    selection = asked.selection
    summaries, more = results.summaries_for(user, selection), dict[str, Any]()
    if reckoned.saved:
        scheme = scheme_of(reckoned.saved, asked.columns)
        found = results.comparison(NOTHING_COMPARED, selection, scheme=scheme)
        summaries = [
            weighed(each, found.tables, found.weights.get(each.question.key, {}).get(""))
            for each in summaries
        ]
        more["weighting"] = weighting_as_json(found.weighting) if found.weighting else None
    if reckoned.with_breakdown:
        more["breakdown"] = presented(results.breakdown(selection))
    return {
        "selection": selection.as_query() | _where(given),
        "overview": presented(results.overview(selection)),
        "questions": presented([based_on(each, reckoned.base) for each in summaries]),
    } | more


def _where(given: QueryDict) -> dict[str, list[str]]:
    """The filter as it was asked, where there is one."""
    groups = [text for text in given.getlist("where") if text]
    return {"where": groups} if groups else {}


def hash_of(selection: Selection, where: Sequence[str], user: User, reckoned: _Reckoned | None = None) -> str:
    """Return what an ETag has to tell apart: selection, language of the words around, right to read texts,
    how figures are reckoned."""
    rights = "texts" if user.can("response.view") else "numbers"
    chosen = [f"{name}.{value}" for name, value in selection.as_query().items()]
    if reckoned and reckoned.base != "answered":
        chosen.append(reckoned.base)
    if reckoned and reckoned.saved:
        chosen.append(f"{reckoned.saved.pk.hex}.{reckoned.saved.changed_at.timestamp():.6f}")
    if reckoned and reckoned.with_breakdown:
        chosen.append("breakdown")
    filtered = [hashlib.blake2s("\n".join(where).encode(), digest_size=8).hexdigest()] if where else []
    return "-".join([get_language() or "", rights, *chosen, *filtered])
