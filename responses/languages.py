"""Which of a survey's languages a respondent reads."""

from functools import lru_cache

from django.utils.translation.trans_real import parse_accept_lang_header

from surveys.flow import CompiledSurvey
from surveys.languages import script

MOST_LENGTH = 500


def language_for(survey: CompiledSurvey, wanted: str, accept_language: str) -> str:
    """Return the survey's language for who asks for ``wanted``, else for what their browser likes."""
    offered = survey.languages
    found = offered_language(wanted, offered) or spoken_language(accept_language, offered)
    return found or survey.base_language


def offered_language(wanted: str, offered: tuple[str, ...]) -> str | None:
    """Return the survey's language that serves somebody who wants ``wanted``.

    That is the same one whatever its letter case, or its parent (``nl`` for ``nl-BE``).
    """
    by_tag = {tag.lower(): tag for tag in offered}
    wanted = wanted.lower()
    while wanted:
        if wanted in by_tag:
            return by_tag[wanted]
        wanted = wanted.rpartition("-")[0]
    return None


def spoken_language(accept_language: str, offered: tuple[str, ...]) -> str | None:
    """Return the survey's language that a browser likes best, by its ``Accept-Language`` header.

    Where there is none, its kin will do (``pt-BR`` for ``pt``), in the same script if there is one
    (``zh-Hans`` for ``zh-CN``).
    """
    return _spoken(accept_language[:MOST_LENGTH], offered) if accept_language else None


@lru_cache(maxsize=2048)
def _spoken(accept_language: str, offered: tuple[str, ...]) -> str | None:
    for wanted, _weight in parse_accept_lang_header(accept_language):
        if found := offered_language(wanted, offered) or _kin(wanted, offered):
            return found
    return None


def _kin(wanted: str, offered: tuple[str, ...]) -> str | None:
    language = wanted.partition("-")[0]
    kin = [tag for tag in offered if tag.lower().partition("-")[0] == language]
    alike = [tag for tag in kin if script(tag) == script(wanted)]
    return next(iter(alike or kin), None)
