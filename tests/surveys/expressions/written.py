"""Strategies that write expressions, and answers that fit and don't fit them."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from tests.surveys.expressions.scenes import COLOURS, TYPES

LEAVES: dict[str, list[str]] = {
    "number": [
        "age",
        "weight",
        "0",
        "1",
        "2.5",
        "99999999999",
        "hours.work",
        "table.r1.c1",
        "score()",
        "score(age)",
    ],
    "text": [
        "name",
        "reason",
        '""',
        '"a b"',
        "'é'",
        'url("source")',
        "language()",
        'contact("x")',
        "label(colour)",
    ],
    "boolean": ["smokes", "true", "false", "shown(name)", "refused(age)", "skipped(born)", "dont_know(age)"],
    "date": ["born", "visited", "today()", 'date("2026-01-31")', 'date("0001-01-01")', 'date("9999-12-31")'],
    "time": ["arrival", 'time("09:30")'],
    "datetime": ["started", "now()", 'datetime("2026-01-31T09:30")', 'datetime("0001-01-01T00:00+14:00")'],
    "choice": ["colour", "second", '"red"', '"blue"'],
    "codes": ["colours", "liked", '["red", "green"]', "[colour, second]", "label(colours)", "children.name"],
    "numbers": ["children.age", "[1, 2.5]", "[age, weight]", "hours"],
}
SHAPES: dict[str, list[str]] = {
    "number": [
        "({number} + {number})",
        "({number} - {number})",
        "({number} * {number})",
        "({number} / {number})",
        "({number} % {number})",
        "-{number}",
        "count({codes})",
        "count({number}, {text}, {date})",
        "count_true({boolean}, {boolean})",
        "sum({number}, {numbers})",
        "mean({numbers})",
        "min({number}, {numbers})",
        "max({numbers})",
        "round({number}, {number})",
        "floor({number})",
        "ceil({number})",
        "abs({number})",
        "sqrt({number})",
        "power({number}, {number})",
        "number({text})",
        "number({boolean})",
        "length({text})",
        "year({date})",
        "month({datetime})",
        "day({date})",
        "weekday({date})",
        "hour({time})",
        "minute({datetime})",
        "days_between({date}, {datetime})",
        "months_between({date}, {date})",
        "years_between({date}, {date})",
        'rank(priorities, "price")',
        "rank(priorities, {text})",
        "if({boolean}, {number}, {number})",
        "coalesce({number}, {number})",
    ],
    "text": [
        "lower({text})",
        "upper({text})",
        "trim({text})",
        "replace({text}, {text}, {text})",
        "substring({text}, {number}, {number})",
        "substring({text}, {number})",
        "text({number})",
        "text({date})",
        "text({datetime})",
        "text({boolean})",
        "join({text}, {number}, {date})",
        "join({codes}, {text})",
        "join({codes})",
        "if({boolean}, {text}, {text})",
        "coalesce({text}, {choice})",
    ],
    "boolean": [
        "({boolean} and {boolean})",
        "({boolean} or {boolean} or {boolean})",
        "(not {boolean})",
        "({number} < {number})",
        "({number} >= {number})",
        "({number} = {number})",
        "({text} != {text})",
        "({date} < {date})",
        "({datetime} <= {datetime})",
        "({time} > {time})",
        "({boolean} = {boolean})",
        "({codes} = {codes})",
        "(colour in {codes})",
        "({number} in {numbers_list})",
        "({number} not in [1, {number}])",
        "({text} in [{text}, {text}])",
        "has(colours, {choice})",
        "has_any({codes}, colour, second)",
        "has_all(liked, {codes})",
        'selected(colour, "red")',
        'selected(colours, "red")',
        "answered({text})",
        "answered({numbers})",
        "unanswered({number})",
        "between({number}, {number}, {number})",
        "between({date}, {date}, {date})",
        "contains({text}, {text})",
        "starts_with({text}, {text})",
        "ends_with({text}, {choice})",
        'matches({text}, "(a|b)*[^c]+")',
        '(service.desk = "good")',
        '(cell(service, "front-desk") = "bad")',
        "(whatever = {number})",
        "(whatever and {boolean})",
        "(whatever > {date})",
    ],
    "date": [
        "date({text})",
        "date({datetime})",
        "add_days({date}, {number})",
        "add_months({datetime}, {number})",
        "min({date}, {date})",
        "if({boolean}, {date}, {date})",
    ],
    "time": ["time({datetime})", "time({text})", "max({time}, {time})"],
    "datetime": ["datetime({date})", "datetime({text})", "coalesce({datetime}, {datetime})"],
    "choice": ["if({boolean}, {choice}, {choice})"],
    "codes": ["if({boolean}, {codes}, {codes})"],
    "numbers": ["[{number}, {number}]"],
    "numbers_list": ["[{number}, {number}]", "[1, 2]", "children.age"],
}


@st.composite
def sources(draw: st.DrawFn, kind: str = "boolean", depth: int = 3) -> str:
    """Well-typed expressions of a kind."""
    leaves = LEAVES.get(kind, [])
    if leaves and (depth == 0 or draw(st.integers(0, 3)) == 0):
        return draw(st.sampled_from(leaves))
    shape = draw(st.sampled_from(SHAPES[kind] if depth else SHAPES[kind][1:]))
    while "{" in shape:
        start, end = shape.index("{"), shape.index("}")
        inner = draw(sources(shape[start + 1 : end], max(0, depth - 1)))
        shape = shape[:start] + inner + shape[end + 1 :]
    return shape


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=st.just(UTC) | ZONES)
COLOUR_CODES = st.sampled_from(COLOURS)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "number": NUMBERS,
    "text": st.text(max_size=30),
    "boolean": st.booleans(),
    "date": st.dates(),
    "time": st.times(),
    "datetime": MOMENTS,
    "choice": COLOUR_CODES,
    "set": st.lists(COLOUR_CODES, unique=True).map(tuple),
    "ranking": st.permutations(["price", "speed", "service"]).map(tuple),
    "grid": st.dictionaries(
        st.sampled_from(["desk", "work", "r1"]),
        st.none() | NUMBERS | st.just("good") | st.dictionaries(st.just("c1"), NUMBERS),
    ),
    "list": st.lists(st.none() | NUMBERS | st.text(max_size=3)).map(tuple),
    "file": st.lists(st.text(max_size=9)).map(tuple),
    "any": st.none() | NUMBERS | st.text(max_size=9) | st.booleans() | st.dates(),
}
ODD = st.one_of(
    *FITTING.values(),
    st.floats(),
    st.sampled_from(
        [date.min, datetime.min, time.max, datetime.max, object(), b"x", {}, [], [[]], 10**400, "\ud800"]
    ),
)


def answers(*, fitting: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to some of the questions, of the right kind or of any."""
    each = {
        name: st.none() | (FITTING[value_type.kind] if fitting else ODD) for name, value_type in TYPES.items()
    }
    return st.fixed_dictionaries({}, optional=each)
