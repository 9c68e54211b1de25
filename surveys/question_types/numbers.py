"""Reading numbers that people type: any decimal digits, either decimal sign, and no guessing."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from surveys.exceptions import AnswerInvalid

LARGEST = 1_000_000_000_000_000
_MAXIMUM_TYPED = 40
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)")
_BOTH = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+\.|(?:\.\d{3})+,)\d+")
_SIGNS = str.maketrans({"٫": ".", "٬": ",", "−": "-", "–": "-"})


def number_answer(raw: object, *, decimals: int, language: str | None = None) -> int | float | None:
    """Return the number that ``raw`` is, with at most ``decimals`` places; an ``int`` whenever it is whole.

    Texts may use any script's digits, a point or a comma for decimals, the other one or spaces between
    thousands. A point or comma before groups of three is read as thousands when no decimals are allowed, else
    as people who write ``language`` mean it, and refused as ambiguous where no language is told and it could
    be either; after a zero it is never thousands. ``None`` for nothing. Raises ``AnswerInvalid``
    (``not_a_number``, ``too_many_decimals``, ``ambiguous_number``, ``out_of_range``).
    """
    number = _exact(raw, decimals=decimals, language=language)
    if number is None:
        return None
    if abs(number) > LARGEST:
        raise AnswerInvalid(_("This number is too large."), "out_of_range")
    if number != round(number, decimals):
        raise _too_many_decimals(decimals)
    return int(number) if number == int(number) else float(number)


def whole_answer(raw: object) -> int | None:
    """Return the whole number that ``raw`` is; ``None`` for nothing. Raises as ``number_answer`` does."""
    number = number_answer(raw, decimals=0)
    return None if number is None else int(number)


def number_words(value: int | float, *, grouped: bool = False) -> str:
    """The number as people of the active language write it, decimals with their sign, thousands marked where
    they are ``grouped``."""
    if grouped:
        return str(format_decimal(value, "#,##0.######", locale=_locale(get_language() or "en")))
    plain = int(value) if isinstance(value, float) and value.is_integer() else value
    return str(number_format(plain, use_l10n=True, force_grouping=False))


def _exact(raw: object, *, decimals: int, language: str | None) -> Decimal | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _not_a_number()
    if isinstance(raw, str):
        return _typed(raw, decimals=decimals, language=language)
    if isinstance(raw, float):
        if not math.isfinite(raw):
            raise _not_a_number()
        return Decimal(repr(raw))
    return Decimal(max(min(raw, LARGEST + 1), -LARGEST - 1))


def _typed(raw: str, *, decimals: int, language: str | None) -> Decimal | None:
    if len(raw) > _MAXIMUM_TYPED:
        raise _not_a_number()
    typed = _SPACES.sub("", ascii_digits(raw)).translate(_SIGNS)
    if not typed:
        return None
    if _BOTH.fullmatch(typed):
        typed = typed.replace("." if typed.rfind(",") > typed.rfind(".") else ",", "")
    elif grouped := _GROUPED.fullmatch(typed):
        typed = _without_groups(typed, grouped[1], decimals=decimals, language=language)
    if not _PLAIN.fullmatch(typed):
        raise _not_a_number()
    return Decimal(typed.replace(",", "."))


def _without_groups(typed: str, sign: str, *, decimals: int, language: str | None) -> str:
    """A number in which ``sign`` stands before groups of three, without it where that means thousands."""
    symbols = _signs_of(language) if language else {}
    if decimals == 0 or (symbols and typed.count(sign) > 1) or symbols.get("group") == sign:
        return typed.replace(sign, "")
    if symbols.get("decimal") != sign and (sign == "," or typed.count(sign) > 1):
        raise AnswerInvalid(
            _("Please write thousands without a separator, and decimals with a point."), "ambiguous_number"
        )
    return typed


def written_language() -> str | None:
    """The active language where it surely is the respondent's; ``None`` for the one others fall back to."""
    language = get_language()
    return None if language == settings.LANGUAGE_CODE else language


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    """The locale of a language of the interface."""
    return Locale.parse("en-GB" if language == "en" else language, sep="-")


def _signs_of(language: str) -> Mapping[str, str]:
    """How a language marks decimals and groups in numbers of Latin digits."""
    signs: Mapping[str, str] = _locale(language).number_symbols["latn"]
    return signs


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of any script as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _not_a_number() -> AnswerInvalid:
    return AnswerInvalid(_("Please enter a number."), "not_a_number")


def _too_many_decimals(decimals: int) -> AnswerInvalid:
    if decimals == 0:
        return AnswerInvalid(_("Please enter a whole number."), "too_many_decimals")
    message = ngettext(
        "Please use at most %(decimals)d decimal.",
        "Please use at most %(decimals)d decimals.",
        decimals,
    )
    return AnswerInvalid(message % {"decimals": decimals}, "too_many_decimals")
