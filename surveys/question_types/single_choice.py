"""Single choice: one of a list, all in sight."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.choices import LaidOutChoicesSettings
from surveys.question_types.elements import Element
from surveys.question_types.one_choice import OneChoiceType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers, Shown


class SingleChoiceSettings(LaidOutChoicesSettings):
    """Settings of a single choice."""


@register
class SingleChoice(OneChoiceType[SingleChoiceSettings]):
    """One of a few choices."""

    key = "single_choice"
    label = _("Single choice")
    description = _("One answer from a short list.")
    synonyms = _("radio buttons select one pick one multiple choice single answer options")
    icon = "circle-dot"
    place = 1
    template = "choices.html"
    scripts = ("js/choices.js",)
    settings_model = SingleChoiceSettings
    blank_is_chosen = True

    def input_context(self, element: Element[SingleChoiceSettings], shown: Shown) -> dict[str, object]:
        return super().input_context(element, shown) | {"layout": element.settings.layout}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {
                    "id": "c_aaaaaaa1",
                    "code": "pay",
                    "label": {"en": "Fair pay", "ar": "أجر عادل"},
                    "heading": {"en": "Conditions"},
                    "score": 2,
                },
                {"id": "c_aaaaaaa2", "code": "time", "label": {"en": "Time <b>", "ar": "الوقت"}, "score": 1},
                {
                    "id": "c_aaaaaaa3",
                    "code": "3",
                    "label": {"en": "Something else"},
                    "heading": {"en": "Or"},
                    "other": True,
                    "pinned": True,
                },
            ],
            "layout": "beside",
            "other_text_required": True,
        }

    def sample_answers(self, element: Element[SingleChoiceSettings]) -> SampleAnswers:
        other = "c_aaaaaaa3"
        return SampleAnswers(
            valid=(
                *(("c_aaaaaaa2", "c_aaaaaaa2"), ("", None), (None, None)),
                ({"choice": other, "text": " The view "}, {"choice": other, "text": "The view"}),
                ({"choice": "c_aaaaaaa1", "text": ""}, "c_aaaaaaa1"),
                ({"choice": None, "text": ""}, None),
            ),
            invalid=(
                *(("pay", "not_offered"), ("c_aaaaaaa9", "not_offered"), ("c_aaaaaaa1\x00", "not_offered")),
                *((["c_aaaaaaa1"], "wrong_type"), (1, "wrong_type"), (True, "wrong_type")),
                *((other, "text_missing"), ({"choice": other, "text": " "}, "text_missing")),
                *(
                    ({"choice": "c_aaaaaaa1", "text": "Why"}, "text_not_asked"),
                    ({"choice": other, "text": 1}, "wrong_type"),
                    ({"choice": other, "text": "x" * 501}, "too_long"),
                    ({"choice": None, "text": "Why"}, "not_offered"),
                    ({"choice": other, "words": "Why"}, "wrong_type"),
                    ({}, "wrong_type"),
                ),
            ),
        )
