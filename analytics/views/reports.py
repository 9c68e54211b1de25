"""Reports of a survey: the list, the page of one, live."""

import hashlib
from itertools import chain, count
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics import results
from analytics.domain import create_report, delete_report
from analytics.exceptions import ReportInvalid
from analytics.models import Edition, Report
from analytics.reports.blocks import read_document
from analytics.reports.composing import reports_of
from analytics.reports.editions import state_of
from analytics.reports.making import content_of
from analytics.reports.outline import outlined
from analytics.reports.starters import STARTERS, Starter, document_of
from analytics.results.versions import read_layout
from analytics.sharing.looks import today
from analytics.showing.reports import announced, shown_editions
from analytics.views.asking import person_of, survey_asked
from surveys.models import Survey
from tenants.permissions import needs

LISTED = 50


@needs("results.view")
@require_safe
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reports of the survey, and those to begin with."""
    return _list(request, survey_asked(request, pk), {})


@needs("results.edit")
@require_POST
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a report with what a survey asks."""
    survey = survey_asked(request, pk)
    starter = STARTERS.get(request.POST.get("starter", "empty"), STARTERS["empty"])
    language = request.POST.get("language") or read_layout(survey.pk).base_language
    try:
        report = create_report(
            survey=survey,
            name=request.POST.get("name") or _new_name(survey, starter),
            language=language,
            document=document_of(starter, survey, language),
            by=person_of(request),
        )
    except ReportInvalid as refusal:
        return _list(request, survey, refusal.errors)
    return redirect("analytics:report_edit", pk=survey.pk, report=report.pk)


def _new_name(survey: Survey, starter: Starter) -> str:
    """What a report is called as long as nobody names it: as no other of the survey is."""
    name = _("Report") if starter.key == "empty" else str(starter.name)
    taken = set(reports_of(survey).values_list("name", flat=True))
    numbered = (f"{name} {number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def _list(request: HttpRequest, survey: Survey, errors: dict[str, str]) -> HttpResponse:
    context = {
        "survey": survey,
        "reports": reports_of(survey),
        "starters": STARTERS.values(),
        "errors": errors,
    }
    return render(request, "analytics/reports/list.html", context, status=422 if errors else 200)


def report_asked(request: HttpRequest, pk: UUID, report: UUID) -> Report:
    """The report, if this person may see its survey; everybody else gets 404."""
    found = get_object_or_404(reports_of(survey_asked(request, pk)), pk=report)
    return found


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """The report as it is now, and its editions."""
    found = report_asked(request, pk, report)
    tag = etag(request, found)
    context = (
        shown(request, found) | editions_of(found) | {"survey": found.survey, "report": found, "etag": tag}
    )
    return render(request, "analytics/reports/page.html", context)


@needs("results.view")
@require_safe
def live(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponseBase:
    """What the report shows alone; 304 while nothing changed."""
    found = report_asked(request, pk, report)
    tag = etag(request, found)
    answer = get_conditional_response(request, etag=tag) or render(
        request, "analytics/reports/_content.html", shown(request, found)
    )
    return tagged(answer, tag)


def tagged(answer: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The answer with its ETag, to be asked for again each time."""
    answer.headers["ETag"] = tag
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


def shown(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What templates need of a report as it is now."""
    content = content_of(report, may_read=person_of(request).can("response.view"))
    return {"content": content, "blocks": list(outlined(content.blocks))}


def editions_of(report: Report) -> dict[str, Any]:
    """What templates need of a report's editions."""
    found = list(
        Edition.objects.filter(report=report).select_related("report").prefetch_related("letters")[:LISTED]
    )
    return {
        "editions": shown_editions(found),
        "announced": announced(found),
        "are_under_way": any(each.is_under_way for each in found),
        "editions_etag": short(state_of(found)),
    }


def etag(request: HttpRequest, report: Report) -> str:
    """What a report shows depends on: its revision, the stamps of its surveys, the day, who reads it how."""
    document = read_document(report.document)
    surveys = {report.survey_id, *filter(None, (getattr(each, "survey", None) for each in document.blocks))}
    stamps = [_stamp(each) for each in sorted(surveys)]
    may_read = person_of(request).can("response.view")
    told = (
        f"{report.pk}.{report.revision}",
        *stamps,
        today().isoformat(),
        str(get_language()),
        str(may_read),
    )
    return short("|".join(told))


def _stamp(survey_id: UUID) -> str:
    try:
        return results.stamp(survey_id)
    except Survey.DoesNotExist:
        return "gone"


def short(text: str) -> str:
    """An ETag made of a text."""
    return f'"{hashlib.blake2s(text.encode(), digest_size=12).hexdigest()}"'


@needs("results.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Delete a report with all its editions."""
    found = report_asked(request, pk, report)
    delete_report(report=found)
    messages.success(request, _("The report is deleted."))
    return redirect("analytics:reports", pk=pk)
