"""What logic costs: journeys through a survey with every kind of it, beside the same survey without any."""

import re
import statistics
import sys
from typing import Any

from django.test import Client

from benchmarks.flow import HIDDEN, timed
from benchmarks.questionnaire import definition, form_data
from benchmarks.room import HOST, organisation_made, published
from surveys.definition import Definition, definition_json, new_id, parse_definition
from surveys.models import Survey

JOURNEYS, WARMING = 120, 10
MOST_RATIO = 2.5
THANKS = re.compile(r"<h1[^>]*>Thank you")

type Forms = list[list[tuple[str, str]]]


def run() -> bool:
    """Measure; return whether a journey with logic costs at most so many times one without."""
    asked = definition()
    with organisation_made():
        surveys = [published(asked), published(entangled(asked))]
        costs: list[list[float]] = [[], []]
        client = Client(headers={"host": HOST})
        for journey in range(JOURNEYS + WARMING):
            for survey, spent in zip(surveys, costs, strict=True):
                cost = _journey(client, survey, form_data(asked))
                spent.extend([cost] if journey >= WARMING else [])
    plain, logical = (statistics.median(spent) for spent in costs)
    ratio = logical / plain
    sys.stdout.write(
        f"logic: a journey of 3 pages and 12 questions in process, CPU: {plain:.1f} ms without logic, "
        f"{logical:.1f} ms with it: {ratio:.2f} times (at most {MOST_RATIO})\n"
    )
    return ratio <= MOST_RATIO


def entangled(asked: Definition) -> Definition:
    """The same survey with conditions, a check, piping, a calculation, a shuffle and two quotas.

    Whoever answers as ``form_data`` does meets the same questions.
    """
    document = definition_json(asked)
    pages = document["pages"]
    questions = {each["name"]: each for page in pages for each in page["elements"]}
    for name, logic in LOGIC.items():
        questions[name] |= logic
    questions["matters"]["shuffle_choices"] = {"order": "random"}
    pages[1]["visible_if"] = "answered(overall)"
    pages[2]["elements"].append(
        {
            "id": new_id("q"),
            "type": "calculated",
            "name": "warmth",
            "settings": {"expression": "recommend + overall"},
        }
    )
    document["endings"][0]["text"] = {"en": "Goodbye to {{ city | 'you' }}."}
    document["quotas"] = [_quota("Fans", "recommend >= 9"), _quota("Locals", "city = 'Utrecht'")]
    return parse_definition(document)


LOGIC: dict[str, dict[str, Any]] = {
    "overall": {"required": True},
    "channels": {
        "visible_if": "recommend > 5",
        "text": {"en": "You gave us {{ overall }}. How have you reached us?"},
    },
    "again": {"visible_if": "overall >= 2"},
    "visits": {
        "required_if": "answered(recommend)",
        "checks": [{"valid_if": "visits < 400", "message": {"en": "Not so often, surely."}}],
    },
    "aspects": {"visible_if": "visits > 0 and again"},
    "effort": {"visible_if": "answered(why) or visits > 3"},
}


def _quota(name: str, condition: str) -> dict[str, Any]:
    return {"id": new_id("k"), "name": name, "condition": condition, "limit": 1_000_000}


def _journey(client: Client, survey: Survey, forms: Forms) -> float:
    """Milliseconds of CPU that a respondent takes from the first page to the thanks."""
    client.cookies.clear()
    path = f"/s/{survey.slug}/"
    answer, (spent, _clock) = timed(lambda: client.get(path))
    for fields in forms:
        form: dict[str, list[str]] = {"_go": ["next"]}
        for name, value in [*fields, *HIDDEN.findall(answer.content.decode())]:
            form.setdefault(name, []).append(value)
        sent, (taking, _clock) = timed(lambda sending=form: client.post(path, sending))  # type: ignore[misc]
        answer, (showing, _clock) = timed(lambda to=sent["Location"]: client.get(to))  # type: ignore[misc]
        spent += taking + showing
    if not THANKS.search(answer.content.decode()):
        raise RuntimeError("the journey didn't end with the thanks")
    return float(spent)
