"""How full a survey's quotas are, for the page on which they are set."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from responses.anonymity import threshold_of
from responses.quotas import counts_of
from surveys.queries import draft_of, surveys_for
from tenants.people.models import User
from tenants.permissions import needs


@needs("results.view")
@require_safe
def quotas(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The counters, each to be swapped in where the page shows its quota; of too few people as that.

    A quota's condition can be about anything, and counts those who answered already: it would find anybody.
    """
    assert isinstance(request.user, User)  # noqa: S101 - ``needs`` let them in
    survey = get_object_or_404(surveys_for(request.user), pk=pk)
    counts, k = counts_of(survey=survey.pk), threshold_of(survey.pk)
    numbers = [(quota.id, counts.get(quota.id, 0)) for quota in draft_of(survey).quotas]
    shown = [(quota, f"< {k}" if 0 < count < k else str(count)) for quota, count in numbers]
    return render(request, "responses/quotas.html", {"counts": shown})
