"""Pieces of SQL that files are made of: cells become text in DuckDB, column by column."""

from collections.abc import Iterable, Mapping
from itertools import batched

from tenants.spreadsheets import STARTS_CELL, STARTS_FORMULA

_SPACES = r"\t-\r\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
"""What Python's ``str.lstrip`` takes away."""
_FORMULA = "".join(rf"\x{{{ord(sign):x}}}" for sign in sorted(STARTS_FORMULA))
_CALCULATED = rf"^(?:[{''.join(sorted(STARTS_CELL))}]|[{_SPACES}]*[{_FORMULA}])"
MOST_PARTS = 800
_LARGEST_WHOLE = "9007199254740992"


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def mapped(value: str, words: Mapping[str, str]) -> str:
    """``value`` in other words, and as it is where it has none."""
    if not words:
        return value
    cases = " ".join(f"WHEN {literal(key)} THEN {literal(word)}" for key, word in words.items())
    return f"CASE {value} {cases} ELSE {value} END"


def numbered(value: str, numbers: Mapping[str, int]) -> str:
    """``value`` as a number; ``NULL`` where it has none."""
    if not numbers:
        return "NULL::DOUBLE"
    cases = " ".join(f"WHEN {literal(key)} THEN {number}" for key, number in numbers.items())
    return f"(CASE {value} {cases} END)::DOUBLE"


def each_mapped(values: str, words: Mapping[str, str]) -> str:
    """A list of values in other words."""
    return f"list_transform({values}, lambda item: {mapped('item', words)})" if words else values


def joined(values: str) -> str:
    """A list as one text."""
    return f"array_to_string({values}, '; ')"


def guarded(text: str) -> str:
    """A text, led by an apostrophe where a spreadsheet would calculate it: ``neutralised`` in SQL."""
    return f"CASE WHEN regexp_matches({text}, {literal(_CALCULATED)}) THEN '''' || {text} ELSE {text} END"


def number_text(number: str) -> str:
    """A number as text: whole ones without a point, others as short as they come back the same."""
    is_whole = f"{number} = trunc({number}) AND abs({number}) <= {_LARGEST_WHOLE}"
    return f"CASE WHEN {is_whole} THEN {number}::BIGINT::VARCHAR ELSE {number}::VARCHAR END"


def enclosed(text: str) -> str:
    """A text as a cell of CSV, quoted; ``NULL`` stays ``NULL``."""
    return f"""'"' || replace({text}, '"', '""') || '"'"""


def cut(text: str, *, characters: int, bytes_: int) -> str:
    """A text of at most so many bytes; one that has more keeps so many of its first characters."""
    return f"CASE WHEN strlen({text}) > {bytes_} THEN left({text}, {characters}) ELSE {text} END"


def pieces_of(parts: Iterable[str]) -> list[str]:
    """A line of many parts, in which ``NULL`` is an empty one, as one text or some in a row."""
    return [f"concat({', '.join(piece)})" for piece in batched(parts, MOST_PARTS, strict=False)]
