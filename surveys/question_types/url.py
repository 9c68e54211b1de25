"""Web address: one link."""

import re
from random import Random

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers

_MAXIMUM_LENGTH = 2_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")
_E_MAIL = re.compile(r"[^/?#:]*@")
_validate = URLValidator(schemes=["http", "https"])


def url_answer(raw: object) -> str | None:
    """Return the web address that ``raw`` is, after ``https://`` where it has no scheme; ``None`` for none.

    Raises ``AnswerInvalid`` (``not_a_url`` and those of ``text_answer``).
    """
    value = text_answer(raw, maximum=_MAXIMUM_LENGTH)
    if value is None:
        return None
    address = value if _SCHEME.match(value) else f"https://{value}"
    try:
        _validate(address)
    except ValidationError as error:
        raise _not_a_url() from error
    if _E_MAIL.match(value):
        raise _not_a_url()
    return address


def _not_a_url() -> AnswerInvalid:
    return AnswerInvalid(_("Please enter a web address such as https://example.com."), "not_a_url")


class UrlSettings(TypeSettings):
    """A web address has nothing to set."""


@register
class Url(QuestionType[UrlSettings]):
    """A web address; whether it can be reached isn't checked."""

    key = "url"
    label = gettext_lazy("Web address")
    description = gettext_lazy("A link to a page, checked for its form.")
    synonyms = gettext_lazy("website link internet page address")
    icon = "link"
    group = "text"
    place = 5
    template = "url.html"
    summary_kind = "text"
    column_kind = "text"
    operators = operators.TEXT
    family = "text"
    settings_model = UrlSettings

    def clean(self, element: Element[UrlSettings], raw: object) -> str | None:
        return url_answer(raw)

    def sample_settings(self) -> dict[str, object]:
        return {}

    def sample_answers(self, element: Element[UrlSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                *((" https://example.com/a?b=c ", "https://example.com/a?b=c"), ("", None), (None, None)),
                *(("example.com", "https://example.com"), ("http://bücher.example", "http://bücher.example")),
                ("example.com:8080/x", "https://example.com:8080/x"),
            ),
            invalid=(
                *(("javascript:alert(1)", "not_a_url"), ("mailto:a@example.com", "not_a_url")),
                *(("ada@example.com", "not_a_url"), ("ftp://example.com", "not_a_url")),
                *(("just words", "not_a_url"), ("https://", "not_a_url")),
                *(("https://a.example/\nb", "not_a_url"), ("x" * 2_001, "too_long"), ("a\x00b", "null_byte")),
                (["https://example.com"], "wrong_type"),
            ),
        )

    def random_answer(self, element: Element[UrlSettings], random: Random) -> AnswerValue:
        return f"https://{random.choice(('www', 'shop', 'team'))}.example.com/{random.randrange(10_000)}"
