"""Currencies and their signs, as CLDR has them."""

from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.numbers import get_currency_symbol, is_currency

from surveys.question_types.countries import locale_for

__all__ = ["currency_sign", "is_currency"]


@lru_cache(maxsize=512)
def currency_sign(code: str, language: str) -> tuple[str, Literal["before", "after"]]:
    """The sign of an ISO 4217 currency and where a reader of ``language`` expects it beside an amount."""
    locale: Locale = locale_for(language)
    pattern = locale.currency_formats["standard"].pattern
    place: Literal["before", "after"] = (
        "before" if pattern.lstrip("\u200e\u200f").startswith("¤") else "after"
    )
    return str(get_currency_symbol(code, locale)), place
