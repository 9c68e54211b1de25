"""Numbers as people write them in the active language."""

import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from analytics.results import Count
from analytics.results.statistics import rounded
from surveys.texts import localised

NONE = "–"
"""What stands where there is no figure."""
_SPACE = "\u00a0"
_MINUS = "\u2212"


@lru_cache(maxsize=64)
def _locale_of(tag: str) -> Locale:
    try:
        return Locale.parse("en-GB" if tag == "en" else tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def locale() -> Locale:
    """The locale of the active language, British English by default."""
    return _locale_of(get_language() or "en")


@lru_cache(maxsize=8192)
def _number(value: float, pattern: str | None, tag: str) -> str:
    """A number in a language; pages hold many that are equal."""
    return str(format_decimal(value, pattern, locale=_locale_of(tag)))


@lru_cache(maxsize=8192)
def _percentage(value: float, tag: str) -> str:
    written = f"{_number(value, '#,##0.0', tag)}{_SPACE}%"
    return f"\u2066{written}\u2069" if _is_mirrored(tag) else written


@lru_cache(maxsize=64)
def _is_mirrored(tag: str) -> bool:
    return tag.partition("-")[0] in settings.LANGUAGES_BIDI


def is_mirrored() -> bool:
    """Whether the active language is read from right to left."""
    return _is_mirrored(get_language() or "en")


def whole(number: int) -> str:
    """1,284"""
    return _number(number, None, get_language() or "en")


def percentage(value: float | None) -> str:
    """86.4 %, always with one decimal, half away from zero."""
    return NONE if value is None else _percentage(rounded(value), get_language() or "en")


def signed(value: float) -> str:
    """+31, −4 or 0: a score without decimals, half away from zero."""
    points = int(rounded(value, 0))
    sign = "" if points == 0 else "+" if points > 0 else _MINUS
    return _isolated(f"{sign}{abs(points)}")


def _isolated(figure: str) -> str:
    """The figure so marked that text from right to left leaves its sign on its side."""
    return f"\u2066{figure}\u2069" if is_mirrored() else figure


def apart(words: str) -> str:
    """Words of another direction, so marked that they keep their order in a sentence from right to left."""
    return f"\u2068{words}\u2069" if is_mirrored() else words


def decimal(value: float | None, digits: int = 2) -> str:
    """3.49; with so many decimals, half away from zero, trailing zeros left out."""
    if value is None:
        return NONE
    written = _number(rounded(value, digits), "#,##0." + "#" * digits, get_language() or "en")
    return _isolated(written.replace("-", _MINUS, 1)) if written.startswith("-") else written


def fixed(value: float | None, digits: int = 2) -> str:
    """8.00; always with so many decimals, for columns of figures."""
    if value is None:
        return NONE
    written = _number(rounded(value, digits), "#,##0." + "0" * digits, get_language() or "en")
    return _isolated(written.replace("-", _MINUS, 1)) if written.startswith("-") else written


def duration(seconds: float | None) -> str:
    """3 min 12 s; from an hour on 2 h 5 min"""
    if seconds is None:
        return NONE
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        hours, minutes = divmod(round(seconds / 60), 60)
        return _("%(hours)s\u00a0h %(minutes)s\u00a0min") % {"hours": whole(hours), "minutes": minutes}
    if minutes:
        return _("%(minutes)s\u00a0min %(seconds)s\u00a0s") % {"minutes": minutes, "seconds": rest}
    return _("%(seconds)s\u00a0s") % {"seconds": rest}


def day(value: datetime.date) -> str:
    """3 March 2026"""
    return str(format_date(value, "long", locale=locale()))


def short_day(value: datetime.date) -> str:
    """3 Mar"""
    return str(format_skeleton("MMMd", value, locale=locale()))


def time(value: datetime.time) -> str:
    """14:30"""
    return str(format_time(value, "short", locale=locale()))


def period(start: datetime.date, unit: str) -> str:
    """The name of the day, week, month, year or decade that begins on ``start``."""
    if unit in ("year", "decade"):
        years = str(start.year)
        return _("%(year)ss") % {"year": years} if unit == "decade" else years
    if unit == "month":
        return str(format_skeleton("yMMM", start, locale=locale()))
    if unit == "week":
        return _("Week of %(day)s") % {"day": format_skeleton("yMMMd", start, locale=locale())}
    return str(format_skeleton("yMMMd", start, locale=locale()))


def count_label(count: Count, language: str, base_language: str) -> str:
    """The words of a counted value, its code where it has none; a scale's points show both."""
    words = localised(count.label, language, base_language)
    if isinstance(count.value, int):
        return f"{count.code} · {words}" if words else count.code
    return words or count.code
