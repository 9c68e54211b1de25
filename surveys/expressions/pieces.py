"""Where in a text answers are piped: what stands between double braces, and what around them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.expressions.exceptions import ExpressionInvalid

OPEN, CLOSE = "{{", "}}"
_SAID_WITHOUT = re.compile(r"""\|\s*(?P<quote>["'])(?P<words>[^"'\\]*)(?P=quote)\s*\Z""")


def pieces_of(source: str) -> Iterator[tuple[int, str, bool]]:
    """``(start, text, is piped)`` for what stands outside and between braces, in order.

    Raises ``ExpressionInvalid`` on reaching braces that don't close.
    """
    place = 0
    while (opening := source.find(OPEN, place)) >= 0:
        closing = _closing(source, opening + len(OPEN))
        if opening > place:
            yield place, source[place:opening], False
        yield opening + len(OPEN), source[opening + len(OPEN) : closing], True
        place = closing + len(CLOSE)
    if place < len(source):
        yield place, source[place:], False


def without_pipes(source: str) -> str:
    """A text with what is said without an answer, or an ellipsis, in the place of what is piped."""
    pieces = (_unanswered(text) if is_piped else text for _start, text, is_piped in pieces_of(source))
    return "".join(pieces)


def _unanswered(piping: str) -> str:
    said = _SAID_WITHOUT.search(piping)
    return said["words"] if said else "…"


def _closing(source: str, place: int) -> int:
    """Where the braces close that open before ``place``; braces in quotation marks don't count."""
    quote, start = "", place
    while place < len(source):
        character = source[place]
        if quote:
            if character == "\\":
                place += 1
            elif character == quote:
                quote = ""
        elif character in "\"'":
            quote = character
        elif source.startswith(CLOSE, place):
            return place
        place += 1
    problem = _("These braces aren't closed: “}}” is missing.")
    raise ExpressionInvalid(problem, "syntax", source=source, start=start - len(OPEN), end=len(source))
