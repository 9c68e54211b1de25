"""Which time limits a survey sets, worked out once a version."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from responses.versions import Running


def limited_pages(ready: Running) -> Mapping[str, int]:
    """Return the seconds of each page that has a limit, by the page's id."""
    kept: Mapping[str, int] | None = ready.kept.get("limited_pages")
    if kept is None:
        found = {page.id: page.page.seconds for page in ready.compiled.pages if page.page.seconds}
        kept = ready.kept["limited_pages"] = found
    return kept


def has_limits(ready: Running) -> bool:
    """Whether the survey or any of its pages has a time limit."""
    return bool(ready.compiled.definition.settings.seconds or limited_pages(ready))


def timed_out(ready: Running, page_seconds: Mapping[str, float]) -> frozenset[str]:
    """Return the pages on which all time was spent, by what the response's row knows."""
    return frozenset(
        page for page, seconds in limited_pages(ready).items() if page_seconds.get(page, 0) >= seconds
    )


def first_look(response: UUID) -> float:
    """Return when the id of a response was made, in Unix seconds."""
    return (response.int >> 80) / 1000


def has_lapsed(ready: Running, response: UUID, now: datetime) -> bool:
    """Say whether the survey's time for a response was up, had nobody been given more."""
    seconds = ready.compiled.definition.settings.seconds
    return seconds is not None and first_look(response) + seconds < now.timestamp()
