"""Rankings, divided amounts and the words beside choices: figures, pages, files and the API."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.api.presenting import presented
from analytics.results import ChoicesSummary, RankingSummary, Results, SumsSummary
from analytics.showing.cards import card_of
from analytics.showing.reader import Reader
from tests.analytics.exported import csv_of
from tests.analytics.made import choice, definition, layout, question, results_of, row

A, B, C = "c_aaaaaaaa", "c_bbbbbbbb", "c_cccccccc"
THREE = [choice("a"), choice("b"), choice("c")]
DEFINITION = definition(
    [
        question(1, "ranking", "order", choices=THREE, fewer_allowed=True),
        question(2, "constant_sum", "hours", choices=[choice("d"), choice("e")], total=10),
        question(3, "single_choice", "one", choices=[choice("f"), choice("g") | {"other": True}]),
    ]
)
D, E, F, G = "c_dddddddd", "c_eeeeeeee", "c_ffffffff", "c_gggggggg"


def ask(*answers: dict[str, Any]) -> Results:
    rows = [row(each, id=UUID(int=index)) for index, each in enumerate(answers)]
    return results_of(rows, layout(DEFINITION))


def summary(results: Results, number: int) -> Any:
    return results.summary(results.question(f"q_{number:08d}"))


def test_a_ranking_counts_places_and_points() -> None:
    found = summary(ask({"q_00000001": [B, A, C]}, {"q_00000001": [B]}, {"q_00000001": None}), 1)

    assert isinstance(found, RankingSummary)
    assert (found.base.asked, found.base.answered, found.most_points) == (3, 2, 3)
    assert [(each.code, each.n, each.mean_rank, each.first, each.points) for each in found.ranks] == [
        ("b", 2, 1.0, 2, 3.0),
        ("a", 1, 2.0, 0, 1.0),
        ("c", 1, 3.0, 0, 0.5),
    ]
    assert [each.first_percent for each in found.ranks] == [100.0, 0.0, 0.0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.permutations([A, B, C]), min_size=1, max_size=15))
def test_points_of_whole_rankings_follow_from_mean_places(orders: list[list[str]]) -> None:
    found = summary(ask(*({"q_00000001": order} for order in orders)), 1)

    for ranked in found.ranks:
        places = [order.index(str(ranked.value)) + 1 for order in orders]
        mean = sum(places) / len(places)
        assert (ranked.mean_rank, ranked.points) == (round(mean, 4), round(4 - mean, 4))


def test_a_ranking_nobody_answered_has_no_figures() -> None:
    found = summary(ask({"q_00000001": None}), 1)

    assert {(each.n, each.mean_rank, each.points, each.first_percent) for each in found.ranks} == {
        (0, None, None, None)
    }


def test_a_divided_amount_has_means_and_shares() -> None:
    found = summary(ask({"q_00000002": {D: 7, E: 3}}, {"q_00000002": {D: 10, E: 0}}), 2)

    assert isinstance(found, SumsSummary)
    assert [(each.n, each.mean, each.median, each.share) for each in found.amounts] == [
        (2, 8.5, 8.5, 85.0),
        (2, 1.5, 1.5, 15.0),
    ]
    assert [(each.mean, each.share) for each in summary(ask({}), 2).amounts] == [(None, None)] * 2


def test_words_beside_a_choice_are_quoted_and_kept_from_those_who_see_numbers_only() -> None:
    found = summary(ask({"q_00000003": {"choice": G, "text": "Trams"}}, {"q_00000003": F}), 3)

    assert isinstance(found, ChoicesSummary)
    assert [count.n for count in found.counts] == [1, 1]
    assert [(each.base.answered, each.latest[0].text) for each in found.texts] == [(1, "Trams")]
    assert found.without_texts().texts[0].latest == ()
    assert summary(ask({"q_00000003": F}), 3).texts == ()


def test_each_is_shown_as_a_table_with_bars() -> None:
    results = ask({"q_00000001": [B, A, C], "q_00000002": {D: 7, E: 3}})
    reader = Reader.of(results.layout)

    ranking, sums = (card_of(summary(results, number), reader) for number in (1, 2))

    assert [(line["bar"].label, line["bar"].width, line["figures"]) for line in ranking.body["rows"]] == [
        ("B", "100.0%", ("3", "1", "100.0\xa0%")),
        ("A", "66.7%", ("2", "2", "0.0\xa0%")),
        ("C", "33.3%", ("1", "3", "0.0\xa0%")),
    ]
    assert [(line["bar"].width, line["figures"]) for line in sums.body["rows"]] == [
        ("70.0%", ("7", "7", "70.0\xa0%")),
        ("30.0%", ("3", "3", "30.0\xa0%")),
    ]
    assert "Borda" in ranking.body["definition"]


def test_partners_read_names_and_codes_for_ids() -> None:
    results = ask({"q_00000001": [B], "q_00000002": {D: 7, E: 3}})

    ranking, sums = (presented(summary(results, number)) for number in (1, 2))

    assert (ranking["ranks"][0]["code"], "value" in ranking["ranks"][0]) == ("b", False)
    assert [(each["name"], "key" in each) for each in sums["amounts"]] == [
        ("hours_d", False),
        ("hours_e", False),
    ]


def test_files_hold_a_column_of_places_for_each_choice() -> None:
    layout = ask({}).layout

    split, joined = (
        csv_of(merged=layout, multiple=how, about=()).strip().replace('"', "").split(",")
        for how in ("split", "joined")
    )

    assert split == ["order_a", "order_b", "order_c", "hours_d", "hours_e", "one", "one_g_text"]
    assert joined == ["order", "hours_d", "hours_e", "one", "one_g_text"]
