"""Tables that answers are chosen from: very many rows, searched by what was typed, narrowed by columns.

Pure. Where tables come from is said once by whoever keeps them (``tables_come_from``).
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveys.texts import localised

LABEL = "label"
MOST_FOUND = 50
type Cells = Sequence[str]
type Only = Mapping[str, Sequence[str]]
"""What rows to keep, by column: those that hold one of these values."""


@dataclass(frozen=True, slots=True)
class Found:
    """The codes of the rows found, at most as many as were wanted; ``has_more``: there are others."""

    codes: tuple[str, ...]
    has_more: bool


class Table:
    """A table, looked up and searched. ``columns`` name the cells of each row after its code: ``label`` or
    ``label:<language>``, then what rows are narrowed by."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Cells], name: str = "") -> None:
        self.name = name
        self.columns = tuple(columns)
        self._rows = rows
        self._known_columns: dict[str, dict[str, list[int]]] = {}
        self._folded: dict[tuple[str, str], list[str]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self._places

    @cached_property
    def filters(self) -> tuple[str, ...]:
        """The columns that rows can be narrowed by."""
        return tuple(column for column in self.columns if not _is_label(column))

    def labels(self, code: str) -> dict[str, str]:
        """The words of a row by language, ``""`` for words in any language; empty for an unknown code."""
        place = self._places.get(code)
        if place is None:
            return {}
        return {language: words for language, at in self._languages if (words := self._rows[place][at])}

    def label(self, code: str, language: str, base_language: str | None = None) -> str:
        """The words of a row; its code where it has none or isn't there."""
        labels = self.labels(code)
        if labels.get(""):
            return labels[""]
        return localised(labels, language, base_language or "") or code

    def holds(self, code: str, only: Only) -> bool:
        """Whether there is such a row among those kept."""
        place = self._places.get(code)
        if place is None or not only.keys() <= set(self.filters):
            return False
        cells = {column: fold(self._rows[place][self.columns.index(column) + 1]) for column in only}
        return all(cells[column] in map(fold, only[column]) for column in only)

    def size(self, only: Only) -> int:
        """How many rows are kept."""
        return len(self._kept(only))

    def codes(self, only: Only) -> list[str]:
        """The codes of the rows kept."""
        return [self._rows[place][0] for place in self._kept(only)]

    def search(
        self,
        typed: str,
        *,
        language: str = "",
        base_language: str | None = None,
        only: Only | None = None,
        most: int = MOST_FOUND,
    ) -> Found:
        """The rows whose words begin with what was typed, then those that contain it, as the table has them.

        Accents, case and spaces don't count. Nothing typed finds all that are kept.
        """
        wanted, folded = fold(typed), self._words(language, base_language or "")
        beginning: list[int] = []
        containing: list[int] = []
        for place in self._kept(only or {}):
            words = folded[place]
            if words.startswith(wanted):
                beginning.append(place)
                if len(beginning) > most:
                    break
            elif len(containing) <= most and wanted in words:
                containing.append(place)
        found = [*beginning, *containing]
        return Found(tuple(self._rows[place][0] for place in found[:most]), len(found) > most)

    def called(self, typed: str, only: Only) -> str | None:
        """The code of the only row kept that is called exactly so in some language; ``None`` for no such."""
        wanted = fold(typed)
        named = self._named.get(wanted, ()) if wanted else ()
        codes = {self._rows[place][0] for place in named}
        kept = [code for code in codes if self.holds(code, only)]
        return kept[0] if len(kept) == 1 else None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row[0]: place for place, row in enumerate(self._rows)}

    @cached_property
    def _languages(self) -> tuple[tuple[str, int], ...]:
        return tuple(
            (column.partition(":")[2], at)
            for at, column in enumerate(self.columns, start=1)
            if _is_label(column)
        )

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        named: dict[str, list[int]] = {}
        for place, row in enumerate(self._rows):
            for words in {fold(row[at]) for _language, at in self._languages}:
                named.setdefault(words, []).append(place)
        return named

    def _words(self, language: str, base_language: str) -> list[str]:
        key = (language, base_language) if len(self._languages) > 1 else ("", "")
        if key not in self._folded:
            self._folded[key] = [fold(self.label(row[0], language, base_language)) for row in self._rows]
        return self._folded[key]

    def _kept(self, only: Only) -> Sequence[int]:
        if not only:
            return range(len(self._rows))
        smallest, *others = sorted((self._with(column, only[column]) for column in only), key=len)
        return sorted(smallest.intersection(*others))

    def _with(self, column: str, values: Sequence[str]) -> frozenset[int]:
        """The places of the rows that hold one of these values; none where there is no such column."""
        known = self._column(column)
        return frozenset(
            place for value in {fold(value) for value in values} for place in known.get(value, ())
        )

    def _column(self, column: str) -> dict[str, list[int]]:
        if column not in self.filters:
            return {}
        if column not in self._known_columns:
            at, places = self.columns.index(column) + 1, dict[str, list[int]]()
            for place, row in enumerate(self._rows):
                places.setdefault(fold(row[at]), []).append(place)
            self._known_columns[column] = places
        return self._known_columns[column]


def fold(words: str) -> str:
    """Words as they are compared: without accents, in one case, with single spaces."""
    split = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(sign for sign in split if not unicodedata.combining(sign)).split())


def table_id(columns: Sequence[str], rows: Sequence[Cells]) -> str:
    """The name of a table by its content."""
    content = json.dumps(
        [list(columns), [list(row) for row in rows]], ensure_ascii=False, separators=(",", ":")
    )
    return f"t_{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def tables_come_from(source: Callable[[str], Table | None]) -> None:
    """Say who knows the tables of the current organisation, by id."""
    _sources[:] = [source]


def table_of(identity: str | None) -> Table | None:
    """The table of this id; ``None`` where the current organisation has none."""
    if identity is None or identity == EXAMPLE_ID:
        return EXAMPLE if identity else None
    return next((table for source in _sources if (table := source(identity))), None)


def _is_label(column: str) -> bool:
    return column == LABEL or column.startswith(f"{LABEL}:")


def _example_rows() -> Iterator[tuple[str, ...]]:
    for province, english, dutch, towns in _PROVINCES:
        for town in towns.split(", "):
            yield (fold(town).replace(" ", "-").replace("'", ""), town, province, english, dutch)


_sources: list[Callable[[str], Table | None]] = []
_PROVINCES = (
    ("fr", "Frisia", "Friesland", "Dokkum, Drachten, Franeker, Harlingen, Heerenveen, Leeuwarden, Sneek"),
    ("ge", "Guelders", "Gelderland", "Apeldoorn, Arnhem, Doetinchem, Ede, Nijmegen, Tiel, Zutphen"),
    ("nh", "North Holland", "Noord-Holland", "Alkmaar, Amsterdam, Den Helder, Haarlem, Hilversum, Hoorn"),
    ("ut", "Utrecht", "Utrecht", "Amersfoort, Nieuwegein, Utrecht, Veenendaal, Woerden, Zeist"),
    ("zh", "South Holland", "Zuid-Holland", "Delft, Dordrecht, Gouda, Leiden, Rotterdam, The Hague"),
)
_EXAMPLE_COLUMNS = (LABEL, "province", "province_name", "province_in_dutch")
_EXAMPLE_ROWS = tuple(_example_rows())
EXAMPLE_ID = table_id(_EXAMPLE_COLUMNS, _EXAMPLE_ROWS)
EXAMPLE = Table(_EXAMPLE_COLUMNS, _EXAMPLE_ROWS, "Dutch towns")
"""A small table that every organisation has, to try the question with."""
