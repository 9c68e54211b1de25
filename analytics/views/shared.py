"""Results shared by a link: pages for readers without an account, sessions or cookies.

Only the password needs a cookie: a signed one, for this link, until the browser is closed.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, cast

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.template.loader import get_template
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from analytics.models import SharedResults
from analytics.results.versions import read_layout
from analytics.sharing.keeping import Shown, shown_to
from analytics.sharing.looks import note_view, today
from analytics.sharing.passing import TooManyTries, is_right, may_pass, pass_of
from analytics.sharing.tokens import share_with
from analytics.showing.reader import Reader
from analytics.showing.shared import shared_page
from analytics.views.shared_frames import frame_of, language_of, language_told
from surveys.languages import interface_language
from tenants.addresses import client_address
from tenants.scope import schema
from tenants.tries import WINDOW_SECONDS

COOKIE = "canvass_results"
FIELD = "_password"
MOST_KEPT = 300
LATELY = 1.0
"""For so many seconds a process believes that a link is in force and shows what it did."""
KEPT_BY_NOBODY = "private, no-cache"

type Frame = dict[str, Any]
type SharedView[**P] = Callable[Concatenate[HttpRequest, SharedResults, P], HttpResponseBase]
type TokenView[**P] = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]

_figures: OrderedDict[str, str] = OrderedDict()
_lately: OrderedDict[tuple[str, str, str], tuple[float, str]] = OrderedDict()


def to_readers[**P](view: SharedView[P]) -> TokenView[P]:
    """Let a view be seen by who has the link: no search engine lists it, no cache between keeps it."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        share = share_with(token)
        if share is None or share.is_over(today()):
            answer: HttpResponseBase = _gone(request, share)
        else:
            answer = view(request, share, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer.headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
        return answer

    return cast("TokenView[P]", guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@to_readers
def show(request: HttpRequest, share: SharedResults) -> HttpResponseBase:
    """The whole page, or the question for its password."""
    if not may_pass(share, request.COOKIES.get(COOKIE, "")):
        return _password_asked(request, share)
    if request.method == "POST":
        return HttpResponseRedirect(request.path)
    if request.method == "GET":
        note_view(share)
    shown, language = shown_to(share), language_of(request, share)
    tag = etag_of(share, shown, language)
    frame = frame_of(share, language)
    context = frame | {"figures": figures_html(share, shown, language, tag), "etag": tag}
    return _tagged(_page("analytics/shared/page.html", context), tag)


@require_safe
def live(request: HttpRequest, token: str) -> HttpResponseBase:
    """The figures alone; 304 while none changed, without a query where this process has just looked."""
    key = (schema(), token, request.GET.get("lang", "")[:40])
    at, tag = _lately.get(key, (-LATELY, ""))
    if time.monotonic() - at < LATELY and request.headers.get("If-None-Match") == tag:
        return _tagged(HttpResponseNotModified(headers={"Cache-Control": KEPT_BY_NOBODY}), tag)
    return _live(request, token, key)


@to_readers
def _live(request: HttpRequest, share: SharedResults, key: tuple[str, str, str]) -> HttpResponseBase:
    if not may_pass(share, request.COOKIES.get(COOKIE, "")):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    shown, language = shown_to(share), language_told(request, share)
    tag = etag_of(share, shown, language)
    if not share.password:
        _note_lately(key, tag)
    if unchanged := get_conditional_response(request, etag=tag):
        return _tagged(unchanged, tag)
    return _tagged(HttpResponse(figures_html(share, shown, language, tag)), tag)


def _note_lately(key: tuple[str, str, str], tag: str) -> None:
    _lately[key] = (time.monotonic(), tag)
    _lately.move_to_end(key)
    while len(_lately) > MOST_KEPT:
        _lately.popitem(last=False)


def etag_of(share: SharedResults, shown: Shown, language: str) -> str:
    """What the figures depend on, in short. Texts are looked at again whenever any answer changes."""
    texts = (shown.seen, share.survey.changed_at) if share.shows_texts else ()
    parts = (schema(), share.pk, share.changed_at.isoformat(), shown.revision, texts, language)
    return f'"{hashlib.blake2s("|".join(map(str, parts)).encode(), digest_size=12).hexdigest()}"'


def figures_html(share: SharedResults, shown: Shown, language: str, tag: str) -> str:
    """The figures as HTML, made once in a process for all readers."""
    if tag not in _figures:
        layout = read_layout(share.survey_id)
        with override(interface_language(language)):
            page = shared_page(share, shown, layout, Reader(language, layout.base_language))
            context = {"page": page, "smallest": share.smallest}
            _figures[tag] = get_template("analytics/shared/figures.html").render(context)
        while len(_figures) > MOST_KEPT:
            _figures.popitem(last=False)
    return _figures[tag]


def forget_figures() -> None:
    """Drop what is kept in this process."""
    _figures.clear()
    _lately.clear()


def _password_asked(request: HttpRequest, share: SharedResults) -> HttpResponse:
    """Ask for the password, or let in who sent the right one."""
    language = language_of(request, share)
    with override(interface_language(language)):
        if request.method != "POST":
            return _locked(share, language, "", HTTPStatus.OK)
        try:
            if is_right(share, request.POST.get(FIELD, ""), client_address(request)):
                return _let_in(request, share)
        except TooManyTries:
            words = _("Too many tries. Please wait a quarter of an hour, then try again.")
            answer = _locked(share, language, words, HTTPStatus.TOO_MANY_REQUESTS)
            answer.headers["Retry-After"] = str(WINDOW_SECONDS)
            return answer
        words = _("This is not the password of these results.")
        return _locked(share, language, words, HTTPStatus.UNPROCESSABLE_ENTITY)


def _let_in(request: HttpRequest, share: SharedResults) -> HttpResponse:
    answer = HttpResponseRedirect(request.get_full_path())
    answer.status_code = HTTPStatus.SEE_OTHER
    answer.set_cookie(
        COOKIE,
        pass_of(share),
        path=request.path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def _locked(share: SharedResults, language: str, error: str, status: HTTPStatus) -> HttpResponse:
    context = frame_of(share, language) | {"field": FIELD, "error": error}
    return _page("analytics/shared/password.html", context, status=status)


def _gone(request: HttpRequest, share: SharedResults | None) -> HttpResponse:
    """404 for a link that nobody gave out or that was revoked, 410 for one whose time is over."""
    language = language_of(request, share)
    context = frame_of(None, language) | {"is_over": share is not None}
    status = HTTPStatus.GONE if share else HTTPStatus.NOT_FOUND
    return _page("analytics/shared/gone.html", context, status=status)


def _page(name: str, context: Frame, *, status: int = HTTPStatus.OK) -> HttpResponse:
    with override(interface_language(str(context["language"]))):
        return HttpResponse(get_template(name).render(context), status=status)


def _tagged(answer: HttpResponseBase, tag: str) -> HttpResponseBase:
    answer.headers["ETag"] = tag
    return answer
