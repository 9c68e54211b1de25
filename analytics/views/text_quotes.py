"""Quotes: picked from answers, shortened, put in order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.exceptions import QuestionUnknown, TagInvalid
from analytics.models import PickedQuote
from analytics.results.versions import read_layout
from analytics.showing.reader import Reader
from analytics.texts.columns import text_column
from analytics.texts.quoting import change_quote, drop_quote, fact_columns, move_quote, pick_quote, quotes_of
from analytics.texts.searching import one_answer
from analytics.views.asking import person_of, survey_asked
from analytics.views.closed import unless_anonymous
from analytics.views.text_asking import text_asked
from surveys.models import Survey
from tenants.permissions import needs

WAYS = {"up": -1, "down": 1}


@needs("response.view")
@require_safe
@unless_anonymous
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All quotes in their order."""
    survey = survey_asked(request, pk)
    language = (get_language() or "en").partition("-")[0]
    return render(
        request,
        "analytics/text_quotes.html",
        {"survey": survey, "quotes": quotes_of(survey.pk, language=language)},
    )


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@unless_anonymous
def pick(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Pick an answer, or a part of it."""
    page = text_asked(request, pk)
    answer = one_answer(page.survey.pk, page.column, response_pk)
    if answer is None:
        raise Http404
    if request.method != "POST":
        text = request.GET.get("part") or answer.text
        return _form(request, page.survey, answer=answer.text, text=text, facts=_facts_of_last(page.survey))
    try:
        pick_quote(
            survey_id=page.survey.pk,
            response=response_pk,
            field=page.column.field,
            text=request.POST.get("text", ""),
            facts=request.POST.getlist("facts"),
            by=person_of(request),
        )
    except TagInvalid as refusal:
        return _refused(request, page.survey, answer.text, refusal)
    messages.success(request, _("The quote is kept."))
    return redirect("analytics:text_quotes", pk=page.survey.pk)


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@unless_anonymous
def change(request: HttpRequest, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """Show a quote otherwise."""
    survey = survey_asked(request, pk)
    quote = _quote(survey, quote_pk)
    answer = _answer(quote)
    if request.method != "POST":
        return _form(request, survey, answer=answer, text=quote.text, facts=quote.facts, quote=quote)
    try:
        change_quote(
            quote=quote,
            text=request.POST.get("text", ""),
            facts=request.POST.getlist("facts"),
            by=person_of(request),
        )
    except TagInvalid as refusal:
        return _refused(request, survey, answer, refusal, quote=quote)
    messages.success(request, _("The quote is changed."))
    return redirect("analytics:text_quotes", pk=survey.pk)


@needs("results.edit")
@require_POST
@unless_anonymous
def move(request: HttpRequest, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """Move a quote up or down."""
    survey = survey_asked(request, pk)
    quote = _quote(survey, quote_pk)
    move_quote(quote=quote, by_places=WAYS.get(request.POST.get("way", ""), 0))
    return redirect("analytics:text_quotes", pk=survey.pk)


@needs("results.edit")
@require_POST
@unless_anonymous
def drop(request: HttpRequest, pk: UUID, quote_pk: UUID) -> HttpResponse:
    """Keep a quote no longer."""
    survey = survey_asked(request, pk)
    drop_quote(quote=_quote(survey, quote_pk), by=person_of(request))
    messages.success(request, _("The quote is gone. The answer stays as it is."))
    return redirect("analytics:text_quotes", pk=survey.pk)


def _quote(survey: Survey, quote_pk: UUID) -> PickedQuote:
    return get_object_or_404(PickedQuote, pk=quote_pk, survey_id=survey.pk)


def _answer(quote: PickedQuote) -> str:
    try:
        column = text_column(read_layout(quote.survey_id), quote.field)
    except QuestionUnknown:
        raise Http404 from None
    answer = one_answer(quote.survey_id, column, quote.response)
    if answer is None:
        raise Http404
    return answer.text


def _facts_of_last(survey: Survey) -> Sequence[str]:
    """What stands below the quote picked last: most are picked with the same."""
    last = PickedQuote.objects.filter(survey_id=survey.pk).order_by("-picked_at").first()
    return last.facts if last else ()


def _refused(
    request: HttpRequest, survey: Survey, answer: str, refusal: TagInvalid, quote: PickedQuote | None = None
) -> HttpResponse:
    facts, text = request.POST.getlist("facts"), request.POST.get("text", "")
    return _form(request, survey, answer=answer, text=text, facts=facts, quote=quote, problems=refusal.errors)


def _form(request: HttpRequest, survey: Survey, *, facts: Sequence[str], **more: Any) -> HttpResponse:
    layout = read_layout(survey.pk)
    reader = Reader.of(layout)
    offered = [
        (column.field, reader.words(column.text) or column.name, column.field in facts)
        for column in fact_columns(layout)
    ]
    context = {"survey": survey, "offered": offered, "problems": {}, "quote": None} | more
    status = 422 if context["problems"] else 200
    return render(request, "analytics/text_quote.html", context, status=status)
