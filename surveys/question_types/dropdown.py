"""Drop-down: one of a list that unfolds."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.choices import AskingChoicesSettings
from surveys.question_types.elements import Element
from surveys.question_types.one_choice import OneChoiceType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers


class DropdownSettings(AskingChoicesSettings):
    """Settings of a drop-down."""


@register
class Dropdown(OneChoiceType[DropdownSettings]):
    """One of many choices."""

    key = "dropdown"
    label = _("Drop-down")
    description = _("One answer from a long list.")
    synonyms = _("select list combo box combobox menu one answer options")
    icon = "chevrons-up-down"
    place = 2
    template = "dropdown.html"
    scripts = ("js/choices.js",)
    settings_model = DropdownSettings

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {
                    "id": "c_bbbbbbb1",
                    "code": "nl",
                    "label": {"en": "Netherlands", "ar": "هولندا"},
                    "heading": {"en": "Europe", "ar": "أوروبا"},
                },
                {"id": "c_bbbbbbb2", "code": "de", "label": {"en": "Germany"}},
                {"id": "c_bbbbbbb3", "code": "other", "label": {"en": "Another"}, "other": True},
            ],
        }

    def sample_answers(self, element: Element[DropdownSettings]) -> SampleAnswers:
        other = "c_bbbbbbb3"
        return SampleAnswers(
            valid=(
                *(("c_bbbbbbb1", "c_bbbbbbb1"), (other, other), ("", None), (None, None)),
                ({"choice": other, "text": "Peru"}, {"choice": other, "text": "Peru"}),
            ),
            invalid=(
                *(("nl", "not_offered"), ("c_aaaaaaa1", "not_offered")),
                *(({}, "wrong_type"), (0, "wrong_type")),
                ({"choice": "c_bbbbbbb1", "text": "Peru"}, "text_not_asked"),
            ),
        )
