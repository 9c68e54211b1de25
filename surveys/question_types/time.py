"""Time: a time of day."""

from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from pydantic import Field

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.times import TimeOfDay, minutes_of, time_answer, time_of, time_words

_DAY = 24 * 60
_RUSH = (8 * 60, 18 * 60)


class TimeSettings(TypeSettings):
    """Settings of a time of day. An earliest time after the latest one means past midnight."""

    minimum: Annotated[TimeOfDay | None, Panel(gettext_lazy("Earliest time"), kind="time")] = None
    maximum: Annotated[TimeOfDay | None, Panel(gettext_lazy("Latest time"), kind="time")] = None
    step: Annotated[
        int,
        Field(ge=1, le=720),
        Panel(gettext_lazy("In steps of minutes"), help=gettext_lazy("15 takes quarters of an hour only.")),
    ] = 1


@register
class Time(QuestionType[TimeSettings]):
    """A time of day, stored as ``HH:MM``."""

    key = "time"
    label = gettext_lazy("Time")
    description = gettext_lazy("A time of day.")
    synonyms = gettext_lazy("hour minute clock when")
    icon = "clock"
    group = "time"
    place = 2
    template = "time.html"
    summary_kind = "time"
    column_kind = "time"
    operators = operators.DATE
    settings_model = TimeSettings

    def clean(self, element: Element[TimeSettings], raw: object) -> str | None:
        value = time_answer(raw)
        if value is not None:
            self._check(element.settings, value)
        return value

    @staticmethod
    def _check(settings: TimeSettings, value: str) -> None:
        first, last = settings.minimum or "00:00", settings.maximum or "23:59"
        inside = first <= value <= last if first <= last else value >= first or value <= last
        if not inside:
            limits = {"first": time_words(first), "last": time_words(last)}
            raise AnswerInvalid(_("Please enter a time from %(first)s to %(last)s.") % limits, "out_of_range")
        if (minutes_of(value) - minutes_of(first)) % _DAY % settings.step:
            message = ngettext(
                "Please enter a time in steps of %(step)d minute.",
                "Please enter a time in steps of %(step)d minutes.",
                settings.step,
            )
            raise AnswerInvalid(message % {"step": settings.step}, "between_steps")

    def fact(self, element: Element[TimeSettings], value: AnswerValue) -> object:
        return time_of(str(value))

    def score(self, element: Element[TimeSettings], value: AnswerValue) -> None:
        """A time counts nothing."""

    def rule(self, element: Element[TimeSettings]) -> str:
        settings = element.settings
        if settings.minimum is None and settings.maximum is None:
            return ""
        first, last = settings.minimum or "00:00", settings.maximum or "23:59"
        return _("From %(minimum)s to %(maximum)s.") % {
            "minimum": time_words(first),
            "maximum": time_words(last),
        }

    def input_context(self, element: Element[TimeSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        return super().input_context(element, shown) | {
            "minimum": settings.minimum or "",
            "maximum": settings.maximum or "",
            "seconds": settings.step * 60,
        }

    def display(
        self,
        element: Element[TimeSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, str):
            return ""
        with override(interface_language(language)):
            return time_words(value)

    def sample_settings(self) -> dict[str, object]:
        return {"minimum": "08:00", "maximum": "18:30", "step": 15}

    def sample_answers(self, element: Element[TimeSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                *(("09:30", "09:30"), (" 9:30 ", "09:30"), ("9.30", "09:30"), ("5:15 PM", "17:15")),
                *(
                    ("12 p.m.", "12:00"),
                    ("10:00:59.5", "10:00"),
                    ("١٠:١٥", "10:15"),
                    ("", None),
                    (None, None),
                ),
            ),
            invalid=(
                *(
                    ("25:00", "not_a_time"),
                    ("12:60", "not_a_time"),
                    ("noon", "not_a_time"),
                    ("9", "not_a_time"),
                ),
                *(("13:00 pm", "not_a_time"), ("0 am", "not_a_time"), ("10:00Z", "not_a_time")),
                *(("07:45", "out_of_range"), ("18:45", "out_of_range"), ("09:20", "between_steps")),
                *((930, "wrong_type"), (["09:30"], "wrong_type"), ("09:\x0030", "null_byte")),
                ("9" * 100_000, "too_long"),
            ),
        )

    def random_answer(self, element: Element[TimeSettings], random: Random) -> AnswerValue:
        settings = element.settings
        first = minutes_of(settings.minimum or "00:00")
        span = (minutes_of(settings.maximum or "23:59") - first) % _DAY
        drawn = random.randint(0, span) if settings.minimum or settings.maximum else random.randint(*_RUSH)
        minutes = (first + drawn - drawn % settings.step) % _DAY
        return f"{minutes // 60:02}:{minutes % 60:02}"
