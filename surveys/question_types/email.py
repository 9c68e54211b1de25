"""E-mail: one address."""

from random import Random

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import AnswerValue, QuestionType, SampleAnswers
from surveys.question_types.elements import Element, TypeSettings
from surveys.question_types.registry import register

_MAXIMUM_LENGTH = 254


class EmailSettings(TypeSettings):
    """An e-mail question has nothing to set."""


@register
class Email(QuestionType[EmailSettings]):
    """An e-mail address as people write them; whether it exists isn't checked."""

    key = "email"
    label = gettext_lazy("E-mail")
    description = gettext_lazy("An e-mail address, checked for its form.")
    icon = "mail"
    group = "text"
    place = 3
    template = "email.html"
    summary_kind = "text"
    column_kind = "text"
    operators = operators.TEXT
    family = "text"
    settings_model = EmailSettings

    def clean(self, element: Element[EmailSettings], raw: object) -> str | None:
        value = text_answer(raw, maximum=_MAXIMUM_LENGTH)
        if value is None:
            return None
        try:
            validate_email(value)
        except ValidationError as error:
            message = _("Please enter an e-mail address such as name@example.com.")
            raise AnswerInvalid(message, "not_an_email") from error
        return value

    def sample_settings(self) -> dict[str, object]:
        return {}

    def sample_answers(self, element: Element[EmailSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=((" ada@example.com ", "ada@example.com"), ("", None), (None, None)),
            invalid=(
                ("ada", "not_an_email"),
                ("ada@", "not_an_email"),
                ("a@example.com\nb@example.com", "not_an_email"),
                ("x" * 255 + "@example.com", "too_long"),
                ("a\x00@example.com", "null_byte"),
                (["ada@example.com"], "wrong_type"),
            ),
        )

    def random_answer(self, element: Element[EmailSettings], random: Random) -> AnswerValue:
        return f"{random.choice(('ada', 'grace', 'alan', 'edsger'))}.{random.randrange(10_000)}@example.com"
