"""Calculated: the value of an expression over earlier answers."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import BOOLEAN, DATE, NUMBER, TEXT, ValueType
from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.columns import Category, Cell, Column, ColumnKind
from surveys.question_types.date import random_day
from surveys.question_types.days import day_answer, day_of, day_words
from surveys.question_types.elements import Element, Expression, Panel, TypeSettings
from surveys.question_types.numbers import LARGEST, number_words
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.unseen import UnseenType
from surveys.question_types.wordings import in_every_language

_MAXIMUM_TEXT = 20_000
_DIGITS = 10
_TRUE, _FALSE = gettext_noop("Yes"), gettext_noop("No")

type Result = Literal["number", "text", "boolean", "date"]

_KINDS: dict[Result, ColumnKind] = {"number": "number", "text": "text", "boolean": "category", "date": "date"}
_TYPES: dict[Result, ValueType] = {"number": NUMBER, "text": TEXT, "boolean": BOOLEAN, "date": DATE}


class CalculatedSettings(TypeSettings):
    """Settings of a calculated value."""

    expression: Annotated[
        Expression,
        Panel(
            gettext_lazy("Calculation"),
            help=gettext_lazy("Over earlier answers, by their names: price * 1.21"),
            kind="expression",
        ),
    ] = ""
    result: Annotated[
        Result,
        Panel(
            gettext_lazy("Result"),
            options=(
                ("number", gettext_lazy("A number")),
                ("text", gettext_lazy("A text")),
                ("boolean", gettext_lazy("Yes or no")),
                ("date", gettext_lazy("A date")),
            ),
        ),
    ] = "number"
    is_shown: Annotated[bool, Panel(gettext_lazy("Show the result on the page"))] = False


@register
class Calculated(UnseenType[CalculatedSettings]):
    """A number, text, truth or day (``YYYY-MM-DD``) that an expression comes to; kept with the answers."""

    key = "calculated"
    label = gettext_lazy("Calculated value")
    description = gettext_lazy("Worked out from earlier answers, hidden or shown.")
    synonyms = gettext_lazy("formula expression computed variable score total equation")
    icon = "sigma"
    place = 3
    template = "calculated.html"
    column_kind = "number"
    operators = operators.NUMBER
    filled_by = "expression"
    is_computed = True
    settings_model = CalculatedSettings
    unset_at_first = ("settings.expression",)

    def problems(self, element: Element[CalculatedSettings]) -> Iterator[Problem]:
        if not element.settings.expression:
            yield Problem(
                *("settings.expression", _("There is nothing to calculate yet."), "expression_missing"),
                target=element.id,
            )
        if element.settings.is_shown and not element.text:
            yield Problem("text", _("This question has no text."), "text_missing", target=element.id)

    def is_unseen(self, element: Element[CalculatedSettings]) -> bool:
        return not element.settings.is_shown

    def computation(self, element: Element[CalculatedSettings]) -> str:
        return element.settings.expression

    def clean(self, element: Element[CalculatedSettings], raw: object) -> AnswerValue | None:
        if raw is None or raw == "":
            return None
        return _CLEAN[element.settings.result](raw)

    def rule(self, element: Element[CalculatedSettings]) -> str:
        return (
            ""
            if element.settings.is_shown
            else _("Calculated: %(expression)s") % {"expression": element.settings.expression}
        )

    def value_type(self, element: Element[CalculatedSettings]) -> ValueType:
        return _TYPES[element.settings.result]

    def fact(self, element: Element[CalculatedSettings], value: AnswerValue) -> object:
        return day_of(str(value)) if element.settings.result == "date" else value

    def score(self, element: Element[CalculatedSettings], value: AnswerValue) -> float | None:
        return float(value) if isinstance(value, int | float) else None

    def input_context(self, element: Element[CalculatedSettings], shown: Shown) -> dict[str, object]:
        is_shown = element.settings.is_shown
        words = _words(shown.content, shown.language) if is_shown else ""
        return {"is_shown": is_shown, "words": words}

    def display(
        self,
        element: Element[CalculatedSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        return _words(value, language)

    def kind_of(self, element: Element[CalculatedSettings]) -> ColumnKind:
        return _KINDS[element.settings.result]

    def columns(self, element: Element[CalculatedSettings]) -> list[Column]:
        categories = _truths() if element.settings.result == "boolean" else None
        kind = self.kind_of(element)
        return [Column(element.id, element.name, kind, element.text, categories, makes_groups=kind == "text")]

    def cells(self, element: Element[CalculatedSettings], value: AnswerValue | None) -> dict[str, Cell]:
        cell = value if isinstance(value, str | int | float) else None
        if isinstance(value, bool):
            cell = "yes" if value else "no"
        return {element.id: cell}

    def sample_settings(self) -> dict[str, object]:
        return {"expression": "6 * 7", "result": "number", "is_shown": True}

    def sample_answers(self, element: Element[CalculatedSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=((42, 42), (0.1 + 0.2, 0.3), (7.0, 7), ("", None), (None, None)),
            invalid=(
                *(("42", "wrong_type"), (True, "wrong_type"), (float("nan"), "wrong_type")),
                *((float("inf"), "wrong_type"), (10**400, "wrong_type"), ([42], "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[CalculatedSettings], random: Random) -> AnswerValue:
        believable: dict[Result, AnswerValue] = {
            "number": random.randint(0, 100),
            "text": random.choice(("low", "middle", "high")),
            "boolean": random.random() < 0.5,
            "date": random_day(random, None, None),
        }
        return believable[element.settings.result]


def _number(raw: object) -> int | float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _wrong()
    if not -LARGEST <= raw <= LARGEST:
        raise _wrong()
    rounded = round(raw, _DIGITS)
    return int(rounded) if rounded == int(rounded) else float(rounded)


def _truth(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _wrong()
    return raw


def _text(raw: object) -> str | None:
    return text_answer(raw, maximum=_MAXIMUM_TEXT)


def _wrong() -> AnswerInvalid:
    return AnswerInvalid(_("This isn't what the calculation gives."), "wrong_type")


_CLEAN: dict[Result, Callable[[object], AnswerValue | None]] = {
    "number": _number,
    "text": _text,
    "boolean": _truth,
    "date": day_answer,
}


def _truths() -> tuple[Category, ...]:
    return (
        Category("yes", "yes", in_every_language(_TRUE)),
        Category("no", "no", in_every_language(_FALSE)),
    )


def _words(value: object, language: str) -> str:
    with override(interface_language(language)):
        if isinstance(value, bool):
            return _(_TRUE) if value else _(_FALSE)
        if isinstance(value, int | float):
            return number_words(value, grouped=True)
        return day_words(value) if isinstance(value, str) else ""
