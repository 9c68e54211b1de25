"""What holds for all expressions and all answers."""

from datetime import date, datetime, time
from math import isfinite
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions import ExpressionInvalid, Facts, compile_expression
from surveys.expressions.values import LARGEST_WHOLE, MAXIMUM_TEXT
from tests.surveys.expressions.scenes import COLOURS, NOW, SCOPE, TYPES, compiled, facts, value_of
from tests.surveys.expressions.written import MOMENTS, NUMBERS, answers, sources

TRUTHS = [True, False, None]
A, B, C = "smokes", "(age = 1)", "(weight = 1)"


def _truths(a: bool | None, b: bool | None = None, c: bool | None = None) -> Facts:
    """Facts that make ``A``, ``B`` and ``C`` true, false or unanswered."""
    return facts({"smokes": a, "age": b if b is None else int(b), "weight": c if c is None else int(c)})


LAWS = [
    (f"{A} and {B}", f"{B} and {A}"),
    (f"{A} or {B}", f"{B} or {A}"),
    (f"({A} and {B}) and {C}", f"{A} and ({B} and {C})"),
    (f"({A} or {B}) or {C}", f"{A} or {B} or {C}"),
    (f"{A} and ({B} or {C})", f"{A} and {B} or {A} and {C}"),
    (f"{A} or ({B} and {C})", f"({A} or {B}) and ({A} or {C})"),
    (f"not ({A} and {B})", f"not {A} or not {B}"),
    (f"not ({A} or {B})", f"not {A} and not {B}"),
    (f"not not {A}", A),
    (f"{A} and {A}", A),
    (f"{A} or {A} and {B}", A),
    (f"{A} and true", A),
    (f"{A} or false", A),
    (f"{A} and false", "false"),
    (f"{A} or true", "true"),
    (f"if({A}, {B}, {C})", f"({A} and {B}) or (not {A} and {C}) or ({A} and not {A})"),
    ("age = 1", "not (age != 1)"),
    ("age < weight", "weight > age"),
    ("age <= weight", "not (age > weight)"),
    ("age in [0, weight]", "age = 0 or age = weight"),
    ("age not in [0, weight]", "age != 0 and age != weight"),
    ("between(age, weight, 5)", "weight <= age and age <= 5"),
    ("answered(age)", "not unanswered(age)"),
]


@pytest.mark.parametrize(("one", "other"), LAWS)
def test_both_sides_of_a_law_are_the_same(one: str, other: str) -> None:
    for a in TRUTHS:
        for b in TRUTHS:
            for c in TRUTHS:
                known = _truths(a, b, c)
                assert value_of(one, known) is value_of(other, known), (a, b, c)


