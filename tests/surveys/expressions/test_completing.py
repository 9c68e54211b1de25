"""What could be written at a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions.completing import Completion, completions
from tests.surveys.expressions.scenes import SCOPE
from tests.surveys.expressions.written import sources

OFFERED: list[tuple[str, list[str]]] = [
    ("ag", ["age", "children.age", "language("]),
    ("smokes and weig", ["weight"]),
    ("serv", ["service", "service.desk"]),
    ("service.d", ["service.desk"]),
    ("table.r1.", ["table.r1.c1", "table.r1.c2"]),
    ("tru", ["`true`", "count_true("]),
    ("`tru", ["`true`", "count_true("]),
    ("children.", ["children.age", "children.name", "children.colour", "children.liked"]),
    ('colour = "', ['"red"', '"green"', '"blue"', '"other-1"']),
    ('colour != "r', ['"red"', '"green"', '"other-1"']),
    ("colour in ['red', 'b", ['"blue"']),
    ('colour not in ["gr', ['"green"']),
    ('selected(colours, "bl', ['"blue"']),
    ('has_any(colours, "red", "bl', ['"blue"']),
    ('rank(priorities, "s', ['"speed"', '"service"']),
    ('cell(service, "', ['"desk"', '"front-desk"']),
    ('score("', ['"wellbeing"']),
    ('url("', ['"source"']),
    ('contact("', []),
    ('age = "', []),
    ('"', []),
    ('(1 + 1) = "', []),
    ('{ colour = "', []),
    ('colour = "red" and sqr', ["sqrt("]),
    ("# it's\nsqr", ["sqrt("]),
]


@pytest.mark.parametrize(("source", "expected"), OFFERED)
def test_words_are_offered(source: str, expected: list[str]) -> None:
    assert [offer.text for offer in completions(source, len(source), SCOPE)] == expected


def test_an_offer_says_what_it_replaces_and_what_it_is() -> None:
    assert completions("1 + sqr + 2", 7, SCOPE) == [
        Completion("sqrt(", "function", 4, 7, "sqrt(number: number) -> number")
    ]
    assert completions('colour = "bl"', 12, SCOPE) == [
        Completion('"blue"', "code", 9, 12, SCOPE.names["colour"].target)
    ]


def test_only_what_comes_before_is_offered() -> None:
    assert [offer.text for offer in completions("wei", 3, SCOPE, before=1)] == []
    assert [offer.text for offer in completions("wei", 3, SCOPE, before=2)] == ["weight"]


def test_at_an_empty_place_names_come_first_and_not_too_many() -> None:
    offers = completions("", 0, SCOPE)

    assert [offer.text for offer in offers[:2]] == ["age", "weight"]
    assert len(offers) == 50


@given(sources(), st.integers(0, 200))
def test_there_are_offers_or_none_anywhere(source: str, cursor: int) -> None:
    for offer in completions(source, min(cursor, len(source)), SCOPE):
        assert 0 <= offer.start <= offer.end <= len(source)
