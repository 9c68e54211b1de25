"""One thing that the check list found."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Words

type Group = Literal["languages", "ways", "wording", "privacy", "access", "effort", "rest"]

GROUPS: Mapping[Group, Words] = {
    "ways": _("Ways through the survey"),
    "languages": _("Translations"),
    "privacy": _("Personal data"),
    "access": _("Accessibility"),
    "effort": _("Length and effort"),
    "wording": _("Wording"),
    "rest": _("Other things"),
}
"""In the order of the page."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. ``target`` is the id of the part concerned, ``""`` for the whole survey;
    ``language`` the one whose words are meant, where that matters.

    ``seen`` is what was judged. A hint whose ``key`` was dismissed comes back when that changes; what isn't
    ``is_hint`` stays until it is mended.
    """

    group: Group
    code: str
    message: str
    target: str = ""
    language: str = ""
    seen: str = ""
    is_hint: bool = False

    @property
    def key(self) -> str:
        """What a dismissal is remembered by."""
        digest = hashlib.blake2s(self.seen.encode(), digest_size=8).hexdigest()
        return f"{self.code}:{self.target}:{self.language}:{digest}"
