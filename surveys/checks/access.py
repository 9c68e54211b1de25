"""What people who don't see, hear or work fast meet: pictures and films without words, time limits."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.definition import Definition, Element
from surveys.question_types.picture_cards import PictureSettings
from surveys.question_types.statement import StatementSettings
from surveys.question_types.video import VideoSettings


def access_findings(definition: Definition) -> Iterator[Finding]:
    """Beside what the types themselves warn of (pictures to click on)."""
    if definition.settings.seconds is not None:
        message = _("The survey has a time limit. Some people need much longer; let them ask for more time.")
        yield Finding("access", "time_limit", message, is_hint=True, seen=str(definition.settings.seconds))
    for page in definition.pages:
        if page.seconds is not None:
            message = _("This page has a time limit. Some people need much longer than others.")
            yield Finding("access", "time_limit", message, page.id, seen=str(page.seconds), is_hint=True)
        for element in page.elements:
            yield from _of_element(element)


def _of_element(element: Element[Any]) -> Iterator[Finding]:
    settings = element.settings
    if isinstance(settings, StatementSettings) and settings.picture and not settings.alternative:
        message = _("Say what the picture shows, for people who don't see it.")
        yield Finding("access", "alternative_missing", message, element.id, seen="picture", is_hint=True)
    if isinstance(settings, VideoSettings) and not settings.body:
        message = _(
            "Say beside the video what is shown and spoken in it, for people who don't see or hear it."
        )
        yield Finding("access", "video_unlabelled", message, element.id, seen=settings.address, is_hint=True)
    if isinstance(settings, PictureSettings):
        yield from _of_pictures(element, settings)


def _of_pictures(element: Element[Any], settings: PictureSettings) -> Iterator[Finding]:
    if not settings.show_labels:
        message = _("The choices are pictures without words. Not everybody reads a picture the same way.")
        yield Finding("access", "pictures_only", message, element.id, seen="labels", is_hint=True)
    numbers = [str(number) for number, choice in enumerate(settings.choices, 1) if not choice.image]
    if numbers and len(numbers) < len(settings.choices):
        message = _("These choices have no picture, unlike the others: %(numbers)s.")
        words = message % {"numbers": ", ".join(numbers)}
        yield Finding("access", "pictures_uneven", words, element.id, seen=",".join(numbers), is_hint=True)
