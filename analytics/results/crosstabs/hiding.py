"""Which groups and answers of a table are too few to be told, or would give away others that are.

They are held against every part that the selection's conditions make of everybody (:mod:`parting`), so that a
table differs from one of another selection by nobody or by enough.
"""

from collections import Counter as Tallies
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from analytics.results.anonymity.classes import apart_from, hidden_among, not_alone
from analytics.results.anonymity.overlapping import told_choices
from analytics.results.anonymity.parting import PART, Parted, Standing
from analytics.results.crosstabs.counting import Counter, Key, text_of
from analytics.results.crosstabs.figures import CrosstabColumn
from analytics.results.filtering.columns import FilterColumn

_REST = ""
"""Those of a group who are in none of its parts."""
_JOINED = "\x1f"

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


class Hiding:
    """What of tables is hidden where at least ``k`` people are to be spoken of. ``parted`` is everybody."""

    def __init__(self, parted: Parted, k: int) -> None:
        self._parted, self._counter, self._k = parted, Counter(parted, None), k

    def of(
        self,
        variable: FilterColumn,
        banners: Sequence[Sequence[FilterColumn]],
        groups: Sequence[CrosstabColumn],
        answers: Sizes,
        *,
        whole: int,
    ) -> Hidden:
        """What of a table is hidden, of those who answered its variable: ``whole`` in all, ``answers`` by
        value."""
        parts = {key[0]: n for key, n in self._sizes((PART,), variable).items()}
        standing = self._standing((), variable).get((), Tallies())
        if any(0 < n < self._k for n in parts.values()) or self._parted.tells_apart(standing):
            return Hidden(frozenset(range(len(groups))), frozenset(answers))
        keys = [self._hidden_keys(variable, levels, parts, standing) for levels in banners]
        columns = {
            place
            for place, group in enumerate(groups)
            if group.key and _is_below(group.key, keys[group.banner], len(group.key))
        }
        return Hidden(frozenset(columns), _parts_hidden(answers, variable, whole, self._k))

    def _hidden_keys(
        self,
        variable: FilterColumn,
        levels: Sequence[FilterColumn],
        parts: Sizes,
        standing: Standing,
    ) -> set[Key]:
        """The groups of a banner that are hidden, level by level; what is below one is hidden with it."""
        hidden: set[Key] = set()
        wholes: dict[Key, int] = {(part,): n for part, n in parts.items()}
        above: dict[Key, Standing] = {(): standing}
        for depth, level in enumerate(levels, start=1):
            found = self._sizes((PART, *levels[:depth]), variable)
            hidden |= self._too_few(levels[:depth], wholes, found)
            stood = self._standing(levels[:depth], variable)
            for parent, whole in above.items():
                inside = {key: each for key, each in stood.items() if key[:-1] == parent}
                hidden |= self._standing_apart(whole, inside, hidden, overlap=level.kind == "set")
            wholes, above = found, stood
        if any(level.kind == "set" for level in levels):
            hidden |= self._not_together(variable, levels, hidden)
        return hidden

    def _too_few(
        self,
        levels: Sequence[FilterColumn],
        wholes: Mapping[Key, int],
        sizes: Mapping[Key, int],
    ) -> set[Key]:
        """The groups of the last level that are too few in any part."""
        hidden: set[Key] = set()
        level, together = levels[-1], _not_filtered_by(self._counter, levels[-1], self._k)
        inside = _below(sizes)
        for parent, size in wholes.items():
            groups = inside.get(parent, {})
            few = _parts_hidden(groups, level, size, self._k) | (together & groups.keys())
            hidden |= {(*parent[1:], value) for value in few}
        return hidden

    def _not_together(
        self, variable: FilterColumn, levels: Sequence[FilterColumn], hidden: set[Key]
    ) -> set[Key]:
        """The groups of a banner whose groups share people that, of any part, can't be told with the others;
        all of them where the choices are filtered by, for choices within choices would be told."""
        filtered = {column.field for column in self._parted.columns}
        groups: set[str] = set()
        patterns: dict[str, Tallies[frozenset[str]]] = {}
        names = ", ".join(level.value_sql for level in levels)
        for part, *values, n in self._parted.ask(
            f"SELECT {PART.sql}, {names}, count(*) FROM selected"  # noqa: S608
            f" WHERE {variable.sql} IS NOT NULL GROUP BY ALL"
        ):
            given = (each if isinstance(each, list) else [] if each is None else [each] for each in values)
            keys = {tuple(str(text_of(each)) for each in key) for key in product(*given)}
            told = frozenset(_JOINED.join(key) for key in keys if not _is_below(key, hidden, len(levels)))
            groups |= told
            patterns.setdefault(part, Tallies())[told] += n
        if any(level.kind == "set" and level.field in filtered for level in levels):
            return {tuple(each.split(_JOINED)) for each in groups}
        few = (frozenset().union(*found) - told_choices(found, self._k) for found in patterns.values())
        return {tuple(each.split(_JOINED)) for each in frozenset[str]().union(*few)}

    def _standing_apart(
        self, whole: Standing, inside: Mapping[Key, Standing], hidden: set[Key], *, overlap: bool
    ) -> set[Key]:
        """The groups of a parent of which too few stand apart in a column that is filtered by, and as many
        more as it takes that this isn't so of all that are hidden: the parent less those that are told."""
        is_apart = self._parted.tells_apart
        found = {key for key, each in inside.items() if is_apart(each)}
        if overlap:
            return found | {key for key, each in inside.items() if is_apart(whole - each)}
        told = sorted(inside.keys() - hidden - found, key=lambda key: (inside[key].total(), key))
        rest = whole - sum((inside[key] for key in told), Tallies())
        while told and is_apart(rest):
            found.add(told[0])
            rest += inside[told.pop(0)]
        return found

    def _standing(self, levels: Sequence[FilterColumn], variable: FilterColumn) -> dict[Key, Standing]:
        """Where those stand who answered, by the values of levels."""
        source, names = _opened(levels)
        found = self._parted.standing(variable.sql, by=f"row({', '.join(('0', *names))})", source=source)
        return {tuple(str(text_of(value)) for value in key[1:]): each for key, each in found.items()}

    def _sizes(self, levels: Sequence[FilterColumn], variable: FilterColumn) -> dict[Key, int]:
        return {key: sums.n for key, sums in self._counter.sums(levels, answered=variable).items()}


