"""Who can answer a survey, when, how often and where: part of the survey as it runs, not of a version.

What may keep somebody out stands together in ``gates``, so that respondents' statements can see in one
look whether there is anything to ask.
"""

import json
import re
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from surveys.models import Survey
from surveys.opening_hours import Hours

MOST_RESPONSES = 10_000_000
MOST_SITES = 50
MOST_STRETCHES = 28
_HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?\Z")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gates(_Part):
    """What may keep somebody out. ``password`` is hashed, ``limit`` counts complete responses; ``personal``
    lets in only who has a personal link."""

    password: str = ""
    hours: Annotated[tuple[Hours, ...], Field(max_length=MOST_STRETCHES)] = ()
    limit: Annotated[int, Field(ge=1, le=MOST_RESPONSES)] | None = None
    personal: bool = False


class Embedding(_Part):
    """Showing the survey in other sites' pages; ``sites`` are origins, such as ``https://www.acme.example``."""

    sites: Annotated[tuple[str, ...], Field(max_length=MOST_SITES)] = ()


class Kiosk(_Part):
    """Showing the survey on a device that many people use, which begins anew by itself after ``seconds``."""

    seconds: Annotated[int, Field(ge=20, le=3600)] = 90


class Access(_Part):
    """All of it. ``again`` lets the same browser answer more than once."""

    gates: Gates | None = None
    again: bool = False
    embedding: Embedding | None = None
    kiosk: Kiosk | None = None

    @property
    def asks_for_links(self) -> bool:
        """Whether only who has a personal link can answer."""
        return self.gates is not None and self.gates.personal

    @property
    def offers_again(self) -> bool:
        """Whether the last page offers to answer again; of a personal link comes one response."""
        return self.again and not self.asks_for_links


EVERYBODY = Access()


def without_empty_gates(access: Access) -> Access:
    """Return the access without gates where none of them is shut to anybody."""
    return access.model_copy(update={"gates": None}) if access.gates == Gates() else access


def access_of(survey: Survey) -> Access:
    """Return what a survey's row holds."""
    return stored_access(json.dumps(survey.access) if survey.access else None)


@lru_cache(maxsize=1024)
def stored_access(text: str | None) -> Access:
    """Return the same from a row's JSON text."""
    return Access.model_validate_json(text) if text else EVERYBODY


def origin_of(typed: str) -> str | None:
    """Return the origin of an address, in the form in which a policy names it; ``None`` for no address."""
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        host = parts.netloc.lower().encode("idna").decode() if parts.netloc else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not _HOST.match(host):
        return None
    return f"{parts.scheme}://{host}"
