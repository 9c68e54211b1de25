"""What percentages are of, and how cards look."""

import itertools
from typing import Any

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.results import MatrixSummary, Summary
from analytics.results.anonymity.summaries import bases_of
from analytics.results.bases import based_on
from analytics.results.figures import BASES, Base, BaseChoice
from analytics.results.measures import measure_of
from analytics.results.statistics import percent
from analytics.showing.cards import base_words, card_of
from analytics.showing.display import Display, display_from
from analytics.showing.looks import CHARTS, Look
from analytics.showing.reader import Reader
from tests.analytics.made import everything, results_of, row
from tests.gathering import gathered

READER = Reader("en", "en")
ONE, MANY, LIKELY, OPINION, AMOUNT, GRID = (f"q_0000000{number}" for number in (1, 2, 3, 4, 5, 7))
ROWS = [
    row({ONE: "c_aaaaaaaa", MANY: ["c_dddddddd", "c_eeeeeeee"], LIKELY: 9, OPINION: 4, AMOUNT: 1.5}),
    row(
        {ONE: "c_bbbbbbbb", MANY: None, LIKELY: 3, OPINION: 5, AMOUNT: 8, GRID: {"r_xxxxxxxx": "c_gggggggg"}}
    ),
    row({ONE: None, MANY: ["c_eeeeeeee"], LIKELY: None}, id="0190a000-0000-7000-8000-00000000000a"),
    row({ONE: "c_bbbbbbbb", LIKELY: 10, OPINION: 1}),
]


def summary_of(key: str) -> Summary:
    found = results_of(ROWS)
    return found.summary(found.question(key))


@gathered("key, choice", list(itertools.product([ONE, MANY, LIKELY, OPINION], BASES)))
def test_every_percentage_is_of_the_base_that_was_chosen(key: str, choice: BaseChoice) -> None:
    summary: Any = based_on(summary_of(key), choice)

    whole = {"answered": summary.base.answered, "asked": summary.base.asked, "selected": 4}[choice]
    assert [count.percent for count in summary.counts] == [
        percent(count.n, whole) for count in summary.counts
    ]
    assert summary.base.whole == whole


def test_every_part_of_every_summary_takes_the_base() -> None:
    for summary in results_of(ROWS).summaries():
        for choice in BASES:
            assert {base.percent_of for base in bases_of(based_on(summary, choice))} == {choice}  # type: ignore[arg-type]


def test_rows_of_a_matrix_have_bases_of_their_own() -> None:
    matrix = based_on(summary_of(GRID), "selected")

    assert isinstance(matrix, MatrixSummary)
    assert [[count.percent for count in row.counts] for row in matrix.rows] == [[25.0, 0.0], [0.0, 0.0]]


counted = st.integers(0, 50)


@settings(max_examples=60)
@given(counted, counted, counted, counted, counted, st.sampled_from(BASES))
def test_answers_and_what_is_missing_make_up_the_base(
    answered: int, skipped: int, refused: int, unknown: int, unseen: int, choice: BaseChoice
) -> None:
    asked = answered + skipped + refused + unknown
    base = Base(asked + unseen, asked, answered, refused, unknown, percent_of=choice)

    inside = [each for each in base.missing if each.percent is not None]
    assert not base.whole or answered + sum(each.n for each in inside) == base.whole
    assert [each.n for each in base.missing] == [skipped, refused, unknown, unseen]


def test_the_base_is_said_in_words() -> None:
    base = Base(40, 30, 20, 4, 1)

    assert base_words(base).endswith("5 skipped · 10 not shown")
    assert base_words(based_on(summary_of(ONE), "asked").base).endswith("percentages of all 4 asked")
    assert "of all responses" in based_on(summary_of(ONE), "selected").base.definition  # type: ignore[union-attr]


def test_those_without_an_answer_have_rows_where_these_are_wanted() -> None:
    summary = based_on(summary_of(MANY), "selected")

    assert card_of(summary, READER).missing == ()
    shown = card_of(summary, READER, Look(missing=True)).missing
    assert [(each.label, each.n, each.percent) for each in shown] == [
        ("Skipped", "1", "25.0\xa0%"),
        ("Not shown", "1", "25.0\xa0%"),
    ]


@gathered("kind, chart", [(kind, chart) for kind, charts in CHARTS.items() for chart in charts])
def test_every_chart_of_every_kind_has_its_table(kind: str, chart: str) -> None:
    key = {"choices": ONE, "scale": OPINION, "number": AMOUNT, "matrix": GRID}[kind]

    body = card_of(summary_of(key), READER, Look(chart=chart)).body
    assert body["rows" if kind in ("number", "matrix") else "bars"]
    usual = card_of(summary_of(key), READER).body
    assert chart == next(iter(CHARTS[kind])) or chart == "means" or body != usual


def test_several_answers_are_never_stacked_to_a_whole() -> None:
    body = card_of(summary_of(MANY), READER, Look(chart="stacked")).body

    assert "slices" not in body


def test_choices_are_sorted_by_their_share_where_asked() -> None:
    labels = [bar.label for bar in card_of(summary_of(ONE), READER, Look(order="share")).body["bars"]]

    assert labels == ["B", "A", "C"]
    assert [bar.label for bar in card_of(summary_of(ONE), READER).body["bars"]] == ["A", "B", "C"]


def test_figures_that_may_have_benchmarks() -> None:
    found = {key: measure_of(summary_of(of), key) for key, of in (("nps", LIKELY), ("top2", OPINION))}

    assert {key: measure and round(measure.value or 0, 3) for key, measure in found.items()} == {
        "nps": 33.333,
        "top2": 66.667,
    }
    assert measure_of(summary_of(ONE), "mean") is None


def test_how_results_are_shown_is_read_from_addresses() -> None:
    errors: dict[str, str] = {}

    found = display_from(QueryDict("base=asked&missing=0&missing=1&figures=counts"), Display(), errors)
    assert (found, errors) == (Display("asked", True, "counts"), {})
    assert found.parameters == (("base", "asked"), ("missing", "1"), ("figures", "counts"))
    assert found.differing(found) == ()
    wrong = display_from(QueryDict("base=x&missing=x&figures=x"), found, errors)
    assert set(errors) == {"base", "missing", "figures"}
    assert (wrong.base, wrong.figures) == ("asked", "counts")


def test_removed_questions_are_among_everything() -> None:
    assert len(results_of(ROWS).summaries()) == len(everything().questions)
