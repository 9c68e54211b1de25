"""Tag box: any number of a long list, found by typing. Without scripts it is a list of check boxes."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Element
from surveys.question_types.registry import register
from surveys.question_types.several_choices import SeveralChoicesSettings, SeveralChoicesType
from surveys.question_types.shapes import SampleAnswers, Shown


class TagsSettings(SeveralChoicesSettings):
    """Settings of a tag box."""


@register
class Tags(SeveralChoicesType[TagsSettings]):
    """Any number of very many choices."""

    key = "tags"
    label = _("Tag box")
    description = _("Several answers from a very long list, found by typing.")
    synonyms = _("multi-select autocomplete tokens chips keywords several")
    icon = "tags"
    place = 6
    template = "tags.html"
    scripts = ("js/choices.js", "js/tags.js")
    settings_model = TagsSettings

    def input_context(self, element: Element[TagsSettings], shown: Shown) -> dict[str, object]:
        return super().input_context(element, shown) | {"layout": "list", "scrolls": True}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {"id": "c_tagsaaa1", "code": "en", "label": {"en": "English", "ar": "الإنجليزية"}},
                {"id": "c_tagsaaa2", "code": "ar", "label": {"en": "Arabic", "ar": "العربية"}},
                {"id": "c_tagsaaa3", "code": "nl", "label": {"en": "Dutch"}},
                {"id": "c_tagsaaa4", "code": "other", "label": {"en": "Another"}, "other": True},
                {"id": "c_tagsaaa5", "code": "none", "label": {"en": "None"}, "exclusive": True},
            ],
            "maximum_choices": 3,
        }

    def sample_answers(self, element: Element[TagsSettings]) -> SampleAnswers:
        english, arabic, dutch, other, none = (choice.id for choice in element.settings.choices)
        return SampleAnswers(
            valid=(
                *(([dutch, english], [english, dutch]), ([none], [none]), ([], None), (None, None)),
                (
                    {"choices": [other], "other": {other: "Tamil"}},
                    {"choices": [other], "other": {other: "Tamil"}},
                ),
            ),
            invalid=(
                *(([english, arabic, dutch, other], "too_many"), ([none, dutch], "not_alone")),
                *(("en", "wrong_type"), (["xx"], "not_offered")),
            ),
        )
