"""What stands around shared results: the organisation, the title, the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from analytics.models import SharedResults
from analytics.results import Layout
from analytics.results.versions import read_layout
from analytics.sharing.tokens import token_of
from responses.languages import offered_language, spoken_language
from surveys.languages import direction, is_known_language, language_name
from surveys.models import Survey
from surveys.queries import published_definition
from surveys.texts import localised
from tenants.brand_links import brand_css_url, logo_url
from tenants.scope import organisation

EVERY = 5_000
"""Milliseconds between two looks of an open page: figures come in steps, and there may be many readers."""


def language_of(request: HttpRequest, share: SharedResults | None) -> str:
    """The language that somebody reads: the link's, else that of theirs which the survey has."""
    if share is None:
        return get_language_from_request(request)
    if share.language:
        return share.language
    offered = _languages(read_layout(share.survey_id))
    wanted = offered_language(request.GET.get("lang", "")[:40], offered)
    accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    return wanted or spoken_language(accepted, offered) or offered[0]


def language_told(request: HttpRequest, share: SharedResults) -> str:
    """The language that the address of a piece of the page says, without looking at the survey."""
    told = request.GET.get("lang", "")[:40]
    return share.language or (told if is_known_language(told) else settings.LANGUAGE_CODE)


def frame_of(share: SharedResults | None, language: str) -> dict[str, Any]:
    """What every page of shared results needs; of a link that isn't there, only whose it would be."""
    scope = organisation()
    frame = {
        "language": language,
        "direction": direction(language),
        "organisation_name": scope.name,
        "organisation_logo_url": logo_url(scope),
        "organisation_css_url": brand_css_url(scope),
    }
    return frame if share is None else frame | _of_share(share, language)


def title_of(share: SharedResults, language: str) -> str:
    """The link's own title, else the survey's in a language."""
    return share.title or survey_title(share.survey, language)


def survey_title(survey: Survey, language: str) -> str:
    """The title that respondents read."""
    definition = published_definition(survey)
    if definition is None:
        return survey.title
    return localised(definition.title, language, definition.base_language) or survey.title


def _of_share(share: SharedResults, language: str) -> dict[str, Any]:
    offered = () if share.language else _languages(read_layout(share.survey_id))
    return {
        "title": title_of(share, language),
        "words": share.words,
        "token": token_of(share),
        "every": EVERY,
        "smallest": share.smallest,
        "languages": [
            {"code": code, "name": language_name(code), "url": f"?lang={code}", "current": code == language}
            for code in offered
        ],
    }


def _languages(layout: Layout) -> tuple[str, ...]:
    """The survey's languages, the one that it falls back to first."""
    known = dict.fromkeys((layout.base_language or settings.LANGUAGE_CODE, *layout.languages))
    return tuple(known)
