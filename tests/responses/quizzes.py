"""A quiz of two questions, and what a respondent reads of it."""

from html import unescape
from typing import Any

from surveys.definition import parse_definition
from surveys.models import Survey
from tests.builders import published_survey
from tests.responses.respondent import Respondent

CAPITAL, SUM, NAME, GROUP = "q_capital0", "q_sum00000", "q_name0000", "q_group000"
CITIES: list[dict[str, Any]] = [
    {"id": f"c_city000{number}", "code": code, "label": {"en": label, "nl": dutch}}
    for number, (code, label, dutch) in enumerate(
        (("par", "Paris", "Parijs"), ("lyo", "Lyons", "Lyon"), ("nic", "Nice", "Nice")), start=1
    )
]
PARIS, LYONS = CITIES[0]["id"], CITIES[1]["id"]


def capital(**more: Any) -> dict[str, Any]:
    quiz = {
        "right_if": 'capital = "par"',
        "points": 2,
        "if_right": {"en": "<p>Since 987.</p>"},
        "if_wrong": {"en": "<p>Not {{ label(capital) }}.</p>", "nl": "<p>Niet {{ label(capital) }}.</p>"},
    }
    return {
        "id": CAPITAL,
        "type": "single_choice",
        "name": "capital",
        "text": {"en": "Capital of France?", "nl": "Hoofdstad van Frankrijk?"},
        "settings": {"choices": CITIES},
        "quiz": quiz,
    } | more


def total(**more: Any) -> dict[str, Any]:
    quiz = {"right_if": "between(total, 4, 5)", "points": 0.5}
    base = {"id": SUM, "type": "number", "name": "total", "text": {"en": "Two and two?"}, "settings": {}}
    return base | {"quiz": quiz} | more


def name(**more: Any) -> dict[str, Any]:
    base = {"id": NAME, "type": "short_text", "name": "name", "text": {"en": "Your name?"}, "settings": {}}
    return base | more


def document(*pages: Any, **settings: Any) -> dict[str, Any]:
    return {
        "schema_version": "1.0",
        "title": {"en": "Quiz"},
        "languages": ["en", "nl"],
        "pages": [{"id": f"p_{index:08d}", "elements": list(page)} for index, page in enumerate(pages, 1)],
        "endings": [{"id": "e_00000001", "title": {"en": "Done"}}],
        "settings": {"quiz_feedback": "page"} | settings,
    }


def quiz_of(*pages: Any, **settings: Any) -> Survey:
    return published_survey(parse_definition(document(*pages, **settings)))


def words(respondent: Respondent) -> str:
    return " ".join(unescape(respondent.html).split())
