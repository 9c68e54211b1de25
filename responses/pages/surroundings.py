"""What stands around the questions: the organisation, the survey's look, and what the page stands in."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from surveys.looks import shown_logo, shown_look, stored_look
from tenants.look_links import look_css_url
from tenants.scope import Scope, organisation

type Mode = Literal["", "embed", "kiosk"]
"""Where the page is shown: by itself, in another site's page, or on a device that many people use."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Part of the key that frames are kept by. ``logo_url`` is "" where there is none to be shown."""

    schema: str
    organisation_name: str
    logo_url: str
    css_url: str
    mode: Mode = ""
    is_preview: bool = False


def surroundings(look: str | None = None, *, mode: Mode = "", is_preview: bool = False) -> Surroundings:
    """Return the current organisation's, with the look that a survey's row holds as JSON text."""
    return _made(organisation(), look, mode, is_preview)


@lru_cache(maxsize=1024)
def _made(scope: Scope, look: str | None, mode: Mode, is_preview: bool) -> Surroundings:
    chosen = stored_look(look)
    return Surroundings(
        scope.schema,
        scope.name,
        shown_logo(chosen, scope),
        look_css_url(shown_look(chosen, scope)),
        mode,
        is_preview,
    )
