"""Masks: the form of a text such as a postal code, with what it may hold at each place.

``9`` stands for a digit, ``A`` for a letter, ``*`` for either; everything else stands for itself.
"""

import re
from collections.abc import Iterator
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.question_types.numbers import ascii_digits

MAXIMUM_LENGTH = 60
_FORM = re.compile(r"[9A* ./:+()#-]*")
_SEPARATORS = re.compile(r"[\s./:+()#-]")
_SHOWN = str.maketrans({"9": "0", "*": "X"})


def _checked_mask(text: str) -> str:
    mask = text.strip().upper()
    if len(mask) > MAXIMUM_LENGTH or not _FORM.fullmatch(mask) or (mask and not set(mask) & set("9A*")):
        raise PydanticCustomError("not_a_mask", "not a mask")
    return mask


type Mask = Annotated[str, AfterValidator(_checked_mask)]


def masked(text: str, mask: str) -> str:
    """Return ``text`` in the form of ``mask``, its letters as capitals, separators put where they belong.

    Raises ``AnswerInvalid`` (``wrong_form``).
    """
    signs = iter(_SEPARATORS.sub("", ascii_digits(text)).upper())
    filled = [_filled(place, signs) if place in "9A*" else place for place in mask]
    if None in filled or next(signs, None) is not None:
        message = _("Please write this in the form %(example)s.") % {"example": mask_example(mask)}
        raise AnswerInvalid(message, "wrong_form")
    return "".join(sign or "" for sign in filled)


def mask_example(mask: str) -> str:
    """What a text of this form looks like: ``0000 AA``."""
    return mask.translate(_SHOWN)


def _filled(place: str, signs: Iterator[str]) -> str | None:
    sign = next(signs, "")
    fits = {"9": sign.isdigit(), "A": sign.isalpha(), "*": sign.isalnum()}[place]
    return sign if fits else None


def random_masked(random: Random, mask: str) -> str:
    """A text of this form."""
    digits, letters = "0123456789", "ABCDEFGHKLMNPRSTVX"
    drawn = {"9": digits, "A": letters, "*": digits + letters}
    return "".join(random.choice(drawn.get(place, place)) for place in mask)
