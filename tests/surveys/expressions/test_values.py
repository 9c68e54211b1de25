"""What expressions give: operators, names, values that don't fit."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from surveys.expressions.values import LARGEST_WHOLE
from tests.surveys.expressions.scenes import ANSWERS, NOTHING, compiled, facts, value_of

VALUES: list[tuple[str, object]] = [
    # literals and names
    ("42", 42),
    ("4.5", 4.5),
    (r"""'say \'a\' and "b"'""", "say 'a' and \"b\""),
    (r'"\d\\w\n"', r"\d\w\n"),
    ("true", True),
    ("TRUE", True),
    ("false", False),
    ("`true`", True),
    ("[1, 2]", (1, 2)),
    ("[]", ()),
    ("[age, 2]", (30, 2)),
    ("age # how old\n", 30),
    ("service.desk", "good"),
    ("table.r1.c2", 2),
    ("children.age", (4, None, 9)),
    # arithmetic
    ("1 + 2 * 3", 7),
    ("(1 + 2) * 3", 9),
    ("10 - 4 - 3", 3),
    ("2 * 3 / 4 * 2", 3),
    ("-age + 5", -25),
    ("--age", 30),
    ("7 % 3", 1),
    ("-7 % 3", 2),
    ("5.5 % 2", 1.5),
    ("1 / 4", 0.25),
    ("6 / 3", 2),
    ("0.1 + 0.2", 0.3),
    ("1 / 0", None),
    ("1 % 0", None),
    ("999999999999999 + 1", LARGEST_WHOLE),
    ("999999999999999 * 999999999999999", 999999999999998 * 1e15),
    ("10 - 2 * 3 - 1", 3),
    ("power(10, 300) * power(10, 300)", None),
    ("sum(power(10, 308) * 1.7, power(10, 308) * 1.7)", None),
    ("-(power(10, 300) * power(10, 300)) + 1", None),
    # comparison
    ("age = 30", True),
    ("age == 30.0", True),
    ("age != 30", False),
    ("age <> 30", False),
    ("age ≠ 31", True),
    ("age ≤ 30 and age ≥ 30", True),
    ("0.1 + 0.2 = 0.3", True),
    ("age < 30", False),
    ("age >= 30", True),
    ("born < visited", True),
    ('born = date("1996-02-29")', True),
    ('arrival > time("09:00")', True),
    ("started < now()", True),
    ('name = "Ann"', True),
    ('"Ann" = name', True),
    ("name = reason", False),
    ("colour = second", False),
    ("colour = name", False),
    ("smokes = false", True),
    ("colours = liked", False),
    ('colours = ["green", "red"]', True),
    ('priorities = ["price", "speed"]', False),
    ('priorities = ["speed", "price"]', True),
    ("colours = [colour, second]", False),
    ('["a", "b"] = ["a", "b"]', True),
    ('["a"] = ["a", "b"]', False),
    ("(age > 3) = true", True),
    # in
    ("age in [29, 30]", True),
    ("age not in [29, 30]", False),
    ('colour in ["red", "blue"]', True),
    ('"red" in colours', True),
    ("second in colours", False),
    ('"cv.pdf" in papers', True),
    ("4 in children.age", True),
    ("5 in children.age", None),
    ("age in []", False),
    ("age in [weight, 30]", True),
    # logic
    ("age > 18 and not smokes", True),
    ("age > 18 && !smokes", True),
    ("smokes or age < 18", False),
    ("smokes || age = 30", True),
    ("NOT smokes AND True", True),
    ("not smokes = true", True),
    ("smokes and true and age = 30", False),
]


@pytest.mark.parametrize(("source", "expected"), VALUES)
def test_an_expression_has_the_value(source: str, expected: object) -> None:
    found = value_of(source)

    assert (found, type(found)) == (expected, type(expected))


UNANSWERED: list[tuple[str, object]] = [
    ("age", None),
    ("age + 1", None),
    ("1 + 2 + age", None),
    ("age + 1 + 2", None),
    ("-age", None),
    ("age = 30", None),
    ("30 = age", None),
    ("age != 30", None),
    ("age < 30", None),
    ("30 < age", None),
    ("age = weight", None),
    ("age in [30]", None),
    ("age in [weight, 30]", None),
    ("30 in [age, 30]", True),
    ("30 in [age, 31]", None),
    ("31 not in [age, 30]", None),
    ("colours = liked", None),
    ('colours = ["red"]', None),
    ('["red"] = colours', None),
    ('"red" in colours', None),
    ("smokes", None),
    ("not smokes", None),
    ("smokes and false", False),
    ("false and smokes", False),
    ("smokes and true", None),
    ("smokes or true", True),
    ("true or smokes", True),
    ("smokes or false", None),
    ("service.desk", None),
    ("table.r1.c1", None),
    ("[age, 2]", (None, 2)),
    ("[name] = [name]", None),
]


@pytest.mark.parametrize(("source", "expected"), UNANSWERED)
def test_what_is_unanswered_is_neither_true_nor_false(source: str, expected: object) -> None:
    assert value_of(source, NOTHING) == expected


def test_only_true_is_true() -> None:
    condition = compiled("smokes or age < 18")

    assert [condition.is_true(facts({"smokes": smokes})) for smokes in (True, False, None)] == [
        True,
        False,
        False,
    ]


MISFITS: list[tuple[str, object]] = [
    ("age", "30"),
    ("age", True),
    ("age", float("nan")),
    ("age", float("inf")),
    ("age", 10**400),
    ("name", 3),
    ("name", "x" * 20_001),
    ("smokes", 1),
    ("smokes", "true"),
    ("born", "1996-02-29"),
    ("born", datetime(1996, 2, 29, tzinfo=UTC)),
    ("arrival", time(9, 30, tzinfo=UTC)),
    ("arrival", "09:30"),
    ("started", datetime(2026, 1, 31)),
    ("started", date(2026, 1, 31)),
    ("colour", ["red"]),
    ("colours", "red"),
    ("colours", ("red", 3)),
    ("colours", ("red",) * 2_001),
    ("service", "good"),
    ("service", dict.fromkeys(map(str, range(2_001)))),
    ("children.age", 3),
    ("children.age", (1,) * 2_001),
    ("whatever", object()),
    ("whatever", {"a": 1}),
    ("whatever", float("nan")),
]


@pytest.mark.parametrize(("name", "value"), MISFITS)
def test_a_value_that_does_not_fit_its_name_counts_as_unanswered(name: str, value: object) -> None:
    known = facts({name: value})

    assert value_of(name, known) is None
    assert value_of(f"unanswered({name})", known) is True


def test_parts_that_do_not_fit_count_as_unanswered_alone() -> None:
    known = facts(
        {"children.age": (1, "2", 3.5), "service": {"desk": 3, "front-desk": "bad"}, "table": {"r1": 3}}
    )

    assert value_of("children.age", known) == (1, None, 3.5)
    assert value_of("service", known) == {"desk": None, "front-desk": "bad"}
    assert value_of("table.r1.c1", known) is None


def test_lists_serve_as_tuples_and_huge_whole_numbers_lose_digits() -> None:
    known = facts({"colours": ["red"], "age": 10**20 + 1})

    assert value_of("colours", known) == ("red",)
    assert value_of("age", known) == 1e20


ANYTHING: list[tuple[str, object, object]] = [
    ('whatever = "x"', "x", True),
    ('whatever = "x"', 3, None),
    ("whatever > 3", 4, True),
    ("whatever > 3", "4", None),
    ('whatever < date("2026-01-01")', date(2025, 1, 1), True),
    ("whatever = 1", True, None),
    ("1 in [whatever]", True, None),
    ("whatever in [1, 2]", 2, True),
    ("whatever in [1, 2]", True, None),
    ("whatever + 1", 2, 3),
    ("whatever + 1", "2", None),
    ("whatever and true", True, True),
    ("whatever and true", "yes", None),
    ("year(whatever)", date(2026, 1, 1), 2026),
    ("year(whatever)", datetime(2026, 1, 1, tzinfo=UTC), 2026),
    ("days_between(whatever, born)", datetime(1996, 3, 1, tzinfo=UTC), -1),
    ("hour(whatever)", time(7), 7),
    ("sum(whatever, 1)", 2, 3),
    ("sum(whatever, 1)", "2", 1),
    ("text(whatever)", 2, "2"),
    ("join([whatever])", ("a",), None),
    ('has(whatever, "a")', ("a",), True),
    ('has(whatever, "a")', "a", None),
    ('selected(whatever, "a")', ("a",), True),
    ('selected(whatever, "a")', "a", True),
    ('selected(whatever, "a")', 3, None),
    ('selected(whatever, contact("phone"))', "a", None),
    ("whatever in [born, visited]", "a", None),
    ("[whatever, 1] = [whatever, 2]", "a", False),
    ("[whatever] = [1]", "a", None),
    ('[whatever, age] = [whatever, contact("phone")]', "a", None),
    ('rank(whatever, "b")', ("a", "b"), 2),
    ("whatever = [1]", ("1",), None),
    ("born in whatever", ("a",), None),
]


@pytest.mark.parametrize(("source", "value", "expected"), ANYTHING)
def test_what_may_be_anything_is_checked_when_it_is_known(
    source: str, value: object, expected: object
) -> None:
    assert value_of(source, facts(ANSWERS | {"whatever": value})) == expected


def test_days_are_counted_in_the_zone_of_now() -> None:
    known = facts(now=datetime(2026, 2, 1, 0, 15, tzinfo=timezone(timedelta(hours=1))))

    assert value_of("today()", known) == date(2026, 2, 1)
    assert value_of("date(started)", known) == date(2026, 2, 1)
    assert value_of("time(started)", known) == time(0, 30)
    assert value_of("hour(started)", known) == 0


@pytest.mark.parametrize("moment", [datetime.min, datetime.max])
def test_moments_at_the_end_of_time_have_no_day_elsewhere(moment: datetime) -> None:
    east, west = (timezone(timedelta(hours=hours)) for hours in (14, -12))
    known: Any = {"started": moment.replace(tzinfo=east if moment == datetime.min else west)}
    there = facts(known, now=datetime(2026, 1, 1, tzinfo=west if moment == datetime.min else east))

    assert value_of("date(started)", there) is None
    assert value_of("time(started)", there) is None
