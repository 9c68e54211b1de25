"""Whether a quote keeps to the words of an answer."""

import re

_INSERTED = re.compile(r"\[[^\[\]]*\]|\u2026")


def says(answer: str, quote: str) -> bool:
    """Whether a quote is made of pieces of an answer, in their order.

    Between pieces stand square brackets, with anything in them, or an ellipsis; spaces may differ.
    """
    said, at = _spaced(answer), 0
    pieces = [piece for part in _INSERTED.split(quote) if (piece := _spaced(part))]
    for piece in pieces:
        found = said.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return bool(pieces)


def _spaced(text: str) -> str:
    return " ".join(text.split())
