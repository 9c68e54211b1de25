"""E-mail: one address."""

from collections.abc import Mapping
from random import Random
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, Panel, TypeSettings, later
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown

_MAXIMUM_LENGTH = 254


def email_answer(raw: object) -> str | None:
    """Return the e-mail address that ``raw`` is; ``None`` for nothing.

    Raises ``AnswerInvalid`` (``not_an_email`` and those of ``text_answer``).
    """
    value = text_answer(raw, maximum=_MAXIMUM_LENGTH)
    if value is None:
        return None
    try:
        validate_email(value)
    except ValidationError as error:
        message = _("Please enter an e-mail address such as name@example.com.")
        raise AnswerInvalid(message, "not_an_email") from error
    return value


class EmailSettings(TypeSettings):
    """Settings of an e-mail address."""

    twice: Annotated[
        bool,
        Panel(
            gettext_lazy("Ask for it twice"),
            help=gettext_lazy("Where much depends on it: a slip of the finger is found at once."),
        ),
    ] = later(False)


@register
class Email(QuestionType[EmailSettings]):
    """An e-mail address as people write them; whether it exists isn't checked."""

    key = "email"
    label = gettext_lazy("E-mail")
    description = gettext_lazy("An e-mail address, checked for its form.")
    synonyms = gettext_lazy("mail address contact")
    icon = "mail"
    group = "text"
    place = 3
    template = "email.html"
    summary_kind = "text"
    column_kind = "text"
    operators = operators.TEXT
    styles = ("css/questions_text.css",)
    family = "text"
    settings_model = EmailSettings

    def read(self, element: Element[EmailSettings], form: FormData) -> object:
        address = super().read(element, form)
        if not element.settings.twice or address is None:
            return address
        again = form.getlist(f"{element.id}.again")
        return {"address": address, "again": again[-1] if again else ""}

    def clean(self, element: Element[EmailSettings], raw: object) -> str | None:
        if not element.settings.twice or not isinstance(raw, Mapping):
            return email_answer(raw)
        if not raw.keys() <= {"address", "again"}:
            raise AnswerInvalid(_("This must be a text."), "wrong_type")
        address, again = (
            email_answer(raw.get("address")),
            text_answer(raw.get("again"), maximum=_MAXIMUM_LENGTH),
        )
        if (address or "").casefold() != (again or "").casefold():
            raise AnswerInvalid(
                _("The two e-mail addresses differ. Please check both."), "differs", ["again"]
            )
        return address

    def input_context(self, element: Element[EmailSettings], shown: Shown) -> dict[str, object]:
        content = shown.content
        typed = content if isinstance(content, Mapping) else {"address": content, "again": content}
        words = {name: typed.get(name) for name in ("address", "again")}
        return {
            "content": words["address"] if isinstance(words["address"], str) else "",
            "again": words["again"] if isinstance(words["again"], str) else "",
            "twice": element.settings.twice,
        }

    def sample_settings(self) -> dict[str, object]:
        return {"twice": True}

    def sample_answers(self, element: Element[EmailSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                *((" ada@example.com ", "ada@example.com"), ("", None), (None, None)),
                ({"address": "Ada@example.com", "again": "ada@Example.com "}, "Ada@example.com"),
                ({"address": "", "again": ""}, None),
            ),
            invalid=(
                ("ada", "not_an_email"),
                ("ada@", "not_an_email"),
                ("a@example.com\nb@example.com", "not_an_email"),
                ("x" * 255 + "@example.com", "too_long"),
                ("a\x00@example.com", "null_byte"),
                (["ada@example.com"], "wrong_type"),
                ({"address": "ada@example.com", "again": "eda@example.com"}, "differs"),
                ({"address": "ada@example.com"}, "differs"),
                ({"mail": "ada@example.com"}, "wrong_type"),
            ),
        )

    def random_answer(self, element: Element[EmailSettings], random: Random) -> AnswerValue:
        return f"{random.choice(('ada', 'grace', 'alan', 'edsger'))}.{random.randrange(10_000)}@example.com"
