"""Contact: who somebody is and how to reach them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from surveys.exceptions import Problem
from surveys.question_types.answers import text_answer
from surveys.question_types.elements import Element, Panel, TypeSettings, Words
from surveys.question_types.email import email_answer
from surveys.question_types.parts import Part, PartsType
from surveys.question_types.phone import COUNTRY_PANEL, CountryCode, phone_answer, phone_words
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers
from surveys.question_types.wordings import in_every_language

type Offer = Literal["required", "optional", "off"]

OFFER_WORDS: tuple[tuple[str, Words], ...] = (
    ("required", gettext_lazy("Asked and required")),
    ("optional", gettext_lazy("Asked")),
    ("off", gettext_lazy("Not asked")),
)
_MAXIMUM_LENGTH = 200
_WORDS = {
    "name": gettext_noop("Name"),
    "company": gettext_noop("Organisation"),
    "job_title": gettext_noop("Job title"),
    "email": gettext_noop("E-mail"),
    "phone": gettext_noop("Telephone"),
}
_FIELDS = (
    Part("name", "name", {}, autocomplete="name"),
    Part("company", "company", {}, autocomplete="organization"),
    Part("job_title", "job_title", {}, autocomplete="organization-title"),
    Part("email", "email", {}, False, "text", "email", "email", "email", direction="ltr"),
    Part("phone", "phone", {}, False, "text", "tel", "tel", "tel", direction="ltr"),
)


class ContactSettings(TypeSettings):
    """Settings of a contact: which fields it has. Required ones bind whoever fills in any of them."""

    name: Annotated[Offer, Panel(gettext_lazy("Name"), options=OFFER_WORDS)] = "required"
    company: Annotated[Offer, Panel(gettext_lazy("Organisation"), options=OFFER_WORDS)] = "off"
    job_title: Annotated[Offer, Panel(gettext_lazy("Job title"), options=OFFER_WORDS)] = "off"
    email: Annotated[Offer, Panel(gettext_lazy("E-mail"), options=OFFER_WORDS)] = "required"
    phone: Annotated[Offer, Panel(gettext_lazy("Telephone"), options=OFFER_WORDS)] = "optional"
    country: Annotated[CountryCode, COUNTRY_PANEL] = ""


@register
class Contact(PartsType[ContactSettings]):
    """A name and how to reach it; the answer is ``{field: text}`` of the fields filled in."""

    key = "contact"
    label = gettext_lazy("Contact")
    description = gettext_lazy("Name, organisation, e-mail and telephone.")
    synonyms = gettext_lazy("person details name company e-mail phone")
    icon = "user"
    group = "text"
    place = 8
    settings_model = ContactSettings

    def problems(self, element: Element[ContactSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        yield from nothing_asked(element, self.parts(element))

    def parts(self, element: Element[ContactSettings]) -> tuple[Part, ...]:
        return offered_parts(_FIELDS, _WORDS, element.settings)

    def clean_part(self, element: Element[ContactSettings], part: Part, raw: object) -> str | None:
        if part.id == "email":
            return email_answer(raw)
        if part.id == "phone":
            return phone_answer(raw, country=element.settings.country)
        text = text_answer(raw, maximum=_MAXIMUM_LENGTH)
        return text.replace("\n", " ") if text else None

    def part_content(self, part: Part, content: str | int | float) -> str | int | float:
        return phone_words(str(content)) if part.id == "phone" else content

    def part_words(self, part: Part, value: AnswerValue, language: str) -> str:
        return phone_words(str(value)) if part.id == "phone" else str(value)

    def sample_settings(self) -> dict[str, object]:
        return {
            "name": "required",
            "company": "optional",
            "job_title": "optional",
            "email": "required",
            "phone": "optional",
            "country": "NL",
        }

    def sample_answers(self, element: Element[ContactSettings]) -> SampleAnswers:
        ada = {"name": "Ada", "email": "ada@example.com"}
        return SampleAnswers(
            valid=(
                *((ada, ada), ({**ada, "phone": " 020 1234567 "}, {**ada, "phone": "+31201234567"})),
                *(({"email": "ada@example.com", "name": "Ada\n"}, ada), ({}, None), (None, None)),
                ({"name": "", "email": None}, None),
            ),
            invalid=(
                *(({"name": "Ada"}, "incomplete"), ({"phone": "020 1234567"}, "incomplete")),
                *(({**ada, "email": "ada"}, "not_an_email"), ({**ada, "phone": "12"}, "not_a_phone")),
                *(({**ada, "name": "x" * 201}, "too_long"), ({**ada, "fax": "1"}, "unknown_part")),
                *(({**ada, "name": ["Ada"]}, "wrong_type"), ("Ada", "wrong_type"), ([ada], "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[ContactSettings], random: Random) -> AnswerValue | None:
        first = random.choice(("Ada", "Grace", "Alan", "Edsger", "Noor", "Wei"))
        number = random.randrange(10_000)
        believable = {
            "name": f"{first} {random.choice(('Jansen', 'Smith', 'Haddad', 'García'))}",
            "company": random.choice(("Acme", "Globex", "Initech")),
            "job_title": random.choice(("Nurse", "Engineer", "Teacher")),
            "email": f"{first.lower()}.{number}@example.com",
            "phone": f"+44207946{number % 1000:04}",
        }
        return {part.id: believable[part.id] for part in self.parts(element)} or None


def offered_parts(
    fields: tuple[Part, ...], words: Mapping[str, str], settings: TypeSettings
) -> tuple[Part, ...]:
    """The fields that the settings ask for, in the words of every language."""
    offers = {part.id: getattr(settings, part.id) for part in fields}
    return tuple(
        replace(part, label=in_every_language(words[part.id]), is_required=offers[part.id] == "required")
        for part in fields
        if offers[part.id] != "off"
    )


def nothing_asked(element: Element[Any], parts: tuple[Part, ...]) -> Iterator[Problem]:
    """Yield a problem where a question has no field."""
    if not parts:
        yield Problem("settings", _("This question asks for nothing."), "parts_missing", target=element.id)
