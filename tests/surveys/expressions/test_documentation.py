"""What the documentation says of expressions is so."""

import re
from pathlib import Path

from django.utils import translation

from surveys.expressions import ExpressionInvalid, compile_text
from surveys.expressions.facts import MAXIMUM_STEPS
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.parsing import MAXIMUM_DEPTH, MAXIMUM_NODES, MAXIMUM_SOURCE
from surveys.expressions.values import MAXIMUM_ITEMS, MAXIMUM_TEXT
from tests.surveys.expressions.scenes import SCOPE, facts, value_of

DOCUMENT = Path(__file__).parents[3] / "docs" / "expressions.md"
GROUPS = {
    "answers": "Whether there is an answer",
    "logic": "Choosing",
    "choices": "Choices, rankings, grids",
    "numbers": "Numbers",
    "texts": "Texts",
    "dates": "Days and times",
    "survey": "Around the answers",
}


def functions_in_words() -> str:
    """The functions as the documentation lists them."""
    lines = []
    with translation.override("en"):
        for group, heading in GROUPS.items():
            lines += [f"### {heading}", "", "| function | gives | example |", "|---|---|---|"]
            lines += [
                f"| `{function.signature}` | {function.words} | `{function.example}` |"
                for function in FUNCTIONS.values()
                if function.group == group
            ]
            lines.append("")
    return "\n".join(lines)


def _document() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def test_the_functions_of_the_documentation_are_those_of_the_table() -> None:
    documented = re.search(
        r"<!-- functions: .*? -->\n\n(.*?)<!-- end of functions -->", _document(), re.DOTALL
    )

    assert documented is not None
    assert documented[1] == functions_in_words() + "\n"


def test_every_group_of_functions_has_a_heading() -> None:
    assert {function.group for function in FUNCTIONS.values()} == set(GROUPS)


def test_the_table_of_truth_is_as_documented() -> None:
    word = r"(true|false|unanswered)"
    rows = re.findall(rf"^\| {word} \| {word} \| {word} \| {word} \| {word} \|$", _document(), re.MULTILINE)
    truths = {"true": True, "false": False, "unanswered": None}

    assert len(rows) == 9
    for row in rows:
        a, b, *expected = (truths[each] for each in row)
        known = facts({"smokes": a, "true": b})
        found = [
            value_of(source, known) for source in ("smokes and `true`", "smokes or `true`", "not smokes")
        ]
        assert found == expected


def test_the_limits_are_as_documented() -> None:
    limits = (MAXIMUM_SOURCE, MAXIMUM_DEPTH, MAXIMUM_NODES, MAXIMUM_TEXT, MAXIMUM_ITEMS, MAXIMUM_STEPS)

    assert limits == (4_000, 50, 1_000, 20_000, 2_000, 200_000)
    for limit in limits:
        assert re.search(rf"\b{limit:,}\b", _document())


def test_the_codes_of_refusals_are_documented() -> None:
    codes = set(re.findall(r"``([a-z_]+)``", (ExpressionInvalid.__doc__ or "").partition("Codes")[2]))

    documented = _document().partition("## What is refused")[2].partition("## What they cost")[0]
    assert codes == set(re.findall(r"`([a-z]+(?:_[a-z]+)+|empty|syntax)`", documented))


def test_the_example_of_piping_is_a_text() -> None:
    found = re.search(r"^    (Hello \{\{.*)$", _document(), re.MULTILINE)

    assert found is not None
    assert compile_text(found[1], SCOPE).render(facts()) == "Hello Ann, you were born on February 29, 1996."
