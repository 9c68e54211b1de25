"""Language switch: the survey's languages as buttons among the questions."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from surveys.exceptions import Problem
from surveys.languages import language_name
from surveys.question_types.elements import Element, TypeSettings
from surveys.question_types.reading import ReadingType
from surveys.question_types.registry import register
from surveys.question_types.shapes import Shown
from surveys.question_types.wordings import worded


class LanguageSwitchSettings(TypeSettings):
    """A language switch has nothing to set."""


@register
class LanguageSwitch(ReadingType[LanguageSwitchSettings]):
    """Buttons that send the page as the switch above it does, so that nothing typed is lost."""

    key = "language_switch"
    label = gettext_lazy("Language switch")
    description = gettext_lazy("The survey's languages to choose from, in the page.")
    synonyms = gettext_lazy("translation languages change language")
    icon = "languages"
    place = 3
    template = "language_switch.html"
    styles = ("css/questions_text.css",)
    settings_model = LanguageSwitchSettings

    def problems(self, element: Element[LanguageSwitchSettings]) -> Iterator[Problem]:
        yield from ()

    def input_context(self, element: Element[LanguageSwitchSettings], shown: Shown) -> dict[str, object]:
        return {
            "heading": worded(element.text, shown.language, shown.base_language),
            "languages": [
                {"code": code, "name": language_name(code), "is_current": code == shown.language}
                for code in shown.languages or (shown.language,)
            ],
        }

    def sample_settings(self) -> dict[str, object]:
        return {}
