"""Words and phrases of open answers, by how many answers say them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.exceptions import TagInvalid
from analytics.showing.text_words import words_in_bars
from analytics.texts.frequencies import Length, frequencies_of
from analytics.texts.leaving_out import set_stop_words
from analytics.texts.state import state_of
from analytics.views.asking import person_of
from analytics.views.closed import unless_anonymous
from analytics.views.text_asking import TextAsked, back_to, text_asked
from surveys.languages import language_name
from tenants.permissions import needs

ON_CARD = 12
ON_PAGE = 100
LENGTHS: dict[str, Length] = {"1": 1, "2": 2, "3": 3}


@needs("response.view")
@require_safe
@unless_anonymous
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The most frequent words or phrases, and which words are left out."""
    return _page(request, pk, {})


@needs("response.view")
@require_safe
@unless_anonymous
def piece(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The most frequent words alone, for the question's card."""
    page = text_asked(request, pk)
    found = frequencies_of(page.survey.pk, page.column, page.asked.selection, most=ON_CARD)
    context = {"survey": page.survey, "words": words_in_bars(found, page.asked), "query": page.asked.query()}
    return render(request, "analytics/_word_list.html", context)


@needs("results.edit")
@require_POST
@unless_anonymous
def leave_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which words are left out, all of them or one more."""
    page = text_asked(request, pk)
    words = request.POST.get("words", "").splitlines()
    if more := request.POST.get("more"):
        words = [*state_of(page.survey.pk).stop_words, more]
    try:
        set_stop_words(survey_id=page.survey.pk, words=words, by=person_of(request))
    except TagInvalid as refusal:
        return _page(request, pk, refusal.errors)
    messages.success(request, _("These words are no longer counted."))
    return back_to(request, "text_words", pk)


def _page(request: HttpRequest, pk: UUID, problems: dict[str, str]) -> HttpResponse:
    page = text_asked(request, pk)
    length, language = request.GET.get("length", "1"), request.GET.get("spoken", "")
    page = page.with_more(length=length if length in ("2", "3") else "", spoken=language)
    wanted = LENGTHS.get(length, 1)
    found = frequencies_of(
        page.survey.pk, page.column, page.asked.selection, length=wanted, language=language, most=ON_PAGE
    )
    context = page.context() | _choices(page, wanted, language)
    context |= {"words": words_in_bars(found, page.asked), "found": found, "problems": problems}
    context |= {"left_out": request.POST.get("words") or "\n".join(state_of(page.survey.pk).stop_words)}
    is_wrong = problems or page.asked.errors
    return render(request, "analytics/text_words.html", context, status=422 if is_wrong else 200)


def _choices(page: TextAsked, length: Length, language: str) -> dict[str, Any]:
    read_in = (get_language() or "en").partition("-")[0]
    languages = [("", _("Any language"), not language)]
    languages += [
        (tag, language_name(tag, in_language=read_in), tag == language) for tag in page.layout.languages
    ]
    lengths = ((1, _("Words")), (2, _("Two words in a row")), (3, _("Three words in a row")))
    return {
        "lengths": [(value, label, value == length) for value, label in lengths],
        "languages": languages if len(languages) > 2 else [],
    }
