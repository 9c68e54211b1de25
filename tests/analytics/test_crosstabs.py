"""Cross-tabs against pandas, scipy and statsmodels on the same people."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from analytics.results import Selection
from analytics.results.crosstabs import (
    Crosstab,
    CrosstabInvalid,
    Scheme,
    Target,
    WeightsImpossible,
    crosstab_of,
    read_request,
    written_request,
)
from analytics.results.filtering import FilterColumns, columns_of, read_filter
from analytics.results.relation import Answers, opened
from tests.analytics.people import REGIONS, People, crowd

PEOPLE = crowd(600)


@contextmanager
def answers(people: People = PEOPLE) -> Iterator[tuple[Answers, FilterColumns]]:
    with opened(people.results._snapshot) as found:
        yield found, columns_of(found.layout)


def made(rows: str, *banners: str, people: People = PEOPLE, test: str = "", **more: Any) -> Crosstab:
    with answers(people) as (found, columns):
        return crosstab_of(
            found, read_request([rows], banners, test, columns), more.pop("selection", Selection()), **more
        )


def test_counts_and_shares_are_those_of_pandas() -> None:
    frame = PEOPLE.frame.dropna(subset=["one"])

    found = made("one", "region")

    table, counts = found.tables[0], pd.crosstab(frame.one, frame.region)
    assert [column.letter for column in found.columns] == ["", "A", "B", "C"]
    assert [base and base.n for base in table.bases] == [len(frame), *counts.sum()]
    for row, code in zip(table.rows, "abc", strict=True):
        n = [int((frame.one == code).sum()), *counts.loc[code]]
        assert [cell.n for cell in row.cells] == n
        assert [cell.column for cell in row.cells] == pytest.approx(
            [n[0] / len(frame), *(counts.loc[code] / counts.sum())], abs=1e-12
        )
        assert [cell.row for cell in row.cells] == pytest.approx([each / n[0] for each in n], abs=1e-12)
        assert [cell.total for cell in row.cells] == pytest.approx(
            [each / len(frame) for each in n], abs=1e-12
        )
        low, high = proportion_confint(n[1], counts.sum()["k"], method="wilson")
        interval = row.cells[1].interval
        assert interval is not None
        assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


def test_chi_square_is_scipys() -> None:
    frame = PEOPLE.frame

    found = made("one", "region", "many").tables[0]

    due = stats.chi2_contingency(pd.crosstab(frame.one, frame.region), correction=False)
    assert set(found.tests) == {0}
    assert (found.tests[0].statistic, found.tests[0].p) == pytest.approx(
        (due.statistic, due.pvalue), abs=1e-9
    )


def test_letters_are_those_of_pairwise_tests() -> None:
    frame = PEOPLE.frame.dropna(subset=["likely"])
    bases = frame.groupby("region").size()

    found = made("likely", "region").tables[0]

    for value, row in enumerate(found.rows):
        n = frame[frame.likely == value].groupby("region").size().reindex(["k", "l", "m"], fill_value=0)
        for place, code in enumerate("klm", start=1):
            assert row.cells[place].letters == _letters(n, bases, code)


def _letters(n: Any, bases: Any, code: str) -> tuple[str, ...]:
    letters = []
    for letter, other in zip("ABC", "klm", strict=True):
        if other != code and n[code] + n[other] and min(bases[code], bases[other]) >= 30:
            z, p = proportions_ztest([n[code], n[other]], [bases[code], bases[other]])
            if z > 0 and p < 0.1:
                letters.append(letter if p < 0.05 else letter.lower())
    return tuple(letters)


def test_means_their_intervals_and_letters_are_those_of_welch() -> None:
    frame = PEOPLE.frame.dropna(subset=["likely"])
    groups = {code: frame[frame.region == code].likely.astype(float) for code in "klm"}

    found = made("likely", "region").tables[0].means

    for place, code in enumerate("klm", start=1):
        mean, numbers = found[place], groups[code]
        assert mean is not None
        assert mean.interval is not None
        due = stats.t.interval(0.95, len(numbers) - 1, numbers.mean(), stats.sem(numbers))
        assert (mean.n, mean.mean, mean.sd) == pytest.approx(
            (len(numbers), numbers.mean(), numbers.std()), abs=1e-9
        )
        assert (mean.interval.low, mean.interval.high) == pytest.approx(due, abs=1e-9)
    p = CompareMeans(DescrStatsW(groups["k"]), DescrStatsW(groups["l"])).ttest_ind(usevar="unequal")[1]
    assert p < 0.05
    assert found[1] is not None
    assert "B" in found[1].letters


def test_nested_banners_compare_within_their_parent() -> None:
    frame = PEOPLE.frame.dropna(subset=["likely"])

    found = made("likely", "region~response.language")

    paths = [column.key for column in found.columns[1:]]
    assert paths == [(REGIONS[code], language) for code in "klm" for language in ("en", "nl")]
    sizes = frame.groupby(["region", "language"]).size()
    assert [base and base.n for base in found.tables[0].bases[1:]] == list(sizes)
    allowed = {1: "B", 2: "A", 3: "D", 4: "C", 5: "F", 6: "E"}
    for row in found.tables[0].rows:
        for place, letter in allowed.items():
            assert set("".join(row.cells[place].letters).upper()) <= {letter}


def test_several_answers_make_groups_that_overlap() -> None:
    frame = PEOPLE.frame.dropna(subset=["one", "many"])

    found = made("one", "many")

    bases = [int(frame.many.map(lambda given, code=code: code in given).sum()) for code in "def"]
    assert found.overlapping == {0}
    assert [base and base.n for base in found.tables[0].bases[1:]] == bases
    assert found.tables[0].tests == {}


def test_rows_of_several_answers_are_of_those_who_answered() -> None:
    frame = PEOPLE.frame.dropna(subset=["many"])

    found = made("many", "region").tables[0]

    assert found.bases[0] is not None
    assert found.bases[0].n == len(frame)
    assert [row.cells[0].n for row in found.rows] == [
        int(frame.many.map(lambda given, code=code: code in given).sum()) for code in "def"
    ]
    assert found.means == ()


def test_open_numbers_have_means_alone() -> None:
    found = made("amount", "region").tables[0]

    assert found.rows == ()
    mean = found.means[0]
    assert mean is not None
    assert mean.mean == pytest.approx(PEOPLE.frame.amount.dropna().mean(), abs=1e-9)


def test_an_absurd_number_in_one_group_spoils_no_other() -> None:
    absurd = People([*PEOPLE.rows, *crowd(1, seed=3).rows])
    absurd.rows[-1]["answers"] |= {"q_00000005": 1e15, "q_00000006": REGIONS["k"]}
    with answers() as (_found, columns):
        weights = scheme(columns)

    for asked in ({}, {"scheme": weights}):
        due = made("amount", "region", **asked).tables[0].means[2:]
        found = made("amount", "region", people=absurd, **asked).tables[0].means[2:]
        for mean, other in zip(found, due, strict=True):
            assert mean
            assert other
            assert (mean.mean, mean.sd) == pytest.approx((other.mean, other.sd), rel=1e-9)


def test_a_selection_is_compared_alone() -> None:
    frame = PEOPLE.frame
    with answers() as (_found, columns):
        where = read_filter(["many~in~d"], columns)
    due = frame[frame.many.map(lambda given: bool(given) and "d" in given)].dropna(subset=["one"])

    found = made("one", selection=Selection(where=where)).tables[0]

    assert found.bases[0] is not None
    assert found.bases[0].n == len(due)


def scheme(columns: FilterColumns, cap: float | None = None, **shares: float) -> Scheme:
    wanted = shares or {"k": 0.2, "l": 0.3, "m": 0.5}
    target = Target(columns.named["region"], {REGIONS[code]: share for code, share in wanted.items()})
    return Scheme("Regions", (target,), cap)


def test_weights_are_in_counts_shares_means_and_tests() -> None:
    frame = PEOPLE.frame
    with answers() as (_found, columns):
        weights = scheme(columns)
    answered = frame.region.notna().sum()
    due = frame.region.map(lambda code: _weight(frame, code, answered))

    found = made("likely", "one", scheme=weights)

    table, mask = found.tables[0], frame.likely.notna() & (frame.one == "a")
    base, mean = table.bases[1], table.means[1]
    assert base is not None
    assert mean is not None
    assert (base.weight, base.effective) == pytest.approx(
        (due[mask].sum(), due[mask].sum() ** 2 / (due[mask] ** 2).sum()), abs=1e-9
    )
    described = DescrStatsW(frame.likely[mask].astype(float), due[mask])
    assert mean.mean == pytest.approx(described.mean, abs=1e-9)
    nines = due[mask & (frame.likely == 9)].sum() / due[mask].sum()
    assert table.rows[9].cells[1].column == pytest.approx(nines, abs=1e-9)
    assert found.weighting is not None
    assert found.weighting.raked.efficiency == pytest.approx(due.sum() ** 2 / (len(due) * (due**2).sum()))


def _weight(frame: pd.DataFrame, code: str | None, answered: int) -> float:
    if code is None or not isinstance(code, str):
        return 1.0
    return {"k": 0.2, "l": 0.3, "m": 0.5}[code] * answered / int((frame.region == code).sum())


@pytest.mark.parametrize(
    ("shares", "cap", "words"),
    [
        ({"k": 0.5, "l": 0.5}, None, "region: “m” was answered and has no target."),
        (
            {"k": 0.5, "l": 0.5, "m": 0.0},
            None,
            "region: “m” was answered, so its target must be more than 0.",
        ),
        ({"k": 0.2, "l": 0.3, "m": 0.5}, 1.5, "No weights meet these targets together"),
    ],
)
def test_weights_that_are_impossible_are_refused(
    shares: dict[str, float], cap: float | None, words: str
) -> None:
    with answers() as (_found, columns):
        weights = scheme(columns, cap, **shares)

    with pytest.raises(WeightsImpossible) as refused:
        made("one", scheme=weights)

    assert refused.value.errors["weight"].startswith(words)


def test_weights_to_what_nobody_answered_are_refused() -> None:
    with answers() as (_found, columns):
        where, weights = read_filter(["region~in~k"], columns), scheme(columns)

    with pytest.raises(WeightsImpossible) as refused:
        made("one", scheme=weights, selection=Selection(where=where))

    assert refused.value.errors == {
        "weight": "region: nobody of those selected answered “l”, so none can be weighted."
    }


def test_small_groups_are_marked_and_not_tested() -> None:
    found = made("likely", "region", people=crowd(45, seed=3)).tables[0]

    assert [found.is_small(place) for place in range(4)] == [False, True, True, True]
    assert all(cell.letters == () for row in found.rows for cell in row.cells)


def test_nobody_makes_a_table_without_figures() -> None:
    found = made("likely", "region", people=crowd(0)).tables[0]

    assert [base and base.n for base in found.bases] == [0, 0, 0, 0]
    assert all(cell.column is None for row in found.rows for cell in row.cells)
    assert [mean and mean.mean for mean in found.means] == [None] * 4


@pytest.mark.parametrize(
    ("rows", "banners", "test", "errors"),
    [
        (["nothing"], [], "", {"rows": "“nothing” can't stand here."}),
        (["words"], [], "", {"rows": "“words” can't stand here."}),
        (["one"], ["amount"], "", {"banner": "“amount” can't stand here."}),
        (["one"], ["one~one"], "", {"banner": "A question can't be nested in itself."}),
        (["one"], ["one"] * 7, "", {"banner": "At most 6 banners at once."}),
        (["one"], ["one~many~region~likely"], "", {"banner": "A banner has at most 3 levels."}),
        (["one"], [], "magic", {"test": "Choose one of: none, bonferroni, bh."}),
    ],
)
def test_bad_requests_are_refused(
    rows: list[str], banners: list[str], test: str, errors: dict[str, str]
) -> None:
    with answers() as (_found, columns), pytest.raises(CrosstabInvalid) as refused:
        read_request(rows, banners, test, columns)

    assert refused.value.errors == errors


def test_absurd_nesting_is_refused() -> None:
    with pytest.raises(CrosstabInvalid) as refused:
        made("one", "likely~one~region", "likely~region~many", "one~likely~region", "many~likely~region")

    assert "at most 250 can be shown" in refused.value.errors["banner"]


def test_requests_are_written_as_they_are_read() -> None:
    with answers() as (_found, columns):
        wanted = read_request(["one", ""], ["region~one", "many", ""], "bh", columns)

        assert written_request(wanted, columns) == [
            ("rows", "one"),
            ("banner", "region~one"),
            ("banner", "many"),
            ("test", "bh"),
        ]
