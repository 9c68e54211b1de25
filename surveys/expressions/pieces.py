"""Where in a text answers are piped: what stands between double braces, and what around them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.expressions.exceptions import ExpressionInvalid

OPEN, CLOSE = "{{", "}}"


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
