"""What the slider and the slider with a range share: a line of numbers in even steps."""

from decimal import Decimal
from random import Random
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, Panel
from surveys.question_types.number import Limit
from surveys.question_types.numbers import number_answer, number_words
from surveys.question_types.scales import EndLabelSettings
from surveys.question_types.shapes import Shown
from surveys.question_types.wordings import worded
from surveys.texts import PlainText, localised

_MOST_STEPS = 100_000
_MOST_DECIMALS = 6


class SliderSettings(EndLabelSettings):
    """Settings of a slider: ``minimum``, ``minimum + step``, ... up to at most ``maximum``."""

    minimum: Annotated[Limit, Panel(gettext_lazy("Smallest number"), kind="number")] = 0
    maximum: Annotated[Limit, Panel(gettext_lazy("Largest number"), kind="number")] = 100
    step: Annotated[
        Annotated[int | float, Field(gt=0, le=1_000_000_000, allow_inf_nan=False)],
        Panel(gettext_lazy("Step"), kind="number"),
    ] = 1
    unit: Annotated[
        PlainText, Panel(gettext_lazy("Unit"), help=gettext_lazy("Shown after the number: kg, €, hours."))
    ] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _makes_a_line(self) -> "SliderSettings":
        if self.minimum >= self.maximum:
            raise PydanticCustomError("range_reversed", "the minimum is not below the maximum")
        span = exact(self.maximum) - exact(self.minimum)
        if not exact(self.step) <= span <= exact(self.step) * _MOST_STEPS:
            raise PydanticCustomError("step_unfit", "the step doesn't fit between minimum and maximum")
        if decimals_of(self) > _MOST_DECIMALS:
            raise PydanticCustomError("too_many_decimals", "at most 6 decimals are possible")
        return self


def exact(number: int | float) -> Decimal:
    """The number as it is written."""
    return Decimal(repr(number))


def decimals_of(settings: SliderSettings) -> int:
    """How many decimals the slider's numbers have."""
    return max(
        -int(exact(number).normalize().as_tuple().exponent) for number in (settings.minimum, settings.step, 1)
    )


def plain(number: Decimal) -> int | float:
    """The number as it is stored: an ``int`` whenever it is whole."""
    return int(number) if number == int(number) else float(number)


def point_answer(settings: SliderSettings, raw: object) -> int | float | None:
    """Return the point of the slider that ``raw`` is; ``None`` for nothing. Raises ``AnswerInvalid``."""
    value = number_answer(raw, decimals=decimals_of(settings))
    if value is None:
        return None
    if not settings.minimum <= value <= settings.maximum:
        raise AnswerInvalid(range_words(settings), "out_of_range")
    if (exact(value) - exact(settings.minimum)) % exact(settings.step):
        steps = {"first": number_words(settings.minimum), "step": number_words(settings.step)}
        message = _("Please enter a number in steps of %(step)s from %(first)s on.") % steps
        raise AnswerInvalid(message, "off_step")
    return value


def range_words(settings: SliderSettings) -> str:
    """The limits, as respondents read them."""
    limits = {"minimum": number_words(settings.minimum), "maximum": number_words(settings.maximum)}
    return _("Please enter a number from %(minimum)s to %(maximum)s.") % limits


def _input_mode(settings: SliderSettings) -> str:
    """Phones' numeric keypads lack a minus sign, so only where no negative number is possible."""
    if settings.minimum < 0:
        return "text"
    return "decimal" if decimals_of(settings) else "numeric"


def point_at(settings: SliderSettings, random: Random) -> int | float:
    """A random point of the slider."""
    steps = int((exact(settings.maximum) - exact(settings.minimum)) / exact(settings.step))
    drawn = min(int(random.triangular(0, steps + 1, steps * 0.6)), steps)
    return plain(exact(settings.minimum) + drawn * exact(settings.step))


class SliderType[S: SliderSettings](QuestionType[S]):
    """A question answered on a line of numbers. Untouched it has no answer, wherever its thumb is drawn.

    The answer is typed into a field of numbers; the script adds the slider that fills it in.
    """

    group = "scale"
    column_kind = "number"
    styles = ("css/questions_scale.css",)
    scripts = ("js/slider.js",)

    def rule(self, element: Element[S]) -> str:
        settings = element.settings
        limits = {"minimum": number_words(settings.minimum), "maximum": number_words(settings.maximum)}
        if settings.step == 1 and decimals_of(settings) == 0:
            return _("From %(minimum)s to %(maximum)s.") % limits
        limits["step"] = number_words(settings.step)
        return _("From %(minimum)s to %(maximum)s in steps of %(step)s.") % limits

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, Any]:
        settings, language, base = element.settings, shown.language, shown.base_language
        return {
            "minimum": repr(settings.minimum),
            "maximum": repr(settings.maximum),
            "step": repr(settings.step),
            "low": worded(settings.low_label, language, base, number_words(settings.minimum)),
            "high": worded(settings.high_label, language, base, number_words(settings.maximum)),
            "unit": localised(settings.unit, language, base),
            "input_mode": _input_mode(settings),
        }

    def in_words(
        self, element: Element[S], value: int | float, language: str, base_language: str | None
    ) -> str:
        """A point of the slider with its unit."""
        with override(interface_language(language)):
            words = number_words(value)
        return f"{words} {localised(element.settings.unit, language, base_language)}".rstrip()

    def score_range(self, element: Element[S]) -> tuple[float, float]:
        return float(element.settings.minimum), float(element.settings.maximum)

    def sample_settings(self) -> dict[str, object]:
        return {
            "minimum": -1,
            "maximum": 2.5,
            "step": 0.25,
            "unit": {"en": "kg"},
            "low_label": {"en": "Light", "ar": "خفيف"},
            "high_label": {"en": "Heavy"},
        }
