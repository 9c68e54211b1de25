"""Reading degrees that people type: either decimal sign, a letter for the hemisphere, two in one line."""

import math
import re

from django.utils.translation import gettext as _

from surveys.exceptions import AnswerInvalid

_LONGEST = 60
_LARGEST = 10.0**9
_NUMBER = r"[+\-−]?\d{1,10}(?:[.,]\d{1,15})?"
_ONE = rf"{_NUMBER}\s*°?\s*[NSEWnsew]?"
_PAIR = re.compile(rf"\s*({_ONE})(?:\s*[;/]\s*|,\s+|\s+)({_ONE})\s*")
_CLOSE_PAIR = re.compile(r"\s*([+\-−]?\d{1,10}\.\d{1,15}),([+\-−]?\d{1,10}\.\d{1,15})\s*")
_TYPED = re.compile(rf"({_NUMBER})\s*°?\s*([NSEWnsew]?)")


def coordinate(raw: object) -> float | None:
    """Return the number of degrees, south and west being negative; ``None`` for nothing.

    Raises ``AnswerInvalid`` (``not_a_number``).
    """
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _not_a_number()
    if isinstance(raw, str):
        return _typed(raw)
    if isinstance(raw, float) and not math.isfinite(raw):
        raise _not_a_number()
    return float(max(min(raw, _LARGEST), -_LARGEST))


def split_pair(text: str) -> tuple[str, str] | None:
    """Return the two numbers of a line such as ``52.37, 4.90`` or ``52,37; 4,90``, as typed."""
    if len(text) > _LONGEST:
        return None
    found = _PAIR.fullmatch(text) or _CLOSE_PAIR.fullmatch(text)
    return (found[1].strip(), found[2].strip()) if found else None


def _typed(text: str) -> float | None:
    if len(text) > _LONGEST:
        raise _not_a_number()
    digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text.strip())
    if not digits:
        return None
    found = _TYPED.fullmatch(digits.replace("٫", "."))
    if not found:
        raise _not_a_number()
    value = float(found[1].replace(",", ".").replace("−", "-"))
    return -abs(value) if found[2].upper() in ("S", "W") else value


def _not_a_number() -> AnswerInvalid:
    return AnswerInvalid(_("Please enter degrees as a number, such as 52.37."), "not_a_number")
