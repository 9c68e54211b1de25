"""Slider: a number on a line."""

from random import Random

from django.utils.translation import gettext_lazy as _

from surveys.question_types import operators
from surveys.question_types.elements import Element
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.sliders import SliderSettings, SliderType, point_answer, point_at


class OneSliderSettings(SliderSettings):
    """Settings of a slider for one number."""


@register
class Slider(SliderType[OneSliderSettings]):
    """A number between two ends."""

    key = "slider"
    label = _("Slider")
    description = _("A number on a line between two ends.")
    synonyms = _("drag range line visual analogue scale vas thermometer")
    icon = "move-horizontal"
    place = 7
    template = "slider.html"
    summary_kind = "number"
    operators = operators.NUMBER
    settings_model = OneSliderSettings

    def clean(self, element: Element[OneSliderSettings], raw: object) -> int | float | None:
        return point_answer(element.settings, raw)

    def input_context(self, element: Element[OneSliderSettings], shown: Shown) -> dict[str, object]:
        content = shown.content
        return super().input_context(element, shown) | {"content": "" if content is None else str(content)}

    def display(
        self,
        element: Element[OneSliderSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, int | float):
            return ""
        return self.in_words(element, value, language, base_language)

    def sample_answers(self, element: Element[OneSliderSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("-1", -1), (" 0,5 ", 0.5), (2.5, 2.5), (2.0, 2), ("", None), (None, None)),
            invalid=(
                *(
                    (-1.25, "out_of_range"),
                    ("3", "out_of_range"),
                    (0.3, "off_step"),
                    (10**30, "out_of_range"),
                ),
                *(("1.125", "too_many_decimals"), (float("inf"), "not_a_number"), (True, "not_a_number")),
            ),
        )

    def random_answer(self, element: Element[OneSliderSettings], random: Random) -> AnswerValue:
        return point_at(element.settings, random)
