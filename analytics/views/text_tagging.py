"""Tagging open answers: one, or all that a search finds."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from analytics.exceptions import TagInvalid
from analytics.models import AnswerTag
from analytics.showing.text_answers import chances_of, tags_on
from analytics.texts.asking import LONGEST
from analytics.texts.keeping import keep_up
from analytics.texts.searching import responses_found
from analytics.texts.tagging import given_to, tag_answers, untag_answers
from analytics.views.asking import person_of
from analytics.views.closed import unless_anonymous
from analytics.views.text_asking import TextAsked, back_to, text_asked
from analytics.views.texts import sought_of
from responses.models import Response
from tenants.permissions import needs


@needs("results.edit")
@require_POST
@unless_anonymous
def one(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """Put a tag on an answer, or take it off; scripts get the answer's tags anew."""
    page = text_asked(request, pk)
    get_object_or_404(Response, pk=response_pk, survey_id=page.survey.pk)
    tag = _tag(request, page)
    change = untag_answers if request.POST.get("off") else tag_answers
    change(tag=tag, responses=[response_pk], by=person_of(request))
    if not request.headers.get("HX-Request"):
        return back_to(request, "text_answers", pk)
    given = given_to([response_pk], page.column.field).get(response_pk, [])
    context = {
        "survey": page.survey,
        "query": request.META["QUERY_STRING"],
        "response": response_pk,
        "tags": tags_on(chances_of(page.tags), given),
    }
    return render(request, "analytics/_answer_tags.html", context)


@needs("results.edit")
@require_POST
@unless_anonymous
def several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a tag on all answers that the search of the address finds, or take it off."""
    page = text_asked(request, pk)
    tag = _tag(request, page)
    keep_up(page.survey.pk)
    sought = sought_of(page, request.GET.get("q", "")[:LONGEST], request.GET.get("tag", ""))
    found = [] if page.asked.errors else responses_found(page.survey.pk, sought)
    change = untag_answers if request.POST.get("off") else tag_answers
    try:
        count = change(tag=tag, responses=found, by=person_of(request))
    except TagInvalid as refusal:
        messages.error(request, str(refusal.errors["tag"]))
        return back_to(request, "text_answers", pk)
    messages.success(request, _told(request, tag, count))
    return back_to(request, "text_answers", pk)


def _told(request: HttpRequest, tag: AnswerTag, count: int) -> str:
    words = {"n": count, "tag": tag.name}
    if request.POST.get("off"):
        return ngettext("“%(tag)s” is off %(n)s answer.", "“%(tag)s” is off %(n)s answers.", count) % words
    if not count:
        return _("All of them have “%(tag)s” already.") % words
    return (
        ngettext("“%(tag)s” is on %(n)s more answer.", "“%(tag)s” is on %(n)s more answers.", count) % words
    )


def _tag(request: HttpRequest, page: TextAsked) -> AnswerTag:
    """The tag that the form names, one of the question's."""
    tags = {str(tag.pk): tag for tag in page.tags}
    try:
        return tags[request.POST.get("tag", "")]
    except KeyError:
        raise Http404 from None
