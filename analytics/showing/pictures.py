"""A card as one SVG picture that stands by itself, for other sites: title, bars, number of people, date.

It needs no style sheet: colours are those of the organisation's brand in a light or dark theme, as numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.showing.bars import Bar
from analytics.showing.cards import Card
from tenants.branding import DARK, LIGHT, dark_shades, light_shades, nearest_readable
from tenants.colours import Oklch, hex_of

NARROWEST, WIDEST, USUAL = 240, 1600, 640
MOST_BARS = 40
_PAD, _ROW, _LINE = 20, 34, 24
_TITLE, _TEXT, _SMALL = 18, 14, 12
_WIDE_FROM = "\u2e80"
"""From here on letters are as wide as they are high: Chinese, Japanese, Korean."""


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text at a place. ``anchor`` as in SVG, seen from the side on which reading begins."""

    x: float
    y: float
    text: str
    size: int
    colour: str
    anchor: str = "start"
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws; ``text`` says the same in words."""

    width: int
    height: int
    background: str
    rects: tuple[Rect, ...]
    words: tuple[Word, ...]
    title: str
    text: str
    is_rtl: bool


@dataclass(frozen=True, slots=True)
class _Ink:
    background: str
    ink: str
    soft: str
    track: str
    bar: str


def bars_of(card: Card) -> list[Bar]:
    """The bars that a card is made of; none where it isn't made of bars."""
    rows = card.body.get("bars") or card.body.get("rows") or ()
    found = [row["bar"] if isinstance(row, Mapping) and "bar" in row else row for row in rows]
    return [row for row in found if isinstance(row, Bar)][:MOST_BARS]


def picture_of(card: Card, *, foot: str, width: int, theme: str, colour: str, is_rtl: bool) -> Picture:
    """Draw a card; ``foot`` is the line below it. Widths are in CSS pixels."""
    ink, bars = _ink(theme, colour), bars_of(card)
    lines = wrapped(card.title, (width - 2 * _PAD) / _TITLE)[:4]
    head = _title(card, lines, ink)
    top = _PAD + len(lines) * _LINE + 34
    rects, words = list[Rect](), [*head]
    for number, bar in enumerate(bars):
        rect, said = _bar(bar, top + number * _ROW, width, ink)
        rects += rect
        words += said
    bottom = top + len(bars) * _ROW + 24
    words.append(Word(_PAD, bottom, foot, _SMALL, ink.soft))
    if is_rtl:
        rects = [_mirrored(each, width) for each in rects]
    text = "; ".join(f"{bar.label} {bar.percent} ({bar.n})" for bar in bars)
    alternative = _("%(title)s: %(bars)s. %(foot)s") % {"title": card.title, "bars": text, "foot": foot}
    return Picture(
        width=width,
        height=bottom + _PAD,
        background=ink.background,
        rects=tuple(rects),
        words=tuple(_placed(each, width, is_rtl=is_rtl) for each in words),
        title=card.title,
        text=alternative,
        is_rtl=is_rtl,
    )


def wrapped(text: str, room: float) -> list[str]:
    """Lines of a text that are at most ``room`` letters of full width wide, as far as can be told."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _length(longer) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def _length(text: str) -> float:
    """How wide a text is, in letters of full width."""
    return sum(1.0 if letter >= _WIDE_FROM else 0.54 for letter in text)


def _cut(text: str, room: float) -> str:
    if _length(text) <= room:
        return text
    kept = text
    while kept and _length(kept) > room - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _title(card: Card, lines: list[str], ink: _Ink) -> Iterator[Word]:
    for number, line in enumerate(lines):
        yield Word(_PAD, _PAD + 16 + number * _LINE, line, _TITLE, ink.ink, weight=650)
    score = card.body.get("score")
    about = f"{score} · {card.base}" if score else card.base
    yield Word(_PAD, _PAD + 14 + len(lines) * _LINE, about, _SMALL, ink.soft)


def _bar(bar: Bar, y: float, width: int, ink: _Ink) -> tuple[list[Rect], list[Word]]:
    names, figures = width * 0.34, 92
    begin, room = _PAD + names + 10, width - 2 * _PAD - names - 10 - figures
    share = float(bar.width.removesuffix("%")) / 100
    rects = [Rect(begin, y, room, 22, ink.track), Rect(begin, y, room * share, 22, ink.bar)]
    line = y + 16
    words = [
        Word(_PAD, line, _cut(bar.label, names / _TEXT), _TEXT, ink.ink),
        Word(width - _PAD - 40, line, bar.percent, _TEXT, ink.ink, anchor="end"),
        Word(width - _PAD, line, bar.n, _SMALL, ink.soft, anchor="end"),
    ]
    return rects, words


def _mirrored(rect: Rect, width: int) -> Rect:
    return Rect(width - rect.x - rect.width, rect.y, rect.width, rect.height, rect.colour)


def _placed(word: Word, width: int, *, is_rtl: bool) -> Word:
    """In text from right to left, what begins on the left begins on the right."""
    x = width - word.x if is_rtl else word.x
    return Word(round(x, 1), round(word.y, 1), word.text, word.size, word.colour, word.anchor, word.weight)


def _ink(theme: str, colour: str) -> _Ink:
    readable = nearest_readable(colour)
    is_dark = theme == "dark"
    ground, shades = (DARK, dark_shades(readable)) if is_dark else (LIGHT, light_shades(readable))
    soft = hex_of(Oklch(0.74, 0.008, 95) if is_dark else Oklch(0.45, 0.012, 250))
    return _Ink(ground.backgrounds[1], ground.ink, soft, ground.backgrounds[2], shades.brand)


def width_asked(text: str) -> int:
    """The width that an address asks for, as near as there is one."""
    given = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else USUAL
    return min(max(given, NARROWEST), WIDEST)


def has_bars(kind: str) -> bool:
    """Whether cards of a kind are made of bars, and so can be drawn."""
    return kind not in _WITHOUT_BARS


_WITHOUT_BARS: frozenset[Any] = frozenset(
    {"text", "files", "matrix", "numbers", "parts", "grid", "datetime", "hidden"}
)
