"""Times, moments and questions of several columns, against a straight count in plain Python."""

import datetime
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.api.presenting import presented
from analytics.exceptions import QuestionUnknown
from analytics.results import (
    ChoicesSummary,
    DateSummary,
    MomentSummary,
    NumberSummary,
    PartsSummary,
    Results,
    TextSummary,
    TimeSummary,
)
from analytics.results.questions import Layout
from analytics.showing.cards import card_of
from analytics.showing.reader import Reader
from tests.analytics.exported import lines_of
from tests.analytics.made import definition, layout, question, results_of, row

ON = {"name": "required", "email": "optional", "company": "off", "phone": "off"}
PAGE = [
    question(1, "time", "wakes"),
    question(2, "datetime", "happened"),
    question(3, "date_range", "away"),
    question(4, "contact", "who") | {"settings": ON},
    question(5, "address", "home"),
    question(6, "calculated", "total", expression="1", result="number"),
]
times = st.times().map(lambda time: f"{time:%H:%M}")
moments = st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1)).map(
    lambda moment: moment.isoformat(timespec="minutes")
)
check = settings(max_examples=40, deadline=None)


def laid_out(*pages: list[dict[str, Any]]) -> Layout:
    return layout(*(definition(page) for page in pages or (PAGE,)))


def ask(*answers: dict[str, Any]) -> Results:
    return results_of([row(each, id=UUID(int=number)) for number, each in enumerate(answers)], laid_out())


def summary_of(results: Results, number: int) -> Any:
    return results.summary(results.question(f"q_{number:08d}"))


@check
@given(st.lists(times, min_size=1, max_size=20))
def test_times_are_counted_by_the_hour(given: list[str]) -> None:
    found = summary_of(ask(*({"q_00000001": time} for time in given), {"q_00000001": None}), 1)

    assert isinstance(found, TimeSummary)
    assert Counter({each.hour: each.n for each in found.hours}) == Counter(int(time[:2]) for time in given)
    assert (found.base.asked, found.base.answered) == (len(given) + 1, len(given))
    assert f"{found.earliest:%H:%M}" == min(given)
    assert f"{found.latest:%H:%M}" == max(given)
    assert f"{found.median:%H:%M}" == sorted(given)[(len(given) - 1) // 2]


@check
@given(st.lists(moments, min_size=1, max_size=20))
def test_moments_are_counted_by_their_day_and_by_their_hour(given: list[str]) -> None:
    found = summary_of(ask(*({"q_00000002": moment} for moment in given)), 2)

    assert isinstance(found, MomentSummary)
    assert str(found.days.first) == min(given)[:10]
    assert sum(period.n for period in found.days.periods) == len(given)
    assert {each.hour: each.n for each in found.hours.hours if each.n} == Counter(
        int(moment[11:13]) for moment in given
    )


def test_no_times_are_no_figures() -> None:
    found = summary_of(ask(), 1)

    assert (found.earliest, found.median, found.latest, found.base.answered) == (None, None, None, 0)


def test_every_column_of_a_range_is_summarised_by_its_kind() -> None:
    found = summary_of(
        ask({"q_00000003": {"from": "2024-02-28", "to": "2024-03-01"}}, {"q_00000003": None}), 3
    )

    first, last, days = found.parts
    assert isinstance(found, PartsSummary)
    assert [type(part) for part in found.parts] == [DateSummary, DateSummary, NumberSummary]
    assert (str(first.first), str(last.first), days.moments.mean) == ("2024-02-28", "2024-03-01", 3)
    assert (found.base.asked, found.base.answered, days.base.answered) == (2, 1, 1)


def test_texts_of_a_part_can_be_read_by_those_who_may() -> None:
    results = ask({"q_00000004": {"name": "Ada", "email": "ada@example.com"}}, {"q_00000004": {"name": "Bo"}})
    found = summary_of(results, 4)
    name = results.question("q_00000004.name")

    assert [part.distinct for part in found.parts] == [2, 1]
    assert {quote.text for quote in results.texts(name, limit=5)} == {"Ada", "Bo"}
    assert isinstance(results.summary(name), TextSummary)
    assert [part.latest for part in found.without_texts().parts] == [(), ()]
    with pytest.raises(QuestionUnknown):
        results.question("q_00000004.phone")


def test_of_a_long_list_only_what_was_chosen_is_told_the_most_frequent_first() -> None:
    home = {"street": "x", "city": "y"}
    answers = [{"q_00000005": home | {"country": country}} for country in ("NL", "GB", "NL")]
    country = next(part for part in summary_of(ask(*answers), 5).parts if isinstance(part, ChoicesSummary))

    assert [(count.code, count.n) for count in country.counts] == [("NL", 2), ("GB", 1)]


def test_a_calculation_that_becomes_one_of_another_kind_is_another_question() -> None:
    as_text = question(6, "calculated", "total", expression="1", result="text")
    merged = laid_out(PAGE, [as_text])
    rows = [
        row({"q_00000006": 7}, id=UUID(int=1)),
        row({"q_00000006": "seven"}, id=UUID(int=2), version_id=UUID(max(merged.readers))),
    ]
    results = results_of(rows, merged)

    kinds = {each.key: type(results.summary(each)) for each in results.questions if each.id == "q_00000006"}

    assert kinds == {"q_00000006": TextSummary, "number:q_00000006": NumberSummary}


def test_cards_show_parts_with_their_own_base() -> None:
    results = ask(
        {
            "q_00000001": "14:30",
            "q_00000002": "2024-02-29T09:15",
            "q_00000003": {"from": "2024-02-28", "to": "2024-03-01"},
        }
    )
    reader = Reader.of(results.layout)
    with override("en"):
        time, moment, span = (card_of(summary_of(results, number), reader) for number in (1, 2, 3))
        empty = card_of(summary_of(ask(), 1), reader)

    assert time.body["facts"] == [("Earliest", "14:30"), ("Median", "14:30"), ("Latest", "14:30")]
    assert [part.title for part in moment.body["parts"]] == ["Day", "Time of day"]
    assert [(part.title, part.base) for part in span.body["parts"]] == [
        ("From", "1 answered"),
        ("To", "1 answered"),
        ("Days", "1 answered"),
    ]
    assert (empty.body["chart"], empty.body["rows"]) == (None, [])


def test_the_api_tells_parts_by_name_and_times_as_iso() -> None:
    results = ask({"q_00000001": "14:30", "q_00000003": {"from": "2024-02-28", "to": "2024-03-01"}})

    time, span = presented(summary_of(results, 1)), presented(summary_of(results, 3))

    assert (time["median"], time["hours"][14]["n"]) == ("14:30:00", 1)
    assert [part["question"]["name"] for part in span["parts"]] == ["away_from", "away_to", "away_days"]


def test_files_hold_times_and_moments_as_spreadsheets_read_them() -> None:
    answers = {"q_00000001": "14:30", "q_00000002": "2024-02-29T09:15"}

    (line,) = lines_of(answers, merged=laid_out())

    assert (line["wakes"], line["happened"]) == ("14:30:00", "2024-02-29 09:15:00")


def test_what_respondents_do_not_see_has_no_number_and_is_not_removed() -> None:
    results = ask({"q_00000006": 7})
    hidden = results.question("q_00000006")

    card = card_of(results.summary(hidden), Reader.of(results.layout))

    assert (hidden.number, hidden.is_removed, card.is_removed) == (None, False, False)
