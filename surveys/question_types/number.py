"""Number: whole or with decimals, with a unit or a currency."""

from decimal import Decimal
from random import Random
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.currencies import currency_sign, is_currency
from surveys.question_types.elements import Element, Panel, TypeSettings, later
from surveys.question_types.numbers import LARGEST, number_answer, number_words, written_language
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.texts import PlainText, localised

type Limit = Annotated[int | float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
type Place = Literal["before", "after"]


def _checked_currency(text: str) -> str:
    code = text.strip().upper()
    if code and not is_currency(code):
        raise PydanticCustomError("currency_unknown", "not a currency")
    return code


class NumberSettings(TypeSettings):
    """Settings of a number."""

    minimum: Annotated[Limit | None, Panel(gettext_lazy("Smallest number"), kind="number")] = None
    maximum: Annotated[Limit | None, Panel(gettext_lazy("Largest number"), kind="number")] = None
    decimals: Annotated[int, Field(ge=0, le=6), Panel(gettext_lazy("Decimals"))] = 0
    unit: Annotated[
        PlainText, Panel(gettext_lazy("Unit"), help=gettext_lazy("Shown beside the number: kg, €, hours."))
    ] = Field(default_factory=dict)
    unit_place: Annotated[
        Place,
        Panel(
            gettext_lazy("Unit stands"),
            options=(
                ("after", gettext_lazy("After the number")),
                ("before", gettext_lazy("Before the number")),
            ),
        ),
    ] = "after"
    currency: Annotated[
        str,
        AfterValidator(_checked_currency),
        Panel(
            gettext_lazy("Currency"),
            help=gettext_lazy(
                "Three letters such as EUR: its sign stands where the reader's language puts it."
            ),
            kind="code",
        ),
    ] = later("")
    step: Annotated[
        Annotated[int | float, Field(gt=0, le=LARGEST, allow_inf_nan=False)] | None,
        Panel(
            gettext_lazy("In steps of"),
            help=gettext_lazy("0.5 takes halves and wholes only; counted from the smallest number."),
            kind="number",
        ),
    ] = None
    grouped: Annotated[bool, Panel(gettext_lazy("Mark thousands where the number is shown"))] = later(False)

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
    synonyms = gettext_lazy("numeric integer decimal amount age quantity count figure currency money price")
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
        value = number_answer(raw, decimals=settings.decimals, language=written_language())
        if value is not None:
            self._check_limits(settings, value)
            self._check_step(settings, value)
        return value

    @staticmethod
    def _check_limits(settings: NumberSettings, value: int | float) -> None:
        if settings.minimum is not None and value < settings.minimum:
            raise AnswerInvalid(
                _("Please enter %(minimum)s or more.") % {"minimum": _words(settings.minimum, settings)},
                "too_small",
            )
        if settings.maximum is not None and value > settings.maximum:
            raise AnswerInvalid(
                _("Please enter %(maximum)s or less.") % {"maximum": _words(settings.maximum, settings)},
                "too_large",
            )

    @staticmethod
    def _check_step(settings: NumberSettings, value: int | float) -> None:
        if settings.step is None:
            return
        distance = Decimal(repr(value)) - Decimal(repr(settings.minimum or 0))
        if distance % Decimal(repr(settings.step)):
            raise AnswerInvalid(
                _("Please enter a number in steps of %(step)s.") % {"step": _words(settings.step, settings)},
                "between_steps",
            )

    def rule(self, element: Element[NumberSettings]) -> str:
        settings = element.settings
        minimum, maximum = settings.minimum, settings.maximum
        if minimum is not None and maximum is not None:
            limits = {"minimum": _words(minimum, settings), "maximum": _words(maximum, settings)}
            return _("From %(minimum)s to %(maximum)s.") % limits
        if minimum is not None:
            return _("%(minimum)s or more.") % {"minimum": _words(minimum, settings)}
        return (
            _("%(maximum)s or less.") % {"maximum": _words(maximum, settings)} if maximum is not None else ""
        )

    def input_context(self, element: Element[NumberSettings], shown: Shown) -> dict[str, object]:
        unit, place = _unit(element.settings, shown.language, shown.base_language)
        return {
            "content": _content(shown.content),
            "input_mode": self._input_mode(element.settings),
            "unit": unit,
            "unit_place": place,
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
        unit, place = _unit(element.settings, language, base_language)
        with override(interface_language(language)):
            words = _words(value, element.settings)
        return (f"{unit} {words}" if place == "before" else f"{words} {unit}").strip()

    def sample_settings(self) -> dict[str, object]:
        return {
            "minimum": -5,
            "maximum": 250.5,
            "decimals": 2,
            "unit": {"en": "kg"},
            "unit_place": "before",
            "currency": "EUR",
            "step": 0.25,
            "grouped": True,
        }

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
                *(("1,234", "ambiguous_number"), (10**400, "out_of_range")),
                *((-6, "too_small"), ("251", "too_large"), ("0.2", "between_steps")),
            ),
        )

    def random_answer(self, element: Element[NumberSettings], random: Random) -> AnswerValue | None:
        settings = element.settings
        low = settings.minimum if settings.minimum is not None else min(0, settings.maximum or 0)
        high = settings.maximum if settings.maximum is not None else max(low, 0) + 100
        drawn = round(random.triangular(low, high), settings.decimals)
        if settings.step is not None:
            drawn = _at_step(drawn, settings.minimum or 0, settings.step)
        value = round(min(max(drawn, low), high), settings.decimals)
        return int(value) if value == int(value) else value


def _refused(code: str, *answers: object) -> tuple[tuple[object, str], ...]:
    return tuple((answer, code) for answer in answers)


def _at_step(number: float, start: int | float, step: int | float) -> float:
    """The number, lowered to a whole count of steps from ``start``."""
    steps = (Decimal(repr(number)) - Decimal(repr(start))) // Decimal(repr(step))
    return float(Decimal(repr(start)) + steps * Decimal(repr(step)))


def _content(content: object) -> str:
    """What the input holds: a stored number as the reader writes it, or what was typed."""
    if isinstance(content, int | float) and not isinstance(content, bool):
        return number_words(content)
    return "" if content is None else str(content)


def _words(value: int | float, settings: NumberSettings) -> str:
    return number_words(value, grouped=settings.grouped)


def _unit(settings: NumberSettings, language: str, base_language: str | None) -> tuple[str, Place]:
    """What stands beside the number, and on which side."""
    if settings.currency:
        return currency_sign(settings.currency, language)
    return localised(settings.unit, language, base_language), settings.unit_place
