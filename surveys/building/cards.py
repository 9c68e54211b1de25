"""Questions as the canvas shows them: each drawn once, and sent only to browsers that don't show it yet."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from surveys.definition import Element
from surveys.definition.remembering import Remembered

HEADER = "Canvass-Cards"
"""The header in which a browser tells which cards it shows: ``id:mark``, with spaces between."""
_ARTICLE = "<article "
_MOST_KEPT = 8

type Told = tuple[object, ...]
"""What a card's HTML follows from, beside its question."""


@dataclass(frozen=True, slots=True)
class Card:
    """A question that isn't being edited; ``mark`` tells its HTML from any other."""

    id: str
    mark: str
    html: SafeString

    @property
    def name(self) -> str:
        """What a browser calls it that shows it."""
        return f"{self.id}:{self.mark}"

    @property
    def stays(self) -> SafeString:
        """What htmx puts the card in the place of that the browser shows already."""
        return format_html('<article id="card-{}" hx-preserve="true"></article>', self.id)

    @property
    def in_place_of_current(self) -> SafeString:
        """The card as a piece that takes the place of the question being edited."""
        return SafeString(self.html.replace(_ARTICLE, f'{_ARTICLE}hx-swap-oob="outerHTML:#current" ', 1))

    @property
    def swapped(self) -> SafeString:
        """The card as a piece that finds its place."""
        return SafeString(self.html.replace(_ARTICLE, f'{_ARTICLE}hx-swap-oob="true" ', 1))


_kept = Remembered[Element[Any], dict[Told, Card]](lambda _element: {})


def card_of(element: Element[Any], told: Told, context: dict[str, Any]) -> Card:
    """The card of a question, drawn with ``context`` unless that was done for the same ``told`` before."""
    kept = _kept(element)
    if told not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[told] = _drawn(element, context)
    return kept[told]


def cards_sent(header: str) -> frozenset[str]:
    """The names of the cards that a browser shows."""
    return frozenset(header.split(" "))


def _drawn(element: Element[Any], context: dict[str, Any]) -> Card:
    html = render_to_string("surveys/builder/_seen.html", context).strip()
    mark = blake2b(html.encode(errors="replace"), digest_size=6).hexdigest()
    marked = html.replace(" data-card=", f' data-drawn="{mark}" data-card=', 1)
    return Card(element.id, mark, SafeString(marked))
