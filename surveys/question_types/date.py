"""Date: a day of the calendar."""

import datetime
import re
from random import Random
from typing import Annotated

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import AnswerValue, QuestionType, SampleAnswers, Shown
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.registry import register

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAXIMUM_TYPED = 40
_FIRST_DRAWN, _LAST_DRAWN = datetime.date(2015, 1, 1), datetime.date(2025, 12, 31)


def _day(text: str) -> datetime.date | None:
    if not _FORM.fullmatch(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _checked_day(text: str) -> str:
    if _day(text) is None:
        raise PydanticCustomError("not_a_date", "not a date")
    return text


type Day = Annotated[str, AfterValidator(_checked_day)]


class DateSettings(TypeSettings):
    """Settings of a date; days as ``YYYY-MM-DD``."""

    minimum: Annotated[Day | None, Panel(gettext_lazy("Earliest day"), kind="date")] = None
    maximum: Annotated[Day | None, Panel(gettext_lazy("Latest day"), kind="date")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "DateSettings":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise PydanticCustomError("range_reversed", "the minimum is above the maximum")
        return self


@register
class Date(QuestionType[DateSettings]):
    """A day, stored as ``YYYY-MM-DD``."""

    key = "date"
    label = gettext_lazy("Date")
    description = gettext_lazy("A day of the calendar.")
    icon = "calendar"
    group = "text"
    place = 5
    template = "date.html"
    summary_kind = "date"
    column_kind = "date"
    operators = operators.DATE
    settings_model = DateSettings

    def clean(self, element: Element[DateSettings], raw: object) -> str | None:
        value = text_answer(raw, maximum=_MAXIMUM_TYPED)
        if value is None:
            return None
        settings = element.settings
        if _day(value) is None:
            raise AnswerInvalid(
                _("Please enter a date that exists, as year-month-day: 2026-03-31."), "not_a_date"
            )
        if settings.minimum is not None and value < settings.minimum:
            raise AnswerInvalid(
                _("Please choose %(day)s or later.") % {"day": _words(settings.minimum)}, "too_early"
            )
        if settings.maximum is not None and value > settings.maximum:
            raise AnswerInvalid(
                _("Please choose %(day)s or earlier.") % {"day": _words(settings.maximum)}, "too_late"
            )
        return value

    def input_context(self, element: Element[DateSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        limits = {"minimum": settings.minimum or "", "maximum": settings.maximum or ""}
        return super().input_context(element, shown) | limits

    def display(
        self,
        element: Element[DateSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, str):
            return ""
        with override(interface_language(language)):
            return _words(value)

    def sample_settings(self) -> dict[str, object]:
        return {"minimum": "1900-01-01", "maximum": "2030-12-31"}

    def sample_answers(self, element: Element[DateSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=((" 2024-02-29 ", "2024-02-29"), ("", None), (None, None)),
            invalid=(
                *(("2023-02-29", "not_a_date"), ("0000-01-01", "not_a_date"), ("10000-01-01", "not_a_date")),
                *(("20240229", "not_a_date"), ("2024-W09-4", "not_a_date"), ("29/02/2024", "not_a_date")),
                *(("1899-12-31", "too_early"), ("2031-01-01", "too_late"), (20240229, "wrong_type")),
                *((["2024-02-29"], "wrong_type"), ("2024-02-\x00", "null_byte")),
            ),
        )

    def random_answer(self, element: Element[DateSettings], random: Random) -> AnswerValue:
        low = _day(element.settings.minimum or "") or min(
            _FIRST_DRAWN, _day(element.settings.maximum or "") or _FIRST_DRAWN
        )
        high = _day(element.settings.maximum or "") or max(_LAST_DRAWN, low)
        return (low + datetime.timedelta(days=random.randint(0, (high - low).days))).isoformat()


def _words(value: str) -> str:
    day = _day(value)
    return value if day is None else date_format(day, "DATE_FORMAT")
