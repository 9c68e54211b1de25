"""The results of a survey, live."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from analytics import results
from analytics.exceptions import QuestionUnknown
from analytics.results import Results, Selection, TextSummary
from analytics.results.anonymity import GroupTooSmall
from analytics.showing.cards import card_of
from analytics.showing.filters import filters_of
from analytics.showing.reader import Reader
from analytics.views.asking import asked_of, person_of, survey_asked
from analytics.views.figures import figures, toolbar
from analytics.views.shown import shown_of
from surveys.models import Survey
from tenants.permissions import needs

ANSWERS_A_PAGE = 50


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole page."""
    survey = survey_asked(request, pk)
    found = Results.of(survey.pk)
    shown = shown_of(request, survey.pk, found)
    asked, live_query = shown.asked, shown.fixed().query()
    figured = figures(request, survey.pk, found, shown)
    context = figured | {
        "survey": survey,
        "errors": asked.errors,
        "filters": filters_of(found.layout, asked, shown.segments),
        **toolbar(found.layout, shown, figured.get("offered_groups", ())),
        "live_url": shown.fixed().address("results_live", survey.pk),
        "etag": etag(request, found.stamp, live_query),
    }
    is_refused = bool(asked.errors) or "refused" in context
    return render(request, "analytics/results.html", context, status=422 if is_refused else 200)


@needs("results.view")
@require_safe
def live(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The figures alone; 304 while nothing changed, which costs one query and no rendering."""
    query = request.META["QUERY_STRING"]
    try:
        tag = etag(request, results.stamp(pk), query)
        if unchanged := get_conditional_response(request, etag=tag):
            return tagged(unchanged, tag)
        found = Results.of(pk)
    except Survey.DoesNotExist:
        raise Http404 from None
    context = figures(request, pk, found, shown_of(request, pk, found)) | {"is_live": True}
    response = render(request, "analytics/results.html#figures", context)
    return tagged(response, etag(request, found.stamp, query))


def tagged(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """The answer with its ETag, to be asked for again each time."""
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def etag(request: HttpRequest, stamp: str, query: str) -> str:
    """What the figures depend on, in short: the numbers, the selection, the language, what may be read."""
    may_read = person_of(request).can("response.view")
    parts = f"{stamp}|{query}|{get_language()}|{may_read}"
    return f'"{hashlib.blake2s(parts.encode(), digest_size=12).hexdigest()}"'


@needs("response.view")
@require_safe
def answers(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """What people wrote in answer to one question, page by page."""
    survey = survey_asked(request, pk)
    found = Results.of(survey.pk)
    asked = asked_of(request, found.layout)
    selection, errors = asked.selection, asked.errors
    summary = _texts_asked(found, question, selection)
    number = _page_number(request, summary.base.answered)
    reader = Reader.of(found.layout)
    context = {
        "survey": survey,
        "card": card_of(summary, reader),
        "quotes": found.texts(
            summary.question, selection, limit=ANSWERS_A_PAGE, offset=(number - 1) * ANSWERS_A_PAGE
        ),
        "number": number,
        "last": _last_page(summary.base.answered),
        "errors": errors,
    }
    return render(request, "analytics/answers.html", context, status=422 if errors else 200)


def _texts_asked(found: Results, key: str, selection: Selection) -> TextSummary:
    try:
        summary = found.summary(found.question(key), selection)
    except (QuestionUnknown, GroupTooSmall):
        raise Http404 from None
    if not isinstance(summary, TextSummary):
        raise Http404
    return summary


def _last_page(answered: int) -> int:
    return max(1, -(-answered // ANSWERS_A_PAGE))


def _page_number(request: HttpRequest, answered: int) -> int:
    """The page asked for, as near as there is one."""
    wished = request.GET.get("page", "1")
    number = int(wished) if wished.isascii() and wished.isdecimal() and len(wished) < 10 else 1
    return min(max(number, 1), _last_page(answered))
