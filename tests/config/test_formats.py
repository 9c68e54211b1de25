"""How dates look."""

from datetime import UTC, datetime

import pytest
from babel import Locale
from babel.numbers import format_decimal
from django.utils import formats, translation

from surveys.languages import interface_languages


def test_english_dates_are_british() -> None:
    with translation.override("en"):
        assert (
            formats.date_format(datetime(2026, 11, 3, 15, 5, tzinfo=UTC), "DATETIME_FORMAT")
            == "3 Nov 2026, 15:05"
        )


@pytest.mark.parametrize(("tag", "code"), interface_languages().items())
def test_decimals_look_alike_with_and_without_thousands(tag: str, code: str) -> None:
    locale = Locale.parse("en-GB" if tag == "en" else tag, sep="-")

    with translation.override(code):
        assert formats.number_format(3.5, use_l10n=True) == format_decimal(3.5, locale=locale)


def test_arabic_and_chinese_dates_are_written_out() -> None:
    day = datetime(2026, 3, 31, 14, 30, tzinfo=UTC)
    said = {}
    for code in ("ar", "zh-hans"):
        with translation.override(code):
            said[code] = formats.date_format(day, "DATETIME_FORMAT")

    assert said == {"ar": "31 مارس 2026، 2:30 م", "zh-hans": "2026年3月31日 14:30"}
