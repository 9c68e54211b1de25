"""Groups of at least k: pure rules, filters that are refused, tables, summaries; and sums of what is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.results import HiddenSummary, Results, Selection, TextSummary
from analytics.results.anonymity import GroupTooSmall, apart_from, guard, hidden_among, runs
from analytics.results.crosstabs import Crosstab, crosstab_of, read_request
from analytics.results.filtering import FilterColumns, columns_of, read_filter
from analytics.results.relation import Answers, opened
from analytics.results.selection import QualityChoice
from tests.analytics.made import row
from tests.analytics.people import ONE, REGIONS, People, crowd

K = 5


@settings(max_examples=200)
@given(sizes=st.dictionaries(st.integers(0, 20), st.integers(0, 30), max_size=8), k=st.integers(2, 10))
def test_what_is_hidden_is_nobody_or_enough_together(sizes: dict[int, int], k: int) -> None:
    hidden = hidden_among(sizes, k)

    told = [n for key, n in sizes.items() if key not in hidden]
    assert all(n == 0 or n >= k for n in told)
    together = sum(sizes[key] for key in hidden)
    assert together == 0 or together >= k or sum(sizes.values()) < k


@settings(max_examples=200)
@given(sizes=st.lists(st.integers(1, 12), max_size=12), k=st.integers(2, 10))
def test_runs_are_whole_and_large_enough(sizes: list[int], k: int) -> None:
    found = runs(sizes, k)

    assert [place for run in found for place in run] == [*range(len(sizes))]
    if sum(sizes) >= k:
        assert all(sum(sizes[place] for place in run) >= k for run in found)


def test_a_part_stands_beside_its_whole_only_with_enough_on_both_sides() -> None:
    assert [apart_from(20, n, K) for n in (0, 1, 4, 5, 15, 16, 20)] == [
        True,
        False,
        False,
        True,
        True,
        False,
        True,
    ]


def few(**counts: int) -> People:
    """People of one region each, so many as said, who all answered."""
    people = People()
    for code, n in counts.items():
        for number in range(n):
            answers = {
                "q_00000001": ONE["abc"[number % 3]],
                "q_00000003": number % 11,
                "q_00000005": float(number),
                "q_00000006": REGIONS[code],
                "q_00000008": f"{code} {number}",
            }
            people.rows.append(row(answers, id=UUID(int=len(people.rows))) | {"seen": {}})
    return people


@contextmanager
def answers(people: People) -> Iterator[tuple[Answers, FilterColumns]]:
    with opened(people.results._snapshot) as found:
        yield found, columns_of(found.layout)


def is_told(people: People, *groups: str, **more: Any) -> bool:
    with answers(people) as (found, columns):
        selection = Selection(where=read_filter(groups, columns), **more)
        try:
            guard(found, selection, found.layout, k=K)
        except GroupTooSmall:
            return False
    return True


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([], True),
        (["region~in~k"], True),
        (["region~in~m"], False),  # 3 people
        (["region~not_in~m"], False),  # all but 3
        (["region~in~l"], False),  # the next smallest, or the 3 follow from the rest
        (["region~in~l,m"], True),  # told as one
        (["region~not_in~k"], True),
        (["region~answered"], True),
        (["region~in~k", "likely~in~10"], False),  # fewer together
        (["words~contains~k 1"], False),  # what people wrote
        (["words~answered"], True),
        (["amount~ge~1"], False),  # the 3 lowest stand together with others
    ],
)
def test_filters_that_would_tell_of_few_are_refused(groups: list[str], told: bool) -> None:
    assert is_told(few(k=40, l=8, m=3), *groups) == told


def test_the_rest_of_conditions_together_is_guarded_too() -> None:
    """12 in both, 3 in the first alone: the difference of two filters would be the 3."""
    people = few(k=12, l=30)
    for number in range(3):
        people.rows[number] = row(
            {"q_00000006": REGIONS["k"], "q_00000001": None}, id=UUID(int=900 + number)
        ) | {"seen": {}}

    assert is_told(people, "region~in~k")
    assert not is_told(people, "region~in~k", "one~answered")


def test_statuses_and_days_are_guarded() -> None:
    people = few(k=30)
    people.rows.append(row({}, status="started", id=UUID(int=999)) | {"seen": {}})

    assert is_told(people)
    assert not is_told(people, status="all")
    assert not is_told(people, status="started")
    assert is_told(people, language="en")
    assert not is_told(few(k=4))


def test_no_two_filters_of_a_question_differ_by_few() -> None:
    """Every filter that is told against every other: what one has and the other lacks is nobody or enough."""
    people = few(k=20, l=6, m=2)
    sizes = {"k": 20, "l": 6, "m": 2}
    sets = [
        frozenset(codes)
        for codes in ({"k"}, {"l"}, {"m"}, {"k", "l"}, {"k", "m"}, {"l", "m"}, {"k", "l", "m"})
        if is_told(people, f"region~in~{','.join(sorted(codes))}")
    ]

    assert sets == [frozenset("k"), frozenset("lm"), frozenset("klm")]
    for first, second in product([*sets, frozenset("klm")], repeat=2):
        assert sum(sizes[code] for code in first - second) in (0, *range(K, 100))


def made(people: People, rows: str, *banners: str) -> Crosstab:
    with answers(people) as (found, columns):
        return crosstab_of(found, read_request([rows], banners, "", columns), Selection(), threshold=K)


def test_columns_of_few_are_hidden_and_what_would_give_them_away() -> None:
    found = made(few(k=40, l=8, m=3), "one", "region").tables[0]

    assert [base and base.n for base in found.bases] == [51, 40, None, None]
    assert all(cell.n is None for row_ in found.rows for cell in row_.cells[2:])
    assert all(cell.n is not None for row_ in found.rows for cell in row_.cells[:2])
    assert found.tests == {}


def test_rows_of_few_tell_how_many_and_not_where() -> None:
    found = made(few(k=40, l=8, m=3), "region", "one").tables[0]

    by_code = {each.value.code: each for each in found.rows}
    assert [by_code[code].cells[0].n for code in "klm"] == [40, 8, 3]
    assert [cell.n for cell in by_code["m"].cells[1:]] == [None] * 3
    assert [cell.n for cell in by_code["l"].cells[1:]] == [None] * 3
    assert all(cell.n is not None for cell in by_code["k"].cells)


def test_what_is_nested_in_few_is_hidden_with_it() -> None:
    found = made(few(k=60, l=60, m=3), "likely", "region~one")

    hidden = {
        column.key for column, base in zip(found.columns, found.tables[0].bases, strict=True) if base is None
    }
    assert {key[0] for key in hidden} >= {REGIONS["m"]}
    assert (REGIONS["l"], ONE["a"]) not in hidden


def test_a_table_that_few_answered_is_hidden_whole() -> None:
    people = few(k=30)
    for each in people.rows[4:]:
        each["answers"] = each["answers"] | {"q_00000001": None}

    found = made(people, "one", "region").tables[0]

    assert found.bases == (None,) * 4
    assert all(cell.n is None for each in found.rows for cell in each.cells)


def test_groups_of_several_answers_need_enough_on_both_sides() -> None:
    people = crowd(40, seed=2)
    found = made(people, "one", "many")

    frame = people.frame.dropna(subset=["one"])
    for column, base in zip(found.columns[1:], found.tables[0].bases[1:], strict=True):
        code = column.path[0][1].code
        n = int(frame.many.map(lambda given, code=code: bool(given) and code in given).sum())
        assert (base is not None) == apart_from(len(frame), n, K)


def anonymous(people: People) -> Results:
    snapshot = people.results._snapshot
    return Results(replace(snapshot, stamp=replace(snapshot.stamp, threshold=K)))


def test_summaries_that_few_answered_are_hidden() -> None:
    people = few(k=30)
    for each in people.rows[4:]:
        each["answers"] = each["answers"] | {"q_00000001": None}
    results = anonymous(people)

    found = {each.question.name: each for each in results.summaries()}

    assert isinstance(found["one"], HiddenSummary)
    assert found["one"].definition == "Fewer than 5 people answered this, or a part of it."
    assert not isinstance(found["likely"], HiddenSummary)


def test_texts_stand_without_their_writers_and_only_unfiltered() -> None:
    results = anonymous(few(k=30, l=20))
    question = next(each for each in results.questions if each.name == "words")
    where = read_filter(["region~in~k"], columns_of(results.layout))

    everybody, some = results.summary(question), results.summary(question, Selection(where=where))

    assert isinstance(everybody, TextSummary)
    assert isinstance(some, TextSummary)
    assert {quote.response_id for quote in everybody.latest} == {""}
    assert some.latest == ()
    assert results.texts(question, limit=3)[0].response_id == ""
    assert results.texts(question, Selection(where=where), limit=3) == ()


def test_overviews_of_groups_have_no_days_and_too_few_no_time() -> None:
    results = anonymous(few(k=30, l=20))
    where = read_filter(["region~in~k"], columns_of(results.layout))

    assert results.overview().days
    assert results.overview(Selection(where=where)).days == ()
    assert anonymous(few(k=3)).overview().complete == 3
    with pytest.raises(GroupTooSmall):
        anonymous(few(k=3)).count()
    with pytest.raises(GroupTooSmall):
        anonymous(few(k=30, l=3)).overview(
            Selection(where=read_filter(["region~in~l"], columns_of(results.layout)))
        )


@pytest.mark.parametrize("quality", ["unmarked", "any"])
def test_few_cannot_be_told_by_what_is_left_out_for_its_quality(quality: QualityChoice) -> None:
    with pytest.raises(GroupTooSmall):
        anonymous(few(k=30)).count(Selection(quality=quality))
