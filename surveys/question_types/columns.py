"""What an answer looks like to analysis and export: columns of a few kinds, whatever the question type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

type ColumnKind = Literal["category", "set", "number", "text", "date", "time", "datetime", "rank", "file"]
type Cell = str | int | float | list[str] | None


@dataclass(frozen=True, slots=True)
class Category:
    """A value that a column may hold: as stored in cells, as a code for exports, as words per language."""

    value: str | int
    code: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a question. Cells by kind: category ``str``, set ``list[str]``, number ``int | float``,
    text ``str``, date ``"YYYY-MM-DD"``, time ``"HH:MM"``, datetime ``"YYYY-MM-DDTHH:MM"``; ``None`` for none.

    ``key`` never changes: the question's id, followed by ``.`` and the row's id for a part of a question.
    ``name`` is for people and exports and may change. ``categories`` lists the possible values in their order
    where there are such (also for the points of a scale), else it is ``None``. ``part`` is the id of the row
    that the column stands for, ``part_code`` its code and ``part_label`` its words. Where a row has several
    cells, ``cell`` is the cell's id in the row, which ends the key after another ``.``, and so on.
    ``words_of`` gives the words of a value where there are too many values to list. ``is_open``: a text in
    respondents' own words, to be read, tagged and quoted; an address or a number in letters is none.
    ``makes_groups``: a text that many share, such as what a link says, so that they can be grouped by it.
    """

    key: str
    name: str
    kind: ColumnKind
    label: Mapping[str, str]
    categories: tuple[Category, ...] | None = None
    part: str | None = None
    part_label: Mapping[str, str] = field(default_factory=dict)
    part_code: str = ""
    cell: str = ""
    cell_label: Mapping[str, str] = field(default_factory=dict)
    cell_code: str = ""
    words_of: Callable[[str], Mapping[str, str]] | None = field(default=None, compare=False)
    is_open: bool = False
    makes_groups: bool = False

    @property
    def place(self) -> str | None:
        """The part and the cell that the column stands for, as the key has them; ``None`` for the whole."""
        return f"{self.part}.{self.cell}" if self.cell else self.part
