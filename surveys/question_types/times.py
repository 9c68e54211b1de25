"""Times of day: reading what people type, limits, words."""

import datetime
import re
from typing import Annotated

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.question_types.answers import text_answer
from surveys.question_types.numbers import ascii_digits

_MAXIMUM_TYPED = 40
_TYPED = re.compile(
    r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?(?::[0-9]{2}(?:\.[0-9]{1,6})?)?\s*(?:([ap])\.?m\.?)?", re.I
)
_NOON = 12


def time_of(text: str) -> datetime.time | None:
    """The time written ``HH:MM`` or as people type it (``9:30``, ``9.30 pm``); seconds are left out."""
    found = _TYPED.fullmatch(ascii_digits(text.strip()))
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found[3].lower() == "p" else 0)
    try:
        return datetime.time(hour, minute)
    except ValueError:
        return None


def time_answer(raw: object) -> str | None:
    """Return the time that ``raw`` is, as ``HH:MM``; ``None`` for nothing.

    Raises ``AnswerInvalid`` (``not_a_time`` and those of ``text_answer``).
    """
    value = text_answer(raw, maximum=_MAXIMUM_TYPED)
    if value is None:
        return None
    time = time_of(value)
    if time is None:
        raise AnswerInvalid(_("Please enter a time of day, as hours and minutes: 14:30."), "not_a_time")
    return f"{time:%H:%M}"


def time_words(value: str) -> str:
    """A time as people of the active language write it; what is no time as it is."""
    time = time_of(value)
    return value if time is None else time_format(time, "TIME_FORMAT")


def minutes_of(value: str) -> int:
    """The minutes since midnight of ``HH:MM``."""
    return int(value[:2]) * 60 + int(value[3:])


def _checked_time(text: str) -> str:
    time = time_of(text)
    if time is None:
        raise PydanticCustomError("not_a_time", "not a time of day")
    return f"{time:%H:%M}"


type TimeOfDay = Annotated[str, AfterValidator(_checked_time)]
