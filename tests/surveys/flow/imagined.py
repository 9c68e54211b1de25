"""Definitions as hypothesis imagines them: with conditions, jumps and shuffles that fit together."""

from typing import Any

from hypothesis import strategies as st

from surveys.definition import Definition, parse_definition
from surveys.question_types import question_type, question_types
from tests.surveys.definitions import fresh_settings

ASKED = [kind.key for kind in question_types() if kind.stores_answer and kind.filled_by == "respondent"]


def _condition(draw: Any, earlier: list[dict[str, Any]]) -> str:
    """A condition over questions asked before; ``""`` for none."""
    if not earlier or draw(st.booleans()):
        return ""
    first = draw(st.sampled_from(earlier))["name"]
    second = draw(st.sampled_from(earlier))["name"]
    return draw(
        st.sampled_from(
            [
                f"answered({first})",
                f"not answered({first})",
                f"answered({first}) and not answered({second})",
                f"unanswered({first}) or answered({second})",
                f"count({first}) > 0",
                "true",
                "1 > 2",
            ]
        )
    )


@st.composite
def definitions(draw: Any, *, most_pages: int = 4, most_elements: int = 4) -> Definition:
    """A valid definition with logic."""
    earlier: list[dict[str, Any]] = []
    pages = []
    count = draw(st.integers(1, most_pages))
    for page_number in range(1, count + 1):
        elements = []
        visible_if = _condition(draw, earlier)
        shuffled = draw(st.integers(0, 4)) == 0
        before_page = list(earlier)
        for _ in range(draw(st.integers(0, most_elements))):
            element = _element(draw, len(earlier) + 1, before_page if shuffled else earlier)
            elements.append(element)
            earlier.append(element)
        page: dict[str, Any] = {"id": f"p_{page_number:08d}", "elements": elements, "visible_if": visible_if}
        if shuffled:
            page["shuffle"] = {"show": draw(st.none() | st.integers(1, 3)), "evenly": draw(st.booleans())}
        if draw(st.integers(0, 3)) == 0:
            to = draw(
                st.sampled_from(
                    [f"p_{later:08d}" for later in range(page_number + 1, count + 1)] + ["e_00000002"]
                )
            )
            page["jumps"] = [{"condition": _condition(draw, earlier), "to": to}]
        pages.append(page)
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {"en": "Imagined"},
            "languages": ["en", "ar"],
            "pages": pages,
            "endings": [
                {"id": "e_00000002", "title": {"en": "Early"}, "visible_if": _condition(draw, earlier)},
                {"id": "e_00000001", "title": {"en": "Thanks"}},
            ],
            "settings": {"mode": draw(st.sampled_from(["pages", "questions", "single"]))},
        }
    )


def _element(draw: Any, number: int, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    key = draw(st.sampled_from(ASKED))
    name = f"question_{number}"
    asked = draw(st.sampled_from(earlier))["name"] if earlier and draw(st.booleans()) else ""
    pipe = f" ({{{{ if(answered({asked}), 'told', 'untold') }}}})" if asked else ""
    return {
        "id": f"q_{number:08d}",
        "type": key,
        "name": name,
        "text": {"en": f"Question {number}{pipe}"},
        "required": draw(st.booleans()),
        "required_if": _condition(draw, earlier),
        "visible_if": _condition(draw, earlier),
        "refusals": draw(st.sampled_from([[], ["refused"], ["refused", "dont_know"]])),
        "settings": fresh_settings(question_type(key).sample_settings(), number),
    }
