"""Address: where post arrives."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from surveys.exceptions import AnswerInvalid, Problem
from surveys.question_types.answers import text_answer
from surveys.question_types.columns import Category
from surveys.question_types.contact import OFFER_WORDS, Offer, nothing_asked, offered_parts
from surveys.question_types.countries import COUNTRY_CODES, countries_in, country_name, country_names
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.parts import Part, PartsType
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers

_MAXIMUM_LENGTH = 200
_WORDS: Mapping[str, str] = {
    "street": gettext_noop("Street and number"),
    "second_line": gettext_noop("Flat, building or care of"),
    "postal_code": gettext_noop("Postal code"),
    "city": gettext_noop("Town or city"),
    "region": gettext_noop("State, province or region"),
    "country": gettext_noop("Country"),
}
_FIELDS = (
    Part("street", "street", {}, autocomplete="address-line1"),
    Part("second_line", "second_line", {}, autocomplete="address-line2"),
    Part("postal_code", "postal_code", {}, autocomplete="postal-code", size="short"),
    Part("city", "city", {}, autocomplete="address-level2", size="rest"),
    Part("region", "region", {}, autocomplete="address-level1"),
    Part("country", "country", {}, kind="category", autocomplete="country"),
)


class AddressSettings(TypeSettings):
    """Settings of an address: which fields it has. Required ones bind whoever fills in any of them."""

    street: Annotated[Offer, Panel(gettext_lazy("Street and number"), options=OFFER_WORDS)] = "required"
    second_line: Annotated[Offer, Panel(gettext_lazy("Second line"), options=OFFER_WORDS)] = "optional"
    postal_code: Annotated[Offer, Panel(gettext_lazy("Postal code"), options=OFFER_WORDS)] = "optional"
    city: Annotated[Offer, Panel(gettext_lazy("Town or city"), options=OFFER_WORDS)] = "required"
    region: Annotated[Offer, Panel(gettext_lazy("State, province or region"), options=OFFER_WORDS)] = "off"
    country: Annotated[Offer, Panel(gettext_lazy("Country"), options=OFFER_WORDS)] = "required"


@register
class Address(PartsType[AddressSettings]):
    """A postal address; the answer is ``{field: text}``, the country by its ISO 3166-1 code."""

    key = "address"
    label = gettext_lazy("Address")
    description = gettext_lazy("Street, postal code, town and country.")
    synonyms = gettext_lazy("street city postcode zip country postal home")
    icon = "house"
    group = "text"
    place = 9
    settings_model = AddressSettings

    def problems(self, element: Element[AddressSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        yield from nothing_asked(element, self.parts(element))

    def parts(self, element: Element[AddressSettings]) -> tuple[Part, ...]:
        return tuple(
            replace(part, categories=_countries()) if part.id == "country" else part
            for part in offered_parts(_FIELDS, _WORDS, element.settings)
        )

    def options(self, part: Part, language: str) -> tuple[tuple[str, str], ...]:
        return countries_in(language) if part.id == "country" else ()

    def clean_part(self, element: Element[AddressSettings], part: Part, raw: object) -> str | None:
        text = text_answer(raw, maximum=_MAXIMUM_LENGTH)
        if part.id == "country" and text is not None and text not in COUNTRY_CODES:
            raise AnswerInvalid(_("Please choose one of the countries offered."), "not_offered")
        return text.replace("\n", " ") if text else None

    def part_words(self, part: Part, value: AnswerValue, language: str) -> str:
        return country_name(str(value), language) if part.id == "country" else str(value)

    def sample_settings(self) -> dict[str, object]:
        return {
            "street": "required",
            "second_line": "optional",
            "postal_code": "optional",
            "city": "required",
            "region": "optional",
            "country": "required",
        }

    def sample_answers(self, element: Element[AddressSettings]) -> SampleAnswers:
        home = {"street": "Keizersgracht 1", "city": "Amsterdam", "country": "NL"}
        return SampleAnswers(
            valid=(
                *(
                    (home, home),
                    ({**home, "postal_code": " 1015 CJ "}, _in_order(home, postal_code="1015 CJ")),
                ),
                *(({}, None), ({"street": ""}, None), (None, None)),
            ),
            invalid=(
                *(({"country": "NL"}, "incomplete"), ({**home, "country": "Atlantis"}, "not_offered")),
                *(({**home, "country": "EU"}, "not_offered"), ({**home, "planet": "Earth"}, "unknown_part")),
                *(({**home, "city": "x" * 201}, "too_long"), ({**home, "city": {"name": "x"}}, "wrong_type")),
                *(("Keizersgracht 1", "wrong_type"), ([home], "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[AddressSettings], random: Random) -> AnswerValue | None:
        city, country = random.choice(
            (("Amsterdam", "NL"), ("Leeds", "GB"), ("Köln", "DE"), ("Sevilla", "ES"), ("Amman", "JO"))
        )
        street = random.choice(("High Street", "Mill Lane", "Station Road"))
        believable = {
            "street": f"{street} {random.randrange(1, 200)}",
            "second_line": f"Floor {random.randrange(1, 9)}",
            "postal_code": f"{random.randrange(10_000, 99_999)}",
            "city": city,
            "region": "North",
            "country": country,
        }
        return {part.id: believable[part.id] for part in self.parts(element)} or None


@cache
def _countries() -> tuple[Category, ...]:
    return tuple(Category(code, code, names) for code, names in country_names().items())


def _in_order(given: Mapping[str, str], **more: str) -> dict[str, AnswerValue]:
    both = {**given, **more}
    return {part.id: both[part.id] for part in _FIELDS if part.id in both}
