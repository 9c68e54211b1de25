"""What no respondent can reach is told before publishing."""

from typing import Any

import pytest

from surveys.definition import problems_before_publishing
from tests.surveys.definitions import definition_of, element_data

FIRST, SECOND, THIRD = (f"p_{number:08d}" for number in range(1, 4))
ENDING = "e_00000001"


def warned(jumps: list[dict[str, Any]], first: dict[str, Any] | None = None, **more: Any) -> list[str]:
    """The codes of what is warned of, in a survey of three pages whose first leads on by ``jumps``."""
    pages = [
        {"id": identity, "elements": [element_data("short_text", number)]}
        for number, identity in enumerate((FIRST, SECOND, THIRD), start=1)
    ]
    pages[0] |= {"jumps": jumps} | (first or {})
    definition = definition_of(pages=pages, languages=["en"], title={"en": "x"}, **more)
    codes = {"page_unreachable", "jump_unreachable", "ending_unreachable"}
    return [problem.code for problem in problems_before_publishing(definition) if problem.code in codes]


BLOCK = {"id": "b_00000001"}


@pytest.mark.parametrize(
    ("jumps", "first", "more", "codes"),
    [
        ([], {}, {}, []),
        ([{"to": THIRD}], {}, {}, ["page_unreachable"]),
        ([{"to": ENDING}], {}, {}, ["page_unreachable", "page_unreachable"]),
        ([{"to": THIRD, "condition": "language() = 'en'"}], {}, {}, []),
        ([{"to": THIRD}], {"visible_if": "language() = 'en'"}, {}, []),
        (
            [{"to": THIRD}],
            {"block": BLOCK["id"]},
            {"blocks": [BLOCK | {"visible_if": "language() = 'en'"}]},
            [],
        ),
        ([{"to": THIRD}], {"block": BLOCK["id"]}, {"blocks": [BLOCK | {"shuffle": {}}]}, []),
        ([{"to": SECOND}, {"to": THIRD}], {}, {}, ["jump_unreachable"]),
    ],
)
def test_pages_and_jumps_that_nobody_reaches_are_told(
    jumps: list[dict[str, Any]], first: dict[str, Any], more: dict[str, Any], codes: list[str]
) -> None:
    assert warned(jumps, first, **more) == codes


def test_endings_behind_one_for_everybody_are_told_unless_something_leads_there() -> None:
    endings = [{"id": ENDING, "title": {"en": "Thanks"}}, {"id": "e_00000002", "title": {"en": "Other"}}]
    quota = {"id": "k_00000001", "name": "All", "limit": 1, "ending": "e_00000002"}

    assert warned([], endings=endings) == ["ending_unreachable"]
    assert warned([], endings=endings, quotas=[quota]) == []
    assert warned([{"to": "e_00000002", "condition": "language() = 'en'"}], endings=endings) == []
    assert warned([], endings=[endings[0] | {"visible_if": "language() = 'en'"}, endings[1]]) == []
