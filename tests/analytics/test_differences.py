"""Attacks on the smallest group: what two figures that are told leave over, one taken from the other."""

import datetime
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest
from django.http import QueryDict

from analytics.exceptions import SelectionInvalid
from analytics.results import HiddenSummary, Selection, narrowing
from analytics.results.anonymity import GroupTooSmall, parting
from analytics.results.comparing import Compared, NamedGroup
from analytics.results.crosstabs import crosstab_of, read_request
from analytics.results.filtering import columns_of, read_filter
from analytics.results.trends import read_trend, trend_of
from tests.analytics.people import People, crowd
from tests.analytics.test_anonymity import K, anonymous, few
from tests.analytics.test_comparing import found_of

TODAY = datetime.date(2026, 12, 24)

type Seen = dict[str, Any]
type Meets = Callable[[Seen], bool]
type Told = dict[str, frozenset[int]]
"""By what a figure is of, the people it speaks of."""

FILTERS: dict[tuple[str, ...], Meets] = {
    (): lambda _seen: True,
    ("response.language~in~en",): lambda seen: seen["language"] == "en",
    ("response.language~in~nl",): lambda seen: seen["language"] == "nl",
    ("region~in~k",): lambda seen: seen["region"] == "k",
    ("region~in~l,m",): lambda seen: seen["region"] in ("l", "m"),
    ("one~answered",): lambda seen: bool(seen["one"]),
    ("many~in~d",): lambda seen: "d" in (seen["many"] or ()),
    ("many~not_in~d",): lambda seen: bool(seen["many"]) and "d" not in seen["many"],
}
ASKED = ("likely", "amount", "one")


def told_in_tables(people: People, banner: str, asked: str) -> Iterator[tuple[str, frozenset[int]]]:
    """Whom every column of a cross-tab speaks of, under every filter."""
    results = anonymous(people)
    columns = columns_of(results.layout)
    for groups, meets in FILTERS.items():
        where = Selection(where=read_filter(groups, columns))
        try:
            with results.opened() as answers:
                wanted = read_request([asked], [banner], "", columns)
                found = crosstab_of(answers, wanted, where, threshold=K)
        except GroupTooSmall:
            continue
        for column, base in zip(found.columns, found.tables[0].bases, strict=True):
            if base is not None and base.n:
                code = column.path[0][1].code if column.path else None
                speaks_of = frozenset(
                    number
                    for number, each in enumerate(people.rows)
                    if meets(each["seen"])
                    and each["seen"][asked] is not None
                    and (code is None or code in (each["seen"][banner] or ()))
                )
                assert len(speaks_of) == base.n
                yield f"{groups} {code}", speaks_of


@pytest.mark.parametrize(("banner", "seed"), [("region", 3), ("region", 8), ("many", 4), ("many", 11)])
def test_no_column_lies_in_another_but_for_a_few(banner: str, seed: int) -> None:
    people = crowd(70, seed=seed)
    for asked in ASKED:
        told = dict(told_in_tables(people, banner, asked))

        assert len(told) > 2
        for (first, one), (second, other) in combinations(told.items(), 2):
            if one < other or other < one:
                assert len(one ^ other) >= K, (asked, first, second)


@pytest.mark.parametrize("seed", [3, 5])
def test_no_summary_lies_in_another_but_for_a_few(seed: int) -> None:
    people = crowd(60, seed=seed)
    results, told = anonymous(people), dict[str, dict[str, frozenset[int]]]()
    columns = columns_of(results.layout)
    for groups, meets in FILTERS.items():
        try:
            found = results.summaries(Selection(where=read_filter(groups, columns)))
        except GroupTooSmall:
            continue
        for each in found:
            name = each.question.name
            if name in ASKED and not isinstance(each, HiddenSummary):
                speaks_of = frozenset(
                    number
                    for number, row in enumerate(people.rows)
                    if meets(row["seen"]) and row["seen"][name] is not None
                )
                assert len(speaks_of) == each.base.answered
                told.setdefault(name, {})[str(groups)] = speaks_of

    for name, figures in told.items():
        assert len(figures) > 1
        for (first, one), (second, other) in combinations(figures.items(), 2):
            if one < other or other < one:
                assert len(one ^ other) >= K, (name, first, second)


def test_a_question_that_one_of_the_others_answered_is_hidden() -> None:
    """20 in k answered, and one of 10 in l: k's figures and everybody's differ by that one."""
    people = few(k=20, l=10)
    for each in people.rows[21:]:
        each["answers"] = each["answers"] | {"q_00000003": None}
    results = anonymous(people)
    where = Selection(where=read_filter(["region~in~k"], columns_of(results.layout)))

    found = {each.question.name: isinstance(each, HiddenSummary) for each in results.summaries(where)}

    assert (found["likely"], found["one"]) == (True, False)
    assert not isinstance(results.summary(results.question("q_00000003")), HiddenSummary)


