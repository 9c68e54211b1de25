"""Image choice: one of several pictures."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Element
from surveys.question_types.one_choice import OneChoiceType
from surveys.question_types.picture_cards import PictureSettings, picture_context
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers, Shown


class ImageChoiceSettings(PictureSettings):
    """Settings of an image choice."""


@register
class ImageChoice(OneChoiceType[ImageChoiceSettings]):
    """One of a few pictures."""

    key = "image_choice"
    label = _("Image choice")
    description = _("One answer from several pictures.")
    synonyms = _("picture photo select one visual option")
    icon = "image"
    place = 7
    template = "choices.html"
    scripts = ("js/choices.js",)
    settings_model = ImageChoiceSettings
    blank_is_chosen = True
    item_fields = {"choices": ("image", "other", "pinned", "score", "heading", "visible_if")}

    def input_context(self, element: Element[ImageChoiceSettings], shown: Shown) -> dict[str, object]:
        return super().input_context(element, shown) | picture_context(element)

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {
                    "id": "c_imageaa1",
                    "code": "a",
                    "label": {"en": "The blue one", "ar": "الأزرق"},
                    "image": f"a_{'0' * 32}",
                },
                {"id": "c_imageaa2", "code": "b", "label": {"en": "The red one"}, "image": f"a_{'1' * 32}"},
                {"id": "c_imageaa3", "code": "c", "label": {"en": "Neither"}},
            ],
            "show_labels": False,
        }

    def sample_answers(self, element: Element[ImageChoiceSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("c_imageaa1", "c_imageaa1"), ("", None), (None, None)),
            invalid=(("a", "not_offered"), (["c_imageaa1"], "wrong_type"), (1, "wrong_type")),
        )
