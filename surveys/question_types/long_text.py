"""Long text: several lines."""

from random import Random
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, Panel
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.texts import LengthSettings, check_minimum, length_rule, random_text


class LongTextSettings(LengthSettings):
    """Settings of a text of several lines."""

    maximum_length: Annotated[int, Field(ge=1, le=20_000), Panel(_("Most characters"))] = 5_000
    lines: Annotated[int, Field(ge=2, le=20), Panel(_("Height in lines"))] = 4


@register
class LongText(QuestionType[LongTextSettings]):
    """Text of any number of lines."""

    key = "long_text"
    label = _("Long text")
    description = _("Room for a story, a reason or a wish.")
    synonyms = _("paragraph essay comment open answer story multi-line text area verbatim feedback")
    icon = "text-align-start"
    group = "text"
    place = 2
    template = "long_text.html"
    scripts = ("js/counter.js",)
    summary_kind = "text"
    column_kind = "text"
    is_open = True
    operators = operators.TEXT
    family = "text"
    settings_model = LongTextSettings

    def clean(self, element: Element[LongTextSettings], raw: object) -> str | None:
        value = text_answer(raw, maximum=element.settings.maximum_length)
        check_minimum(value, element.settings.minimum_length)
        return value

    def rule(self, element: Element[LongTextSettings]) -> str:
        return length_rule(element.settings.minimum_length)

    def input_context(self, element: Element[LongTextSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        return super().input_context(element, shown) | {
            "maximum": settings.maximum_length,
            "lines": settings.lines,
        }

    def sample_settings(self) -> dict[str, object]:
        return {"minimum_length": 3, "maximum_length": 200, "lines": 6}

    def sample_answers(self, element: Element[LongTextSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("one\r\n\r\ntwo\n", "one\n\ntwo"), (" \n ", None), (None, None), ("a\u202eb c", "ab c")),
            invalid=(
                ("no", "too_short"),
                ("x" * 201, "too_long"),
                ("x" * 10_000_000, "too_long"),
                ("null\x00byte", "null_byte"),
                ("half \udfff", "lone_surrogate"),
                ({"text": "x"}, "wrong_type"),
            ),
        )

    def random_answer(self, element: Element[LongTextSettings], random: Random) -> AnswerValue:
        return random_text(
            random, minimum=element.settings.minimum_length, maximum=element.settings.maximum_length
        )
