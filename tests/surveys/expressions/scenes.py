"""A small survey to write expressions about, and a respondent who answered it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from surveys.expressions import Expression, ExpressionInvalid, Facts, Name, Scope, compile_expression
from surveys.expressions.scope import POINTS
from surveys.expressions.value_types import (
    ANY,
    BOOLEAN,
    DATE,
    DATETIME,
    FILE,
    NUMBER,
    TEXT,
    TIME,
    ValueType,
)

COLOURS = ("red", "green", "blue", "other-1")
COLOUR = ValueType("choice", codes=COLOURS)
GRADE = ValueType("choice", codes=("good", "bad"))

TYPES: dict[str, ValueType] = {
    "age": NUMBER,
    "weight": NUMBER,
    "name": TEXT,
    "reason": TEXT,
    "smokes": BOOLEAN,
    "born": DATE,
    "visited": DATE,
    "arrival": TIME,
    "started": DATETIME,
    "colour": COLOUR,
    "second": COLOUR,
    "colours": ValueType("set", codes=COLOURS),
    "liked": ValueType("set", codes=COLOURS),
    "priorities": ValueType("ranking", codes=("price", "speed", "service")),
    "service": ValueType("grid", parts={"desk": GRADE, "front-desk": GRADE}),
    "hours": ValueType("grid", parts={"work": NUMBER, "travel": NUMBER}),
    "table": ValueType("grid", parts={"r1": ValueType("grid", parts={"c1": NUMBER, "c2": NUMBER})}),
    "children": ValueType("list", item=NUMBER),
    "children.age": ValueType("list", item=NUMBER),
    "children.name": ValueType("list", item=TEXT),
    "children.colour": ValueType("list", item=COLOUR),
    "children.liked": ValueType("list", item=ValueType("set", codes=COLOURS)),
    "papers": FILE,
    "whatever": ANY,
    "true": BOOLEAN,
    "url:source": TEXT,
    "contact:*": TEXT,
}

SCOPE = Scope(
    {name: Name(value_type, place) for place, (name, value_type) in enumerate(TYPES.items())},
    {"": Name(NUMBER), "wellbeing": Name(NUMBER, 3), POINTS: Name(NUMBER, 3)},
)

ANSWERS: dict[str, Any] = {
    "age": 30,
    "weight": 71.5,
    "name": "Ann",
    "reason": "Too dear",
    "smokes": False,
    "born": date(1996, 2, 29),
    "visited": date(2026, 1, 31),
    "arrival": time(9, 30),
    "started": datetime(2026, 1, 31, 23, 30, tzinfo=UTC),
    "colour": "red",
    "second": "blue",
    "colours": ("red", "green"),
    "liked": ("green",),
    "priorities": ("speed", "price"),
    "service": {"desk": "good"},
    "hours": {"work": 36, "travel": 4.5},
    "table": {"r1": {"c1": 1, "c2": 2}},
    "children": (1, 2, 3),
    "children.age": (4, None, 9),
    "children.name": ("Bo", "Cy", None),
    "children.colour": ("red", None, "blue"),
    "children.liked": (("green", "red"), None, ("blue",)),
    "papers": ("cv.pdf",),
    "true": True,
    "url:source": "mail",
    "contact:email": "ann@example.org",
}
NOW = datetime(2026, 2, 14, 10, 45, tzinfo=UTC)


def facts(answers: Mapping[str, object] = ANSWERS, **others: Any) -> Facts:
    """What is known of the respondent."""
    return Facts(answers, **{"language": "en", "now": NOW} | others)


NOTHING = facts({})


def compiled(source: str, **options: Any) -> Expression:
    """An expression over the small survey."""
    return compile_expression(source, SCOPE, **options)


def value_of(source: str, known: Facts | None = None) -> object:
    """What an expression gives for the respondent."""
    return compiled(source).evaluate(known or facts())


def refusal_of(source: str, **options: Any) -> ExpressionInvalid:
    """Why an expression is refused."""
    try:
        expression = compiled(source, **options)
    except ExpressionInvalid as error:
        return error
    raise AssertionError(f"{expression} was not refused")
