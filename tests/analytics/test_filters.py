"""Filters: documents, addresses, SQL, and words."""

from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.results import Selection
from analytics.results.asking import SelectedRows
from analytics.results.filtering import (
    Condition,
    Filter,
    FilterInvalid,
    Group,
    checked,
    columns_of,
    read_filter,
    written_filter,
)
from analytics.showing.asked import asked_from
from analytics.showing.columns import filter_words
from analytics.showing.reader import Reader
from tests.analytics.made import everything, results_of, row
from tests.analytics.people import crowd, survey

COLUMNS = columns_of(everything())
PEOPLE = crowd(120)


def ids(*groups: str, of: Any = None) -> list[int]:
    """The numbers of the people whom a filter means."""
    results = of or PEOPLE.results
    columns = columns_of(results.layout)
    selection = Selection(where=read_filter(groups, columns))
    with closing(SelectedRows(results._snapshot, selection)) as rows:
        return sorted(int(pk[0].replace("-", ""), 16) for pk in rows.ask("SELECT id FROM selected"))


def people_where(test: Any) -> list[int]:
    return [number for number, person in enumerate(PEOPLE.frame.itertuples()) if test(person)]


def is_number(value: Any) -> bool:
    return value is not None and value == value


@pytest.mark.parametrize(
    ("groups", "test"),
    [
        (["one~in~a,b"], lambda p: p.one in ("a", "b")),
        (["one~not_in~a"], lambda p: p.one in ("b", "c")),
        (["one~in~a;region~in~k"], lambda p: p.one == "a" or p.region == "k"),
        (["one~in~a", "region~in~k"], lambda p: p.one == "a" and p.region == "k"),
        (["many~in~d,e"], lambda p: bool(p.many and p.many & {"d", "e"})),
        (["many~all~d,e"], lambda p: bool(p.many and p.many >= {"d", "e"})),
        (["many~not_in~d"], lambda p: bool(p.many and "d" not in p.many)),
        (["likely~ge~9"], lambda p: is_number(p.likely) and p.likely >= 9),
        (["likely~in~0,10"], lambda p: is_number(p.likely) and p.likely in (0, 10)),
        (["likely~between~3,7"], lambda p: is_number(p.likely) and 3 <= p.likely <= 7),
        (["likely~between~3,3"], lambda p: is_number(p.likely) and p.likely == 3),
        (["amount~lt~10.5"], lambda p: is_number(p.amount) and p.amount < 10.5),
        (["amount~ne~0"], lambda p: is_number(p.amount)),
        (["response.language~in~nl"], lambda p: p.language == "nl"),
        (["one~answered"], lambda p: isinstance(p.one, str)),
        (["one~not_answered"], lambda p: not isinstance(p.one, str)),
        (["one~skipped"], lambda p: not isinstance(p.one, str)),
        (["one~not_shown"], lambda _: False),
        (["words~not_shown"], lambda _: True),
        (["response.version~in~1", "response.status~in~complete"], lambda _: True),
    ],
)
def test_a_filter_means_whom_it_says(groups: list[str], test: Any) -> None:
    assert ids(*groups) == people_where(test)


def test_texts_days_times_and_refusals_are_filters() -> None:
    answers: list[dict[str, Any]] = [
        {"q_00000008": "Very GOOD, 100 %", "q_00000006": "2026-03-10"},
        {"q_00000008": "bad", "q_00000006": "2026-03-12"},
        {"q_00000008": None},
    ]
    of = results_of([row(each, id=UUID(int=n)) for n, each in enumerate(answers)])

    assert ids("words~contains~good", of=of) == [0]
    assert ids("words~contains~100 %25", of=of) == [0]
    assert ids("words~not_contains~good", of=of) == [1]
    assert ids("words~starts~BA", of=of) == [1]
    assert ids("words~eq~bad", of=of) == [1]
    assert ids("when~ge~2026-03-11", of=of) == [1]
    assert ids("when~between~2026-03-01,2026-03-10", of=of) == [0]
    assert ids("words~skipped", of=of) == [2]
    assert ids("response.started~eq~2026-03-10", of=of) == [0, 1, 2]


