"""What somebody who tries a draft out has chosen, as the address of the preview and its forms carry it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from django.utils import timezone

LINK, CONTACT = "link.", "contact."
MOST_FIELDS = 100
LONGEST_VALUE = 2_000
LARGEST_SEED = 2**62

type Theme = Literal["", "light", "dark"]
type Direction = Literal["", "ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a draft is tried out. What isn't chosen is ``""`` or ``None``.

    ``seed`` is that of all random orders and draws, ``fill`` that of answers made up by chance; ``at`` is the
    id of a page or question to begin at. ``now`` is an aware time. ``link`` and ``contact`` are values by
    parameter and by field.
    """

    seed: int | None = None
    fill: int | None = None
    at: str = ""
    language: str = ""
    theme: Theme = ""
    direction: Direction = ""
    now: datetime | None = None
    link: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Options":
        """The options of an address; what can't be one is passed over."""
        return cls(
            seed=_seed(str(query.get("seed", ""))),
            fill=_seed(str(query.get("fill", ""))),
            at=str(query.get("at", ""))[:40],
            language=str(query.get("lang", ""))[:40],
            theme=_one_of(query.get("theme"), ("light", "dark")),
            direction=_one_of(query.get("dir"), ("ltr", "rtl")),
            now=_moment(str(query.get("now", ""))),
            link=_fields(query, LINK),
            contact=_fields(query, CONTACT),
        )

    @property
    def query(self) -> str:
        """The same as an address has it."""
        now = timezone.localtime(self.now).strftime("%Y-%m-%dT%H:%M") if self.now else ""
        parts = {"seed": self.seed, "fill": self.fill, "at": self.at, "lang": self.language}
        parts |= {"theme": self.theme, "dir": self.direction, "now": now}
        parts |= {field_of_link(name): value for name, value in self.link.items()}
        parts |= {field_of_contact(name): value for name, value in self.contact.items()}
        return urlencode({name: value for name, value in parts.items() if value not in (None, "")})


def field_of_link(parameter: str) -> str:
    """What the address of the preview calls a value that a survey's link tells along with it."""
    return LINK + parameter


def field_of_contact(name: str) -> str:
    """What it calls a value that is known of a contact."""
    return CONTACT + name


def _seed(typed: str) -> int | None:
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 20
    return int(typed) % LARGEST_SEED if is_number else None


def _one_of(value: object, known: tuple[Any, ...]) -> Any:
    return value if value in known else ""


def _moment(typed: str) -> datetime | None:
    """A time as a field for date and time has it, in the organisation's zone."""
    try:
        found = datetime.fromisoformat(typed)
        return found if found.tzinfo else timezone.make_aware(found)
    except (ValueError, OverflowError):
        return None


def _fields(query: Mapping[str, Any], prefix: str) -> dict[str, str]:
    names = [name for name in query if name.startswith(prefix)][:MOST_FIELDS]
    values = {name.removeprefix(prefix): str(query[name])[:LONGEST_VALUE] for name in names}
    return {name: value for name, value in values.items() if value}
