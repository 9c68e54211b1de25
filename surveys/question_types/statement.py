"""Statement: something to read, not to answer."""

from collections.abc import Iterator
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from surveys.exceptions import Problem
from surveys.question_types.elements import Element, Panel, TypeSettings, later
from surveys.question_types.pictures import Picture, picture_shown
from surveys.question_types.reading import ReadingType
from surveys.question_types.registry import register
from surveys.question_types.shapes import Shown
from surveys.question_types.wordings import worded, worded_rich
from surveys.texts import PlainText, RichText


class StatementSettings(TypeSettings):
    """Settings of a statement; the element's text is its heading, which may be left out."""

    body: Annotated[RichText, Panel(gettext_lazy("Text"))] = Field(default_factory=dict)
    picture: Annotated[Picture | None, Panel(gettext_lazy("Picture"), kind="image")] = None
    alternative: Annotated[
        PlainText,
        Panel(
            gettext_lazy("What the picture shows"),
            help=gettext_lazy("Read out to people who don't see it; empty for mere decoration."),
        ),
    ] = later()


@register
class Statement(ReadingType[StatementSettings]):
    """A heading, a picture and a text."""

    key = "statement"
    label = gettext_lazy("Statement")
    description = gettext_lazy("A text to read, with no answer.")
    synonyms = gettext_lazy(
        "text description information introduction instructions message html block heading"
    )
    icon = "pilcrow"
    place = 1
    template = "statement.html"
    styles = ("css/questions_text.css",)
    settings_model = StatementSettings

    def problems(self, element: Element[StatementSettings]) -> Iterator[Problem]:
        settings = element.settings
        if not element.text and not settings.body and not settings.picture:
            yield Problem("text", _("This statement says nothing."), "text_missing", target=element.id)

    def input_context(self, element: Element[StatementSettings], shown: Shown) -> dict[str, object]:
        language, base, settings = shown.language, shown.base_language, element.settings
        return {
            "heading": worded(element.text, language, base),
            "body": worded_rich(settings.body, language, base),
            "picture": picture_shown(settings.picture, settings.alternative, shown),
        }

    def sample_settings(self) -> dict[str, object]:
        return {
            "body": {"en": "<p>Thank you for <strong>your</strong> time.</p>", "ar": "شكرا"},
            "picture": {"asset": f"a_{'0' * 32}", "width": 1200, "height": 800},
            "alternative": {"en": "A bridge over a river"},
        }
