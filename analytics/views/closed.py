"""Pages of single responses, closed where results are anonymous: one response is a group of one."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from analytics.results.anonymity import threshold_of
from analytics.views.asking import survey_asked
from surveys.models import Survey

type SurveyView[**P] = Callable[Concatenate[HttpRequest, UUID, P], HttpResponseBase]


def unless_anonymous[**P](view: SurveyView[P]) -> SurveyView[P]:
    """Let a view of single responses be seen only of surveys whose results may speak of anybody."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        survey = survey_asked(request, pk)
        if threshold := threshold_of(survey.pk):
            return closed(request, survey, threshold)
        return view(request, pk, *args, **kwargs)

    return cast("SurveyView[P]", guarded)


def closed(request: HttpRequest, survey: Survey, threshold: int) -> HttpResponse:
    """Say why there are no single responses."""
    return render(request, "analytics/closed.html", {"survey": survey, "threshold": threshold}, status=403)
