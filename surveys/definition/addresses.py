"""Where an ending sends respondents: to an address on the web whose host no answer can change."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.definition.documents import Definition
from surveys.exceptions import Problem
from surveys.expressions.pieces import OPEN

_HOST = re.compile(r"https?://[^\s/?#@\\\x00-\x20]+(?P<rest>[/?#]\S*)?", re.IGNORECASE)


def address_problems(definition: Definition) -> Iterator[Problem]:
    """Yield the addresses of endings that lead nowhere (``not_a_url``) or wherever an answer says
    (``piped_host``)."""
    for index, ending in enumerate(definition.endings):
        for language, address in ending.url.items():
            if found := _problem_of(address):
                code, message = found
                yield Problem(f"endings[{index}].url.{language}", message, code, target=ending.id)


def _problem_of(address: str) -> tuple[str, str] | None:
    fixed, piped, _rest = address.partition(OPEN)
    found = _HOST.fullmatch(fixed)
    if piped and (found is None or found["rest"] is None):
        message = _("Answers can only follow the host of an address, as in https://example.com/{{ name }}.")
        return "piped_host", message
    if found is None:
        return "not_a_url", _("This must be a web address such as https://example.com.")
    return None
