"""The survey of the benchmark: 3 pages, 12 questions, and answers to them as a browser sends them."""

from typing import Any

from surveys.definition import Definition, new_id, parse_definition
from surveys.question_types import question_type

ASKED = (
    (
        ("nps", "recommend", "How likely are you to recommend us to a friend or colleague?"),
        ("single_choice", "matters", "What matters most to you right now?"),
        ("long_text", "why", "Tell us about the last time that you were pleased with us"),
        ("rating", "overall", "How do you rate us overall?"),
    ),
    (
        ("multiple_choice", "channels", "Through which channels have you reached us?"),
        ("yes_no", "again", "Would you come back?"),
        ("number", "visits", "How often were you here in the last year?"),
        ("short_text", "city", "In which city do you live?"),
    ),
    (
        ("matrix_single", "aspects", "How do you judge each of these?"),
        ("dropdown", "age", "How old are you?"),
        ("opinion_scale", "effort", "It was easy to get what I wanted"),
        ("date", "last", "When were you last here?"),
    ),
)
LABELS = ("The people", "The quality", "The price", "The opening hours", "The way there")


def definition() -> Definition:
    """Return a new survey to be published."""
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {"en": "How are we doing?"},
            "languages": ["en"],
            "pages": [
                {"id": new_id("p"), "elements": [_question(*asked) for asked in page]} for page in ASKED
            ],
            "endings": [{"id": new_id("e"), "title": {"en": "Thank you"}, "text": {"en": "Goodbye."}}],
        }
    )


def form_data(survey: Definition) -> list[list[tuple[str, str]]]:
    """Return what a browser sends of each page, by name and value."""
    return [[pair for element in page.elements for pair in _sent(element)] for page in survey.pages]


def _question(type: str, name: str, text: str) -> dict[str, Any]:
    settings = question_type(type).starting_settings(new_id, "en").model_dump(mode="json")
    if "choices" in settings:
        settings["choices"] = _labelled("c", LABELS)
    if "rows" in settings:
        settings |= {"rows": _labelled("r", LABELS[:4]), "columns": _labelled("c", LABELS)}
    return {"id": new_id("q"), "type": type, "name": name, "text": {"en": text}, "settings": settings}


def _labelled(prefix: str, labels: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"id": new_id(prefix), "code": str(number), "label": {"en": label}}
        for number, label in enumerate(labels, start=1)
    ]


def _sent(element: Any) -> list[tuple[str, str]]:
    settings = element.settings
    if element.type == "matrix_single":
        return [(f"{element.id}.{row.id}", settings.columns[1].id) for row in settings.rows]
    if element.type == "multiple_choice":
        return [(element.id, choice.id) for choice in settings.choices[:3]]
    typed = {"long_text": "The people were kind, and it took no time.", "short_text": "Utrecht"}
    typed |= {
        "number": "12",
        "date": "2026-03-14",
        "yes_no": "yes",
        "nps": "9",
        "rating": "4",
        "opinion_scale": "3",
    }
    return [(element.id, typed.get(element.type) or settings.choices[2].id)]
