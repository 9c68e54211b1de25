"""Conditions evaluated and compiled, beside the same conditions as plain Python functions."""

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from surveys.expressions import Facts, Name, Scope, compile_expression
from surveys.expressions.value_types import BOOLEAN, DATE, NUMBER, TEXT, ValueType

ROUNDS = 15
TIMES = 2_000
CONDITIONS = 500
LARGEST_RATIO = 10.0
AIM_MICROSECONDS = 1.5

_CODES = ("red", "green", "blue")
_SCOPE = Scope(
    {
        "colour": Name(ValueType("choice", codes=_CODES), 0),
        "colours": Name(ValueType("set", codes=_CODES), 1),
        "age": Name(NUMBER, 2),
        "smokes": Name(BOOLEAN, 3),
        "name": Name(TEXT, 4),
        "born": Name(DATE, 5),
    }
)
_ANSWERS: dict[str, Any] = {
    "colour": "red",
    "colours": ("green", "red"),
    "age": 30,
    "smokes": False,
    "name": "Ann",
    "born": date(1996, 2, 29),
}

type Plain = Callable[[Mapping[str, Any]], object]

TYPICAL: list[tuple[str, Plain]] = [
    ('colour = "red"', lambda answers: answers.get("colour") == "red"),
    ("age >= 18", lambda answers: answers["age"] is not None and answers["age"] >= 18),
    ('colour in ["red", "blue"]', lambda answers: answers.get("colour") in {"red", "blue"}),
    ('has(colours, "red")', lambda answers: "red" in (answers.get("colours") or ())),
    (
        'age >= 18 and not smokes and colour != "blue"',
        lambda answers: answers["age"] >= 18 and not answers["smokes"] and answers["colour"] != "blue",
    ),
    ("answered(name)", lambda answers: answers.get("name") not in (None, "")),
    ("count(colours) >= 2", lambda answers: len(answers.get("colours") or ()) >= 2),
    ("age + 1 > 18", lambda answers: answers["age"] + 1 > 18),
]


def run() -> bool:
    """Measure; return whether typical conditions keep to their ratio, and an equation to its microseconds."""
    facts = Facts(_ANSWERS, "en", datetime(2026, 1, 31, tzinfo=UTC))
    ratios = [_compare(source, plain, facts) for source, plain in TYPICAL]
    _say_costs_of_compiling()
    ratio = statistics.geometric_mean(ratio for ratio, _microseconds in ratios)
    sys.stdout.write(
        f"expressions: {ratio:.1f} times plain Python on the whole (at most {LARGEST_RATIO:.0f}); "
        f"an equation {ratios[0][1]:.2f} µs (aim {AIM_MICROSECONDS} µs)\n"
    )
    return ratio <= LARGEST_RATIO and ratios[0][1] <= AIM_MICROSECONDS


def _compare(source: str, plain: Plain, facts: Facts) -> tuple[float, float]:
    """Ratio to the plain function, and microseconds; the medians of rounds that take turns."""
    condition = compile_expression(source, _SCOPE)
    pairs = [(_microseconds(condition.is_true, facts), _microseconds(plain, _ANSWERS)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    sys.stdout.write(f"expressions: {source:46} {ours:5.2f} µs, {ours / theirs:4.1f} times plain Python\n")
    return ours / theirs, ours


def _microseconds(function: Callable[[Any], object], argument: object) -> float:
    started = time.perf_counter()
    for _ in range(TIMES):
        function(argument)
    return (time.perf_counter() - started) / TIMES * 1e6


def _say_costs_of_compiling() -> None:
    sources = [f"{TYPICAL[index % len(TYPICAL)][0]} or age = {index}" for index in range(CONDITIONS)]
    compile_expression("1", _SCOPE)
    started = time.perf_counter()
    for source in sources:
        compile_expression(source, _SCOPE)
    milliseconds = (time.perf_counter() - started) * 1e3
    tracemalloc.start()
    kept = [compile_expression(source, _SCOPE) for source in sources]
    bytes_each = tracemalloc.get_traced_memory()[0] / len(kept)
    tracemalloc.stop()
    sys.stdout.write(
        f"expressions: {CONDITIONS} conditions compiled in {milliseconds:.0f} ms, "
        f"{bytes_each / 1024:.1f} kB each\n"
    )