TABLE = [
    (True, True, True, True),
    (True, False, False, True),
    (True, None, None, True),
    (False, True, False, True),
    (False, False, False, False),
    (False, None, False, None),
    (None, True, None, True),
    (None, False, False, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("a", "b", "both", "either"), TABLE)
def test_the_table_of_truth(a: bool | None, b: bool | None, both: bool | None, either: bool | None) -> None:
    known = _truths(a, b)

    assert value_of(f"{A} and {B}", known) is both
    assert value_of(f"{A} or {B}", known) is either


@st.composite
def formulas(draw: st.DrawFn, depth: int = 4) -> str:
    """Conditions of nothing but logic and comparison."""
    if depth == 0 or draw(st.booleans()):
        name, constant = draw(
            st.sampled_from(
                [("age", "1"), ("weight", "2"), ("colour", '"red"'), ("smokes", "true"), ("age", "weight")]
            )
        )
        signs = ["=", "!="] if name in ("colour", "smokes") else ["=", "!=", "<", ">="]
        return f"{name} {draw(st.sampled_from(signs))} {constant}"
    one, other = draw(formulas(depth - 1)), draw(formulas(depth - 1))
    return draw(
        st.sampled_from(
            [f"({one} and {other})", f"({one} or {other})", f"not ({one})", f'(colour in ["red"] or {one})']
        )
    )


FEW: dict[str, st.SearchStrategy[Any]] = {
    "age": st.integers(0, 3),
    "weight": st.integers(0, 3),
    "colour": st.sampled_from(COLOURS),
    "smokes": st.booleans(),
}


@given(formulas(), st.fixed_dictionaries(FEW), st.sets(st.sampled_from(sorted(FEW))))
def test_answering_more_never_changes_what_was_decided(
    source: str, full: dict[str, Any], known: set[str]
) -> None:
    condition = compiled(source)

    before = condition.evaluate(facts({name: value for name, value in full.items() if name in known}))

    assert before in (None, condition.evaluate(facts(full)))
    assert condition.evaluate(facts(full)) is not None


REFUSED = {
    "too_long",
    "too_deep",
    "too_many_parts",
    "never_true",
    "type_mismatch",
    "unknown_code",
    "date_invalid",
}


@pytest.mark.parametrize("kind", ["boolean", "number", "text", "date", "datetime", "time"])
@given(data=st.data(), now=MOMENTS)
def test_evaluating_never_fails_and_gives_what_the_type_says(
    kind: str, data: st.DataObject, now: datetime
) -> None:
    source = data.draw(sources(kind))
    fitting = data.draw(st.booleans())
    known = facts(data.draw(answers(fitting=fitting)), now=now)
    try:
        expression = compiled(source)
    except ExpressionInvalid as error:
        if error.code not in REFUSED:
            raise
        return

    value = expression.evaluate(known)

    assert value is None or _fits(kind, value)
    assert repr(expression.evaluate(known)) == repr(value)


def _fits(kind: str, value: Any) -> bool:
    match kind:
        case "number":
            fits = not isinstance(value, bool) and isinstance(value, int | float) and isfinite(value)
            return fits and (isinstance(value, float) or abs(value) <= LARGEST_WHOLE)
        case "text":
            return isinstance(value, str) and len(value) <= MAXIMUM_TEXT
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "datetime":
            return isinstance(value, datetime) and value.tzinfo is not None
        case "time":
            return isinstance(value, time)
    return isinstance(value, bool)


WORDS = [
    *(
        "age",
        "name",
        "colours",
        "service.desk",
        "agee",
        "`true`",
        "and",
        "or",
        "not",
        "in",
        "true",
        "(",
        ")",
        "[",
    ),
    *(
        "]",
        ",",
        "+",
        "-",
        "*",
        "/",
        "%",
        "=",
        "<",
        "!=",
        "!",
        "|",
        "1",
        "2.5",
        '"red"',
        "'",
        "#",
        "\n",
        "é",
        "{{",
    ),
    *(
        "sum",
        "count",
        "if",
        "date",
        "matches",
        "label",
        "score",
        "rank",
        "cell",
        '"(a"',
        "\x00",
        "\ud800",
        ".",
    ),
]


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["", " "]))
def test_what_is_written_is_compiled_or_refused_with_a_place(words: list[str], between: str) -> None:
    source = between.join(words)

    error = _refusal(source)

    assert error is None or 0 <= error.start <= error.end <= len(source)


def _refusal(source: str) -> ExpressionInvalid | None:
    try:
        compiled(source).evaluate(facts())
    except ExpressionInvalid as error:
        return error
    return None


@given(NUMBERS, NUMBERS)
def test_numbers_compare_in_one_way_only(left: float, right: float) -> None:
    known = facts({"age": left, "weight": right})

    results = [value_of(f"age {sign} weight", known) for sign in ("<", "=", ">")]

    assert sorted(map(bool, results)) == [False, False, True]


@given(st.dates(), st.integers(0, 3000))
def test_months_added_are_months_between(day: date, months: int) -> None:
    known = facts({"born": day, "age": months})

    later = value_of("add_months(born, age)", known)

    if later is not None:
        assert value_of("months_between(born, add_months(born, age))", known) == months
        assert value_of("years_between(born, add_months(born, age))", known) == months // 12


@given(st.dates(), st.dates())
def test_days_between_are_days_to_add(first: date, second: date) -> None:
    known = facts({"born": first, "visited": second})

    assert value_of("add_days(born, days_between(born, visited)) = visited", known) is True
    assert value_of("months_between(born, visited) = -months_between(visited, born)", known) is True


def test_the_same_facts_give_the_same_value_in_every_order_of_names() -> None:
    expression = compile_expression("count(age, name, colours) + sum(children.age)", SCOPE)

    values = {expression.evaluate(facts(dict(items))) for items in (_answers(), reversed(_answers()))}

    assert values == {17}
    assert NOW.tzinfo is not None
    assert set(dict(_answers())) <= set(TYPES)


def _answers() -> list[tuple[str, object]]:
    return [("age", 3), ("name", "Ann"), ("colours", ("red", "blue")), ("children.age", (4, 9))]
