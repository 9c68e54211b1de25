"""Expressions follow their questions."""

import pytest
from hypothesis import given

from surveys.expressions import (
    ExpressionInvalid,
    Scope,
    compile_expression,
    normalised_codes,
    normalised_names,
    text_with_codes,
    text_with_names,
)
from tests.surveys.expressions.scenes import SCOPE, compiled
from tests.surveys.expressions.written import sources

RENAMES = {
    "age": "years",
    "true": "really",
    "children.age": "children.years",
    "hours": "not",
    "format": "form",
}

NAMES: list[tuple[str, str]] = [
    ("age", "years"),
    ("  age>=18  # age\n and  not age ", "  years>=18  # age\n and  not years "),
    ('age = "age"', 'years = "age"'),
    ("age(age)", "age(years)"),
    ("children.age", "children.years"),
    ("hours.work + hours", "not.work + `not`"),
    ("`true` and true", "really and true"),
    ("`age`", "years"),
    ("name", "name"),
    ("age > “", "age > “"),
]


@pytest.mark.parametrize(("source", "expected"), NAMES)
def test_names_are_replaced_and_all_else_stays(source: str, expected: str) -> None:
    assert normalised_names(source, RENAMES) == expected


@given(sources())
def test_a_renamed_expression_means_the_same_under_new_names(source: str) -> None:
    renames = {name: f"{name}_x" for name in SCOPE.names if ":" not in name and "." not in name}
    renames |= {"children.age": "children_x.age", "children.name": "children_x.name"}
    renamed = Scope({renames.get(name, name): known for name, known in SCOPE.names.items()}, SCOPE.scores)
    try:
        before = compiled(source)
    except ExpressionInvalid:
        return

    after = compile_expression(normalised_names(source, renames), renamed)

    assert after.names == {renames.get(name, name) for name in before.names}
    back = {new: old for old, new in renames.items()}
    assert normalised_names(after.source, back) == source


CODES: list[tuple[str, str]] = [
    ('colour = "red"', 'colour = "rood"'),
    ("'red'  != colour", '"rood"  != colour'),
    ('colour in ["red", "blue"]', 'colour in ["rood", "blue"]'),
    ('"red" in colour', '"rood" in colour'),
    (
        'selected(colour, "red") and has_any(colour, "blue", "red")',
        'selected(colour, "rood") and has_any(colour, "blue", "rood")',
    ),
    ('if(rank(colour, "red") > -age, 1 + 2, "red")', 'if(rank(colour, "rood") > -age, 1 + 2, "red")'),
    ('second = "red" or name = "red"', 'second = "red" or name = "red"'),
    ('not (colour = "red")', 'not (colour = "rood")'),
    ('colour = "red', 'colour = "red'),
    ('colour = "a"', r'colour = "\"\\"'),
]


@pytest.mark.parametrize(("source", "expected"), CODES)
def test_codes_are_replaced_where_they_are_held_against_the_answer(source: str, expected: str) -> None:
    assert normalised_codes(source, "colour", {"red": "rood", "a": '"\\'}) == expected


def test_texts_are_renamed_inside_their_braces() -> None:
    text = 'age {{ age | format "long" | age }} {{ name }} age'

    assert text_with_names(text, RENAMES) == 'age {{ years | format "long" | years }} {{ name }} age'
    assert text_with_names("{{ age", RENAMES) == "{{ age"


def test_rich_texts_stay_html() -> None:
    text = "<p>{{ age &lt; 18 }} {{ name &amp;&amp; name }}</p>"

    assert text_with_names(text, RENAMES, rich=True) == (
        "<p>{{ years &lt; 18 }} {{ name &amp;&amp; name }}</p>"
    )


def test_texts_follow_codes() -> None:
    renames = {"red": "rood"}

    assert (
        text_with_codes('{{ colour = "red" | "red" }}', "colour", renames) == '{{ colour = "rood" | "red" }}'
    )
    assert text_with_codes("{{ colour = }}", "colour", renames) == "{{ colour = }}"
    assert text_with_codes("{{ colour", "colour", renames) == "{{ colour"
