"""How a quiz went, as the API tells it."""

from typing import Any

from responses.beginning import journey_of
from responses.models import Response
from responses.versions import Running, running
from surveys.flow import has_quiz, points_reached, quiz_results
from surveys.vocabulary import Vocabulary


def quiz_presented(row: Response, words: Vocabulary) -> dict[str, Any] | None:
    """Return the points of a response and how each question went; ``None`` where none has a right answer."""
    ready = running(row.version_id)
    if not _is_quiz(ready):
        return None
    journey = journey_of(
        ready.compiled,
        row.pk,
        language=row.language,
        now=row.completed_at or row.changed_at,
        answers={**row.aside, **row.answers},
        seed=row.seed,
        contact=row.contact,
    )
    results = quiz_results(journey)
    reached = points_reached(results)
    return {
        "points": reached.points,
        "possible": reached.possible,
        "questions": [
            {
                "question": words.name_of(each.question.id),
                "right": each.is_right,
                "points": each.points,
                "possible": each.possible,
            }
            for each in results
        ],
    }


def _is_quiz(ready: Running) -> bool:
    kept: bool | None = ready.kept.get("is_quiz")
    if kept is None:
        kept = ready.kept["is_quiz"] = any(has_quiz(page.elements) for page in ready.compiled.pages)
    return kept
