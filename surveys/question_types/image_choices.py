"""Image choices: any number of several pictures."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Element
from surveys.question_types.picture_cards import PictureSettings, picture_context
from surveys.question_types.registry import register
from surveys.question_types.several_choices import SeveralChoicesSettings, SeveralChoicesType
from surveys.question_types.shapes import SampleAnswers, Shown


class ImageChoicesSettings(PictureSettings, SeveralChoicesSettings):
    """Settings of image choices."""


@register
class ImageChoices(SeveralChoicesType[ImageChoicesSettings]):
    """Any number of a few pictures."""

    key = "image_choices"
    label = _("Image choices")
    description = _("All the pictures that apply.")
    synonyms = _("pictures photos select several visual options gallery")
    icon = "images"
    place = 8
    template = "choices.html"
    scripts = ("js/choices.js",)
    settings_model = ImageChoicesSettings
    item_fields = {"choices": ("image", *SeveralChoicesType.item_fields["choices"])}

    def input_context(self, element: Element[ImageChoicesSettings], shown: Shown) -> dict[str, object]:
        return super().input_context(element, shown) | picture_context(element)

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {
                    "id": "c_imagesa1",
                    "code": "a",
                    "label": {"en": "The blue one", "ar": "الأزرق"},
                    "image": f"a_{'2' * 32}",
                },
                {"id": "c_imagesa2", "code": "b", "label": {"en": "The red one"}, "image": f"a_{'3' * 32}"},
                {"id": "c_imagesa3", "code": "c", "label": {"en": "None"}, "exclusive": True},
            ],
        }

    def sample_answers(self, element: Element[ImageChoicesSettings]) -> SampleAnswers:
        blue, red, none = (choice.id for choice in element.settings.choices)
        return SampleAnswers(
            valid=(([red, blue], [blue, red]), ([none], [none]), ([], None), (None, None)),
            invalid=((["x"], "not_offered"), (blue, "wrong_type"), ([none, red], "not_alone")),
        )
