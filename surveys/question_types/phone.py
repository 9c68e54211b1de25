"""Telephone number: one that can be rung from abroad."""

from random import Random
from typing import Annotated

import phonenumbers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import QuestionType
from surveys.question_types.countries import COUNTRY_CODES
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.numbers import ascii_digits
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown

_MAXIMUM_LENGTH = 40
_POSSIBLE = (ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)


def phone_answer(raw: object, *, country: str = "") -> str | None:
    """Return the number that ``raw`` is as ITU-T E.164 has it (``+31201234567``); ``None`` for nothing.

    Without a leading + it is one of ``country`` (ISO 3166-1). An extension follows as ``;ext=`` (RFC 3966).
    Raises ``AnswerInvalid`` (``not_a_phone``, ``country_missing`` and those of ``text_answer``).
    """
    value = text_answer(raw, maximum=_MAXIMUM_LENGTH)
    if value is None:
        return None
    number = _parsed(ascii_digits(value), country)
    if phonenumbers.is_possible_number_with_reason(number) not in _POSSIBLE:
        raise _not_a_phone()
    number.italian_leading_zero = bool(number.italian_leading_zero)
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{written};ext={number.extension}" if number.extension else written


def _parsed(value: str, country: str) -> PhoneNumber:
    try:
        return phonenumbers.parse(value, country or None)
    except NumberParseException as error:
        is_national = error.error_type == NumberParseException.INVALID_COUNTRY_CODE and "+" not in value
        if is_national and not country and any(sign.isdigit() for sign in value):
            message = _("Please begin with + and the country's code, such as +44.")
            raise AnswerInvalid(message, "country_missing") from error
        raise _not_a_phone() from error


def _not_a_phone() -> AnswerInvalid:
    return AnswerInvalid(_("Please enter a complete telephone number."), "not_a_phone")


def phone_words(value: str) -> str:
    """A stored number as it is written between countries: ``+31 20 123 4567``."""
    try:
        number = phonenumbers.parse(value, None)
    except NumberParseException:
        return value
    return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))


def _checked_country(text: str) -> str:
    code = text.strip().upper()
    if code and code not in COUNTRY_CODES:
        raise PydanticCustomError("country_unknown", "not a country")
    return code


type CountryCode = Annotated[str, AfterValidator(_checked_country)]
COUNTRY_PANEL = Panel(
    gettext_lazy("Country of numbers without +"),
    help=gettext_lazy(
        "Two letters such as GB. Without it, numbers must begin with + and the country's code."
    ),
    kind="code",
)


class PhoneSettings(TypeSettings):
    """Settings of a telephone number."""

    country: Annotated[CountryCode, COUNTRY_PANEL] = ""


@register
class Phone(QuestionType[PhoneSettings]):
    """A telephone number of a possible length; whether somebody answers it isn't checked."""

    key = "phone"
    label = gettext_lazy("Telephone")
    description = gettext_lazy("A telephone number of any country.")
    synonyms = gettext_lazy("mobile cell number call contact")
    icon = "phone"
    group = "text"
    place = 6
    template = "phone.html"
    summary_kind = "text"
    column_kind = "text"
    operators = operators.TEXT
    family = "text"
    settings_model = PhoneSettings

    def clean(self, element: Element[PhoneSettings], raw: object) -> str | None:
        return phone_answer(raw, country=element.settings.country)

    def rule(self, element: Element[PhoneSettings]) -> str:
        if element.settings.country:
            return ""
        return _("With + and the country's code, such as +44 20 7946 0000.")

    def input_context(self, element: Element[PhoneSettings], shown: Shown) -> dict[str, object]:
        return {"content": phone_words(shown.content) if isinstance(shown.content, str) else ""}

    def display(
        self,
        element: Element[PhoneSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        return phone_words(value) if isinstance(value, str) else ""

    def sample_settings(self) -> dict[str, object]:
        return {"country": "NL"}

    def sample_answers(self, element: Element[PhoneSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                *((" 020-123 45 67 ", "+31201234567"), ("+31 (0)20 1234567", "+31201234567")),
                *(("0044 20 7946 0000", "+442079460000"), ("+39 06 6982", "+39066982")),
                *(("020 1234567 ext. 12", "+31201234567;ext=12"), ("٠٢٠١٢٣٤٥٦٧", "+31201234567")),
                *(("", None), (None, None)),
            ),
            invalid=(
                *(("call me", "not_a_phone"), ("12", "not_a_phone"), ("+999 123456", "not_a_phone")),
                *(("0" * 30, "not_a_phone"), ("1" * 200, "too_long"), ("020\x00", "null_byte")),
                *((31201234567, "wrong_type"), (["020"], "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[PhoneSettings], random: Random) -> AnswerValue:
        return f"+44207946{random.randrange(1000):04}"
