"""What holds for a report as a whole: its name, language and paper, and whose answers it is about."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from analytics.domain import change_report
from analytics.exceptions import ReportChanged, ReportInvalid
from analytics.models import Report
from analytics.reports.composing import check_settings_unchanged
from analytics.reports.settings_form import SettingsForm
from analytics.results.filtering import FilterInvalid
from analytics.views.asking import person_of
from analytics.views.block_conditions import is_reshaped, tell_refusal
from analytics.views.condition_rows import filter_sent
from analytics.views.report_composer import back_to, composer_page, revision_sent, settings_form
from analytics.views.reports import report_asked
from tenants.permissions import needs


@needs("results.edit")
@require_POST
def settings(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Set the report, unless somebody set it otherwise since the form was shown."""
    found = report_asked(request, pk, report)
    form = settings_form(found, request.POST)
    if is_reshaped(request.POST):
        form.unjudged()
        return composer_page(request, found, settings=form)
    if not form.is_valid():
        return composer_page(request, found, settings=form, status=422)
    try:
        check_settings_unchanged(report=found, revision=revision_sent(request))
        changed = _changed(request, found, form)
    except FilterInvalid as refusal:
        tell_refusal(form, refusal)
    except ReportChanged:
        return composer_page(request, found, settings=form, is_stale=True, status=422)
    except ReportInvalid as refusal:
        for field, words in refusal.errors.items():
            form.add_error(field if field in form.fields else None, words)
    else:
        return back_to(changed, "")
    return composer_page(request, found, settings=form, status=422)


def _changed(request: HttpRequest, report: Report, form: SettingsForm) -> Report:
    rows = filter_sent(request.POST, form.offered.columns)
    return change_report(
        report=report,
        change=lambda document: form.change(document, rows),
        by=person_of(request),
        name=form.cleaned_data["name"],
        language=form.cleaned_data["language"],
    )
