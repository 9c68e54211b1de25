"""Groups side by side, and weighted figures: the same as each group by itself, and as a straight recount."""

import random
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from django.http import QueryDict
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analytics.exceptions import SelectionInvalid
from analytics.results import (
    MatrixSummary,
    NpsSummary,
    NumberSummary,
    Results,
    ScaleSummary,
    Selection,
    Summary,
)
from analytics.results.anonymity import GroupTooSmall
from analytics.results.bases import based_on
from analytics.results.comparing import (
    Compared,
    Comparison,
    ComparisonInvalid,
    NamedGroup,
    door,
    group_filters,
    score_row,
    weighed,
)
from analytics.results.crosstabs import Scheme, Target
from analytics.results.filtering import columns_of, read_filter
from analytics.results.snapshots import Snapshot
from analytics.showing.compare import CompareAsked, compare_from
from analytics.showing.compared import compared_card
from analytics.showing.looks import USUAL, Look
from analytics.showing.reader import Reader
from tests.analytics.made import choice, definition, layout, question, row, snapshot_of_rows
from tests.gathering import gathered

ONE, LIKELY, OPINION, AMOUNT, MANY, GRID = (f"q_0000000{number}" for number in (1, 3, 4, 5, 2, 7))
READER = Reader("en", "en")


@cache
def snapshot() -> Snapshot:
    """600 people, of whom those who chose c are happier."""
    chance = random.Random(7)
    return snapshot_of_rows([_person(chance, number) for number in range(600)])


def _person(chance: random.Random, number: int) -> dict[str, Any]:
    group = chance.choices("abc", (3, 2, 1))[0]
    score = min(10, max(0, round(chance.gauss(9.2 if group == "c" else 7, 1.6))))
    answers: dict[str, Any] = {
        ONE: f"c_{group * 8}" if chance.random() < 0.95 else None,
        MANY: chance.sample(["c_dddddddd", "c_eeeeeeee", "c_ffffffff"], chance.randrange(3)) or None,
        LIKELY: score if chance.random() < 0.9 else None,
        OPINION: chance.randint(1, 5),
        AMOUNT: round(chance.gauss(50, 9), 2),
        GRID: {"r_xxxxxxxx": chance.choice(["c_gggggggg", "c_hhhhhhhh"])},
    }
    language = chance.choice(["en", "nl"])
    if chance.random() < 0.1:
        del answers[OPINION]
    return row(answers, id=f"0190a000-0000-7000-8000-{number:012d}", language=language)


def found_of(k: int = 0) -> Results:
    made = snapshot()
    return Results(replace(made, stamp=replace(made.stamp, threshold=k), computed={}))


def where(*groups: str) -> Any:
    return read_filter(groups, columns_of(found_of().layout))


BY_ANSWER = Compared(column=f"category:{ONE}")
BY_LIST = Compared(column=f"set:{MANY}")
BY_LANGUAGE = Compared(column="language")
BY_SEGMENTS = Compared(
    groups=(
        NamedGroup("Happy", where("likely~ge~9")),
        NamedGroup("English", where("response.language~in~en")),
        NamedGroup("Nobody", where("likely~gt~9", "likely~lt~1")),
    )
)
WAYS = [("answer", BY_ANSWER), ("list", BY_LIST), ("language", BY_LANGUAGE), ("segments", BY_SEGMENTS)]


def figures(summary: Summary) -> list[tuple[str, int, float | None]]:
    """What a group's own summary says of it: by answer how many, and the share."""
    counts = getattr(summary, "counts", ())
    return [(str(count.value), count.n, count.percent) for count in counts]