CONDITIONS = st.sampled_from(
    [
        Condition(column="category:q_00000001", operator="in", values=("c_aaaaaaaa", "c_cccccccc")),
        Condition(column="set:q_00000002", operator="all", values=("c_dddddddd",)),
        Condition(column="number:q_00000003", operator="between", values=("0", "6")),
        Condition(column="text:q_00000008", operator="contains", values=("50 %, ~a;b=c&d+é",)),
        Condition(column="date:q_00000006", operator="lt", values=("2026-03-31",)),
        Condition(column="status", operator="not_in", values=("started",)),
        Condition(column="category:q_00000007.r_xxxxxxxx", operator="skipped"),
    ]
)
FILTERS = st.lists(st.lists(CONDITIONS, min_size=1, max_size=3), max_size=4).map(
    lambda groups: Filter(
        groups=tuple(dict.fromkeys(Group(conditions=tuple(conditions)) for conditions in groups))
    )
)


@settings(max_examples=60)
@given(wanted=FILTERS)
def test_what_an_address_says_is_read_back(wanted: Filter) -> None:
    written = written_filter(wanted, COLUMNS)
    asked = asked_from(QueryDict(), everything()).where(wanted)

    assert read_filter(written, COLUMNS) == wanted
    assert asked_from(QueryDict(asked.query()), everything()).selection.where == wanted
    assert Filter.model_validate(wanted.model_dump(mode="json")) == wanted
    assert checked(wanted, COLUMNS) == wanted


def test_addresses_are_readable() -> None:
    wanted = read_filter(["one~in~c_aaaaaaaa,b;likely~ge~9", "", "one~answered"], COLUMNS)

    assert written_filter(wanted, COLUMNS) == ["one~in~a,b;likely~ge~9", "one~answered"]


@pytest.mark.parametrize(
    ("groups", "errors"),
    [
        (["nothing~in~a"], {"where.1.1": "“nothing” is no column of this survey."}),
        (["one"], {"where.1.1": "“” can't be asked of one; choose one of: in, not_in, answered,"}),
        (["one~ge~3"], {"where.1.1": "“ge” can't be asked of one; choose one of: in, not_in, answered,"}),
        (["one~in~a,zzz"], {"where.1.1": "“zzz” is no answer to one."}),
        (["one~in"], {"where.1.1": "one: “in” takes 1 to 500 values."}),
        (["one~answered~a"], {"where.1.1": "one: “answered” takes no value."}),
        (["one~in~a", "one~in~b;amount~ge~many"], {"where.2.2": "amount: “many” is no number."}),
        (["amount~ge~nan"], {"where.1.1": "amount: “nan” is no number."}),
        (["amount~ge~1,2"], {"where.1.1": "amount: “ge” takes one value."}),
        (["amount~between~1"], {"where.1.1": "amount: “between” takes two values: the first and the last."}),
        (["amount~between~2,1"], {"where.1.1": "amount: the last value is before the first."}),
        (["when~lt~soon"], {"where.1.1": "when: write “soon” as year-month-day: 2026-03-31."}),
        (["words~eq~" + "x" * 501], {"where.1.1": "words: the value is too long."}),
        (["one~answered"] * 21, {"where": "A filter has at most 20 groups."}),
        ([";".join(["one~answered"] * 21)], {"where.1": "A group has at most 20 conditions."}),
    ],
)
def test_bad_filters_are_refused_with_their_place(groups: list[str], errors: dict[str, str]) -> None:
    with pytest.raises(FilterInvalid) as refused:
        read_filter(groups, COLUMNS)

    assert refused.value.errors.keys() == errors.keys()
    assert all(refused.value.errors[place].startswith(words) for place, words in errors.items())


def test_a_stored_filter_of_a_question_that_is_gone_is_refused() -> None:
    stored = Filter(groups=(Group(conditions=(Condition(column="category:q_gone", operator="answered"),)),))

    with pytest.raises(FilterInvalid) as refused:
        checked(stored, COLUMNS)

    assert refused.value.errors == {"where.1.1": "“category:q_gone” is no column of this survey."}


def test_filters_are_said_in_words() -> None:
    wanted = read_filter(
        ["one~in~a,b;likely~between~3,7", "words~contains~tea", "grid_x~skipped", "response.language~in~nl"],
        COLUMNS,
    )

    assert filter_words(wanted, COLUMNS, Reader("en", "en")) == [
        "What about one? is A, B or What about likely? is between 3 and 7",
        "What about words? contains “tea”",
        "What about grid? · X was skipped",
        "Language is Dutch",
    ]


def test_names_that_several_columns_have_stand_for_none() -> None:
    columns = columns_of(survey())

    assert columns.named["one"].field == "category:q_00000001"
    assert columns.named["category:q_00000001"].name == "one"
    assert (Filter() & Filter()) == Filter()
