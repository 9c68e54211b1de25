"""Conditions as rows, and back."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions import Group, Name, Row, Scope, compile_expression, rows_from, source_from
from surveys.expressions.rows import RowValue
from surveys.expressions.value_types import BOOLEAN, ValueType
from surveys.question_types import operators
from tests.surveys.expressions.scenes import SCOPE, facts
from tests.surveys.expressions.written import answers, sources

READ: list[tuple[str, Row]] = [
    ("age = 18", Row("age", "equals", 18)),
    ("age == -1.5", Row("age", "equals", -1.5)),
    ("18 < age", Row("age", "more", 18)),
    ("18 >= age", Row("age", "at_most", 18)),
    ("not (age < 18)", Row("age", "at_least", 18)),
    ("between(age, 1, 5)", Row("age", "between", (1, 5))),
    ("age in [1, 2]", Row("age", "any_of", (1, 2))),
    ("not (age in [1, 2])", Row("age", "none_of", (1, 2))),
    ('colour != "red"', Row("colour", "not_equals", "red")),
    ('selected(colour, "red")', Row("colour", "equals", "red")),
    ('selected(colours, "red")', Row("colours", "has", "red")),
    ('"red" in colours', Row("colours", "has", "red")),
    ('not has(colours, "red")', Row("colours", "has_not", "red")),
    ('has_all(colours, ["red"])', Row("colours", "has_all_of", ("red",))),
    ("count(colours) >= 2", Row("colours", "count_at_least", 2)),
    ("smokes", Row("smokes", "equals", True)),
    ("not smokes", Row("smokes", "not_equals", True)),
    ("answered(name)", Row("name", "answered")),
    ("not answered(name)", Row("name", "not_answered")),
    ("unanswered(service.desk)", Row("service", "not_answered", None, ("desk",))),
    ('cell(service, "front-desk") = "bad"', Row("service", "row_equals", "bad", ("front-desk",))),
    ('service.desk in ["bad"]', Row("service", "row_any_of", ("bad",), ("desk",))),
    ("table.r1.c1 > 3", Row("table", "more", 3, ("r1", "c1"))),
    ('born < date("2000-01-01")', Row("born", "before", date(2000, 1, 1))),
    ('arrival = time("09:30")', Row("arrival", "equals", time(9, 30))),
    ('started > datetime("2026-01-31T09:30")', Row("started", "after", datetime(2026, 1, 31, 9, 30))),
    ('url("source") = "mail"', Row("url:source", "equals", "mail")),
    ('answered(contact("email"))', Row("contact:email", "answered")),
    ("`true`", Row("true", "equals", True)),
    ('starts_with(name, "A")', Row("name", "begins_with", "A")),
    ("whatever", Row("whatever", "equals", True)),
]


@pytest.mark.parametrize(("source", "row"), READ)
def test_a_row_is_read_and_means_the_same(source: str, row: Row) -> None:
    group = rows_from(source, SCOPE)

    assert group == Group("all", (row,))
    assert rows_from(source_from(group), SCOPE) == group


TOO_FREE = [
    "age = 3 # three",
    "age + 1 = 3",
    "age > weight",
    "1 = 1",
    "count(colours) = 2",
    "count(colours, liked) >= 2",
    "count(age + 1) >= 2",
    "age in [weight, 1]",
    "not (smokes and age = 1)",
    'not starts_with(name, "A")',
    "refused(age)",
    'has_any(colours, "red", "blue")',
    'has_any(colours, "red")',
    "answered(age + 1)",
    'language() = "nl"',
    "born < today()",
    "age",
    "agee = 3",
    "age =",
    "“",
    'age in ["a"]',
    "if(smokes, true, false)",
    "between(age, weight, 3)",
]


@pytest.mark.parametrize("source", TOO_FREE)
def test_what_rows_cannot_say_is_too_free(source: str) -> None:
    assert rows_from(source, SCOPE) is None


def test_a_cell_that_is_true_or_false_is_a_row() -> None:
    scope = Scope({"done": Name(ValueType("grid", parts={"a-1": BOOLEAN}), 0)})

    assert rows_from('cell(done, "a-1")', scope) == Group("all", (Row("done", "equals", True, ("a-1",)),))


def test_a_row_without_value_is_not_written() -> None:
    with pytest.raises(ValueError, match="lacks"):
        source_from(Group("all", (Row("age", "equals"),)))


def test_groups_are_read_with_their_nesting() -> None:
    group = rows_from('(smokes or age < 18) and (name = "A" or (age > 3 and weight > 4))', SCOPE)

    assert group == Group(
        "all",
        (
            Group("any", (Row("smokes", "equals", True), Row("age", "less", 18))),
            Group(
                "any",
                (
                    Row("name", "equals", "A"),
                    Group("all", (Row("age", "more", 3), Row("weight", "more", 4))),
                ),
            ),
        ),
    )


def test_an_empty_condition_is_an_empty_group() -> None:
    assert rows_from("  ", SCOPE) == Group("all", ())
    assert source_from(Group("any", (Group("all", ()),))) == ""


def test_every_operator_of_the_question_types_is_written() -> None:
    offered = {name for value in vars(operators).values() if isinstance(value, tuple) for name in value}

    written = {operator: source_from(Group("all", (Row("x", operator, ("a", "b")),))) for operator in offered}

    assert all(written.values())


KINDS: dict[str, tuple[list[tuple[str, tuple[str, ...]]], tuple[str, ...], st.SearchStrategy[Any]]] = {
    "text": ([("name", ()), ("contact:email", ())], operators.TEXT, st.text(min_size=1, max_size=9)),
    "number": (
        [("age", ()), ("children_1", ()), ("table", ("r1", "c1"))],
        operators.NUMBER,
        st.integers(-(10**14), 10**14) | st.floats(-1e6, 1e6).map(lambda number: round(number, 4)),
    ),
    "choice": ([("colour", ()), ("second", ())], operators.CATEGORY, st.sampled_from(["red", "green"])),
    "set": ([("colours", ()), ("liked", ())], operators.SET, st.sampled_from(["red", "green"])),
    "date": ([("born", ()), ("visited", ())], operators.DATE, st.dates()),
    "matrix": (
        [("service", ("desk",)), ("service", ("front-desk",))],
        operators.MATRIX,
        st.sampled_from(["good", "bad"]),
    ),
}
NAMES = Scope({**SCOPE.names, "children_1": SCOPE.names["age"]})


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Rows that the builder could make."""
    places, offered, values = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    name, part = draw(st.sampled_from(places))
    operator = draw(st.sampled_from(offered))
    value: RowValue
    if operator in operators.ANSWERED:
        value = None
    elif operator == "between":
        value = draw(st.tuples(values, values))
    elif operator in ("any_of", "none_of", "row_any_of", "has_any_of", "has_all_of", "has_none_of"):
        value = tuple(draw(st.lists(values, min_size=1, max_size=3)))
    elif operator.startswith("count"):
        value = draw(st.integers(0, 9))
    else:
        value = draw(values) if operator != "matches" else "[a-z]+"
    return Row(name, operator, value, part)


def _nested(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Group]:
    return st.builds(
        lambda joined, inner: Group(joined, tuple(inner)),
        st.sampled_from(["all", "any"]),
        st.lists(items, min_size=2, max_size=3),
    )


@given(_nested(st.recursive(rows(), _nested, max_leaves=6)) | rows().map(lambda row: Group("all", (row,))))
def test_rows_survive_being_written_and_read(group: Group) -> None:
    source = source_from(group)

    assert compile_expression(source, NAMES, expects="condition").source == source
    assert rows_from(source, NAMES) == group


@given(sources(), answers(fitting=True))
def test_reading_rows_keeps_the_meaning(source: str, given_answers: dict[str, Any]) -> None:
    group = rows_from(source, SCOPE)

    if group is not None:
        before = compile_expression(source, SCOPE)
        after = compile_expression(source_from(group), SCOPE)
        assert after.evaluate(facts(given_answers)) == before.evaluate(facts(given_answers))