@gathered("name, wanted", WAYS)
def test_every_group_is_as_it_is_by_itself(name: str, wanted: Compared) -> None:
    found = found_of()
    comparison = found.comparison(wanted)
    assert comparison.column is not None

    for place, group in enumerate(group_filters(wanted, comparison.column), start=1):
        for summary in found.summaries(Selection(where=group)):
            for variable in summary.question.variables[:1]:
                table = comparison.tables.get(variable.field)
                if table is None:
                    continue
                cells = {str(each.value.value): each.cells[place] for each in table.rows}
                for value, n, share in figures(summary):
                    cell = cells[value]
                    assert cell.n == n, (summary.question.name, value)
                    assert share is None or round(100 * (cell.column or 0), 1) == pytest.approx(
                        share, abs=0.0501
                    )
                _same_moments(summary, table.means[place] if table.means else None)
                _same_score(summary, comparison, place)


def _same_moments(summary: Summary, mean: Any) -> None:
    if isinstance(summary, NpsSummary | ScaleSummary | NumberSummary) and summary.moments:
        assert (mean.n, mean.mean) == (summary.moments.n, pytest.approx(summary.moments.mean))
        assert mean.sd == pytest.approx(summary.moments.sd)


def _same_score(summary: Summary, comparison: Comparison, place: int) -> None:
    if isinstance(summary, NpsSummary) and summary.nps:
        table = comparison.tables[summary.question.variables[0].field]
        scores = score_row(summary, table, is_overlapping=comparison.is_overlapping)
        score = scores and scores.scores[place]
        assert score
        assert (score.value, score.low, score.high) == pytest.approx(
            (summary.nps.score, summary.nps.low, summary.nps.high)
        )


def test_scores_are_tested_as_libraries_test_them() -> None:
    found = found_of()
    comparison = found.comparison(BY_ANSWER)
    table = comparison.tables[f"number:{LIKELY}"]
    scores = score_row(found.summary(found.question(LIKELY)), table, is_overlapping=False)
    assert scores

    groups = [_scored(place, table) for place in (1, 2, 3)]
    pairs = [(0, 1), (0, 2), (1, 2)]
    values = [stats.ttest_ind(groups[a], groups[b], equal_var=False).pvalue for a, b in pairs]
    adjusted = multipletests(values, method="fdr_bh")[1]
    expected: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for (a, b), p in zip(pairs, adjusted, strict=True):
        if p < 0.1:
            higher, lower = (a, b) if np.mean(groups[a]) > np.mean(groups[b]) else (b, a)
            expected[higher].append("ABC"[lower] if p < 0.05 else "abc"[lower])
    assert [list(score.letters) for score in scores.scores[1:] if score] == list(expected.values())
    assert expected[2] == ["A", "B"]


def _scored(place: int, table: Any) -> list[int]:
    """Every answer of a group as 100, 0 or -100."""
    return [
        100 if int(each.value.value) >= 9 else -100 if int(each.value.value) <= 6 else 0
        for each in table.rows
        for _one in range(each.cells[place].n)
    ]


def scheme(**shares: float) -> Scheme:
    column = columns_of(found_of().layout).by_field["language"]
    return Scheme("Languages", (Target(column, shares or {"en": 0.8, "nl": 0.2}),), key="languages")


def weighted(key: str, choice: Any = "answered") -> tuple[Summary, list[tuple[Any, float]]]:
    """A question's weighted summary; and every selected answer to it with the weight of who gave it."""
    found = found_of()
    comparison = found.comparison(Compared(), scheme=scheme())
    summary = weighed(found.summary(found.question(key)), comparison.tables, comparison.weights[key][""])
    return based_on(summary, choice), _answers(key)


def _answers(key: str) -> list[tuple[Any, float]]:
    table = snapshot().table
    languages = table["language"].to_pylist()
    weight = {
        each: share / (languages.count(each) / len(languages)) for each, share in (("en", 0.8), ("nl", 0.2))
    }
    field = next(each.field for each in found_of().question(key).variables)
    return [
        (value, weight[spoken]) for value, spoken in zip(table[field].to_pylist(), languages, strict=True)
    ]


