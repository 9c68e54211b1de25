"""Date: a day of the calendar."""

import datetime
from random import Random
from typing import Annotated

from django.utils.translation import gettext_lazy, override
from pydantic import model_validator

from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.days import (
    LIMIT_HELP,
    DayLimit,
    check_limits,
    check_order,
    day_answer,
    day_of,
    day_words,
    fixed_day,
    limit_day,
    limits_rule,
)
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown

_FIRST_DRAWN, _LAST_DRAWN = datetime.date(2015, 1, 1), datetime.date(2025, 12, 31)


class DayLimitSettings(TypeSettings):
    """The days that are possible, first and last."""

    minimum: Annotated[DayLimit | None, Panel(gettext_lazy("Earliest day"), help=LIMIT_HELP, kind="code")] = (
        None
    )
    maximum: Annotated[DayLimit | None, Panel(gettext_lazy("Latest day"), help=LIMIT_HELP, kind="code")] = (
        None
    )

    @model_validator(mode="after")
    def _limits_in_order(self) -> "DayLimitSettings":
        check_order(self.minimum, self.maximum)
        return self


class DateSettings(DayLimitSettings):
    """Settings of a date."""


@register
class Date(QuestionType[DateSettings]):
    """A day, stored as ``YYYY-MM-DD``."""

    key = "date"
    label = gettext_lazy("Date")
    description = gettext_lazy("A day of the calendar.")
    synonyms = gettext_lazy("day calendar birthday when")
    icon = "calendar"
    group = "time"
    place = 1
    template = "date.html"
    summary_kind = "date"
    column_kind = "date"
    operators = operators.DATE
    settings_model = DateSettings

    def clean(self, element: Element[DateSettings], raw: object) -> str | None:
        value = day_answer(raw)
        if value is not None:
            check_limits(value, element.settings.minimum, element.settings.maximum)
        return value

    def fact(self, element: Element[DateSettings], value: AnswerValue) -> object:
        return day_of(str(value))

    def score(self, element: Element[DateSettings], value: AnswerValue) -> None:
        """A day counts nothing."""

    def rule(self, element: Element[DateSettings]) -> str:
        return limits_rule(element.settings.minimum, element.settings.maximum)

    def input_context(self, element: Element[DateSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        limits = {"minimum": fixed_day(settings.minimum), "maximum": fixed_day(settings.maximum)}
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
            return day_words(value)

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
        return random_day(random, element.settings.minimum, element.settings.maximum)


def random_day(random: Random, minimum: str | None, maximum: str | None) -> str:
    """A day within the limits, from the last ten years where there are none."""
    lowest, highest = day_of(limit_day(minimum) or ""), day_of(limit_day(maximum) or "")
    low = lowest or min(_FIRST_DRAWN, highest or _FIRST_DRAWN)
    high = highest or max(_LAST_DRAWN, low)
    return (low + datetime.timedelta(days=random.randint(0, max(0, (high - low).days)))).isoformat()
