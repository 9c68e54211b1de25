"""How full a survey's quotas are, for the page on which they are set."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from responses.quotas import counts_of
from surveys.queries import draft_of, surveys_for
from tenants.people.models import User
from tenants.permissions import needs


@needs("results.view")
@require_safe
def quotas(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The counters, each to be swapped in where the page shows its quota."""
    assert isinstance(request.user, User)  # noqa: S101 - ``needs`` let them in
    survey = get_object_or_404(surveys_for(request.user), pk=pk)
    counts = counts_of(survey=survey.pk)
    shown = [(quota.id, counts.get(quota.id, 0)) for quota in draft_of(survey).quotas]
    return render(request, "responses/quotas.html", {"counts": shown})
