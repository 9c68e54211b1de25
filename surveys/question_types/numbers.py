"""Reading numbers that people type: any decimal digits, either decimal sign, and no guessing."""

import math
import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.exceptions import AnswerInvalid

LARGEST = 1_000_000_000_000_000
_MAXIMUM_TYPED = 40
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SIGNS = str.maketrans({"٫": ".", "٬": ",", "−": "-", "–": "-"})


def number_answer(raw: object, *, decimals: int) -> int | float | None:
    """Return the number that ``raw`` is, with at most ``decimals`` places; an ``int`` whenever it is whole.

    Texts may use any script's digits, a point or a comma for decimals, and spaces between thousands. A point
    or comma before groups of three is read as thousands when no decimals are allowed, and refused as
    ambiguous when it could be either. ``None`` for nothing. Raises ``AnswerInvalid`` (``not_a_number``,
    ``too_many_decimals``, ``ambiguous_number``, ``out_of_range``).
    """
    number = _exact(raw, decimals=decimals)
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


def number_words(value: int | float) -> str:
    """The number as people of the active language write it, decimals with their sign, no thousands marked."""
    return str(number_format(value, use_l10n=True, force_grouping=False))


def _exact(raw: object, *, decimals: int) -> Decimal | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _not_a_number()
    if isinstance(raw, str):
        return _typed(raw, decimals=decimals)
    if isinstance(raw, float):
        if not math.isfinite(raw):
            raise _not_a_number()
        return Decimal(repr(raw))
    return Decimal(max(min(raw, LARGEST + 1), -LARGEST - 1))


def _typed(raw: str, *, decimals: int) -> Decimal | None:
    if len(raw) > _MAXIMUM_TYPED:
        raise _not_a_number()
    typed = _SPACES.sub("", _ascii_digits(raw)).translate(_SIGNS)
    if not typed:
        return None
    grouped = _GROUPED.fullmatch(typed)
    if grouped and decimals == 0:
        typed = typed.replace(".", "").replace(",", "")
    elif grouped and (grouped[1] == "," or typed.count(".") > 1):
        raise AnswerInvalid(
            _("Please write thousands without a separator, and decimals with a point."), "ambiguous_number"
        )
    if not _PLAIN.fullmatch(typed):
        raise _not_a_number()
    return Decimal(typed.replace(",", "."))


def _ascii_digits(text: str) -> str:
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
