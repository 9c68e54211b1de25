"""Composing a report: blocks beside what they show. Each change is a revision, which can be undone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.domain import change_report, undo_report
from analytics.exceptions import ReportChanged, ReportInvalid
from analytics.models import Report
from analytics.reports.block_forms import BlockForm
from analytics.reports.blocks import read_document
from analytics.reports.composing import (
    Change,
    add_block,
    check_block_unchanged,
    move_block,
    remove_block,
    set_block,
)
from analytics.results.filtering import FilterInvalid
from analytics.views.asking import person_of
from analytics.views.block_conditions import is_reshaped, tell_refusal
from analytics.views.condition_rows import filter_sent
from analytics.views.report_composer import back_to, block_form, composer_page, revision_sent
from analytics.views.reports import report_asked
from tenants.permissions import needs


@needs("results.edit")
@require_safe
def edit(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """The blocks of a report, the one of the address open, beside what they show."""
    return composer_page(request, report_asked(request, pk, report), at=request.GET.get("block", ""))


@needs("results.edit")
@require_POST
def add(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Put in a block, behind another or at the end, and open it."""
    found = report_asked(request, pk, report)
    kind, after = request.POST.get("kind", ""), request.POST.get("after", "")
    before = {block.id for block in read_document(found.document).blocks}
    changed = _change(request, found, lambda document: add_block(document, kind, after))
    if isinstance(changed, HttpResponse):
        return changed
    blocks = read_document(changed.document).blocks
    return back_to(changed, next((block.id for block in blocks if block.id not in before), ""))


@needs("results.edit")
@require_POST
def move(request: HttpRequest, pk: UUID, report: UUID, block: str) -> HttpResponse:
    """Move a block to a place, from 0."""
    found = report_asked(request, pk, report)
    wished = request.POST.get("place", "")
    place = int(wished) if wished.isascii() and wished.isdecimal() and len(wished) < 6 else 0
    changed = _change(request, found, lambda document: move_block(document, block, place))
    return changed if isinstance(changed, HttpResponse) else back_to(changed, request.POST.get("open", ""))


@needs("results.edit")
@require_POST
def remove(request: HttpRequest, pk: UUID, report: UUID, block: str) -> HttpResponse:
    """Take a block away; undoing brings it back."""
    found = report_asked(request, pk, report)
    changed = _change(request, found, lambda document: remove_block(document, block))
    return changed if isinstance(changed, HttpResponse) else back_to(changed, "")


@needs("results.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, report: UUID, block: str) -> HttpResponse:
    """Set a block, unless somebody set it otherwise since the form was shown."""
    found = report_asked(request, pk, report)
    form = block_form(request, found, block, _with_number(request.POST))
    if is_reshaped(request.POST):
        form.unjudged()
        return composer_page(request, found, at=block, form=form)
    if not form.is_valid():
        return composer_page(request, found, at=block, form=form, status=422)
    try:
        check_block_unchanged(report=found, block=block, revision=revision_sent(request))
        changed = _set(request, found, block, form)
    except FilterInvalid as refusal:
        tell_refusal(form, refusal)
        return composer_page(request, found, at=block, form=form, status=422)
    except ReportChanged:
        return composer_page(request, found, at=block, form=form, is_stale=True, status=422)
    except ReportInvalid as refusal:
        for field, message in refusal.errors.items():
            form.add_error(field if field in form.fields else None, message)
        return composer_page(request, found, at=block, form=form, status=422)
    except KeyError:
        raise Http404 from None
    return back_to(changed, block)


def _set(request: HttpRequest, report: Report, block: str, form: BlockForm) -> Report:
    """Set a block as its form has it. Raises ``FilterInvalid``, ``ReportInvalid`` and ``KeyError``."""
    fields = form.fields_set(filter_sent(request.POST, form.offered.columns))
    return change_report(
        report=report,
        change=lambda document: set_block(document, block, fields, report.survey_id),
        by=person_of(request),
    )


@needs("results.edit")
@require_POST
def undo(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Take the last change back."""
    found = report_asked(request, pk, report)
    changed = undo_report(report=found, by=person_of(request))
    messages.success(request, _("The last change is taken back."))
    return back_to(changed, "")


def _change(request: HttpRequest, report: Report, change: Change) -> Report | HttpResponse:
    """The report with a change, or the page with what is wrong."""
    try:
        return change_report(report=report, change=change, by=person_of(request))
    except KeyError:
        raise Http404 from None
    except ReportInvalid as refusal:
        return composer_page(request, report, errors=refusal.errors, status=422)


def _with_number(given: QueryDict) -> QueryDict:
    """What was sent, with the chosen number at the end of the words, if it was to be put in."""
    if "insert" not in given or not given.get("number"):
        return given
    data = given.copy()
    data["words"] = f"{given.get('words', '').rstrip()} {given['number']}".strip()
    return data
