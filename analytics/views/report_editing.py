"""Composing a report: blocks beside what they show. Each change is a revision, which can be undone."""

from typing import Any
from uuid import UUID

from django.conf import settings as site
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
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
    undoable,
)
from analytics.reports.numbers.picking import numbers_offered
from analytics.reports.offered import Offered
from analytics.results import STATUS_CHOICES
from analytics.results.filtering import FilterInvalid
from analytics.results.versions import read_layout
from analytics.showing.filters import status_labels
from analytics.showing.reports import KINDS, block_words
from analytics.views.asking import person_of
from analytics.views.block_conditions import conditions_shown, is_reshaped, where_words
from analytics.views.condition_rows import filter_sent
from analytics.views.reports import report_asked, shown
from surveys.languages import language_name
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.permissions import needs

MOST_SURVEYS = 200
PAPERS = (("a4", "A4"), ("us-letter", "Letter"))


@needs("results.edit")
@require_safe
def edit(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """The blocks of a report, the one of the address open, beside what they show."""
    return _page(request, report_asked(request, pk, report), at=request.GET.get("block", ""))


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
    return _back(changed, next((block.id for block in blocks if block.id not in before), ""))


@needs("results.edit")
@require_POST
def move(request: HttpRequest, pk: UUID, report: UUID, block: str) -> HttpResponse:
    """Move a block to a place, from 0."""
    found = report_asked(request, pk, report)
    wished = request.POST.get("place", "")
    place = int(wished) if wished.isascii() and wished.isdecimal() and len(wished) < 6 else 0
    changed = _change(request, found, lambda document: move_block(document, block, place))
    return changed if isinstance(changed, HttpResponse) else _back(changed, request.POST.get("open", ""))


@needs("results.edit")
@require_POST
def remove(request: HttpRequest, pk: UUID, report: UUID, block: str) -> HttpResponse:
    """Take a block away; undoing brings it back."""
    found = report_asked(request, pk, report)
    changed = _change(request, found, lambda document: remove_block(document, block))
    return changed if isinstance(changed, HttpResponse) else _back(changed, "")


@needs("results.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, report: UUID, block: str) -> HttpResponse:
    """Set a block, unless somebody set it otherwise since the form was shown."""
    found = report_asked(request, pk, report)
    form = _form(request, found, block, _with_number(request.POST))
    if is_reshaped(request.POST):
        return _page(request, found, at=block, form=form.unjudged())
    if not form.is_valid():
        return _page(request, found, at=block, form=form, status=422)
    try:
        check_block_unchanged(report=found, block=block, revision=_revision(request))
        fields = form.fields_set(filter_sent(request.POST, form.offered.columns))
        changed = change_report(
            report=found,
            change=lambda document: set_block(document, block, fields, found.survey_id),
            by=person_of(request),
        )
    except FilterInvalid as refusal:
        form.add_error("where", list(refusal.errors.values()))
        return _page(request, found, at=block, form=form, status=422)
    except ReportChanged:
        return _page(request, found, at=block, form=form, is_stale=True, status=422)
    except ReportInvalid as refusal:
        for field, message in refusal.errors.items():
            form.add_error(field if field in form.fields else None, message)
        return _page(request, found, at=block, form=form, status=422)
    except KeyError:
        raise Http404 from None
    return _back(changed, block)


@needs("results.edit")
@require_POST
def settings(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Set name, language, paper, and whose answers the report is about."""
    found = report_asked(request, pk, report)
    given = request.POST
    fields = {
        "paper": given.get("paper", "a4"),
        "status": given.get("status", "complete"),
        "segment": given.get("segment") or None,
    }
    changed = _change(
        request,
        found,
        lambda document: document.model_validate(document.model_dump(mode="json") | fields),
        name=given.get("name", ""),
        language=given.get("language", ""),
    )
    return changed if isinstance(changed, HttpResponse) else _back(changed, "")


@needs("results.edit")
@require_POST
def undo(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Take the last change back."""
    found = report_asked(request, pk, report)
    changed = undo_report(report=found, by=person_of(request))
    messages.success(request, _("The last change is taken back."))
    return _back(changed, "")


def _change(request: HttpRequest, report: Report, change: Change, **more: Any) -> Report | HttpResponse:
    """The report with a change, or the page with what is wrong."""
    try:
        return change_report(report=report, change=change, by=person_of(request), **more)
    except KeyError:
        raise Http404 from None
    except (ReportInvalid, ValueError) as refusal:
        errors = refusal.errors if isinstance(refusal, ReportInvalid) else {"": _("This can’t be set.")}
        return _page(request, report, errors=errors, status=422)


def _back(report: Report, block: str) -> HttpResponse:
    address = reverse("analytics:report_edit", args=[report.survey_id, report.pk])
    return redirect(f"{address}?block={block}#block-{block}" if block else address)


def _with_number(given: QueryDict) -> QueryDict:
    """What was sent, with the chosen number at the end of the words, if it was to be put in."""
    if "insert" not in given or not given.get("number"):
        return given
    data = given.copy()
    data["words"] = f"{given.get('words', '').rstrip()} {given['number']}".strip()
    return data


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 0


def _form(request: HttpRequest, report: Report, block_id: str, data: Any) -> BlockForm:
    try:
        block = read_document(report.document).block(block_id)
    except KeyError:
        raise Http404 from None
    survey = getattr(block, "survey", None) or report.survey_id
    if not Survey.objects.filter(pk=survey).exists():
        survey = report.survey_id
    seen = surveys_for(person_of(request)).exclude(current_version=None).defer("draft")
    offered = Offered(survey, read_layout(survey), list(seen[:MOST_SURVEYS]))
    return BlockForm(data, block=block, offered=offered, own=report.survey_id)


def _page(
    request: HttpRequest,
    report: Report,
    *,
    at: str = "",
    form: BlockForm | None = None,
    errors: dict[str, str] | None = None,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    document = read_document(report.document)
    known = {block.id for block in document.blocks}
    opened = form or (_form(request, report, at, None) if at in known else None)
    context = shown(request, report) | {
        "survey": report.survey,
        "report": report,
        "document": document,
        "rows": _rows(report, document.blocks),
        "at": at,
        "form": opened,
        "conditions": conditions_shown(opened) if opened else None,
        "numbers": numbers_offered(opened.offered) if opened and opened.block.kind == "text" else [],
        "mine": _form(request, report, at, None) if is_stale else None,
        "mine_where": where_words(_form(request, report, at, None)) if is_stale else [],
        "is_stale": is_stale,
        "kinds": [(kind, label, icon) for kind, (label, icon) in KINDS.items()],
        "errors": errors or {},
        "can_undo": undoable(report) is not None,
        "languages": _languages(report),
        "papers": PAPERS,
        "statuses": [(each, status_labels()[each]) for each in STATUS_CHOICES],
        "segments": Offered(report.survey_id, read_layout(report.survey_id), []).segments(),
    }
    return render(request, "analytics/reports/editor.html", context, status=status)


def _rows(report: Report, blocks: Any) -> list[dict[str, Any]]:
    """The blocks as lines of the list, each with the places before and behind it."""
    layout = read_layout(report.survey_id)
    words = {each.key: each.text.get(layout.base_language) or each.name for each in layout.questions}
    last = len(blocks) - 1
    return [
        {
            "block": block,
            "words": block_words(block, words),
            "icon": KINDS[block.kind][1],
            "up": place - 1 if place else None,
            "down": place + 1 if place < last else None,
        }
        for place, block in enumerate(blocks)
    ]


def _languages(report: Report) -> list[tuple[str, str]]:
    layout = read_layout(report.survey_id)
    spoken = ["zh-Hans" if tag == "zh-hans" else tag for tag, _name in site.LANGUAGES]
    tags = dict.fromkeys([report.language, *layout.languages, *spoken])
    return [(tag, language_name(tag)) for tag in tags]
