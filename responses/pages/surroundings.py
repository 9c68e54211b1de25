"""What stands around the questions: the organisation, the survey's look, and what the page stands in."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from surveys.access import stored_access
from surveys.looks import shown_logo, shown_look, stored_look
from tenants.look_links import look_css_url
from tenants.scope import Scope, organisation

type Mode = Literal["", "embed", "kiosk"]
"""Where the page is shown: by itself, in another site's page, or on a device that many people use."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Part of the key that frames are kept by. ``logo_url`` is "" where there is none to be shown.

    ``again`` is whether the thanks offer to answer once more, ``kiosk_seconds`` how long a kiosk waits.
    ``theme`` and ``direction`` are chosen in previews alone, ``""`` for what device and language say, and
    ``restart`` is the query that begins a preview anew as it was begun.
    """

    schema: str
    organisation_name: str
    logo_url: str
    css_url: str
    mode: Mode = ""
    is_preview: bool = False
    again: bool = False
    kiosk_seconds: int = 0
    theme: Literal["", "light", "dark"] = ""
    direction: Literal["", "ltr", "rtl"] = ""
    restart: str = ""


def surroundings(
    look: str | None = None, *, access: str | None = None, mode: Mode = "", is_preview: bool = False
) -> Surroundings:
    """Return the current organisation's, with what a survey's row holds as JSON text."""
    return _made(organisation(), look, access, mode, is_preview)


@lru_cache(maxsize=1024)
def _made(scope: Scope, look: str | None, access: str | None, mode: Mode, is_preview: bool) -> Surroundings:
    chosen, rules = stored_look(look), stored_access(access)
    kiosk = rules.kiosk if mode == "kiosk" else None
    return Surroundings(
        scope.schema,
        scope.name,
        shown_logo(chosen, scope),
        look_css_url(shown_look(chosen, scope)),
        mode,
        is_preview,
        again=rules.offers_again or mode == "kiosk",
        kiosk_seconds=kiosk.seconds if kiosk else 0,
    )