@gathered("key", [ONE, MANY, LIKELY, OPINION])
def test_weighted_shares_are_those_of_a_straight_recount(key: str) -> None:
    summary, answers = weighted(key)

    given = [(value, weight) for value, weight in answers if value is not None]
    whole = sum(weight for _value, weight in given)
    for count in summary.counts:  # type: ignore[union-attr]
        chosen = [w for v, w in given if (count.value in v if isinstance(v, list) else v == count.value)]
        assert count.weight == pytest.approx(sum(chosen), rel=1e-9, abs=1e-9)
        assert count.n == len(chosen)
        assert count.percent == pytest.approx(100 * sum(chosen) / whole, abs=0.0501)
    base = summary.base
    assert base
    assert base.weights
    assert base.weights.effective == pytest.approx(whole**2 / sum(w * w for _v, w in given), rel=1e-9)


@gathered("key", [OPINION, AMOUNT])
def test_weighted_means_are_those_of_a_straight_recount(key: str) -> None:
    summary, answers = weighted(key)

    given = [(value, weight) for value, weight in answers if value is not None]
    moments = summary.moments  # type: ignore[union-attr]
    assert moments.mean == pytest.approx(np.average([v for v, _w in given], weights=[w for _v, w in given]))
    assert (moments.median, moments.lower_quartile) == (None, None)


def test_other_bases_are_weighted_too() -> None:
    summary, answers = weighted(OPINION, "selected")
    base = summary.base
    assert base

    everybody = sum(weight for _value, weight in answers)
    for count in summary.counts:  # type: ignore[union-attr]
        assert count.percent == pytest.approx(100 * (count.weight or 0) / everybody, abs=0.0501)
    shown = [each.percent or 0 for each in base.missing] + [count.percent or 0 for count in summary.counts]  # type: ignore[union-attr]
    assert sum(shown) == pytest.approx(100, abs=0.5)


def test_rows_of_a_matrix_are_weighted_each_for_itself() -> None:
    summary, _answers = weighted(GRID)

    assert isinstance(summary, MatrixSummary)
    assert summary.rows[0].base.weights
    assert sum(count.percent or 0 for count in summary.rows[0].counts) == pytest.approx(100, abs=0.2)


def test_equal_weights_change_nothing() -> None:
    found = found_of()
    languages = snapshot().table["language"].to_pylist()
    share = languages.count("en") / len(languages)
    comparison = found.comparison(Compared(), scheme=replace(scheme(en=share, nl=1 - share), key="same"))

    for key in (ONE, MANY, LIKELY, OPINION):
        summary = found.summary(found.question(key))
        same: Any = weighed(summary, comparison.tables, comparison.weights[key][""])
        assert figures(same) == figures(summary)
        if isinstance(summary, NpsSummary) and summary.nps:
            assert same.nps.score == pytest.approx(summary.nps.score)
            assert (same.nps.low, same.nps.high) == pytest.approx((summary.nps.low, summary.nps.high))


def test_groups_that_are_too_small_are_neither_shown_nor_told_by_the_rest() -> None:
    found = found_of(k=150)

    comparison = found.comparison(BY_ANSWER)
    table = comparison.tables[f"number:{LIKELY}"]
    assert [base is None for base in table.bases] == [False, False, True, True]
    card = compared_card(found.summary(found.question(LIKELY)), comparison, READER, USUAL, "asked")
    assert {cell.main for each in card.body["groups"] for cell in each.cells[2:]} <= {"*", "–"}
    with pytest.raises(GroupTooSmall):
        found.comparison(Compared(groups=(NamedGroup("Few", where("likely~lt~5")),)))
    with pytest.raises(SelectionInvalid, match="weight"):
        found.comparison(Compared(), scheme=scheme())


