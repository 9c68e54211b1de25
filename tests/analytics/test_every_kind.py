"""Every kind of question, looked at in every way: bases, weights, groups, charts and files."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from analytics.exporting.summary_files import summary_rows
from analytics.results import HiddenSummary, MomentSummary, NumbersSummary, Results, ShareSummary, Summary
from analytics.results.anonymity.summaries import bases_of, without_ends
from analytics.results.bases import based_on
from analytics.results.comparing import Compared, Comparison, score_row, weighed
from analytics.results.crosstabs import Scheme, Target
from analytics.results.figures import BASES, BaseChoice
from analytics.results.filtering import columns_of
from analytics.results.measures import measures_of
from analytics.sharing.stored import CLASS, written
from analytics.showing.benchmarks import mark_rows
from analytics.showing.cards import card_of
from analytics.showing.compared import compared_card
from analytics.showing.looks import CHARTS, USUAL, Look
from analytics.showing.reader import Reader
from surveys.compiling import compile_definition
from surveys.definition import Definition, parse_definition
from surveys.question_types import question_types
from tests.analytics.made import document, layout, row, snapshot_of_rows
from tests.gathering import gathered
from tests.surveys.flow.imagined import fresh_settings

READER = Reader("en", "en")
PEOPLE = 45


@cache
def asked() -> Definition:
    """A survey with a question for every kind of summary of every kind of column."""
    able = [kind for kind in question_types() if kind.stores_answer and kind.filled_by == "respondent"]
    kinds = {(kind.summary_kind, kind.column_kind): kind for kind in able}.values()
    elements = [
        {
            "id": f"q_{number:08d}",
            "type": kind.key,
            "name": f"n_{kind.key}",
            "text": {"en": f"The {kind.key}?"},
            "settings": fresh_settings(kind.sample_settings(), number),
        }
        for number, kind in enumerate(kinds, start=1)
    ]
    return parse_definition(document(elements) | {"languages": ["en", "nl", "ar"]})


@cache
def found() -> Results:
    chance, compiled = random.Random(5), compile_definition(asked())
    parts = [part for page in compiled.pages for part in page.elements]
    rows = []
    for number in range(PEOPLE):
        answers: dict[str, Any] = {}
        for part in parts:
            if chance.random() < 0.9:
                answers[part.id] = (
                    part.type.random_answer(part.element, chance) if chance.random() < 0.9 else None
                )
        language = "nl" if number % 3 else "en"
        rows.append(row(answers, id=UUID(int=number + 1), language=language))
    return Results(snapshot_of_rows(rows, layout(asked())))


def summaries() -> list[Summary]:
    return found().summaries()


@cache
def alike() -> Comparison:
    """Weights that bring languages to the shares that they have."""
    column = columns_of(found().layout).by_field["language"]
    target = Target(replace(column), {"en": 1 / 3, "nl": 2 / 3})
    return found().comparison(Compared(), scheme=Scheme("Alike", (target,), key="alike"))


@gathered("choice", BASES)
def test_every_summary_takes_every_base(choice: BaseChoice) -> None:
    for summary in summaries():
        based = based_on(summary, choice)
        assert not isinstance(based, HiddenSummary)
        assert {base.percent_of for base in bases_of(based)} == {choice}, summary.kind


def ends_in(told: Any) -> Iterator[tuple[str, Any]]:
    """The lowest and the highest answers that stand anywhere in figures, by the class that holds them."""
    if isinstance(told, list):
        for each in told:
            yield from ends_in(each)
    elif isinstance(told, dict):
        held = (told.get("moments") or {}) if told.get(CLASS) in ("NumberSummary", "NumbersRow") else told
        names = [name for name in ("minimum", "first", "earliest") if name in held]
        if told.get(CLASS) in ("NumberSummary", "NumbersRow", "DateSummary", "TimeSummary"):
            yield from ((told[CLASS], held[name]) for name in names)
        for each in told.values():
            yield from ends_in(each)


def test_of_groups_nobody_is_told_the_lowest_and_the_highest_answer() -> None:
    everybody, groups = found().summaries(), found().of_groups(3).summaries()

    told, kept = (list(ends_in(written(each))) for each in (everybody, groups))
    kept += ends_in(written([without_ends(each) for each in everybody]))

    kinds = {"NumberSummary", "NumbersRow", "DateSummary", "TimeSummary"}
    assert {kind for kind, end in told if end is not None} == kinds
    assert {kind for kind, _end in kept} == kinds
    assert {end for _kind, end in kept} == {None}
    for summary in groups:
        for chart in ("", "box"):
            assert card_of(summary, READER, Look(chart=chart)).body is not None
        measures_of(summary)


def test_weights_of_one_change_no_figure() -> None:
    kinds = set()
    for summary in summaries():
        weights = alike().weights[summary.question.key][""]
        same: Any = weighed(summary, alike().tables, weights)
        kinds.add(same.kind)
        for name in ("counts", "rows"):
            for before, after in zip(getattr(summary, name, ()), getattr(same, name, ()), strict=True):
                assert getattr(after, "percent", None) == pytest.approx(
                    getattr(before, "percent", None), abs=0.11
                )
        if isinstance(summary, ShareSummary) and summary.share:
            assert same.share.percent == pytest.approx(summary.share.percent)
            assert (same.share.low, same.share.high) == pytest.approx((summary.share.low, summary.share.high))
        if isinstance(summary, NumbersSummary):
            means = [each.moments and each.moments.mean for each in summary.rows]
            assert [each.moments and each.moments.mean for each in same.rows] == pytest.approx(means)
    assert {"csat", "ces", "nps", "matrix", "parts", "number", "scale", "choices"} <= kinds


def test_every_summary_makes_a_card_of_every_look() -> None:
    for summary in summaries():
        for chart in ("", *list(CHARTS.get(summary.kind, {}))[1:]):
            card = card_of(
                based_on(summary, "selected"), READER, Look(chart=chart, order="share", missing=True)
            )
            assert card.body
            assert [each.label for each in card.missing][-1] == "Not shown"
        with override("ar"):
            assert card_of(
                weighed(summary, alike().tables, alike().weights[summary.question.key][""]), READER
            ).body


def test_every_summary_stands_beside_groups() -> None:
    comparison = found().comparison(Compared(column="language"), with_bases=True)

    for summary in summaries():
        card = compared_card(summary, comparison, READER, USUAL, "asked")
        assert card.kind in ("compared", "parts", summary.kind)
        tables = [comparison.tables.get(each.field) for each in summary.question.variables]
        scores = [score_row(summary, table, is_overlapping=True) for table in tables if table]
        assert all(not score.letters for row in scores if row for score in row.scores if score)


def test_every_summary_is_in_the_file() -> None:
    head, *rows = summary_rows(summaries(), READER, with_missing=True)

    assert {len(each) for each in rows} == {len(head)}
    assert {each[1] for each in rows} == {summary.question.name for summary in summaries()}
    days = [each for each in rows if each[3] == "Day"]
    assert bool(days) == any(isinstance(each, MomentSummary) for each in summaries())
    for summary in summaries():
        if counts := getattr(summary, "counts", ()):
            of = [each for each in rows if each[1] == summary.question.name and each[3] == ""]
            assert [each[6] for each in of[: len(counts)]] == [count.n for count in counts]
            assert [each[8] for each in of[: len(counts)]] == [count.percent for count in counts]


class _Mark:
    def __init__(self, question: str, measure: str, value: float) -> None:
        self.question, self.measure, self.name, self.value = question, measure, "Peers", value


def test_every_measure_may_have_a_benchmark() -> None:
    told = {}
    for summary in summaries():
        for measure in measures_of(summary):
            assert measure.value is None or measure.low <= measure.value <= measure.high
            (mark,) = mark_rows(summary, [_Mark(summary.question.key, measure.key, 3.5)])
            told[measure.key] = mark.measure
        assert mark_rows(summary, [_Mark(summary.question.key, "unheard", 1)]) == []
    assert told == {"nps": "Net promoter score", "mean": "Mean", "top2": "Top-2 share", "share": "Share"}
