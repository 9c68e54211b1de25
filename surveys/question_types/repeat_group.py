"""Repeat group: the questions behind it that belong to it, asked for each of several things or persons."""

from collections.abc import Iterator
from random import Random
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import NUMBER, ValueType
from surveys.languages import interface_language
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Cell
from surveys.question_types.elements import Element, Expression, Panel, TypeSettings, later
from surveys.question_types.numbers import number_answer
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown
from surveys.texts import PlainText, localised

MOST_INSTANCES = 50
_NUMBER = "{n}"

type Times = Annotated[int, Field(ge=0, le=MOST_INSTANCES)]


class RepeatGroupSettings(TypeSettings):
    """Settings of a repeat group: how often it is asked, and what its instances are called."""

    times: Annotated[
        Literal["free", "fixed", "counted"],
        Panel(
            gettext_lazy("Asked"),
            options=(
                ("free", gettext_lazy("As often as the respondent wants")),
                ("fixed", gettext_lazy("A fixed number of times")),
                ("counted", gettext_lazy("As often as an earlier answer says")),
            ),
        ),
    ] = "free"
    minimum: Annotated[Times, Panel(gettext_lazy("At least"), kind="integer")] = 1
    maximum: Annotated[
        Times,
        Panel(
            gettext_lazy("At most"),
            help=gettext_lazy("Results have columns for so many."),
            kind="integer",
        ),
    ] = 5
    number: Annotated[Times, Panel(gettext_lazy("How often, where fixed"), kind="integer")] = 2
    expression: Annotated[
        Expression,
        Panel(
            gettext_lazy("How often, where counted"),
            help=gettext_lazy("An earlier answer, by its name: children"),
            kind="expression",
        ),
    ] = later("")
    instance_label: Annotated[
        PlainText,
        Panel(
            gettext_lazy("Heading of each"),
            help=gettext_lazy("{n} stands for its number: “Person {n}”."),
            kind="line",
        ),
    ] = later()
    add_label: Annotated[PlainText, Panel(gettext_lazy("Button for one more"), kind="line")] = later()

    @model_validator(mode="after")
    def _in_order(self) -> "RepeatGroupSettings":
        if self.minimum > self.maximum:
            raise PydanticCustomError("range_reversed", "the lower limit is above the upper limit")
        return self

    @property
    def is_free(self) -> bool:
        """Whether the respondent says how often."""
        return self.times == "free"

    def heading_in(self, language: str, base_language: str | None, number: int) -> str:
        """What an instance is called for a reader of ``language``."""
        words = localised(self.instance_label, language, base_language)
        return words.replace(_NUMBER, str(number)) if words else str(number)

    def add_label_in(self, language: str, base_language: str | None, *, is_first: bool) -> str:
        """What the button for the first or one more says; in our own words where the survey has none."""
        words = localised(self.add_label, language, base_language)
        if words:
            return words
        with override(interface_language(language)):
            return _("Add") if is_first else _("Add another")


@register
class RepeatGroup(QuestionType[RepeatGroupSettings]):
    """How often the group was asked; what was answered in it is stored under ``<question id>.<number>``."""

    key = "repeat_group"
    label = gettext_lazy("Repeat group")
    description = gettext_lazy("The same questions for each of several persons or things.")
    synonyms = gettext_lazy("loop roster household members repeat several times for each")
    icon = "repeat"
    group = "special"
    place = 1
    template = "repeat_group.html"
    summary_kind = "number"
    column_kind = "number"
    operators = operators.NUMBER
    is_group = True
    reads_more = True
    styles = ("css/questions_logic.css",)
    settings_model = RepeatGroupSettings

    def problems(self, element: Element[RepeatGroupSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        if element.settings.times == "counted" and not element.settings.expression:
            message = _("This group doesn't say which answer counts it.")
            yield Problem("settings.expression", message, "expression_missing", target=element.id)

    def computation(self, element: Element[RepeatGroupSettings]) -> str:
        settings = element.settings
        if settings.times == "fixed":
            return str(min(settings.number, settings.maximum))
        return f"min(max({settings.expression}, 0), {settings.maximum})" if self._is_counted(settings) else ""

    @staticmethod
    def _is_counted(settings: RepeatGroupSettings) -> bool:
        return settings.times == "counted" and settings.expression != ""

    def starting_count(self, element: Element[RepeatGroupSettings]) -> int:
        return element.settings.minimum if element.settings.is_free else 0

    def asks_again(self, element: Element[RepeatGroupSettings], form: FormData) -> bool:
        pressed = form.getlist("_go")
        return bool(pressed) and pressed[-1].startswith((f"add-{element.id}", f"remove-{element.id}"))

    def clean(self, element: Element[RepeatGroupSettings], raw: object) -> int | None:
        if raw is None or raw == "":
            return None
        count = number_answer(raw, decimals=0)
        settings = element.settings
        minimum = settings.minimum if settings.is_free else 0
        if count is None or not minimum <= count <= settings.maximum:
            message = _("Please answer this %(minimum)d to %(maximum)d times.")
            words = {"minimum": minimum, "maximum": settings.maximum}
            raise AnswerInvalid(message % words, "out_of_range")
        return int(count)

    def value_type(self, element: Element[RepeatGroupSettings]) -> ValueType:
        return ValueType("list", item=NUMBER)

    def fact(self, element: Element[RepeatGroupSettings], value: AnswerValue) -> object:
        if not isinstance(value, int):
            return None
        return tuple(range(1, min(value, element.settings.maximum) + 1))

    def score(self, element: Element[RepeatGroupSettings], value: AnswerValue) -> None:
        """How many there are counts nothing by itself."""

    def input_context(self, element: Element[RepeatGroupSettings], shown: Shown) -> dict[str, object]:
        count = shown.content if shown.content not in (None, "") else self.starting_count(element)
        return {"count": count, "is_free": element.settings.is_free}

    def cells(self, element: Element[RepeatGroupSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return {element.id: value if isinstance(value, int) else None}

    def sample_settings(self) -> dict[str, object]:
        return {
            "times": "free",
            "minimum": 1,
            "maximum": 3,
            "number": 2,
            "instance_label": {"en": "Person {n}", "ar": "الشخص {n}"},
            "add_label": {"en": "Add a person", "ar": "أضف شخصًا"},
        }

    def sample_answers(self, element: Element[RepeatGroupSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=((2, 2), ("3", 3), ("", None), (None, None)),
            invalid=(
                (0, "out_of_range"),
                (4, "out_of_range"),
                (1_000_000, "out_of_range"),
                ("two", "not_a_number"),
            ),
        )

    def random_answer(self, element: Element[RepeatGroupSettings], random: Random) -> AnswerValue | None:
        settings = element.settings
        return random.randint(max(settings.minimum, 1), max(settings.maximum, settings.minimum, 1))
