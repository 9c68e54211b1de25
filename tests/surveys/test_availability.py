"""What a respondent finds at a moment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from surveys.domain import availability

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)


@dataclass
class Times:
    status: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (Times("draft"), "draft"),
        (Times("draft", closes_at=EARLIER), "draft"),
        (Times("open"), "open"),
        (Times("open", opens_at=LATER), "not_yet"),
        (Times("open", opens_at=NOW), "open"),
        (Times("open", opens_at=EARLIER, closes_at=LATER), "open"),
        (Times("open", closes_at=NOW), "closed"),
        (Times("open", opens_at=LATER, closes_at=EARLIER), "closed"),
        (Times("paused"), "paused"),
        (Times("paused", opens_at=LATER), "paused"),
        (Times("paused", closes_at=EARLIER), "closed"),
        (Times("closed"), "closed"),
        (Times("closed", opens_at=LATER), "closed"),
    ],
)
def test_status_and_times_together_decide(times: Times, found: str) -> None:
    assert availability(times, NOW) == found
