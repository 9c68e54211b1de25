"""Results, by the module that answers every question put to them."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from analytics.api.presenting import presented
from analytics.api.serializers import ResultsFilter, ResultsOutput
from analytics.exceptions import SelectionInvalid
from analytics.results import Layout, Selection, selection_from, stamp
from analytics.results import Results as Answers
from analytics.showing.asked import asked_from
from surveys.queries import surveys_for
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import IF_NONE_MATCH, tagged, unchanged
from tenants.partners.rest.views import ApiView
from tenants.people.models import User


class Results(ApiView):
    """The results of a survey."""

    needs = {"GET": "results.view"}

    @extend_schema(
        operation_id="read_results",
        parameters=[ResultsFilter, IF_NONE_MATCH],
        responses={200: ResultsOutput},
        tags=["results"],
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Read all results, exact and current; the same numbers as on the page. 304 when none has changed."""
        survey = get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)
        given = request.query_params
        rest = hash_of(selection_from(given), given.getlist("where"), request.user)
        tag = f"{stamp(survey.pk)}-{rest}"
        if answer := unchanged(request, tag):
            return answer
        results = Answers.of(survey.pk)
        selection = _selection(given, results.layout)
        data = {
            "survey": str(survey.pk),
            "selection": selection.as_query() | _where(given),
            "overview": presented(results.overview(selection)),
            "questions": presented(results.summaries_for(request.user, selection)),
        }
        return tagged(Response(data), f"{results.stamp}-{rest}")


def _selection(given: QueryDict, layout: Layout) -> Selection:
    """The selection that parameters ask for; raise ``SelectionInvalid``."""
    asked = asked_from(given, layout)
    if asked.errors:
        raise SelectionInvalid(asked.errors)
    return asked.selection


def _where(given: QueryDict) -> dict[str, list[str]]:
    """The filter as it was asked, where there is one."""
    groups = [text for text in given.getlist("where") if text]
    return {"where": groups} if groups else {}


def hash_of(selection: Selection, where: Sequence[str], user: User) -> str:
    """Return what an ETag has to tell apart: selection, language of the words around, right to read texts."""
    rights = "texts" if user.can("response.view") else "numbers"
    chosen = (f"{name}.{value}" for name, value in selection.as_query().items())
    filtered = [hashlib.blake2s("\n".join(where).encode(), digest_size=8).hexdigest()] if where else []
    return "-".join([get_language() or "", rights, *chosen, *filtered])
