"""Which groups may be told that share people, such as the choices of a multiple choice.

Whoever is told figures of several groups can add and subtract them, and of everybody. What comes out speaks
of people whom the sums don't cancel out: of fewer than ``k`` where, without these, one of the groups could be
worked out of the others. In the words of Chin and Ozsoyoglu, "Auditing and inference control in statistical
databases" (IEEE Transactions on Software Engineering 8, 1982), groups are vectors over people, what can be
worked out is their span, and nobody alone may be in it; here nobody among fewer than ``k``.

Groups are safe if there are ``k`` sets of people, none of whom is in two of them, in each of which the groups
are as independent as in all people together: of fewer than ``k`` people none is in one of these sets, and
that one pins down every sum. Such sets are bases of a matroid; how many there can be is known since
Edmonds, "Minimum partition of a matroid into independent subsets" (1965). Here they are looked for greedily,
those patterns first that most people share: what is found is proof, and what isn't found is hidden.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

MOST_PATTERNS = 1_000
"""So many patterns are looked at, those that most people share."""
MOST_TOGETHER = 3
"""So many choices of one question may be told together."""
_PRIME = (1 << 61) - 1
"""Independence is reckoned modulo a prime: what is independent so is so in any case."""

type Pattern = frozenset[str]
type Vector = tuple[int, ...]
"""Whether people of a pattern are in each feature: everybody, groups, what groups have in common."""
type Sizes = Mapping[Pattern, int]
"""How many people are in just these groups."""


def told_choices(patterns: Sizes, k: int, *, together: int = 1) -> frozenset[str]:
    """The groups that may be told, and with them everybody; so may be what up to ``together`` of them have
    in common. The groups nearest to half of all people come first."""
    known = _most_shared(patterns)
    is_whole = len(known) == len(patterns)
    features: list[Pattern] = [frozenset()]
    able: Sequence[str] = _by_balance(patterns)
    for degree in range(1, together + 1):
        told: list[str] = []
        for group in able:
            fresh = [frozenset({group, *others}) for others in combinations(told, degree - 1)]
            if _has_bases([*features, *fresh], known, k, is_whole=is_whole):
                told.append(group)
                features += fresh
        able = told
    return frozenset(able)


def _most_shared(patterns: Sizes) -> list[tuple[Pattern, int]]:
    ordered = sorted(
        ((pattern, n) for pattern, n in patterns.items() if n), key=lambda each: (-each[1], sorted(each[0]))
    )
    return ordered[:MOST_PATTERNS]


def _by_balance(patterns: Sizes) -> list[str]:
    sizes: dict[str, int] = {}
    for pattern, n in patterns.items():
        for group in pattern:
            sizes[group] = sizes.get(group, 0) + n
    whole = sum(patterns.values())
    return sorted(sizes, key=lambda group: (-min(sizes[group], whole - sizes[group]), group))


def _has_bases(
    features: Sequence[Pattern], patterns: Sequence[tuple[Pattern, int]], k: int, *, is_whole: bool
) -> bool:
    """Whether ``k`` bases without a person in common are found; where not all patterns are known, bases of
    as many people as there are features."""
    known = [(tuple(int(each <= pattern) for each in features), n) for pattern, n in patterns]
    shared = _basis(vector for vector, n in known if n >= k)
    if len(shared) == len(features):
        return True
    rank = len(_basis(vector for vector, _n in known)) if is_whole else len(features)
    left: Counter[Vector] = Counter()
    for vector, n in known:
        left[vector] += n if n < k else 0
    return len(shared) == rank or all(_take_basis(left, shared, rank) for _turn in range(k))


def _take_basis(left: Counter[Vector], shared: Mapping[int, Vector], rank: int) -> bool:
    """Take one person each of the most frequent vectors that make a basis with those that are shared by
    many; return whether there is one."""
    basis = dict(shared)
    for vector, n in left.most_common():
        if n and len(basis) < rank and _extends(basis, vector):
            left[vector] -= 1
    return len(basis) == rank


def _basis(vectors: Iterable[Vector]) -> dict[int, Vector]:
    """Vectors in echelon form that span the same, by the place of their first number, which is 1."""
    basis: dict[int, Vector] = {}
    for vector in vectors:
        _extends(basis, vector)
        if len(basis) == len(vector):
            break
    return basis


def _extends(basis: dict[int, Vector], vector: Vector) -> bool:
    """Add a vector to a basis, unless it follows from that."""
    rest = vector
    for place in range(len(vector)):
        number = rest[place]
        if not number:
            continue
        if place not in basis:
            inverse = pow(number, -1, _PRIME)
            basis[place] = tuple(each * inverse % _PRIME for each in rest)
            return True
        rest = tuple((a - number * b) % _PRIME for a, b in zip(rest, basis[place], strict=True))
    return False
