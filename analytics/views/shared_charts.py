"""Single charts of shared results, in frames of other sites and as pictures."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import get_template
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from analytics.models import SharedResults
from analytics.results.versions import read_layout
from analytics.sharing.keeping import Shown, identity_of, shown_to, wanted_questions
from analytics.showing.cards import Card
from analytics.showing.embeds import is_allowed_at, may_embed
from analytics.showing.links import shared_link
from analytics.showing.pictures import bars_of, picture_of, width_asked
from analytics.showing.reader import Reader
from analytics.showing.shared import cards_of, foot_words
from analytics.views.shared import etag_of, to_readers
from analytics.views.shared_frames import frame_of, language_of
from surveys.languages import direction, interface_language
from tenants.policies import framed_by
from tenants.scope import organisation

THEMES = ("light", "dark")
A_WHILE = "public, max-age=30"


@require_safe
@to_readers
def chart(request: HttpRequest, share: SharedResults, question: str) -> HttpResponseBase:
    """A question's card alone, for frames of the sites that were named; HTMX gets the card, 304 unchanged."""
    language, shown = _asked(request, share)
    is_piece, tag = request.headers.get("HX-Request") == "true", etag_of(share, shown, language)
    unchanged = get_conditional_response(request, etag=tag) if is_piece else None
    answer = unchanged or _framed(request, share, shown, question, language, is_piece=is_piece)
    answer.headers["ETag"] = tag
    patch_vary_headers(answer, ["HX-Request", "Accept-Language"])
    return framed_by(answer, share.sites)


@require_safe
@to_readers
def picture(request: HttpRequest, share: SharedResults, question: str) -> HttpResponseBase:
    """A question's card as a picture, for pages of the sites that were named."""
    language, shown = _asked(request, share)
    if not is_allowed_at(share, request.META.get("HTTP_REFERER", "")):
        return HttpResponse(status=403)
    theme, width = _theme(request) or "light", width_asked(request.GET.get("width", ""))
    tag = f'{etag_of(share, shown, language)[:-1]}.{theme}.{width}.{organisation().brand_stamp}"'
    answer = get_conditional_response(request, etag=tag) or _drawn(
        share, shown, question, language, theme, width
    )
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = A_WHILE
    patch_vary_headers(answer, ["Referer", "Accept-Language"])
    return answer


def _framed(
    request: HttpRequest, share: SharedResults, shown: Shown, question: str, language: str, *, is_piece: bool
) -> HttpResponse:
    with override(interface_language(language)):
        context = frame_of(share, language) | {
            "card": _card(share, shown, question, language),
            "theme": _theme(request),
            "page_url": shared_link(share),
            "foot": foot_words(shown),
            "etag": etag_of(share, shown, language),
            "live_url": f"{request.path}?lang={language}",
        }
        name = "analytics/shared/chart.html#chart" if is_piece else "analytics/shared/chart.html"
        return HttpResponse(get_template(name).render(context))


def _drawn(
    share: SharedResults, shown: Shown, question: str, language: str, theme: str, width: int
) -> HttpResponse:
    scope = organisation()
    with override(interface_language(language)):
        card = _card(share, shown, question, language)
        if not bars_of(card):
            raise Http404
        drawn = picture_of(
            card,
            foot=f"{foot_words(shown)} · {scope.name}",
            width=width,
            theme=theme,
            colour=scope.brand_colour,
            is_rtl=direction(language) == "rtl",
        )
        svg = get_template("analytics/shared/picture.svg").render({"picture": drawn, "language": language})
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


def _asked(request: HttpRequest, share: SharedResults) -> tuple[str, Shown]:
    if not may_embed(share):
        raise Http404
    return language_of(request, share), shown_to(share)


def _card(share: SharedResults, shown: Shown, question: str, language: str) -> Card:
    """The card of a question that the link shows; everything else is 404."""
    layout = read_layout(share.survey_id)
    chosen = [each for each in wanted_questions(share, layout.questions) if identity_of(each) == question]
    for card in cards_of(share, shown, chosen, Reader(language, layout.base_language)):
        return card
    raise Http404


def _theme(request: HttpRequest) -> str:
    """The theme that the address asks for; "" for that of the device."""
    given = request.GET.get("theme", "")
    return given if given in THEMES else ""
