"""Editions of a report: making one, watching it being made, reading, downloading and sending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from analytics.domain import order_edition, send_edition
from analytics.exceptions import EditionGone, ReportInvalid
from analytics.models import Edition, Report
from analytics.reports.editions import closed_among, file_name_of, make_at_once, pdf_file, shown_content
from analytics.reports.outline import outlined
from analytics.results import Results
from analytics.showing.reports import shown_editions
from analytics.views.asking import person_of
from analytics.views.reports import editions_of, report_asked, tagged
from tenants.people.models import User
from tenants.people.queries import people_in_order
from tenants.permissions import needs


@needs("results.edit")
@require_POST
def make(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Make an edition with the numbers of now. A small one is there when the page comes back."""
    found = report_asked(request, pk, report)
    edition = order_edition(report=found, by=person_of(request).email)
    make_at_once(edition=edition, responses=Results.of(found.survey_id).overview().responses)
    return redirect(reverse("analytics:report", args=[pk, report]) + "#editions")


@needs("results.view")
@require_safe
def listed(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponseBase:
    """The list of editions alone; 304 while none has changed."""
    found = report_asked(request, pk, report)
    context = editions_of(found) | {"survey": found.survey, "report": found}
    tag = context["editions_etag"]
    answer = get_conditional_response(request, etag=tag) or render(
        request, "analytics/reports/_editions.html", context
    )
    return tagged(answer, tag)


def edition_asked(request: HttpRequest, pk: UUID, report: UUID, edition: UUID) -> Edition:
    """The edition, if this person may see its survey; everybody else gets 404."""
    found: Report = report_asked(request, pk, report)
    return get_object_or_404(
        Edition.objects.select_related("report__survey").prefetch_related("letters"), report=found, pk=edition
    )


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID, report: UUID, edition: UUID) -> HttpResponse:
    """An edition as it was made."""
    found = edition_asked(request, pk, report, edition)
    try:
        content = shown_content(found)
    except EditionGone:
        return redirect(reverse("analytics:report", args=[pk, report]) + "#editions")
    context = {
        "survey": found.report.survey,
        "report": found.report,
        "edition": shown_editions([found])[0],
        "content": content,
        "blocks": list(outlined(content.blocks)),
    }
    return render(request, "analytics/reports/edition.html", context)


@needs("results.view")
@require_GET
def pdf(request: HttpRequest, pk: UUID, report: UUID, edition: UUID) -> HttpResponseBase:
    """Send the PDF of an edition."""
    return sent(edition_asked(request, pk, report, edition))


def sent(edition: Edition) -> FileResponse:
    """The PDF on its way to whoever asked; 404 where there is none."""
    try:
        content = pdf_file(edition)
    except EditionGone:
        raise Http404 from None
    name = file_name_of(edition)
    answer = FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: UUID, report: UUID, edition: UUID) -> HttpResponse:
    """Choose colleagues, and send them an edition by e-mail."""
    found = edition_asked(request, pk, report, edition)
    if closed_among([found]):
        return redirect(reverse("analytics:report", args=[pk, report]) + "#editions")
    if request.method != "POST":
        return _send_page(request, found, {})
    chosen = [person.email for person in _people() if str(person.pk) in request.POST.getlist("to")]
    try:
        letters = send_edition(
            edition=found, to=chosen, note=request.POST.get("note", ""), by=person_of(request).email
        )
    except ReportInvalid as refusal:
        return _send_page(request, found, refusal.errors)
    except ValidationError:
        return _send_page(request, found, {"to": _("An e-mail address can’t be written to.")})
    words = ngettext("The report goes to %(n)s person.", "The report goes to %(n)s people.", len(letters))
    messages.success(request, words % {"n": len(letters)})
    return redirect("analytics:report", pk=pk, report=report)


def _people() -> list[User]:
    """Colleagues who have joined and may see results."""
    return [each for each in people_in_order() if not each.is_invited and each.can("results.view")]


def _send_page(request: HttpRequest, edition: Edition, errors: dict[str, str]) -> HttpResponse:
    had = {letter.email: letter for letter in edition.letters.all()}
    people: list[dict[str, Any]] = [
        {
            "person": person,
            "had": had.get(person.email.lower()),
            "chosen": str(person.pk) in request.POST.getlist("to"),
        }
        for person in _people()
    ]
    context = {
        "survey": edition.report.survey,
        "report": edition.report,
        "edition": shown_editions([edition])[0],
        "people": people,
        "note": request.POST.get("note", ""),
        "errors": errors,
    }
    return render(request, "analytics/reports/send.html", context, status=422 if errors else 200)
