"""Multiple choice: any number of a list, all in sight."""

from django.utils.translation import gettext_lazy

from surveys.question_types.choices import LaidOutChoicesSettings
from surveys.question_types.elements import Element
from surveys.question_types.registry import register
from surveys.question_types.several_choices import SeveralChoicesSettings, SeveralChoicesType
from surveys.question_types.shapes import SampleAnswers, Shown


class MultipleChoiceSettings(LaidOutChoicesSettings, SeveralChoicesSettings):
    """Settings of a multiple choice."""


@register
class MultipleChoice(SeveralChoicesType[MultipleChoiceSettings]):
    """Any number of a few choices."""

    key = "multiple_choice"
    label = gettext_lazy("Multiple choice")
    description = gettext_lazy("All answers that apply.")
    synonyms = gettext_lazy("checkboxes tick boxes select all pick several options multi-select")
    icon = "square-check"
    place = 3
    template = "choices.html"
    scripts = ("js/choices.js",)
    settings_model = MultipleChoiceSettings

    def input_context(self, element: Element[MultipleChoiceSettings], shown: Shown) -> dict[str, object]:
        return super().input_context(element, shown) | {"layout": element.settings.layout}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {
                    "id": "c_ccccccc1",
                    "code": "bus",
                    "label": {"en": "Bus", "ar": "حافلة"},
                    "heading": {"en": "Public"},
                    "score": 2,
                },
                {"id": "c_ccccccc2", "code": "train", "label": {"en": "Train"}, "score": 3},
                {
                    "id": "c_ccccccc3",
                    "code": "bike",
                    "label": {"en": "Bicycle"},
                    "heading": {"en": "Your own"},
                    "score": -1.5,
                },
                {"id": "c_ccccccc4", "code": "car", "label": {"en": "Car"}},
                {"id": "c_ccccccc5", "code": "other", "label": {"en": "Another"}, "other": True},
                {
                    "id": "c_ccccccc6",
                    "code": "all",
                    "label": {"en": "All of these"},
                    "selects_all": True,
                    "pinned": True,
                },
                {"id": "c_ccccccc7", "code": "none", "label": {"en": "None"}, "exclusive": True, "score": -9},
            ],
            "layout": "buttons",
            "minimum_choices": 2,
            "maximum_choices": 4,
            "other_text_required": True,
        }

    def sample_answers(self, element: Element[MultipleChoiceSettings]) -> SampleAnswers:
        bus, train, bike, car, other, every, none = (choice.id for choice in element.settings.choices)
        named = {"choices": [bus, other], "other": {other: "Tram"}}
        return SampleAnswers(
            valid=(
                *(([bike, bus], [bus, bike]), ([bus, train, car], [bus, train, car])),
                *(([], None), (None, None), ({"choices": []}, None)),
                *(([every], [bus, train, bike, car, every]), ([every, car], [bus, train, bike, car, every])),
                *(([none], [none]), (named, named)),
                ({"choices": [other, bus], "other": {other: " Tram "}}, named),
                ({"choices": [bus, car], "other": {}}, [bus, car]),
            ),
            invalid=(
                *(([bus], "too_few"), ([bus, train, bike, car, other], "too_many")),
                ([bus, bus], "duplicate"),
                *(
                    ([bus, "c_ccccccc9"], "not_offered"),
                    ([bus, None], "wrong_type"),
                    ([[bus], train], "wrong_type"),
                ),
                *((bus, "wrong_type"), ({bus: True}, "wrong_type"), (True, "wrong_type")),
                *(([none, bus], "not_alone"), ([none, every], "not_alone"), ([bus, other], "text_missing")),
                ({"choices": [bus, car], "other": {bus: "Night bus"}}, "text_not_asked"),
                ({"choices": [bus, car], "other": {other: "Tram"}}, "text_not_asked"),
                ({"choices": [], "other": {other: "Tram"}}, "not_offered"),
                ({"choices": [bus, other], "other": [other]}, "wrong_type"),
            ),
        )
