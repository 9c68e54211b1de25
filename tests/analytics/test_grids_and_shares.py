"""Matrices with several cells in a row, and scales of which a share counts."""

import statistics
from typing import Any
from uuid import UUID

import pytest
from django.template.loader import get_template

from analytics.exceptions import QuestionUnknown
from analytics.results import (
    MatrixSummary,
    NumbersSummary,
    PartsSummary,
    Question,
    Results,
    ShareSummary,
    Summary,
    TextSummary,
)
from analytics.results.statistics import share
from analytics.showing.cards import card_of
from analytics.showing.reader import Reader
from surveys.definition import Definition
from surveys.question_types import question_type
from tests.analytics.made import layout, results_of, row
from tests.surveys.definitions import definition_of, element_data

GYM, POOL = "r_fffffff1", "r_fffffff2"
USE, WHEN, HOURS, WHY = "c_hhhhhhh1", "c_hhhhhhh4", "c_hhhhhhh6", "c_hhhhhhh7"
YES, NO = "c_hhhhhhh2", "c_hhhhhhh3"
KEY = "q_00000001"


def asked(type_key: str, **settings: Any) -> Definition:
    settings = question_type(type_key).sample_settings() | settings
    return definition_of([element_data(type_key, settings=settings)])


def answered(type_key: str, *answers: Any, **settings: Any) -> Results:
    rows = (row({KEY: answer}, id=UUID(int=index)) for index, answer in enumerate(answers))
    return results_of(rows, layout(asked(type_key, **settings)))


def summary_of(results: Results) -> Summary:
    (only,) = results.summaries()
    return only


def shown(summary: Summary) -> str:
    card = card_of(summary, Reader("en", "en"))
    context = {"card": card, "survey_id": UUID(int=1), "may_read": True, "query": ""}
    return get_template("analytics/_card.html").render(context)


def test_satisfied_are_the_two_highest_points() -> None:
    summary = summary_of(answered("csat", 5, 4, 4, 3, 2, 1, None, points=5, labels={}))

    assert isinstance(summary, ShareSummary)
    assert summary.share is not None
    assert (summary.counted_from, summary.opposed_to) == (4, 2)
    assert (summary.share.n, summary.share.of, summary.share.percent) == (3, 6, 50)
    assert summary.moments is not None
    assert summary.moments.mean == pytest.approx(statistics.mean([5, 4, 4, 3, 2, 1]))
    assert "50.0" in shown(summary)
    assert "4 or more" in shown(summary)


def test_easy_is_what_lies_above_the_middle() -> None:
    summary = summary_of(answered("ces", 7, 5, 4, 3))

    assert isinstance(summary, ShareSummary)
    assert summary.share is not None
    assert (summary.counted_from, summary.opposed_to, summary.share.n) == (5, 3, 2)
    assert "Not easy" in shown(summary)


def test_a_share_of_nobody_is_none() -> None:
    summary = summary_of(answered("csat", None))

    assert isinstance(summary, ShareSummary)
    assert summary.share is None
    assert "nps-score" not in shown(summary)


def test_the_interval_of_a_share_is_the_one_of_the_literature() -> None:
    found = share(81, 263)

    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (25.53, 36.62)
    assert share(0, 0) is None
    assert share(0, 10).low == 0  # type: ignore[union-attr]
    assert share(10, 10).high == pytest.approx(100)  # type: ignore[union-attr]


def side_by_side() -> Results:
    return answered(
        "matrix_side_by_side",
        {GYM: {USE: YES, HOURS: 2, WHY: "Fun"}, POOL: {USE: NO, HOURS: 0.5}},
        {GYM: {USE: YES, HOURS: 4}},
        None,
    )


def test_a_grid_is_summarised_column_by_column_each_by_its_kind() -> None:
    summary = summary_of(side_by_side())

    assert isinstance(summary, PartsSummary)
    assert (summary.base.asked, summary.base.answered) == (3, 2)
    use, when, hours, gym_why, pool_why = summary.parts
    assert isinstance(use, MatrixSummary)
    assert [[count.n for count in each.counts] for each in use.rows] == [[2, 0], [0, 1]]
    assert isinstance(when, MatrixSummary)
    assert when.base.answered == 0
    assert isinstance(hours, NumbersSummary)
    assert [(each.total, each.moments and each.moments.mean) for each in hours.rows] == [(6, 3), (0.5, 0.5)]
    assert isinstance(gym_why, TextSummary)
    assert [quote.text for quote in gym_why.latest] == ["Fun"]
    assert pool_why.question.text["en"] == "Pool · Why"
    assert len({part.question.key for part in summary.parts}) == 5


def test_the_card_of_a_grid_shows_every_column() -> None:
    html = shown(summary_of(side_by_side()))

    for words in ("Use it?", "Hours", "Gym · Why", "Fun", "Standard deviation"):
        assert words in html


def test_the_texts_of_a_cell_can_be_read_by_themselves() -> None:
    results = side_by_side()

    found = results.question(f"{KEY}.{GYM}.{WHY}")

    assert isinstance(found, Question)
    assert [quote.text for quote in results.texts(found, limit=5)] == ["Fun"]
    with pytest.raises(QuestionUnknown):
        results.question(f"{KEY}.{GYM}")


def test_a_column_that_became_one_of_another_kind_is_kept_apart() -> None:
    before = asked("matrix_side_by_side")
    columns: Any = question_type("matrix_side_by_side").sample_settings()["columns"]
    after = asked("matrix_side_by_side", columns=[columns[0] | {"input": "text"}])
    rows = [row({KEY: {GYM: {USE: YES}}})]

    merged = layout(before, after)
    summary = summary_of(results_of(rows, merged))

    assert len({variable.key for variable in merged.variables}) == len(merged.variables)
    assert isinstance(summary, PartsSummary)
    assert [part.kind for part in summary.parts] == ["text", "text", "matrix"]


def test_check_boxes_in_rows_are_counted_row_by_row() -> None:
    work, home = "c_ddddddd3", "c_ddddddd4"
    summary = summary_of(answered("matrix_multiple", {"r_bbbbbbb1": [work, home]}, {"r_bbbbbbb1": [home]}))

    assert isinstance(summary, MatrixSummary)
    assert [count.n for count in summary.rows[0].counts] == [1, 2, 0]
    assert [count.percent for count in summary.rows[0].counts] == [50, 100, 0]


def test_a_row_of_numbers_nobody_filled_in_has_no_figures() -> None:
    summary = summary_of(answered("matrix_number", {"r_ggggggg1": {"c_iiiiiii1": 3}}))

    assert isinstance(summary, PartsSummary)
    summer, winter = summary.parts
    assert isinstance(summer, NumbersSummary)
    assert [(each.total, each.moments is None) for each in summer.rows] == [(3, False), (None, True)]
    assert winter.base.answered == 0
    assert "–" in shown(summary)
