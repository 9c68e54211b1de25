"""What stands around shared results: the organisation, the title, the languages."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from analytics.models import SharedResults
from analytics.results.versions import read_layout
from analytics.sharing.tokens import token_of
from responses.languages import offered_language, spoken_language
from surveys.languages import direction, is_known_language, language_name
from surveys.models import Survey
from surveys.queries import published_definition
from surveys.texts import localised
from tenants.brand_links import brand_css_url, logo_url
from tenants.scope import organisation, schema

EVERY = 5_000
"""Milliseconds between two looks of an open page: figures come in steps, and there may be many readers."""
MOST_KNOWN = 500


class _About(NamedTuple):
    """What readers are told of a survey; the language that it falls back to comes first."""

    title: Mapping[str, str]
    languages: tuple[str, ...]


_known: OrderedDict[tuple[str, UUID, UUID | None], _About] = OrderedDict()


def language_of(request: HttpRequest, share: SharedResults | None) -> str:
    """The language that somebody reads: the link's, else that of theirs which the survey has."""
    if share is None:
        return get_language_from_request(request)
    if share.language:
        return share.language
    offered = _about(share.survey).languages
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


def _of_share(share: SharedResults, language: str) -> dict[str, Any]:
    about = _about(share.survey)
    offered = () if share.language else about.languages
    return {
        "title": share.title or localised(about.title, language, about.languages[0]) or share.survey.title,
        "words": share.words,
        "token": token_of(share),
        "every": EVERY,
        "smallest": share.smallest,
        "languages": [
            {"code": code, "name": language_name(code), "url": f"?lang={code}", "current": code == language}
            for code in offered
        ],
    }


def _about(survey: Survey) -> _About:
    """The title and languages of a survey, read once for each version in a process."""
    key = (schema(), survey.pk, survey.current_version_id)
    if key not in _known:
        definition, layout = published_definition(survey), read_layout(survey.pk)
        languages = dict.fromkeys((layout.base_language or settings.LANGUAGE_CODE, *layout.languages))
        title = definition.title if definition else {layout.base_language: survey.title}
        _known[key] = _About(title, tuple(languages))
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    return _known[key]