def test_what_cannot_be_compared_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusal(wanted: Compared, k: int = 0) -> str:
        with pytest.raises(ComparisonInvalid) as refused:
            found_of(k).comparison(wanted)
        return " ".join(refused.value.errors.values())

    many = tuple(NamedGroup(str(n), where(*(f"amount~gt~{n}{m}" for m in range(11)))) for n in range(2))
    assert refusal(Compared(groups=many), k=2) == "These groups have too many conditions."
    assert "None of those selected" in refusal(Compared(column=f"category:{ONE}", values=("gone",)))
    monkeypatch.setattr(door, "MOST_VARIABLES", 2)
    assert "At most 2 columns" in refusal(BY_LANGUAGE)


def test_a_card_shows_groups_beside_each_other() -> None:
    found = found_of()
    comparison = found.comparison(BY_ANSWER, with_bases=True)
    card = compared_card(found.summary(found.question(LIKELY)), comparison, READER, USUAL, "answered")

    assert [head.letter for head in card.body["heads"]] == ["", "A", "B", "C"]
    assert [each.label for each in card.body["groups"]][:2] == ["Net promoter score", "Mean"]
    assert card.body["groups"][0].cells[3].letters == "A, B"
    assert card.is_wide
    counted = compared_card(
        found.summary(found.question(ONE)), comparison, READER, Look(figures="counts"), "selected"
    )
    first = counted.body["groups"][0].cells
    assert first[1].beside == "100.0\xa0%"
    assert first[1].main == counted.body["heads"][1].n
    text = compared_card(found.summary(found.question("q_00000008")), comparison, READER, USUAL, "answered")
    assert text.base.endswith("only choices and numbers are.")
    grid = compared_card(found.summary(found.question(GRID)), comparison, READER, USUAL, "answered")
    assert [part.kind for part in grid.body["parts"]] == ["compared", "compared"]


def test_the_most_frequent_of_many_groups_are_compared() -> None:
    letters = "abcdefgh"
    merged = layout(
        definition([question(1, "single_choice", "one", choices=[choice(each) for each in letters])])
    )
    rows = [
        row({ONE: f"c_{letter * 8}"}, id=f"0190a000-0000-7000-8000-{place:06d}{n:06d}")
        for place, letter in enumerate(letters)
        for n in range(place + 1)
    ]
    found = Results(snapshot_of_rows(rows, merged))

    assert [column.key for column in found.comparison(BY_ANSWER).columns[1:]] == [
        (f"c_{letter * 8}",) for letter in "cdefgh"
    ]


ASKED = [
    ("", (), {}),
    ("compare=one", (("compare", "one"),), {}),
    ("compare=one&group=a&group=b&compared=one", (("compare", "one"), ("group", "a"), ("group", "b")), {}),
    ("compare=one&group=d&compared=many", (("compare", "one"),), {}),
    ("compare=one&group=z", (), {"group"}),
    ("compare=amount", (), {"compare"}),
    ("compare=periods", (), {"group"}),
    ("compare=periods&from=2026-03-01&to=x", (), {"group"}),
    ("compare=periods&from=2026-03-02&to=2026-03-01", (), {"group"}),
    (
        "compare=periods&group=2026-02-01..2026-02-28&from=2026-03-01&to=2026-03-31&from=&to=",
        (("compare", "periods"), ("group", "2026-02-01..2026-02-28"), ("group", "2026-03-01..2026-03-31")),
        {},
    ),
    ("compare=periods" + "".join(f"&group=2026-0{n}-01..2026-0{n}-02" for n in range(1, 8)), (), {"group"}),
    ("compare=segments", (), {"group"}),
    ("compare=segments&segment=gone", (), {"group"}),
]


@gathered("query, written, wrong", ASKED)
def test_groups_are_read_from_addresses(query: str, written: Any, wrong: Any) -> None:
    errors: dict[str, str] = {}

    asked = compare_from(QueryDict(query), columns_of(found_of().layout), [], errors)

    assert (asked.written, errors.keys()) == (written, set(wrong))
    assert bool(asked.wanted) == bool(written)
    assert asked == CompareAsked() or asked.by
