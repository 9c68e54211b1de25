"""Searchable select: one of a long list, found by typing. Without scripts it is a drop-down."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.choices import AskingChoicesSettings
from surveys.question_types.elements import Element
from surveys.question_types.one_choice import OneChoiceType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers


class SearchChoiceSettings(AskingChoicesSettings):
    """Settings of a searchable select."""


@register
class SearchChoice(OneChoiceType[SearchChoiceSettings]):
    """One of very many choices."""

    key = "search_choice"
    label = _("Searchable select")
    description = _("One answer from a very long list, found by typing.")
    synonyms = _("autocomplete combo box combobox typeahead lookup long list country")
    icon = "search"
    place = 5
    template = "search_choice.html"
    scripts = ("js/choices.js", "js/combobox.js")
    settings_model = SearchChoiceSettings

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {
                    "id": "c_searcha1",
                    "code": "ams",
                    "label": {"en": "Amsterdam", "ar": "أمستردام"},
                    "heading": {"en": "Netherlands"},
                    "score": 1,
                },
                {"id": "c_searcha2", "code": "utr", "label": {"en": "Utrecht"}, "score": -2},
                {"id": "c_searcha3", "code": "other", "label": {"en": "Elsewhere"}, "other": True},
            ],
        }

    def sample_answers(self, element: Element[SearchChoiceSettings]) -> SampleAnswers:
        other = "c_searcha3"
        return SampleAnswers(
            valid=(
                *(("c_searcha2", "c_searcha2"), ("", None), (None, None)),
                ({"choice": other, "text": "Ghent"}, {"choice": other, "text": "Ghent"}),
            ),
            invalid=(("Utrecht", "not_offered"), (["c_searcha2"], "wrong_type"), (2, "wrong_type")),
        )
