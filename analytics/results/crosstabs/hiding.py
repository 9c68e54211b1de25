"""Which groups and answers of a table are too few to be told, or would give away others that are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.results.anonymity.classes import apart_from, hidden_among
from analytics.results.crosstabs.counting import Counter, Key
from analytics.results.crosstabs.figures import CrosstabColumn
from analytics.results.filtering.columns import FilterColumn

_REST = ""
"""Those of a group who are in none of its parts."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """``columns``: groups by their place. ``answers``: values that few gave, whose spread over groups is not
    told; how many they are in all is."""

    columns: frozenset[int] = frozenset()
    answers: frozenset[str] = frozenset()

    def covers(self, place: int, value: str) -> bool:
        """Whether the cell of a column and an answer is hidden."""
        return place in self.columns or (place > 0 and value in self.answers)


def hidden_in(
    counter: Counter,
    variable: FilterColumn,
    banners: Sequence[Sequence[FilterColumn]],
    groups: Sequence[CrosstabColumn],
    answers: Mapping[str, int],
    *,
    threshold: int,
) -> Hidden:
    """What of a table is hidden, of those who answered its variable. Nothing where the threshold is 0."""
    if threshold <= 1:
        return Hidden()
    whole = _size(counter.sums((), answered=variable).get(()))
    if 0 < whole < threshold:
        return Hidden(frozenset(range(len(groups))), frozenset(answers))
    keys = {
        (place, key)
        for place, levels in enumerate(banners)
        for key in _hidden_keys(counter, variable, levels, whole, threshold)
    }
    columns = {
        place
        for place, group in enumerate(groups)
        if any((group.banner, group.key[:depth]) in keys for depth in range(1, len(group.key) + 1))
    }
    return Hidden(frozenset(columns), _parts_hidden(answers, variable, whole, threshold))


def _hidden_keys(
    counter: Counter, variable: FilterColumn, levels: Sequence[FilterColumn], whole: int, threshold: int
) -> set[Key]:
    """The groups of a banner that are hidden, level by level; what is below a hidden one is so with it."""
    hidden: set[Key] = set()
    wholes: dict[Key, int] = {(): whole}
    for depth in range(1, len(levels) + 1):
        found = {key: sums.n for key, sums in counter.sums(levels[:depth], answered=variable).items()}
        for parent, size in wholes.items():
            parts = {key[-1]: n for key, n in found.items() if key[:-1] == parent}
            few = _parts_hidden(parts, levels[depth - 1], size, threshold)
            hidden |= {(*parent, value) for value in few}
        wholes = found
    return hidden


def _parts_hidden(
    parts: Mapping[str, int], column: FilterColumn, whole: int, threshold: int
) -> frozenset[str]:
    """The values of a column that are hidden among a whole; those of a multiple choice overlap."""
    if column.kind == "set":
        return frozenset(value for value, n in parts.items() if not apart_from(whole, n, threshold))
    with_rest = {**parts, _REST: whole - sum(parts.values())}
    return hidden_among(with_rest, threshold) - {_REST}


def _size(sums: object) -> int:
    return getattr(sums, "n", 0)
