"""The public address of a survey as a link: from the organisation's stored host, never the request's."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from surveys.models import Survey
from tenants.queries import organisation_url
from tenants.scope import organisation


def public_link(survey: Survey, language: str | None = None) -> str:
    """The address to give to respondents, on request with the language it opens in."""
    path = reverse("responses:page", args=[survey.slug])
    query = f"?{urlencode({'lang': language})}" if language else ""
    return organisation_url(organisation(), path + query)


def embedded_link(survey: Survey) -> str:
    """The address that other sites' pages put into a frame."""
    return f"{public_link(survey)}embed/"


def kiosk_link(survey: Survey) -> str:
    """The address to open on a device that many people use."""
    return f"{public_link(survey)}kiosk/"


def frame_code(survey: Survey) -> str:
    """The HTML that shows the survey within a page, as tall as it is."""
    return _to_paste(
        '<iframe src="{}" title="{}" data-canvass style="width:100%;height:40rem;border:0"></iframe>\n'
        '<script src="{}" defer></script>',
        embedded_link(survey),
        survey.title,
        _script(),
    )


def popup_code(survey: Survey, words: str) -> str:
    """The HTML of a link that opens the survey above a page, or without the script by itself."""
    return _to_paste(
        '<a href="{}" target="_blank" data-canvass-popup>{}</a>\n<script src="{}" defer></script>',
        embedded_link(survey),
        words,
        _script(),
    )


def _to_paste(code: str, *values: str) -> str:
    """HTML as text: pages that show it have to escape it, so it isn't marked as safe."""
    return "".join([format_html(code, *values), ""])


def _script() -> str:
    return organisation_url(organisation(), "/static/js/embed.js")
