"""The draft as reviewers without an account see it, through a link: tried out and commented on.

Of what they answer nothing is stored.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from responses.trying import page_at
from responses.views.bench import bench_context, page_shown, seeded, trial_of
from responses.views.preview import tried_out
from surveys.comment_models import PreviewLink
from surveys.domain.commenting import comment_as_guest
from surveys.exceptions import CommentRefused
from surveys.flow import CompiledPage, first_page
from surveys.looks import look_text
from surveys.preview_codes import link_with
from surveys.queries import draft_of
from surveys.talking import Talk, comment_in, talk_about
from tenants.policies import holding_frames
from tenants.tries import count_try, key_of_tries

MOST_COMMENTS = 60
"""So many comments come through a link in a quarter of an hour."""


@require_safe
def reviewing(request: HttpRequest, token: str) -> HttpResponse:
    """The draft in a frame, with comments beside it."""
    link = _link(token)
    trial = trial_of(request, link.survey, _about(link), options=seeded(request))
    wanted = page_at(trial.journey, trial.options.at) if trial.options.at else None
    page = wanted or first_page(trial.journey)
    talk = _talk_on(link, page, trial.language)
    context = bench_context(trial, link.survey, request.GET.get("width", ""))
    context |= {"link": link, "token": token, **_talk_context(token, talk)}
    return _for_nobody_else(holding_frames(render(request, "responses/staff/reviewing.html", context)))


@require_http_methods(["GET", "HEAD", "POST"])
def reviewed_page(request: HttpRequest, token: str) -> HttpResponse:
    """A page of the draft as respondents see it."""
    link = _link(token)
    survey = link.survey
    shown = tried_out(request, definition=draft_of(survey), about=_about(link), look=look_text(survey))
    return _for_nobody_else(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def reviewed_talk(request: HttpRequest, token: str) -> HttpResponse:
    """The comments on the page in the frame."""
    link = _link(token)
    trial = trial_of(request, link.survey, _about(link))
    page = page_shown(request, trial)
    talk = _talk_on(link, page, trial.language)
    return _talk(request, token, talk)


@require_POST
def review_comment(request: HttpRequest, token: str) -> HttpResponse:
    """A comment by a reviewer, who gives a name."""
    link, form = _link(token), request.POST
    about, name = form.get("on", "")[:40], form.get("name", "")
    thread = comment_in(link.survey, form["thread"], link) if form.get("thread") else None
    if form.get("thread") and thread is None:
        raise Http404
    try:
        _refuse_floods(link)
        comment_as_guest(
            link=link,
            subject=form.get("subject", ""),
            words=form.get("words", ""),
            name=name,
            thread=thread,
        )
    except CommentRefused as refusal:
        talk = talk_about(link.survey, on=about, link=link).refused(refusal.message, form, name=name)
        return _talk(request, token, talk, status=422)
    if _is_piece(request):
        return _talk(request, token, talk_about(link.survey, on=about, name=name, link=link))
    return redirect(f"{reverse('responses:reviewing', args=[token])}?at={about}#talk")


def _link(token: str) -> PreviewLink:
    """The link, if it works now; everybody else gets 404."""
    link = link_with(token)
    if link is None:
        raise Http404
    return link


def _talk_on(link: PreviewLink, page: CompiledPage | None, language: str) -> Talk:
    return talk_about(link.survey, on=page.page.id if page else "", language=language, link=link)


def _about(link: PreviewLink) -> str:
    return f"link.{link.pk}"


def _refuse_floods(link: PreviewLink) -> None:
    if count_try(key_of_tries("review", str(link.pk))) > MOST_COMMENTS:
        words = _("Those were many comments in a short time. Please wait a quarter of an hour.")
        raise CommentRefused(words, "too_many")


def _talk(request: HttpRequest, token: str, talk: Talk, *, status: int = 200) -> HttpResponse:
    template = "surveys/_talk.html" if _is_piece(request) else "responses/staff/review_talk.html"
    context = {"survey": talk.survey, "token": token, **_talk_context(token, talk)}
    return _for_nobody_else(render(request, template, context, status=status))


def _talk_context(token: str, talk: Talk) -> dict[str, Any]:
    return {"talk": talk, "person": None, "guest_url": reverse("responses:review_comment", args=[token])}


def _is_piece(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _for_nobody_else(response: HttpResponse) -> HttpResponse:
    """No search engine lists it, no cache keeps it, and its address isn't told to other sites."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
