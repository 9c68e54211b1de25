"""Groups that share people: every sum of those that are told speaks of nobody or of enough."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.results.anonymity import overlapping
from analytics.results.anonymity.overlapping import told_choices
from tests.gathering import gathered

K = 3
NONE, BOTH = frozenset[str](), frozenset("ab")

type People = list[frozenset[str]]


def told(people: People, k: int = K, *, together: int = 1) -> str:
    return "".join(sorted(told_choices(Counter(people), k, together=together)))


def speaks_of_few(figures: list[list[bool]], k: int) -> bool:
    """Whether anybody among fewer than ``k`` people is in a sum of figures that holds nobody else: without
    these people one of the figures could be worked out of the others."""
    vectors = np.array(figures, dtype=float)
    rank = np.linalg.matrix_rank(vectors)
    everybody = range(vectors.shape[1])
    return any(
        np.linalg.matrix_rank(np.delete(vectors, left_out, axis=1)) < rank
        for size in range(1, k)
        for left_out in combinations(everybody, size)
    )


@settings(max_examples=20, deadline=None)
@given(
    people=st.lists(st.frozensets(st.sampled_from("abcd")), min_size=K, max_size=10),
    together=st.sampled_from([1, 2]),
)
def test_no_sum_of_what_is_told_is_of_few(people: People, together: int) -> None:
    """By brute force: whoever is left out, two at a time, all that is told can't be told without them."""
    alone = told(people)
    both = combinations(told(people, together=together), together)
    groups = [frozenset[str](), *map(frozenset, alone), *(frozenset(each) for each in both)]

    assert not speaks_of_few([[group <= given for given in people] for group in groups], K)


CASES: list[tuple[People, int, str]] = [
    # ten chose one of three each, and one none: everybody less the three are that one
    ([*map(frozenset, "aaaabbbccc"), NONE], 1, "ab"),
    ([*map(frozenset, "aaaabbbccc"), NONE, NONE, NONE], 1, "abc"),
    # what all gave tells nothing more than everybody
    ([BOTH, BOTH, BOTH, *map(frozenset, "aaa")], 1, "ab"),
    ([BOTH, BOTH], 1, ""),
    # one person gave both: each may be told, what they have in common may not
    ([BOTH, *map(frozenset, "aaabbb"), NONE, NONE, NONE], 1, "ab"),
    ([BOTH, *map(frozenset, "aaabbb"), NONE, NONE, NONE], 2, "a"),
    ([BOTH, BOTH, BOTH, *map(frozenset, "aaabbb"), NONE, NONE, NONE], 2, "ab"),
]


@gathered("people, together, wanted", CASES, ids=lambda each: str(len(str(each))))
def test_which_choices_are_told(people: People, together: int, wanted: str) -> None:
    assert told(people, together=together) == wanted


def test_of_very_many_patterns_the_most_frequent_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [frozenset("a")] * 4 + [frozenset("b")] * 4 + [BOTH, BOTH, NONE, NONE]
    assert told(people) == "ab"

    monkeypatch.setattr(overlapping, "MOST_PATTERNS", 2)

    assert told(people) == "a"
