"""Short text: one line."""

from random import Random
from typing import Annotated, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, Panel, later
from surveys.question_types.masks import Mask, mask_example, masked, random_masked
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.texts import LengthSettings, check_minimum, length_rule, random_text

type Autofill = Literal[
    "off",
    "name",
    "given-name",
    "family-name",
    "nickname",
    "organization",
    "organization-title",
    "street-address",
    "postal-code",
    "address-level2",
    "country-name",
]

_AUTOFILL_WORDS = (
    ("off", _("Nothing")),
    ("name", _("Full name")),
    ("given-name", _("First name")),
    ("family-name", _("Last name")),
    ("nickname", _("Nickname")),
    ("organization", _("Organisation")),
    ("organization-title", _("Job title")),
    ("street-address", _("Street and number")),
    ("postal-code", _("Postal code")),
    ("address-level2", _("Town or city")),
    ("country-name", _("Country")),
)


class ShortTextSettings(LengthSettings):
    """Settings of a one-line text."""

    maximum_length: Annotated[int, Field(ge=1, le=2_000), Panel(_("Most characters"))] = 500
    autofill: Annotated[
        Autofill,
        Panel(
            _("Filled in by the browser with"),
            help=_("For what people have typed elsewhere before: it saves them the typing."),
            options=_AUTOFILL_WORDS,
        ),
    ] = "off"
    mask: Annotated[
        Mask,
        Panel(
            _("Form"),
            help=_("9 is a digit, A a letter, * either, and the rest stands for itself: 9999 AA"),
            kind="code",
        ),
    ] = later("")


@register
class ShortText(QuestionType[ShortTextSettings]):
    """One line of text; line breaks in it become spaces."""

    key = "short_text"
    label = _("Short text")
    description = _("A word or a line in people's own words.")
    synonyms = _("text line open answer name string free field word")
    icon = "text-cursor-input"
    group = "text"
    place = 1
    template = "short_text.html"
    summary_kind = "text"
    column_kind = "text"
    is_open = True
    operators = operators.TEXT
    family = "text"
    settings_model = ShortTextSettings

    def clean(self, element: Element[ShortTextSettings], raw: object) -> str | None:
        text = text_answer(raw, maximum=element.settings.maximum_length)
        value = text.replace("\n", " ") if text else None
        check_minimum(value, element.settings.minimum_length)
        return masked(value, element.settings.mask) if value and element.settings.mask else value

    def rule(self, element: Element[ShortTextSettings]) -> str:
        if element.settings.mask:
            return gettext("In the form %(example)s.") % {"example": mask_example(element.settings.mask)}
        return length_rule(element.settings.minimum_length)

    def input_context(self, element: Element[ShortTextSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        return super().input_context(element, shown) | {
            "maximum": settings.maximum_length,
            "autofill": settings.autofill,
        }

    def sample_settings(self) -> dict[str, object]:
        return {"minimum_length": 2, "maximum_length": 40, "autofill": "organization"}

    def sample_answers(self, element: Element[ShortTextSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                ("  Ada ", "Ada"),
                ("one\r\ntwo", "one two"),
                ("", None),
                (None, None),
                ("مرحبا", "مرحبا"),
            ),
            invalid=(
                ("x", "too_short"),
                ("x" * 41, "too_long"),
                ("x" * 100_000, "too_long"),
                ("a\x00b", "null_byte"),
                ("a\ud800b", "lone_surrogate"),
                (["Ada"], "wrong_type"),
                (7, "wrong_type"),
            ),
        )

    def random_answer(self, element: Element[ShortTextSettings], random: Random) -> AnswerValue:
        if element.settings.mask:
            return random_masked(random, element.settings.mask)
        return random_text(
            random, minimum=element.settings.minimum_length, maximum=element.settings.maximum_length
        )
