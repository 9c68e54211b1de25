"""What the types that take free text share."""

from random import Random
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.question_types.elements import Panel, TypeSettings

_WORTH_SAYING = 2
_SENTENCES = (
    "The people are kind and quick to help.",
    "It takes too long before something changes.",
    "I would like to hear more about the plans for next year.",
    "Nothing to add, thank you.",
    "The tools are good, the meetings are many.",
    "More time to prepare would help all of us.",
    "It was easy to find what I needed.",
    "Please keep the short morning talk.",
)


class LengthSettings(TypeSettings):
    """Limits on the length of a text, in characters."""

    minimum_length: Annotated[int, Field(ge=0, le=20_000), Panel(_("Fewest characters"))] = 0
    maximum_length: Annotated[int, Field(ge=1, le=20_000), Panel(_("Most characters"))] = 500

    @model_validator(mode="after")
    def _in_order(self) -> "LengthSettings":
        if self.minimum_length > self.maximum_length:
            raise PydanticCustomError("range_reversed", "the minimum is above the maximum")
        return self


def length_rule(minimum: int) -> str:
    """The rule to show for texts of at least ``minimum`` characters."""
    if minimum < _WORTH_SAYING:
        return ""
    words = ngettext("At least %(minimum)d character.", "At least %(minimum)d characters.", minimum)
    return words % {"minimum": minimum}


def check_minimum(value: str | None, minimum: int) -> None:
    """Raise ``AnswerInvalid`` (``too_short``) when an answer has fewer than ``minimum`` characters."""
    if value is not None and len(value) < minimum:
        message = ngettext(
            "This is too short: please write at least %(minimum)d character.",
            "This is too short: please write at least %(minimum)d characters.",
            minimum,
        )
        raise AnswerInvalid(message % {"minimum": minimum}, "too_short")


def random_text(random: Random, *, minimum: int, maximum: int) -> str:
    """A sentence or a few, of ``minimum`` to ``maximum`` characters."""
    text = random.choice(_SENTENCES)
    while len(text) < minimum:
        text = f"{text} {random.choice(_SENTENCES)}"
    cut = text[:maximum].rstrip()
    return cut if len(cut) >= max(minimum, 1) else "x" * max(minimum, 1)
