"""Single choice: one of a list, all in sight."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types import operators
from surveys.question_types.answers import choice_answer
from surveys.question_types.base import SampleAnswers, Shown
from surveys.question_types.choices import ChoiceListType, LaidOutChoicesSettings, offered
from surveys.question_types.elements import Element
from surveys.question_types.registry import register


class SingleChoiceSettings(LaidOutChoicesSettings):
    """Settings of a single choice."""


@register
class SingleChoice(ChoiceListType[SingleChoiceSettings]):
    """One of a few choices; the answer is the choice's id."""

    key = "single_choice"
    label = _("Single choice")
    description = _("One answer from a short list.")
    icon = "circle-dot"
    place = 1
    template = "single_choice.html"
    column_kind = "category"
    operators = operators.CATEGORY
    family = "one_choice"
    settings_model = SingleChoiceSettings

    def clean(self, element: Element[SingleChoiceSettings], raw: object) -> str | None:
        return choice_answer(raw, self.by_id(element))

    def input_context(self, element: Element[SingleChoiceSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        return {"choices": offered(settings.choices, [shown.content], shown), "layout": settings.layout}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {"id": "c_aaaaaaa1", "code": "pay", "label": {"en": "Fair pay", "ar": "أجر عادل"}},
                {"id": "c_aaaaaaa2", "code": "time", "label": {"en": "Time <b>", "ar": "الوقت"}},
                {"id": "c_aaaaaaa3", "code": "3", "label": {"en": "Neither"}},
            ],
            "layout": "beside",
        }

    def sample_answers(self, element: Element[SingleChoiceSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("c_aaaaaaa2", "c_aaaaaaa2"), ("", None), (None, None)),
            invalid=(
                *(("pay", "not_offered"), ("c_aaaaaaa9", "not_offered"), ("c_aaaaaaa1\x00", "not_offered")),
                *((["c_aaaaaaa1"], "wrong_type"), (1, "wrong_type"), (True, "wrong_type")),
            ),
        )
