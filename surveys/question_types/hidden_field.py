"""Hidden field: what the link to the survey says about the respondent."""

from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import StringConstraints

from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers
from surveys.question_types.unseen import UnseenType

_MAXIMUM_LENGTH = 500

type Parameter = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9_.-]{0,64}$")]


class HiddenFieldSettings(TypeSettings):
    """Settings of a hidden field."""

    source: Annotated[
        Parameter,
        Panel(
            gettext_lazy("Parameter of the link"),
            help=gettext_lazy(
                "utm_source takes what follows ?utm_source= in the link; without it, the name counts."
            ),
            kind="code",
        ),
    ] = ""


@register
class HiddenField(UnseenType[HiddenFieldSettings]):
    """A text from the query of the respondent's link; links can be changed, so it proves nothing."""

    key = "hidden_field"
    label = gettext_lazy("Hidden field")
    description = gettext_lazy("Taken from the link: a campaign, a customer's number.")
    synonyms = gettext_lazy("url parameter custom variable embedded data utm campaign tracking id")
    icon = "eye-off"
    place = 2
    column_kind = "text"
    operators = operators.TEXT
    family = "text"
    filled_by = "link"
    settings_model = HiddenFieldSettings

    def parameter(self, element: Element[HiddenFieldSettings]) -> str:
        return element.settings.source or element.name

    def rule(self, element: Element[HiddenFieldSettings]) -> str:
        return _("Taken from the link: …?%(parameter)s=") % {"parameter": self.parameter(element)}

    def clean(self, element: Element[HiddenFieldSettings], raw: object) -> str | None:
        return text_answer(raw, maximum=_MAXIMUM_LENGTH)

    def sample_settings(self) -> dict[str, object]:
        return {"source": "utm_source"}

    def sample_answers(self, element: Element[HiddenFieldSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=((" spring ", "spring"), ("", None), (None, None)),
            invalid=(
                *(("x" * 501, "too_long"), ("x" * 10_000_000, "too_long"), (["spring"], "wrong_type")),
                *((7, "wrong_type"), ("a\x00", "null_byte")),
            ),
        )

    def random_answer(self, element: Element[HiddenFieldSettings], random: Random) -> AnswerValue:
        return random.choice(("newsletter", "website", "poster", "shop"))
