"""Constant sum: numbers given to choices that must add up to a total."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Annotated

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import NUMBER, ValueType
from surveys.question_types import operators
from surveys.question_types.choices import ChoiceListSettings, ChoiceListType, offered
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Element, Panel, later
from surveys.question_types.numbers import number_answer, number_words, written_language
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown
from surveys.question_types.wordings import worded
from surveys.texts import PlainText, localised

_LARGEST = 1_000_000_000
type Amount = Annotated[int | float, Field(ge=0, le=_LARGEST, allow_inf_nan=False)]


class ConstantSumSettings(ChoiceListSettings):
    """Settings of a constant sum; ``minimum`` is what each choice must get at least."""

    total: Annotated[
        Annotated[int | float, Field(gt=0, le=_LARGEST, allow_inf_nan=False)],
        Panel(gettext_lazy("They add up to"), kind="number"),
    ] = 100
    unit: Annotated[
        PlainText, Panel(gettext_lazy("Unit"), gettext_lazy("Shown after each number: %, hours, points."))
    ] = later()
    decimals: Annotated[
        Annotated[int, Field(ge=0, le=4)], Panel(gettext_lazy("Decimals"), kind="integer")
    ] = 0
    minimum: Annotated[Amount, Panel(gettext_lazy("Each at least"), kind="number")] = later(0)

    @model_validator(mode="after")
    def _reachable(self) -> "ConstantSumSettings":
        if self.minimum > self.total:
            raise PydanticCustomError("range_reversed", "the minimum is above the total")
        if self.total != round(self.total, self.decimals):
            raise PydanticCustomError(
                "too_many_decimals", "the total has more decimals than numbers may have"
            )
        return self


@register
class ConstantSum(ChoiceListType[ConstantSumSettings]):
    """A number for each choice; the answer is ``{choice id: number}`` for all of them, 0 where left empty."""

    key = "constant_sum"
    label = gettext_lazy("Constant sum")
    description = gettext_lazy("An amount divided among answers.")
    synonyms = gettext_lazy("allocate points distribute budget percent total 100 sum")
    icon = "sigma"
    place = 10
    template = "constant_sum.html"
    scripts = ("js/constant_sum.js",)
    summary_kind = "sums"
    column_kind = "number"
    operators = operators.ANSWERED
    settings_model = ConstantSumSettings
    item_fields = {"choices": ("pinned", "visible_if")}

    def problems(self, element: Element[ConstantSumSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        if settings.minimum * len(settings.choices) > settings.total:
            message = _("The least that each answer must get adds up to more than the total.")
            yield Problem("settings.minimum", message, "unanswerable", target=element.id)

    def read(self, element: Element[ConstantSumSettings], form: FormData) -> object:
        given = {choice.id: form.getlist(f"{element.id}.{choice.id}") for choice in element.settings.choices}
        return {choice: values[-1] for choice, values in given.items() if values and values[-1].strip()}

    def clean(self, element: Element[ConstantSumSettings], raw: object) -> dict[str, int | float] | None:
        if raw is None:
            return None
        if not isinstance(raw, Mapping):
            raise AnswerInvalid(_("Please enter a number for each answer."), "wrong_type")
        known = self.by_id(element)
        if not raw.keys() <= known.keys():
            raise AnswerInvalid(_("Please choose from the answers offered."), "not_offered")
        typed = {choice: _judged(element.settings, choice, raw.get(choice)) for choice in known}
        if all(number is None for number in typed.values()):
            return None
        numbers = {choice: number or 0 for choice, number in typed.items()}
        self._check_least(element.settings, numbers)
        self._check_total(element.settings, numbers)
        return numbers

    @staticmethod
    def _check_least(settings: ConstantSumSettings, numbers: Mapping[str, int | float]) -> None:
        if below := [choice for choice, number in numbers.items() if number < settings.minimum]:
            message = _("Each answer must get %(least)s or more.")
            raise AnswerInvalid(message % {"least": _amount(settings, settings.minimum)}, "too_small", below)

    @staticmethod
    def _check_total(settings: ConstantSumSettings, numbers: Mapping[str, int | float]) -> None:
        sum_given = _sum(numbers.values())
        missing = Decimal(repr(settings.total)) - sum_given
        if missing == 0:
            return
        words = {
            "sum": _amount(settings, _plain(sum_given)),
            "total": _amount(settings, settings.total),
            "difference": _amount(settings, _plain(abs(missing))),
        }
        if missing > 0:
            message = _("These add up to %(sum)s, not %(total)s: %(difference)s is still to be given.")
        else:
            message = _("These add up to %(sum)s, not %(total)s: that is %(difference)s too much.")
        raise AnswerInvalid(message % words, "wrong_sum")

    def rule(self, element: Element[ConstantSumSettings]) -> str:
        settings = element.settings
        total = _amount(settings, settings.total)
        if settings.minimum:
            least = _amount(settings, settings.minimum)
            return _("Divide %(total)s; each gets %(least)s or more.") % {"total": total, "least": least}
        return _("Divide %(total)s; leave empty what gets nothing.") % {"total": total}

    def input_context(self, element: Element[ConstantSumSettings], shown: Shown) -> dict[str, object]:
        settings, given = element.settings, shown.content if isinstance(shown.content, Mapping) else {}
        return {
            "choices": [
                choice
                | {
                    "number": _shown(given.get(choice["value"])),
                    "is_invalid": choice["value"] in shown.invalid_parts,
                }
                for choice in offered(settings.choices, (), shown)
            ],
            "unit_words": worded(settings.unit, shown.language, shown.base_language),
            "total": settings.total,
            "total_words": number_words(settings.total),
            "decimals": settings.decimals,
        }

    def value_type(self, element: Element[ConstantSumSettings]) -> ValueType:
        return ValueType("grid", parts=dict.fromkeys(self.codes(element), NUMBER))

    def fact(self, element: Element[ConstantSumSettings], value: AnswerValue) -> object:
        given = value if isinstance(value, dict) else {}
        return {
            choice.code: given[choice.id]
            for choice in element.settings.choices
            if isinstance(given.get(choice.id), int | float)
        }

    def display(
        self,
        element: Element[ConstantSumSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        given = value if isinstance(value, dict) else {}
        return ", ".join(
            f"{localised(choice.label, language, base_language) or choice.code}: "
            + _amount(element.settings, given[choice.id], language, base_language)
            for choice in element.settings.choices
            if choice.id in given
        )

    def columns(self, element: Element[ConstantSumSettings]) -> list[Column]:
        return [
            Column(
                key=f"{element.id}.{choice.id}",
                name=f"{element.name}_{choice.code}",
                kind="number",
                label=element.text,
                part=choice.id,
                part_label=choice.label,
                part_code=choice.code,
            )
            for choice in element.settings.choices
        ]

    def cells(self, element: Element[ConstantSumSettings], value: AnswerValue | None) -> dict[str, Cell]:
        given = value if isinstance(value, dict) else {}
        return {f"{element.id}.{choice.id}": given.get(choice.id) for choice in element.settings.choices}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {"id": "c_sumaaaa1", "code": "rent", "label": {"en": "Rent", "ar": "الإيجار"}},
                {"id": "c_sumaaaa2", "code": "food", "label": {"en": "Food"}},
                {"id": "c_sumaaaa3", "code": "fun", "label": {"en": "Fun"}, "pinned": True},
            ],
            "total": 10,
            "unit": {"en": "hours", "ar": "ساعات"},
            "decimals": 1,
            "minimum": 0.5,
        }

    def sample_answers(self, element: Element[ConstantSumSettings]) -> SampleAnswers:
        rent, food, fun = (choice.id for choice in element.settings.choices)
        return SampleAnswers(
            valid=(
                ({fun: 1, rent: "4.5", food: 4.5}, {rent: 4.5, food: 4.5, fun: 1}),
                ({rent: 0.7, food: 0.6, fun: 8.7}, {rent: 0.7, food: 0.6, fun: 8.7}),
                *(({}, None), ({rent: ""}, None), (None, None)),
            ),
            invalid=(
                *(({rent: 5, food: 4, fun: 2}, "wrong_sum"), ({rent: 5, food: 2, fun: 2}, "wrong_sum")),
                *(({rent: 5, food: 5}, "too_small"), ({rent: -5, food: 5, fun: 10}, "too_small")),
                *(({rent: "x"}, "not_a_number"), ({rent: 9.55, fun: 0.45}, "too_many_decimals")),
                *(({rent: float("nan")}, "not_a_number"), ({rent: float("inf")}, "not_a_number")),
                *(({"x": 5}, "not_offered"), ([5, 5], "wrong_type"), (10, "wrong_type")),
                *(({rent: True}, "not_a_number"), ({rent: [1]}, "not_a_number")),
            ),
        )

    def random_answer(self, element: Element[ConstantSumSettings], random: Random) -> AnswerValue | None:
        """The total divided in steps of the smallest unit, after each got its least."""
        settings = element.settings
        if not settings.choices:
            return None
        step = Decimal(10) ** -settings.decimals
        least = -(-Decimal(repr(settings.minimum)) // step) * step
        free = int((Decimal(repr(settings.total)) - least * len(settings.choices)) / step)
        if free < 0:
            return None
        cuts = sorted(random.randint(0, free) for _choice in settings.choices[1:])
        parts = [after - before for before, after in zip([0, *cuts], [*cuts, free], strict=True)]
        return {
            choice.id: _plain(least + part * step)
            for choice, part in zip(settings.choices, parts, strict=True)
        }


def _judged(settings: ConstantSumSettings, choice: str, typed: object) -> int | float | None:
    try:
        return number_answer(typed, decimals=settings.decimals, language=written_language())
    except AnswerInvalid as refusal:
        raise AnswerInvalid(refusal.message, refusal.code, [choice]) from refusal


def _sum(numbers: object) -> Decimal:
    return sum((Decimal(repr(number)) for number in numbers), Decimal())  # type: ignore[attr-defined]


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def _amount(
    settings: ConstantSumSettings,
    number: int | float,
    language: str | None = None,
    base_language: str | None = None,
) -> str:
    """A number with its unit, in words."""
    unit = localised(settings.unit, language or get_language() or "en", base_language)
    return f"{number_words(number)} {unit}".strip() if unit != "%" else f"{number_words(number)} %"


def _shown(given: object) -> str:
    """A number as it was stored or typed."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        return number_words(given)
    return "" if given is None else str(given)
