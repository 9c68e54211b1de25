"""Lines that were pasted as choices: read as people mean them, and what is odd about them is noted."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal, Protocol

import nh3

type Oddity = Literal["repeated", "code_taken", "code_unusable", "cells_left", "cleaned"]
type _Cells = tuple[str, ...]

_BULLET = re.compile(r"^\s*(?:[-*•◦○●□☐–]\s+|\d{1,3}[.)]\s+)")
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_NUMBER = re.compile("[0-9]{1,9}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_CODES = frozenset({"code", "value", "key", "id", "nr", "no", "number", "código", "codigo", "valeur", "wert"})
_LABELS = frozenset(
    {
        "label",
        "text",
        "choice",
        "answer",
        "name",
        "option",
        "keuze",
        "antwoord",
        "libellé",
        "antwort",
        "opción",
    }
)


class Item(Protocol):
    """What a list has already: choices, rows or columns."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True)
class PastedChoice:
    """A choice to be: its code, which is free in its list, and its label. ``oddities`` say what an editor may
    want to know: ``repeated`` (the list or an earlier line says the same), ``code_taken`` and
    ``code_unusable`` (another code is given), ``cells_left`` (further columns are left out), ``cleaned``
    (markup is taken out)."""

    code: str
    label: str
    oddities: tuple[Oddity, ...] = ()


def read_pasted(lines: str, items: Sequence[Item], language: str) -> list[PastedChoice]:
    """The choices that ``lines`` would add to a list that has ``items``, labelled in ``language``.

    One on each line, without the bullet or number before it. Lines of two cells, as copied from a
    spreadsheet, are a code and a label in whichever order the first line names them, or else in the order
    in which one column can be codes.
    """
    table = [cells for cells in _rows(lines) if any(cells)]
    order, table = _order_of(table)
    codes = {item.code for item in items}
    said = {_folded(item.label.get(language, "")) for item in items} - {""}
    free = free_numbers([*codes, *(_cell(cells, order[0]) for cells in table)])
    found = []
    for cells in table:
        choice = _choice(cells, order, codes, said, free)
        codes.add(choice.code)
        said.add(_folded(choice.label))
        found.append(choice)
    return found


def free_numbers(codes: Iterable[str]) -> Iterator[str]:
    """Numbers that follow the highest one in use, as codes."""
    number = max((int(code) for code in codes if _NUMBER.fullmatch(code)), default=0)
    while True:
        number += 1
        yield str(number)


def _rows(lines: str) -> Iterator[_Cells]:
    split = lines.splitlines()
    if "\t" not in lines:
        yield from ((line.strip(),) for line in split)
        return
    try:
        rows = list(csv.reader(lines.splitlines(keepends=True), delimiter="\t"))
    except csv.Error:  # a cell longer than the reader takes
        rows = [line.split("\t") for line in split]
    yield from (tuple(" ".join(cell.split()) for cell in row) for row in rows)


def _order_of(table: list[_Cells]) -> tuple[tuple[int | None, int], list[_Cells]]:
    """Which columns hold codes and labels, and the lines that hold choices."""
    if not table or max(map(len, table)) < 2:
        return (None, 0), table
    head = [cell.casefold() for cell in table[0]]
    codes = next((place for place, cell in enumerate(head) if cell in _CODES), None)
    labels = next((place for place, cell in enumerate(head) if cell in _LABELS), None)
    if labels is not None and labels != codes:
        return (codes, labels), table[1:]
    first, second = ([_cell(cells, place) for cells in table] for place in (0, 1))
    if not _can_be_codes(first) and _can_be_codes(second):
        return (1, 0), table
    return (0, 1), table


def _can_be_codes(cells: list[str]) -> bool:
    return len(set(cells)) == len(cells) and all(_CODE.fullmatch(cell) for cell in cells)


def _cell(cells: _Cells, place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _choice(
    cells: _Cells, order: tuple[int | None, int], codes: set[str], said: set[str], free: Iterator[str]
) -> PastedChoice:
    code, label = _cell(cells, order[0]), _cell(cells, order[1])
    if not label:
        code, label = "", code
    cleaned = _without_markup(label)
    oddities: list[Oddity] = ["cleaned"] if cleaned != label else []
    label = cleaned if code else _BULLET.sub("", cleaned)
    if label and _folded(label) in said:
        oddities.append("repeated")
    if code and not _CODE.fullmatch(code):
        oddities.append("code_unusable")
    elif code in codes:
        oddities.append("code_taken")
    if not _CODE.fullmatch(code) or code in codes:
        code = next(number for number in free if number not in codes)
    used = {place for place in order if place is not None}
    if any(cell for place, cell in enumerate(cells) if place not in used):
        oddities.append("cells_left")
    return PastedChoice(code, label, tuple(oddities))


def _without_markup(label: str) -> str:
    """The words of what was copied from a page as markup; a label such as “< 18” is left as it is."""
    if not _TAG.search(label):
        return label
    return " ".join(unescape(nh3.clean(label, tags=set())).split())


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())
