"""Which groups and answers of a table are too few to be told, or would give away others that are.

They are held against every part that the selection's conditions make of everybody (:mod:`parting`), so that a
table differs from one of another selection by nobody or by enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analytics.results.anonymity.classes import apart_from, hidden_among, not_alone
from analytics.results.anonymity.parting import PART
from analytics.results.crosstabs.counting import Counter, Key
from analytics.results.crosstabs.figures import CrosstabColumn
from analytics.results.filtering.columns import FilterColumn

_REST = ""
"""Those of a group who are in none of its parts."""

type Sizes = Mapping[str, int]


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
    parted: Counter,
    variable: FilterColumn,
    banners: Sequence[Sequence[FilterColumn]],
    groups: Sequence[CrosstabColumn],
    answers: Sizes,
    *,
    whole: int,
    threshold: int,
) -> Hidden:
    """What of a table is hidden, of those who answered its variable: ``whole`` in all, ``answers`` by value.

    ``parted`` counts everybody by parts.
    """
    parts = {key[0]: sums.n for key, sums in parted.sums((PART,), answered=variable).items()}
    if any(0 < n < threshold for n in parts.values()):
        return Hidden(frozenset(range(len(groups))), frozenset(answers))
    keys = [_hidden_keys(parted, variable, levels, parts, threshold) for levels in banners]
    columns = {
        place
        for place, group in enumerate(groups)
        if any(group.key[:depth] in keys[group.banner] for depth in range(1, len(group.key) + 1))
    }
    return Hidden(frozenset(columns), _parts_hidden(answers, variable, whole, threshold))


def _hidden_keys(
    parted: Counter, variable: FilterColumn, levels: Sequence[FilterColumn], parts: Sizes, k: int
) -> set[Key]:
    """The groups of a banner that are hidden in any part, level by level; what is below a hidden one is so
    with it."""
    hidden: set[Key] = set()
    wholes: dict[Key, int] = {(part,): n for part, n in parts.items()}
    for depth, level in enumerate(levels, start=1):
        together = _not_filtered_by(parted, level, k)
        found = _sizes(parted, (PART, *levels[:depth]), variable)
        shared = _sizes(parted, (PART, *levels[:depth], level), variable) if level.kind == "set" else {}
        inside, both = _below(found, 1), _below(shared, 2)
        for parent, size in wholes.items():
            groups = {key[0]: n for key, n in inside.get(parent, {}).items()}
            few = _parts_hidden(groups, level, size, k)
            few |= _alike(groups, both.get(parent, {}), size, few, k) | (together & groups.keys())
            hidden |= {(*parent[1:], value) for value in few}
        wholes = found
    return hidden


def _not_filtered_by(parted: Counter, level: FilterColumn, k: int) -> frozenset[str]:
    """The values that no filter may ask for by themselves: it asks for them together with others, and those
    would be the difference."""
    if level.kind == "set":
        return frozenset()
    is_ordered = level.kind == "number"
    counts = ((key[0], sums.n) for key, sums in parted.sums((level,)).items())
    sizes = sorted(counts, key=lambda each: float(each[0]) if is_ordered else each[0])
    return frozenset(map(str, not_alone(sizes, k, is_ordered=is_ordered)))


def _sizes(parted: Counter, levels: Sequence[FilterColumn], variable: FilterColumn) -> dict[Key, int]:
    return {key: sums.n for key, sums in parted.sums(levels, answered=variable).items()}


def _below(sizes: Mapping[Key, int], depth: int) -> dict[Key, dict[Key, int]]:
    """By parent, the last ``depth`` values of what is below it."""
    found: dict[Key, dict[Key, int]] = {}
    for key, n in sizes.items():
        found.setdefault(key[:-depth], {})[key[-depth:]] = n
    return found


def _parts_hidden(parts: Sizes, column: FilterColumn, whole: int, threshold: int) -> frozenset[str]:
    """The values of a column that are hidden among a whole; those of a multiple choice overlap."""
    if column.kind == "set":
        return frozenset(value for value, n in parts.items() if not apart_from(whole, n, threshold))
    with_rest = {**parts, _REST: whole - sum(parts.values())}
    return hidden_among(with_rest, threshold) - {_REST}


def _alike(
    groups: Sizes, both: Mapping[Key, int], whole: int, hidden: frozenset[str], k: int
) -> frozenset[str]:
    """Of groups that may share people, those of which another differs by too few, or that are all but too
    few together with another and without overlap: one of each two, the smaller."""
    found: set[str] = set()
    able = sorted((each for each in groups if each not in hidden), key=lambda each: (groups[each], each))
    for first, second in combinations(able if both else (), 2):
        shared = both.get((first, second), 0)
        apart = groups[first] + groups[second] - 2 * shared
        if first not in found and second not in found and (0 < apart < k or 0 < whole - apart < k):
            found.add(first)
    return frozenset(found)
