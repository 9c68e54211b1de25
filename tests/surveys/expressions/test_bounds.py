"""Hostile expressions cost little: size, depth, steps and what is produced are bounded."""

from typing import Any

import pytest

from surveys.expressions import Facts
from surveys.expressions.facts import MAXIMUM_STEPS, MeteredFacts, OutOfSteps
from surveys.expressions.parsing import parse
from tests.surveys.expressions.scenes import NOW, compiled, facts, refusal_of

LONG = "ab" * 10_000

TOO_MUCH: list[tuple[str, str]] = [
    ("(" * 100_000 + "age" + ")" * 100_000, "too_long"),
    ("(" * 1_900 + "age" + ")" * 1_900, "too_deep"),
    ("(" * 4_000, "syntax"),
    ("[" * 4_000, "syntax"),
    ("not " * 990 + "smokes", "too_deep"),
    ("-" * 3_900 + "age", "too_deep"),
    ("!" * 3_900 + "smokes", "too_deep"),
    ("abs(" * 700 + "age" + ")" * 700, "too_deep"),
    ("age+" * 999 + "age", "too_many_parts"),
    ("[" + "1," * 1_500 + "1]", "too_many_parts"),
    ("smokes or " * 380 + "smokes" + " or not smokes" * 10, ""),
]


@pytest.mark.parametrize(("source", "code"), TOO_MUCH, ids=[code or "fine" for _source, code in TOO_MUCH])
def test_an_expression_is_bounded(source: str, code: str) -> None:
    if code:
        assert refusal_of(source).code == code
    else:
        assert compiled(source).is_true(facts()) is True


def test_the_deepest_expression_is_evaluated() -> None:
    source = "(" * 49 + "age" + ")" * 49

    assert compiled(source).evaluate(facts()) == 30
    assert refusal_of(f"({source})").code == "too_deep"
    assert parse(source).depth == 50


def _worst(call: str) -> str:
    """As much of a call as fits into an expression."""
    return " or ".join([call] * ((4_000 - 10) // (len(call) + 4)))


HOSTILE = [
    _worst('contains(name, "b" )'),
    _worst('matches(name,"(a*)*c")'),
    _worst(r'matches(name,"(\pL|\w|.){100}x")'),
    _worst('length(replace(name,"a","bb"))=1'),
    _worst("name in [name,reason]"),
    _worst('has_all(colours,["red"])'),
    _worst("colours!=liked"),
    _worst("sum(children.age)<0"),
    _worst('join(children.name)=""'),
    _worst("score()>1"),
    _worst("count(children.liked)<0"),
]


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_expression_is_decided_or_runs_out_of_steps(source: str) -> None:
    known: dict[str, Any] = {
        "name": LONG,
        "reason": LONG,
        "colours": ("red",) * 2_000,
        "liked": ("blue",) * 2_000,
        "children.age": (1,) * 2_000,
        "children.name": ("x" * 9,) * 2_000,
        "children.liked": (("red",) * 50,) * 2_000,
    }
    metered = MeteredFacts.of(facts(known))
    expression = compiled(source)

    try:
        value = expression._run(metered)
    except OutOfSteps:
        value = None
        assert metered.steps > MAXIMUM_STEPS
    assert expression.evaluate(facts(known)) is value
    assert value is not None or expression._is_metered


def test_few_costly_parts_are_not_metered() -> None:
    assert compiled('contains(name, "b")')._is_metered is False
    assert compiled(" or ".join(['contains(name, "b")'] * 11))._is_metered is True


def test_running_out_of_steps_is_unanswered() -> None:
    source = " or ".join(['contains(name, "x")'] * 60)

    assert compiled(source).evaluate(facts({"name": "a"})) is False
    assert compiled(source).evaluate(facts({"name": LONG})) is None
    assert compiled(source).is_true(facts({"name": LONG})) is False


def test_a_meter_starts_afresh_for_every_evaluation() -> None:
    expression = compiled(" or ".join(['contains(name, "x")'] * 11))
    known = facts({"name": "a" * 15_000})

    assert [expression.evaluate(known) for _ in range(3)] == [False, False, False]


def test_a_metered_copy_knows_the_same() -> None:
    known = facts({"age": 3}, missing=lambda _name: "refused", index=4)

    copy = MeteredFacts.of(known)

    assert all(getattr(copy, field) is getattr(known, field) for field in Facts.__slots__)


GROWING = [
    f'replace(replace("{"a" * 200}", "a", "{"a" * 200}"), "a", "bc")',
    'join(name, "x")',
    "join(name, name, name)",
    "upper(reason)",
]


@pytest.mark.parametrize("source", GROWING)
def test_a_text_that_grows_too_long_is_unanswered(source: str) -> None:
    assert compiled(source).evaluate(facts({"name": LONG, "reason": "ß" * 15_000})) is None


def test_what_the_flow_tells_is_checked_too() -> None:
    odd: Any = "many"
    known = Facts({"colour": "red"}, "en", NOW, score=lambda *_: odd, label=lambda *_: b"x", index=odd)  # type: ignore[arg-type, return-value]

    assert compiled("score()").evaluate(known) is None
    assert compiled("label(colour)").evaluate(known) == "red"
