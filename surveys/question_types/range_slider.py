"""Slider with a range: from one number to another."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import NUMBER, ValueType
from surveys.question_types import operators
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Element
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown
from surveys.question_types.sliders import SliderSettings, SliderType, point_answer, point_at
from surveys.question_types.wordings import in_every_language

_ENDS = {"from": gettext_noop("From"), "to": gettext_noop("To")}


class RangeSliderSettings(SliderSettings):
    """Settings of a slider for a range."""


@register
class RangeSlider(SliderType[RangeSliderSettings]):
    """Two numbers, the first at most the second; the answer is ``{"from": number, "to": number}``."""

    key = "range_slider"
    label = gettext_lazy("Range slider")
    description = gettext_lazy("From one number to another.")
    synonyms = gettext_lazy("interval from to minimum maximum between price")
    icon = "arrow-left-right"
    place = 8
    template = "range_slider.html"
    summary_kind = "parts"
    operators = operators.ANSWERED
    settings_model = RangeSliderSettings

    def read(self, element: Element[RangeSliderSettings], form: FormData) -> dict[str, str]:
        given = {end: form.getlist(f"{element.id}.{end}") for end in _ENDS}
        return {end: values[-1] for end, values in given.items() if values}

    def clean(self, element: Element[RangeSliderSettings], raw: object) -> dict[str, Any] | None:
        if raw is None:
            return None
        if not isinstance(raw, Mapping) or not raw.keys() <= _ENDS.keys():
            raise AnswerInvalid(_("Please enter two numbers: from and to."), "wrong_type")
        given = {end: self._end(element, end, raw.get(end)) for end in _ENDS}
        missing = [end for end, value in given.items() if value is None]
        if len(missing) == len(_ENDS):
            return None
        if missing:
            raise AnswerInvalid(_("Please enter both numbers: from and to."), "incomplete", missing)
        if given["from"] > given["to"]:
            raise AnswerInvalid(
                _("The first number must not be above the second."), "range_reversed", ["from"]
            )
        return given

    @staticmethod
    def _end(element: Element[RangeSliderSettings], end: str, raw: object) -> Any:
        try:
            return point_answer(element.settings, raw)
        except AnswerInvalid as refusal:
            raise AnswerInvalid(refusal.message, refusal.code, [end]) from refusal

    def value_type(self, element: Element[RangeSliderSettings]) -> ValueType:
        return ValueType("grid", parts=dict.fromkeys(_ENDS, NUMBER))

    def fact(self, element: Element[RangeSliderSettings], value: AnswerValue) -> object:
        return value if isinstance(value, dict) and value.keys() == _ENDS.keys() else None

    def score(self, element: Element[RangeSliderSettings], value: AnswerValue) -> float | None:
        """The middle of the range."""
        return (value["from"] + value["to"]) / 2 if isinstance(value, dict) else None

    def input_context(self, element: Element[RangeSliderSettings], shown: Shown) -> dict[str, Any]:
        given = shown.content if isinstance(shown.content, dict) else {}
        contents = {end: given.get(end) for end in _ENDS}
        ends = [
            {
                "key": end,
                "label": _(words),
                "content": "" if contents[end] is None else str(contents[end]),
                "is_invalid": shown.is_invalid and (end in shown.invalid_parts or not shown.invalid_parts),
            }
            for end, words in _ENDS.items()
        ]
        return super().input_context(element, shown) | {"ends": ends}

    def display(
        self,
        element: Element[RangeSliderSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, dict):
            return ""
        low, high = (self.in_words(element, value[end], language, base_language) for end in _ENDS)
        return f"{low} – {high}"

    def columns(self, element: Element[RangeSliderSettings]) -> list[Column]:
        return [
            Column(
                key=f"{element.id}.{end}",
                name=f"{element.name}_{end}",
                kind="number",
                label=element.text,
                part=end,
                part_label=in_every_language(words),
                part_code=end,
            )
            for end, words in _ENDS.items()
        ]

    def cells(self, element: Element[RangeSliderSettings], value: AnswerValue | None) -> dict[str, Cell]:
        given = value if isinstance(value, dict) else {}
        return {f"{element.id}.{end}": given.get(end) for end in _ENDS}

    def sample_answers(self, element: Element[RangeSliderSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                ({"from": "-1", "to": "2,5"}, {"from": -1, "to": 2.5}),
                ({"from": 1, "to": 1}, {"from": 1, "to": 1}),
                ({"from": "", "to": ""}, None),
                *(({}, None), (None, None)),
            ),
            invalid=(
                *(({"from": 1}, "incomplete"), ({"from": 2, "to": 1}, "range_reversed"), (7, "wrong_type")),
                *(({"from": 1, "to": 9}, "out_of_range"), ({"from": 0.1, "to": 1}, "off_step")),
                *(({"from": 1, "to": 2, "via": 1}, "wrong_type"), ({"from": [], "to": 1}, "not_a_number")),
                *(([1, 2], "wrong_type"), ("1-2", "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[RangeSliderSettings], random: Random) -> AnswerValue:
        low, high = sorted(point_at(element.settings, random) for _end in _ENDS)
        return {"from": low, "to": high}
