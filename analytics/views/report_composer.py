"""The page on which a report is composed: its settings and blocks beside what they show."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from analytics.models import Report
from analytics.reports.block_forms import BlockForm
from analytics.reports.blocks import read_document
from analytics.reports.composing import undoable
from analytics.reports.numbers.picking import numbers_offered
from analytics.reports.offered import Offered
from analytics.reports.settings_form import SettingsForm
from analytics.results.versions import read_layout
from analytics.showing.reports import KINDS, block_words
from analytics.views.asking import person_of
from analytics.views.block_conditions import conditions_shown, where_words
from analytics.views.reports import shown
from surveys.models import Survey
from surveys.queries import surveys_for

MOST_SURVEYS = 200


def composer_page(
    request: HttpRequest,
    report: Report,
    *,
    at: str = "",
    form: BlockForm | None = None,
    settings: SettingsForm | None = None,
    errors: dict[str, str] | None = None,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page with the block ``at`` open. ``form`` and ``settings`` are those that were sent, ``is_stale``
    where somebody changed the same meanwhile."""
    document = read_document(report.document)
    known = {block.id for block in document.blocks}
    opened = form or (block_form(request, report, at, None) if at in known else None)
    context = shown(request, report) | {
        "survey": report.survey,
        "report": report,
        "rows": _rows(report, document.blocks),
        "at": at,
        "form": opened,
        "conditions": conditions_shown(opened) if opened else None,
        "numbers": numbers_offered(opened.offered) if opened and opened.block.kind == "text" else [],
        "kinds": [(kind, label, icon) for kind, (label, icon) in KINDS.items()],
        "errors": errors or {},
        "can_undo": undoable(report) is not None,
    }
    context |= _settings(report, settings, is_stale=is_stale)
    context |= _mine(request, report, at) if is_stale and form else {}
    return render(request, "analytics/reports/editor.html", context, status=status)


def _settings(report: Report, sent: SettingsForm | None, *, is_stale: bool) -> dict[str, Any]:
    form = sent or settings_form(report, None)
    return {
        "settings": form,
        "settings_conditions": conditions_shown(form),
        "are_settings_open": sent is not None,
        "are_settings_stale": sent is not None and is_stale,
    }


def _mine(request: HttpRequest, report: Report, at: str) -> dict[str, Any]:
    """The block as it is now, beside what was sent."""
    now = block_form(request, report, at, None)
    return {"mine": now, "mine_where": where_words(now), "is_stale": True}


def settings_form(report: Report, data: Any) -> SettingsForm:
    """The settings of a report as they are, or as they were sent."""
    offered = Offered(report.survey_id, read_layout(report.survey_id), [])
    return SettingsForm(data, report=report, offered=offered)


def block_form(request: HttpRequest, report: Report, block_id: str, data: Any) -> BlockForm:
    """The settings of a block as they are, or as they were sent; 404 where it is gone."""
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


def back_to(report: Report, block: str) -> HttpResponse:
    """Go to the page again, at a block, or ``""`` for none."""
    address = reverse("analytics:report_edit", args=[report.survey_id, report.pk])
    return redirect(f"{address}?block={block}#block-{block}" if block else address)


def revision_sent(request: HttpRequest) -> int:
    """Which state of the report the form was shown of; 0 where it doesn't say."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 0


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
