"""Comments on a survey: read, written, resolved, taken back."""

from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from surveys.comment_models import Comment
from surveys.comments import people_to_mention
from surveys.domain import commenting
from surveys.exceptions import CommentRefused
from surveys.mentions import offers
from surveys.models import Survey
from surveys.talking import Talk, comment_in, talk_about
from surveys.views.asking import person_of, survey_asked, wants_piece
from tenants.permissions import View, needs

LONGEST_WRITTEN = 4_000


@needs("survey.view")
@require_safe
def comments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said about the survey, or ``on`` a page or question of it; for HTMX as a piece."""
    return _show(request, _talk(request, survey_asked(request, pk)))


@needs("survey.view")
@require_POST
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say something about a part of the survey, or reply in a thread."""
    survey = survey_asked(request, pk)
    sent = {name: request.POST.get(name, "") for name in ("thread", "subject", "words")}
    thread = comment_in(survey, sent["thread"]) if sent["thread"] else None
    if sent["thread"] and thread is None:
        raise Http404
    try:
        made = commenting.comment_on(
            survey=survey,
            subject=sent["subject"],
            words=sent["words"],
            by=person_of(request),
            thread=thread,
        )
    except CommentRefused as refusal:
        talk = _talk(request, survey).refused(refusal.message, request.POST)
        return _show(request, talk, status=422)
    return _answered(request, survey, made)


def _step(permission: str, step: Callable[..., None], about: str) -> View[[UUID, UUID]]:
    @needs(permission)
    @require_POST
    def take_step(request: HttpRequest, pk: UUID, comment: UUID) -> HttpResponseBase:
        survey = survey_asked(request, pk)
        found = comment_in(survey, str(comment))
        if found is None:
            raise Http404
        try:
            step(**{about: found}, by=person_of(request))
        except CommentRefused as refusal:
            messages.error(request, refusal.message)
        return _answered(request, survey, found.thread or found)

    return take_step


resolve = _step("survey.edit", commenting.resolve_thread, "thread")
reopen = _step("survey.edit", commenting.reopen_thread, "thread")
delete = _step("survey.view", commenting.delete_comment, "comment")


@needs("survey.view")
@require_POST
def done(request: HttpRequest, pk: UUID, comment: UUID) -> HttpResponse:
    """Take a comment off the reader's home page."""
    found = comment_in(survey_asked(request, pk), str(comment))
    if found is None:
        raise Http404
    commenting.done_with_mention(comment=found, by=person_of(request))
    return redirect("analytics:home")


@needs("survey.view")
@require_POST
def people(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Who could be meant by the name that is being typed, as JSON."""
    survey_asked(request, pk)
    written = request.POST.get("written", "")[-LONGEST_WRITTEN:]
    skipped = len(request.POST.get("written", "")) - len(written)
    found = [asdict(offer) for offer in offers(written, people_to_mention())]
    return JsonResponse({"offers": [offer | {"start": offer["start"] + skipped} for offer in found]})


def _talk(request: HttpRequest, survey: Survey) -> Talk:
    asked = request.POST if request.method == "POST" else request.GET
    return talk_about(survey, on=asked.get("on", "")[:40], state=asked.get("state", "open"))


def _show(request: HttpRequest, talk: Talk, *, status: int = 200) -> HttpResponse:
    template = "surveys/_talk.html" if wants_piece(request) else "surveys/comments.html"
    context = {"talk": talk, "survey": talk.survey, "person": person_of(request)}
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _answered(request: HttpRequest, survey: Survey, comment: Comment) -> HttpResponse:
    """The talk as it is now, in the place where the form stood or on the page of comments."""
    if wants_piece(request):
        return _show(request, _talk(request, survey))
    query = urlencode({name: request.POST[name] for name in ("on", "state") if request.POST.get(name)})
    return redirect(f"{reverse('surveys:comments', args=[survey.pk])}?{query}#comment-{comment.pk}")