def test_choices_that_nearly_the_same_people_gave_are_not_both_told() -> None:
    """15 chose d, 16 e, and all who chose d: the columns differ by one person."""
    people = crowd(40, seed=1)
    for number, each in enumerate(people.rows):
        chosen = ["c_dddddddd", "c_eeeeeeee"] if number < 15 else ["c_eeeeeeee"] if number == 15 else None
        each["answers"] = each["answers"] | {
            "q_00000001": "c_aaaaaaaa",
            "q_00000002": chosen or ["c_ffffffff"],
        }
    results = anonymous(people)
    columns = columns_of(results.layout)

    with results.opened() as answers:
        wanted = read_request(["one"], ["many"], "", columns)
        found = crosstab_of(answers, wanted, Selection(), threshold=K)

    assert [base and base.n for base in found.tables[0].bases] == [40, None, 16, 24]


def test_segments_that_leave_few_who_answered_are_hidden() -> None:
    """Two segments without overlap, and one of the rest who answered."""
    people = few(k=20, l=20, m=10)
    for each in people.rows[41:]:
        each["answers"] = each["answers"] | {"q_00000003": None}
    results = anonymous(people)
    columns = columns_of(results.layout)
    groups = tuple(NamedGroup(code, read_filter([f"region~in~{code}"], columns)) for code in "kl")

    found = results.comparison(Compared(groups=groups))

    assert [base and base.n for base in found.tables["number:q_00000003"].bases] == [None, None, None]
    assert [base and base.n for base in found.tables["category:q_00000001"].bases] == [50, 20, 20]


def test_a_period_that_few_others_answered_in_is_hidden() -> None:
    people = few(k=20, l=10)
    for each in people.rows[21:]:
        each["answers"] = each["answers"] | {"q_00000003": None}
    results = anonymous(people)
    columns = columns_of(results.layout)
    asked = read_trend(QueryDict("measure=nps~likely&unit=month"), columns, {})

    def told(*groups: str) -> list[bool]:
        selection = Selection(where=read_filter(groups, columns))
        with results.opened() as answers:
            found = trend_of(answers, asked, selection, today=TODAY, threshold=K)
        return [not point.is_hidden for point in found.lines[0].points]

    assert (told(), told("region~in~k")) == ([True], [False])


def test_very_wide_surveys_are_filtered_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    results = anonymous(few(k=20, l=10))
    where = Selection(where=read_filter(["region~in~k"], columns_of(results.layout)))
    monkeypatch.setattr(parting, "MOST_VARIABLES", 3)

    with pytest.raises(SelectionInvalid, match="more than 3 columns"):
        results.summaries(where)


def test_of_very_many_columns_only_those_asked_for_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same tables, whether others are looked at or not."""
    people = crowd(60, seed=9)
    columns = columns_of(people.results.layout)
    wanted = read_request(["likely", "many"], ["region", "one"], "bh", columns)
    where = Selection(where=read_filter(["amount~ge~5;response.language~in~en"], columns))
    asked = [each for each in people.results.questions if each.name in ("likely", "many")]
    compared = Compared(column="category:q_00000006")

    def told() -> Any:
        results = people.results
        with results.opened() as answers:
            table = crosstab_of(answers, wanted, where)
        found = results.comparison(compared, where, asked, with_bases=True)
        tables = (*table.tables, *found.tables.values())
        counts = [[[cell.n for cell in line.cells] for line in each.rows] for each in tables]
        return counts, [each.bases for each in tables], found.weights

    before = told()
    monkeypatch.setattr(narrowing, "MANY", 0)
    assert told() == before


def test_points_of_a_scale_that_no_filter_tells_apart_are_no_groups() -> None:
    """Each of 11 points was given by 3 or 4 people, and by two neighbours together more than enough."""
    results = anonymous(few(k=40))
    columns = columns_of(results.layout)

    with results.opened() as answers:
        wanted = read_request(["one"], ["likely"], "", columns)
        found = crosstab_of(answers, wanted, Selection(), threshold=K)

    assert [base and base.n for base in found.tables[0].bases] == [40] + [None] * 11


def test_questions_of_several_columns_are_looked_at_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "MANY", 0)
    everybody, many = found_of(), found_of(k=K)
    where = Selection(where=read_filter(["response.language~in~en"], columns_of(many.layout)))
    grid = [question for question in many.questions if question.name == "grid"]

    (told,) = many.summaries(where, grid)
    groups = everybody.comparison(Compared(column="language"), Selection(), grid, with_bases=True)

    assert not isinstance(told, HiddenSummary)
    english = next(column for column in groups.columns if column.key == ("en",))
    answered = groups.weights["q_00000007"]["en"].answered
    assert (english.letter, answered) == ("A", told.base.answered if told.base else None)
