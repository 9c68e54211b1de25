"""Countries: their ISO 3166-1 codes, and their names in the reader's language as CLDR has them."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from surveys.languages import interface_languages

_CODE_LENGTH = 2
_NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
"""What CLDR names with two letters beside countries: unions, islands with reserved codes, test locales."""

COUNTRY_CODES: frozenset[str] = frozenset(
    code
    for code in map(str, Locale("en").territories)
    if len(code) == _CODE_LENGTH and code.isalpha() and code not in _NO_COUNTRIES
)


@lru_cache(maxsize=256)
def locale_for(language: str) -> Locale:
    """The locale of a language tag; that of British English where CLDR doesn't know the language."""
    try:
        return Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def country_name(code: str, language: str) -> str:
    """The country's name in ``language``, its code where it has none."""
    return str(locale_for(language).territories.get(code, code))


@lru_cache(maxsize=64)
def countries_in(language: str) -> tuple[tuple[str, str], ...]:
    """``(code, name)`` of every country, in the alphabetical order of the names in ``language``."""
    named = [(code, country_name(code, language)) for code in COUNTRY_CODES]
    return tuple(sorted(named, key=lambda pair: (_sortable(pair[1]), pair[0])))


@cache
def country_names() -> Mapping[str, Mapping[str, str]]:
    """Every country's name in the languages of the interface, by code, in the order of the English names."""
    return {
        code: {language: country_name(code, language) for language in interface_languages()}
        for code, _name in countries_in("en")
    }


def _sortable(name: str) -> str:
    """The name without accents, so that Österreich stands among the other names with O."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    ).casefold()
