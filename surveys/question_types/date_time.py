"""Date and time: a day of the calendar and a time on it, as the clock on the wall shows it."""

import datetime
from random import Random

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import QuestionType
from surveys.question_types.date import DayLimitSettings, random_day
from surveys.question_types.days import MAXIMUM_TYPED, check_limits, day_of, day_words, fixed_day, limits_rule
from surveys.question_types.elements import Element
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.times import time_of, time_words

_PARTS = 2


def moment_of(text: str) -> datetime.datetime | None:
    """The moment written ``YYYY-MM-DDTHH:MM``, or with a space, without a zone; ``None`` for all else."""
    parts = text.replace("T", " ", 1).split(maxsplit=1)
    day = day_of(parts[0]) if len(parts) == _PARTS else None
    time = time_of(parts[1]) if len(parts) == _PARTS else None
    return datetime.datetime.combine(day, time) if day and time else None


class DateTimeSettings(DayLimitSettings):
    """Settings of a date and time: the days that are possible."""


@register
class DateTime(QuestionType[DateTimeSettings]):
    """A day and a time, ``YYYY-MM-DDTHH:MM``, without a zone; expressions read it in the active one."""

    key = "datetime"
    label = gettext_lazy("Date and time")
    description = gettext_lazy("A day and a time on it.")
    synonyms = gettext_lazy("appointment moment timestamp when calendar")
    icon = "calendar-clock"
    group = "time"
    place = 3
    template = "datetime.html"
    summary_kind = "datetime"
    column_kind = "datetime"
    operators = operators.DATE
    settings_model = DateTimeSettings

    def clean(self, element: Element[DateTimeSettings], raw: object) -> str | None:
        value = text_answer(raw, maximum=MAXIMUM_TYPED)
        if value is None:
            return None
        moment = moment_of(value)
        if moment is None:
            raise AnswerInvalid(
                _("Please enter a date that exists and a time, as 2026-03-31 14:30."), "not_a_moment"
            )
        check_limits(moment.date().isoformat(), element.settings.minimum, element.settings.maximum)
        return moment.isoformat(timespec="minutes")

    def fact(self, element: Element[DateTimeSettings], value: AnswerValue) -> object:
        moment = moment_of(str(value))
        return moment and moment.replace(tzinfo=timezone.get_current_timezone())

    def from_fact(self, element: Element[DateTimeSettings], fact: object) -> object:
        if not isinstance(fact, datetime.datetime):
            return super().from_fact(element, fact)
        local = fact.astimezone(timezone.get_current_timezone()) if fact.tzinfo else fact
        return local.replace(tzinfo=None).isoformat(timespec="minutes")

    def score(self, element: Element[DateTimeSettings], value: AnswerValue) -> None:
        """A moment counts nothing."""

    def rule(self, element: Element[DateTimeSettings]) -> str:
        return limits_rule(element.settings.minimum, element.settings.maximum)

    def input_context(self, element: Element[DateTimeSettings], shown: Shown) -> dict[str, object]:
        first, last = fixed_day(element.settings.minimum), fixed_day(element.settings.maximum)
        return super().input_context(element, shown) | {
            "minimum": f"{first}T00:00" if first else "",
            "maximum": f"{last or '9999-12-31'}T23:59",
        }

    def display(
        self,
        element: Element[DateTimeSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        moment = moment_of(value) if isinstance(value, str) else None
        if moment is None:
            return ""
        with override(interface_language(language)):
            return f"{day_words(moment.date().isoformat())}, {time_words(f'{moment:%H:%M}')}"

    def sample_settings(self) -> dict[str, object]:
        return {"minimum": "2020-01-01", "maximum": "2030-12-31"}

    def sample_answers(self, element: Element[DateTimeSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                *(("2024-02-29T09:30", "2024-02-29T09:30"), (" 2024-02-29 9:30 pm", "2024-02-29T21:30")),
                *(("2030-12-31T23:59:59", "2030-12-31T23:59"), ("", None), (None, None)),
            ),
            invalid=(
                *(("2023-02-29T10:00", "not_a_moment"), ("2024-02-29", "not_a_moment")),
                *(("10:00", "not_a_moment"), ("2024-02-29T24:00", "not_a_moment")),
                *(("2024-02-29T10:00+01:00", "not_a_moment"), ("10000-01-01T00:00", "not_a_moment")),
                *(("2019-12-31T23:59", "too_early"), ("2031-01-01T00:00", "too_late")),
                *((20240229, "wrong_type"), (["2024-02-29T09:30"], "wrong_type"), ("2024\x00", "null_byte")),
            ),
        )

    def random_answer(self, element: Element[DateTimeSettings], random: Random) -> AnswerValue:
        day = random_day(random, element.settings.minimum, element.settings.maximum)
        return f"{day}T{random.randint(7, 21):02}:{random.randrange(0, 60, 5):02}"
