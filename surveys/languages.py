"""The languages a survey can be written in: BCP 47 tags, their names and their direction."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_supported_language_variant

from surveys.exceptions import TextRefused

type Direction = Literal["ltr", "rtl"]

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[A-Z][a-z]{3}))?(?:-(?P<region>[A-Z]{2}|[0-9]{3}))?"
)
_SCRIPT = len("Hans")
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})


@lru_cache(maxsize=1024)
def is_known_language(tag: str) -> bool:
    """Whether ``tag`` is a canonical BCP 47 tag (``nl``, ``pt-BR``, ``zh-Hans``) of a language CLDR knows."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return False
    names = Locale("en")
    return (
        match["language"] in names.languages
        and (match["script"] is None or match["script"] in names.scripts)
        and (match["region"] is None or match["region"] in names.territories)
    )


def checked_language(tag: str) -> str:
    """Return ``tag``; raise ``TextRefused`` (``language_unknown``) when it isn't a known language."""
    if not is_known_language(tag):
        raise TextRefused("language_unknown", language=tag[:40])
    return tag


@lru_cache(maxsize=1024)
def direction(tag: str) -> Direction:
    """How the language is written: ``"rtl"`` for Arabic, Hebrew, Persian and their like."""
    match = _TAG.fullmatch(tag)
    if match is not None and match["script"]:
        return "rtl" if match["script"] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    locale = _locale(tag)
    return "rtl" if locale is not None and locale.text_direction == "rtl" else "ltr"


@lru_cache(maxsize=1024)
def script(tag: str) -> str:
    """The script that CLDR takes the language to be written in (``Hant`` for ``zh-TW``); ``""`` if unsaid."""
    locale = _locale(tag)
    return (locale.script if locale else None) or ""


@lru_cache(maxsize=1024)
def language_name(tag: str, *, in_language: str | None = None) -> str:
    """The language's name, in itself (``Nederlands``) or in ``in_language`` (``Dutch``); else the tag."""
    locale = _locale(tag)
    if locale is None:
        return str(Locale("en").languages.get(tag.partition("-")[0], tag))
    if in_language:
        return locale.get_display_name(_locale(in_language)) or tag
    name = locale.get_display_name() or tag
    return name[:1].upper() + name[1:]  # it stands alone, in lists


@lru_cache(maxsize=1024)
def interface_language(tag: str) -> str:
    """The language of buttons and messages for a reader of ``tag``: its own where Canvass speaks it."""
    try:
        return get_supported_language_variant(tag.lower())
    except LookupError:
        return settings.LANGUAGE_CODE


@lru_cache(maxsize=1024)
def is_spoken(tag: str) -> bool:
    """Whether Canvass itself speaks the language, in the script that it is written in."""
    try:
        spoken = get_supported_language_variant(checked_language(tag).lower())
    except (LookupError, TextRefused):
        return False
    return script(tag) == script(_canonical(spoken))


@cache
def interface_languages() -> Mapping[str, str]:
    """The languages that Canvass speaks: Django's code of each (``zh-hans``) by its tag (``zh-Hans``)."""
    return {_canonical(code): code for code, _name in settings.LANGUAGES}


def _canonical(code: str) -> str:
    language, *rest = code.split("-")
    return "-".join((language, *(part.title() if len(part) == _SCRIPT else part.upper() for part in rest)))


@lru_cache(maxsize=1024)
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
