"""How dates look."""

from datetime import UTC, datetime

from django.utils import formats, translation


def test_english_dates_are_british() -> None:
    with translation.override("en"):
        assert (
            formats.date_format(datetime(2026, 11, 3, 15, 5, tzinfo=UTC), "DATETIME_FORMAT")
            == "3 Nov 2026, 15:05"
        )
