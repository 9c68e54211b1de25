"""Drop-down: one of a list that unfolds."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types import operators
from surveys.question_types.answers import choice_answer
from surveys.question_types.base import SampleAnswers, Shown
from surveys.question_types.choices import ChoiceListSettings, ChoiceListType, offered
from surveys.question_types.elements import Element
from surveys.question_types.registry import register


class DropdownSettings(ChoiceListSettings):
    """Settings of a drop-down."""


@register
class Dropdown(ChoiceListType[DropdownSettings]):
    """One of many choices; the answer is the choice's id."""

    key = "dropdown"
    label = _("Drop-down")
    description = _("One answer from a long list.")
    icon = "chevrons-up-down"
    place = 2
    template = "dropdown.html"
    column_kind = "category"
    operators = operators.CATEGORY
    family = "one_choice"
    settings_model = DropdownSettings

    def clean(self, element: Element[DropdownSettings], raw: object) -> str | None:
        return choice_answer(raw, self.by_id(element))

    def input_context(self, element: Element[DropdownSettings], shown: Shown) -> dict[str, object]:
        return {"choices": offered(element.settings.choices, [shown.content], shown)}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {"id": "c_bbbbbbb1", "code": "nl", "label": {"en": "Netherlands", "ar": "هولندا"}},
                {"id": "c_bbbbbbb2", "code": "de", "label": {"en": "Germany"}},
            ],
        }

    def sample_answers(self, element: Element[DropdownSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("c_bbbbbbb1", "c_bbbbbbb1"), ("", None), (None, None)),
            invalid=(
                ("nl", "not_offered"),
                ("c_aaaaaaa1", "not_offered"),
                ({}, "wrong_type"),
                (0, "wrong_type"),
            ),
        )
