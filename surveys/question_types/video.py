"""Video: a link to a film elsewhere. Nothing of it is loaded until somebody follows it."""

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid, Problem
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.reading import ReadingType
from surveys.question_types.registry import register
from surveys.question_types.shapes import Shown
from surveys.question_types.url import url_answer
from surveys.question_types.wordings import worded, worded_rich
from surveys.texts import RichText

_MINUTE = 60
_LONGEST = 86_400


def _checked_address(text: str) -> str:
    try:
        return url_answer(text) or ""
    except AnswerInvalid as refusal:
        raise PydanticCustomError("not_a_url", "not a web address") from refusal


class VideoSettings(TypeSettings):
    """Settings of a video; the element's text is its title."""

    address: Annotated[
        str,
        AfterValidator(_checked_address),
        Panel(
            gettext_lazy("Web address of the video"),
            help=gettext_lazy("Opens in a new tab: nothing is sent to the video's site before."),
            kind="code",
        ),
    ] = ""
    seconds: Annotated[
        Annotated[int, Field(ge=1, le=_LONGEST)] | None,
        Panel(gettext_lazy("Length in seconds"), kind="integer"),
    ] = None
    body: Annotated[RichText, Panel(gettext_lazy("Text"))] = Field(default_factory=dict)


@register
class Video(ReadingType[VideoSettings]):
    """A title, a text and a link to a film."""

    key = "video"
    label = gettext_lazy("Video")
    description = gettext_lazy("A link to a film on another site.")
    synonyms = gettext_lazy("film youtube vimeo media embed watch")
    icon = "play"
    place = 2
    template = "video.html"
    styles = ("css/questions_text.css",)
    settings_model = VideoSettings
    unset_at_first = ("settings.address",)

    def problems(self, element: Element[VideoSettings]) -> Iterator[Problem]:
        if not element.settings.address:
            message = _("This video has no web address.")
            yield Problem("settings.address", message, "address_missing", target=element.id)
        if not element.text:
            yield Problem("text", _("This video has no title."), "text_missing", target=element.id)

    def input_context(self, element: Element[VideoSettings], shown: Shown) -> dict[str, object]:
        language, base, settings = shown.language, shown.base_language, element.settings
        return {
            "heading": worded(element.text, language, base),
            "body": worded_rich(settings.body, language, base),
            "address": settings.address,
            "site": (urlsplit(settings.address).hostname or "").removeprefix("www."),
            "length": _length(settings.seconds),
        }

    def sample_settings(self) -> dict[str, object]:
        return {
            "address": "https://www.example.com/watch?v=1",
            "seconds": 192,
            "body": {"en": "<p>With subtitles.</p>", "ar": "<p>مع ترجمة</p>"},
        }


def _length(seconds: int | None) -> str:
    """3:12"""
    return "" if seconds is None else f"{seconds // _MINUTE}:{seconds % _MINUTE:02}"
