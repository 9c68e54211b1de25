"""Days of the calendar and limits on them, fixed or counted from today."""

import datetime
import re
from typing import Annotated

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.question_types.answers import text_answer
from surveys.question_types.elements import Words

MAXIMUM_TYPED = 40
LIMIT_HELP: Words = gettext_lazy(
    "A day such as 2026-03-31, or one counted from the day of answering: today+7."
)

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RELATIVE = re.compile(r"today(?:([+-])([0-9]{1,5}))?")
_SPACES = re.compile(r"\s")


def day_of(text: str) -> datetime.date | None:
    """The day written ``YYYY-MM-DD``; ``None`` for anything else."""
    if not _FORM.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def day_answer(raw: object) -> str | None:
    """Return the day that ``raw`` is, as ``YYYY-MM-DD``; ``None`` for nothing.

    Raises ``AnswerInvalid`` (``not_a_date`` and those of ``text_answer``).
    """
    value = text_answer(raw, maximum=MAXIMUM_TYPED)
    if value is None or day_of(value) is not None:
        return value
    raise AnswerInvalid(_("Please enter a date that exists, as year-month-day: 2026-03-31."), "not_a_date")


def _checked_limit(text: str) -> str:
    limit = _SPACES.sub("", text).lower()
    if day_of(limit) is None and not _RELATIVE.fullmatch(limit):
        raise PydanticCustomError("not_a_date", "not a date")
    return limit


type DayLimit = Annotated[str, AfterValidator(_checked_limit)]
"""``YYYY-MM-DD``, or ``today``, ``today+7``, ``today-30``: counted from the day of answering."""


def days_from_today(limit: str | None) -> int | None:
    """How many days from today a limit lies; ``None`` for a fixed day and for no limit."""
    found = _RELATIVE.fullmatch(limit or "")
    return int(f"{found[1] or ''}{found[2] or 0}") if found else None


def check_order(minimum: str | None, maximum: str | None) -> None:
    """Refuse limits that no day can keep; a fixed and a relative one can't be compared for good."""
    if minimum is None or maximum is None:
        return
    low, high = days_from_today(minimum), days_from_today(maximum)
    both_fixed = low is None and high is None and minimum > maximum
    if both_fixed or (low is not None and high is not None and low > high):
        raise PydanticCustomError("range_reversed", "the minimum is above the maximum")


def limit_day(limit: str | None) -> str | None:
    """The day that a limit means today."""
    days = days_from_today(limit)
    return limit if days is None else (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def fixed_day(limit: str | None) -> str:
    """The limit as an attribute of a date input, ``""`` where it moves: pages may be kept for days."""
    return limit if limit is not None and days_from_today(limit) is None else ""


def check_limits(day: str, minimum: str | None, maximum: str | None) -> None:
    """Raise ``AnswerInvalid`` (``too_early``, ``too_late``) for a day outside the limits."""
    first, last = limit_day(minimum), limit_day(maximum)
    if first is not None and day < first:
        raise AnswerInvalid(_("Please choose %(day)s or later.") % {"day": day_words(first)}, "too_early")
    if last is not None and day > last:
        raise AnswerInvalid(_("Please choose %(day)s or earlier.") % {"day": day_words(last)}, "too_late")


def limits_rule(minimum: str | None, maximum: str | None) -> str:
    """The limits that a date input can't show, in words; ``""`` for none."""
    first, last = days_from_today(minimum), days_from_today(maximum)
    rules = [
        _("Today or later.") if first == 0 else "",
        _("Not before %(day)s.") % {"day": _counted(first)} if first else "",
        _("Today or earlier.") if last == 0 else "",
        _("Not after %(day)s.") % {"day": _counted(last)} if last else "",
    ]
    return " ".join(rule for rule in rules if rule)


def day_words(value: str) -> str:
    """A day as people of the active language write it; what is no day as it is."""
    day = day_of(value)
    return value if day is None else date_format(day, "DATE_FORMAT")


def _counted(days: int) -> str:
    number = abs(days)
    if days > 0:
        words = ngettext("%(number)d day from today", "%(number)d days from today", number)
    else:
        words = ngettext("%(number)d day ago", "%(number)d days ago", number)
    return words % {"number": number}
