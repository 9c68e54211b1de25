"""The pieces of which a report shows its blocks: headings, bars, tables, pictures, quotes.

Figures are words as people write them in the report's language. Whatever has a length (bars, parts of a
whole) has it in percent, 0 to 100. Colours are numbers of series.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from django.utils.safestring import SafeString, mark_safe
from pydantic import BaseModel, ConfigDict, Field

_ANY_SVG = re.compile(r"\A<svg\b")


class Shown(BaseModel):
    """Fixed once it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(Shown):
    """A part of a line, in one style; a ``figure`` is a live number, a ``problem`` stands in its place."""

    text: str
    style: Literal["", "strong", "figure", "problem"] = ""


class Paragraph(Shown):
    """A paragraph, or an item of a list."""

    kind: Literal["paragraph"] = "paragraph"
    runs: tuple[Run, ...]
    is_item: bool = False

    @property
    def text(self) -> str:
        """Its words without styles."""
        return "".join(run.text for run in self.runs)


class Heading(Shown):
    """A heading; ``level`` 1 or 2."""

    kind: Literal["heading"] = "heading"
    words: str
    level: int = 1


class Break(Shown):
    """A line across, or a new page."""

    kind: Literal["break"] = "break"
    page: bool


class Tile(Shown):
    """A headline figure."""

    label: str
    value: str
    note: str = ""


class Tiles(Shown):
    """Headline figures side by side."""

    kind: Literal["tiles"] = "tiles"
    tiles: tuple[Tile, ...]


class BarRow(Shown):
    """An answer with its bar; ``figures`` stand behind it."""

    label: str
    figures: tuple[str, ...]
    width: float
    is_removed: bool = False

    @property
    def shown_width(self) -> str:
        """The width as SVG has it."""
        return f"{self.width:.1f}%"


class Bars(Shown):
    """Rows with bars; ``head`` names the figures."""

    kind: Literal["bars"] = "bars"
    head: tuple[str, ...]
    rows: tuple[BarRow, ...]


class Part(Shown):
    """A part of a whole."""

    label: str
    percent: str
    n: str
    width: float
    series: int


class Stack(Shown):
    """A whole and its parts, with a name where there are several; ``base`` of how many."""

    label: str = ""
    parts: tuple[Part, ...]
    base: str = ""

    @property
    def placed(self) -> Iterator[tuple[Part, str, str, str, str]]:
        """Each part with where it begins, how wide it is, where its middle is, and what is written there."""
        begun = 0.0
        for part in self.parts:
            written = f"{part.width:.0f}" if part.width >= 6 else ""
            middle = f"{begun + part.width / 2:.2f}%"
            yield part, f"{begun:.2f}%", f"{part.width:.2f}%", middle, written
            begun += part.width


class Stacks(Shown):
    """Wholes one below the other; ``legend`` numbers the colours."""

    kind: Literal["stacks"] = "stacks"
    stacks: tuple[Stack, ...]
    legend: tuple[tuple[int, str], ...]

    @property
    def is_single(self) -> bool:
        """Whether there is one without a name, whose figures stand in its legend."""
        return len(self.stacks) == 1 and not self.stacks[0].label


class Legend(Shown):
    """What lines of a chart stand for: by number of series their words and their latest figure."""

    kind: Literal["legend"] = "legend"
    lines: tuple[tuple[int, str, str], ...]


class Score(Shown):
    """A figure that stands for a whole question, and what surrounds it."""

    kind: Literal["score"] = "score"
    value: str
    note: str


class Picture(Shown):
    """A chart as SVG in two widths, whose colours are names of tokens; ``text`` says what it shows."""

    kind: Literal["picture"] = "picture"
    wide: str
    narrow: str
    text: str

    @property
    def markup(self) -> SafeString:
        """Both pictures, as they stand in a page."""
        return mark_safe("".join(each for each in (self.wide, self.narrow) if _ANY_SVG.match(each)))


class Cell(Shown):
    """A figure, smaller ones below it, and letters; ``heat`` 0 to 10 colours the ground."""

    words: str
    more: tuple[str, ...] = ()
    letters: str = ""
    heat: int | None = None


class TableRow(Shown):
    """A row; ``kind`` tells bases and means from answers."""

    label: str
    cells: tuple[Cell, ...]
    kind: Literal["answer", "base", "mean"] = "answer"


class HeadCell(Shown):
    """A cell of a head over ``across`` columns and ``down`` rows."""

    words: str
    across: int = 1
    down: int = 1
    letter: str = ""


class Table(Shown):
    """A table with a column of labels on its side; ``corner`` stands above these, ``head`` beside it."""

    kind: Literal["table"] = "table"
    corner: str = ""
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[TableRow, ...]

    @property
    def columns(self) -> int:
        """How many columns there are beside the labels."""
        return max((len(row.cells) for row in self.rows), default=1)


class Facts(Shown):
    """Figures with their names."""

    kind: Literal["facts"] = "facts"
    facts: tuple[tuple[str, str], ...]


class Said(Shown):
    """What somebody wrote; ``response`` is whose words they are, ``""`` where that isn't told."""

    text: str
    language: str = ""
    caption: str = ""
    response: str = ""


class Quotes(Shown):
    """What people wrote."""

    kind: Literal["quotes"] = "quotes"
    quotes: tuple[Said, ...]


class Note(Shown):
    """Something small to be said; a warning where ``is_problem``."""

    kind: Literal["note"] = "note"
    words: str
    is_problem: bool = False


class Places(Shown):
    """Where people are, as a map and its table. That tells who they are, so it goes when one of these
    ``responses`` does."""

    kind: Literal["places"] = "places"
    pieces: tuple["Piece", ...]
    responses: tuple[str, ...]


class Section(Shown):
    """A part of a question, with a base of its own."""

    kind: Literal["section"] = "section"
    title: str
    base: str
    pieces: tuple["Piece", ...]


type Piece = Annotated[
    Paragraph
    | Heading
    | Break
    | Tiles
    | Bars
    | Stacks
    | Legend
    | Score
    | Picture
    | Table
    | Facts
    | Quotes
    | Note
    | Places
    | Section,
    Field(discriminator="kind"),
]