def _opened(levels: Sequence[FilterColumn]) -> tuple[str, list[str]]:
    """The selected responses with the values of levels beside them, as SQL, and the names of these; whoever
    has several values stands there once for each."""
    source, names = "selected", []
    for place, level in enumerate(levels):
        value = f"unnest({level.value_sql})" if level.kind == "set" else level.value_sql
        names.append(f"level{place}")
        source = f"(SELECT *, {value} AS {names[-1]} FROM {source})"  # noqa: S608
    given = " AND ".join(f"{name} IS NOT NULL" for name in names)
    return (f"(SELECT * FROM {source} WHERE {given})" if given else source), names  # noqa: S608


def _is_below(key: Key, hidden: set[Key], depths: int) -> bool:
    """Whether a group, or one that it is in, is hidden."""
    return any(key[:depth] in hidden for depth in range(1, depths + 1))


def _not_filtered_by(counter: Counter, level: FilterColumn, k: int) -> frozenset[str]:
    """The values that no filter may ask for by themselves: it asks for them together with others, and those
    would be the difference."""
    if level.kind == "set":
        return frozenset()
    is_ordered = level.kind == "number"
    counts = ((key[0], sums.n) for key, sums in counter.sums((level,)).items())
    sizes = sorted(counts, key=lambda each: float(each[0]) if is_ordered else each[0])
    return frozenset(map(str, not_alone(sizes, k, is_ordered=is_ordered)))


def _below(sizes: Mapping[Key, int]) -> dict[Key, dict[str, int]]:
    """By parent, the sizes of what is below it."""
    found: dict[Key, dict[str, int]] = {}
    for key, n in sizes.items():
        found.setdefault(key[:-1], {})[key[-1]] = n
    return found


def _parts_hidden(parts: Sizes, column: FilterColumn, whole: int, threshold: int) -> frozenset[str]:
    """The values of a column that are hidden among a whole; those of a multiple choice overlap."""
    if column.kind == "set":
        return frozenset(value for value, n in parts.items() if not apart_from(whole, n, threshold))
    with_rest = {**parts, _REST: whole - sum(parts.values())}
    return hidden_among(with_rest, threshold) - {_REST}
