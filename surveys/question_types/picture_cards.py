"""What the types share whose choices are pictures."""

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _

from surveys.question_types.choices import AskingChoicesSettings
from surveys.question_types.elements import Element, Panel


class PictureSettings(AskingChoicesSettings):
    """Settings of choices with pictures. Hidden labels are still read out by screen readers."""

    show_labels: Annotated[bool, Panel(_("Show the labels under the pictures"))] = True


def picture_context(element: Element[Any]) -> dict[str, object]:
    """What the template needs to show choices as cards."""
    return {"layout": "cards", "labels_hidden": not element.settings.show_labels}
