"""Links to the preview for reviewers without an account."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.comment_models import PreviewLink
from surveys.domain.preview_links import DAYS, MOST_DAYS, revoke_preview, share_preview
from surveys.exceptions import PreviewLinkRefused
from surveys.models import Survey
from surveys.preview_codes import token_of
from surveys.views.asking import person_of, survey_asked
from tenants.permissions import needs
from tenants.queries import current_url

MOST_SHOWN = 100


@needs("survey.edit")
@require_safe
def previews(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The links that there are, and the form that makes one."""
    return _show(request, survey_asked(request, pk))


@needs("survey.edit")
@require_POST
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a link."""
    survey = survey_asked(request, pk)
    days, note = request.POST.get("days", ""), request.POST.get("note", "")
    wanted = int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0
    try:
        share_preview(survey=survey, by=person_of(request), days=wanted, note=note)
    except PreviewLinkRefused as refusal:
        return _show(request, survey, refusal=refusal, days=days, note=note)
    messages.success(request, _("Made. Send the link to whoever should look at the survey."))
    return redirect("surveys:previews", pk=pk)


@needs("survey.edit")
@require_POST
def revoke(request: HttpRequest, pk: UUID, link: UUID) -> HttpResponse:
    """Let a link work no longer."""
    survey = survey_asked(request, pk)
    found = get_object_or_404(PreviewLink.objects.select_related("survey"), survey=survey, pk=link)
    revoke_preview(link=found, by=person_of(request))
    messages.success(request, _("Revoked. What was said through it stays."))
    return redirect("surveys:previews", pk=pk)


def _show(
    request: HttpRequest,
    survey: Survey,
    *,
    refusal: PreviewLinkRefused | None = None,
    days: str = str(DAYS),
    note: str = "",
) -> HttpResponse:
    links = list(survey.preview_links.order_by("-made_at")[:MOST_SHOWN])
    now = timezone.now()
    working = [link for link in links if link.revoked_at is None and link.expires_at > now]
    context = {
        "survey": survey,
        "working": [(link, _address(link)) for link in working],
        "former": [link for link in links if link not in working],
        "refusal": refusal,
        "days": days,
        "note": note,
        "most_days": MOST_DAYS,
    }
    return render(request, "surveys/previews.html", context, status=422 if refusal else 200)


def _address(link: PreviewLink) -> str:
    return current_url(reverse("responses:reviewing", args=[token_of(link)]))
