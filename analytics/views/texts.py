"""Open answers of a survey: the questions that have any, and the answers to one, searched."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics.results.anonymity import threshold_of
from analytics.results.versions import read_layout
from analytics.showing.text_answers import answers_in_pieces, chances_of
from analytics.showing.text_questions import questions_in_words
from analytics.texts.asking import LONGEST
from analytics.texts.keeping import keep_up
from analytics.texts.searching import UNTAGGED, AnswersPage, Place, Sought, answers_found
from analytics.views.asking import asked_of, survey_asked
from analytics.views.closed import unless_anonymous
from analytics.views.text_asking import TextAsked, name_of, text_asked
from tenants.permissions import needs

PER_PAGE = 25


@needs("results.view")
@require_safe
def index(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The questions with open answers, how many have any, and how many of these have tags."""
    survey = survey_asked(request, pk)
    layout = read_layout(survey.pk)
    asked = asked_of(request, layout)
    is_open = not threshold_of(survey.pk)
    context = {
        "survey": survey,
        "rows": questions_in_words(survey.pk, layout, asked, is_open=is_open, name_of=name_of),
        "is_open": is_open,
        "errors": asked.errors,
    }
    return render(request, "analytics/text.html", context, status=422 if asked.errors else 200)


@needs("response.view")
@require_safe
@unless_anonymous
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The answers to one question that a search finds, to be read and tagged."""
    page = text_asked(request, pk)
    search = request.GET.get("q", "")[:LONGEST]
    tag = request.GET.get("tag", "")
    page = page.with_more(q=search, tag=tag)
    is_ready = keep_up(page.survey.pk)
    found = answers_found(
        page.survey.pk, sought_of(page, search, tag), size=PER_PAGE, older_than=_place(request)
    )
    context = page.context() | _found(page, found) | {"search": search, "is_ready": is_ready, "chosen": tag}
    return render(request, "analytics/text_answers.html", context, status=422 if page.asked.errors else 200)


def sought_of(page: TextAsked, search: str, tag: str) -> Sought:
    """What is sought; a tag goes by its code."""
    tags = {each.code: str(each.pk) for each in page.tags} | {UNTAGGED: UNTAGGED, "": ""}
    return Sought(page.column, page.asked.selection, search, tags.get(tag, ""))


def _place(request: HttpRequest) -> Place | None:
    """Where in the list to go on; the beginning for an address that nobody was given."""
    try:
        return Place.read(request.GET.get("older_than", ""))
    except ValueError:
        return None


def _found(page: TextAsked, found: AnswersPage) -> dict[str, Any]:
    tags = page.tags
    older = [("older_than", str(found.older))] if found.older else []
    return {
        "tags": tags,
        "chances": chances_of(tags),
        "answers": answers_in_pieces(found, page.layout, tags, page.column.field),
        "count": found.count,
        "base": found.base,
        "older": page.asked.address("text_answers", page.survey.pk, older) if older else "",
    }
