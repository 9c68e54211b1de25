"""What a report shows, with every word and figure fixed: page, PDF and letter are made of this alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from django.utils import translation
from django.utils.translation import gettext as _

from analytics.reports.shapes import Note, Piece, Places, Quotes, Section, Shown


class ShownBlock(Shown):
    """A block; ``about`` says whose answers it shows, where that isn't the report's."""

    id: str
    kind: str
    title: str = ""
    title_language: str = ""
    base: str = ""
    about: str = ""
    pieces: tuple[Piece, ...] = ()


class Content(Shown):
    """A report as it is shown. ``responses`` and ``about`` say of how many and whose answers it speaks,
    ``groups`` how small the smallest may be, by the ids of the surveys that were read, 0 for any."""

    name: str
    survey: str
    organisation: str
    language: str
    direction: Literal["ltr", "rtl"]
    paper: str
    moment: datetime
    zone: str
    moment_words: str
    responses: str
    groups: dict[str, int] = {}
    about: tuple[str, ...] = ()
    blocks: tuple[ShownBlock, ...]

    @property
    def quoted(self) -> list[str]:
        """The ids of the responses whose words or places are in it."""
        return sorted({each for block in self.blocks for each in _quoted_in(block.pieces) if each})

    def without(self, response: str) -> "Content":
        """The same without the words of a response, and without maps that it is on."""
        with translation.override(self.language.lower()):
            blocks = tuple(_block_without(each, response) for each in self.blocks)
        return self.model_copy(update={"blocks": blocks})


def _quoted_in(pieces: tuple[Any, ...]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Quotes):
            yield from (said.response for said in piece.quotes)
        elif isinstance(piece, Places):
            yield from piece.responses
        elif isinstance(piece, Section):
            yield from _quoted_in(piece.pieces)


def _block_without(block: ShownBlock, response: str) -> ShownBlock:
    return block.model_copy(update={"pieces": _pieces_without(block.pieces, response)})


def _pieces_without(pieces: tuple[Any, ...], response: str) -> tuple[Any, ...]:
    return tuple(_piece_without(piece, response) for piece in pieces)


def _piece_without(piece: Any, response: str) -> Any:
    if isinstance(piece, Quotes):
        kept = tuple(said for said in piece.quotes if said.response != response)
        return piece.model_copy(update={"quotes": kept})
    if isinstance(piece, Places) and response in piece.responses:
        return Note(words=_("A map stood here. It was taken away when a response on it was deleted."))
    if isinstance(piece, Section):
        return piece.model_copy(update={"pieces": _pieces_without(piece.pieces, response)})
    return piece
