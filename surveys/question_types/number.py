"""Number: whole or with decimals, with a unit."""

from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.base import AnswerValue, QuestionType, SampleAnswers, Shown
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.numbers import LARGEST, number_answer, number_words
from surveys.question_types.registry import register
from surveys.texts import PlainText, localised

type Limit = Annotated[int | float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]


class NumberSettings(TypeSettings):
    """Settings of a number."""

    minimum: Annotated[Limit | None, Panel(gettext_lazy("Smallest number"), kind="number")] = None
    maximum: Annotated[Limit | None, Panel(gettext_lazy("Largest number"), kind="number")] = None
    decimals: Annotated[int, Field(ge=0, le=6), Panel(gettext_lazy("Decimals"))] = 0
    unit: Annotated[
        PlainText, Panel(gettext_lazy("Unit"), help=gettext_lazy("Shown after the number: kg, €, hours."))
    ] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> "NumberSettings":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise PydanticCustomError("range_reversed", "the minimum is above the maximum")
        return self


@register
class Number(QuestionType[NumberSettings]):
    """A number within limits."""

    key = "number"
    label = gettext_lazy("Number")
    description = gettext_lazy("An amount, an age, a count.")
    icon = "hash"
    group = "text"
    place = 4
    template = "number.html"
    summary_kind = "number"
    column_kind = "number"
    operators = operators.NUMBER
    settings_model = NumberSettings

    def clean(self, element: Element[NumberSettings], raw: object) -> int | float | None:
        settings = element.settings
        value = number_answer(raw, decimals=settings.decimals)
        if value is None:
            return None
        if settings.minimum is not None and value < settings.minimum:
            raise AnswerInvalid(
                _("Please enter %(minimum)s or more.") % {"minimum": number_words(settings.minimum)},
                "too_small",
            )
        if settings.maximum is not None and value > settings.maximum:
            raise AnswerInvalid(
                _("Please enter %(maximum)s or less.") % {"maximum": number_words(settings.maximum)},
                "too_large",
            )
        return value

    def rule(self, element: Element[NumberSettings]) -> str:
        minimum, maximum = element.settings.minimum, element.settings.maximum
        if minimum is not None and maximum is not None:
            limits = {"minimum": number_words(minimum), "maximum": number_words(maximum)}
            return _("From %(minimum)s to %(maximum)s.") % limits
        if minimum is not None:
            return _("%(minimum)s or more.") % {"minimum": number_words(minimum)}
        return _("%(maximum)s or less.") % {"maximum": number_words(maximum)} if maximum is not None else ""

    def input_context(self, element: Element[NumberSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        return {
            "content": "" if shown.content is None else str(shown.content),
            "input_mode": self._input_mode(settings),
            "unit": localised(settings.unit, shown.language, shown.base_language),
        }

    @staticmethod
    def _input_mode(settings: NumberSettings) -> str:
        """Phones' numeric keypads lack a minus sign, so only where no negative number is possible."""
        if settings.minimum is None or settings.minimum < 0:
            return "text"
        return "decimal" if settings.decimals else "numeric"

    def display(
        self,
        element: Element[NumberSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, int | float):
            return ""
        with override(interface_language(language)):
            words = number_words(value)
        return f"{words} {localised(element.settings.unit, language, base_language)}".rstrip()

    def sample_settings(self) -> dict[str, object]:
        return {"minimum": -5, "maximum": 250.5, "decimals": 2, "unit": {"en": "kg"}}

    def sample_answers(self, element: Element[NumberSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                *(("42", 42), (" 1,5 ", 1.5), ("٣٫٥", 3.5), ("-2.25", -2.25), (7, 7), (7.0, 7)),
                *((250.5, 250.5), ("", None), (None, None)),
            ),
            invalid=(
                *_refused("not_a_number", "many", "NaN", "1e5", "9" * 100, True, [1]),
                *_refused("not_a_number", float("nan"), float("inf")),
                *_refused("too_many_decimals", "1.234", 0.001),
                *(("1,000", "ambiguous_number"), (10**400, "out_of_range")),
                *((-6, "too_small"), ("251", "too_large")),
            ),
        )

    def random_answer(self, element: Element[NumberSettings], random: Random) -> AnswerValue | None:
        settings = element.settings
        low = settings.minimum if settings.minimum is not None else min(0, settings.maximum or 0)
        high = settings.maximum if settings.maximum is not None else max(low, 0) + 100
        drawn = round(random.triangular(low, high), settings.decimals)
        value = min(max(drawn, low), high)
        return int(value) if value == int(value) else value


def _refused(code: str, *answers: object) -> tuple[tuple[object, str], ...]:
    return tuple((answer, code) for answer in answers)
