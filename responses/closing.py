"""Pages of a quiz whose right answers were told: nothing that was answered there can be changed any more.

That a page is closed is written along with its answers, into the name of the form that wrote it: no form that
is shown can have such a name, so that no other write of the page fits the row any more (``responses.rows``).
"""

from collections.abc import Mapping

from responses.identity import new_form
from responses.queries import StoredResponse
from responses.versions import Running
from surveys.flow import CompiledPage, Journey, has_quiz, shown_elements

CLOSED = "~"
"""Ends the name of the form that closed its page."""


def closing_form() -> str:
    """Return a name for the form that closes a page: another one for each time it is sent."""
    return new_form() + CLOSED


def is_closed(page_forms: Mapping[str, str], page: str) -> bool:
    """Say whether the right answers of a page were told."""
    return page_forms.get(page, "").endswith(CLOSED)


def closed_pages(ready: Running, page_forms: Mapping[str, str], *, is_reopened: bool) -> frozenset[str]:
    """Return the pages on which nothing can be changed any more because right answers were told.

    Where they are told at the end, those are all pages with a right answer once the response was handed in.
    """
    told = frozenset(page for page in page_forms if is_closed(page_forms, page))
    feedback = ready.compiled.definition.settings.quiz_feedback
    return told | _quiz_pages(ready) if is_reopened and feedback == "end" else told


def tells_answers(journey: Journey, page: CompiledPage) -> bool:
    """Say whether the right answers of a page are told as soon as it is sent."""
    feedback = journey.survey.definition.settings.quiz_feedback
    return feedback == "page" and has_quiz(shown_elements(journey, page))


def is_told(journey: Journey, page: CompiledPage, stored: StoredResponse | None) -> bool:
    """Say whether a page is shown with its right answers, and no longer to be answered."""
    if stored is None or page.id not in journey.over:
        return False
    if is_closed(stored.page_forms, page.id) or tells_answers(journey, page):
        return True
    feedback = journey.survey.definition.settings.quiz_feedback
    return feedback == "end" and stored.is_reopened and has_quiz(shown_elements(journey, page))


def _quiz_pages(ready: Running) -> frozenset[str]:
    kept: frozenset[str] | None = ready.kept.get("quiz_pages")
    if kept is None:
        pages = ready.compiled.page_by_id.values()
        kept = ready.kept["quiz_pages"] = frozenset(page.id for page in pages if has_quiz(page.elements))
    return kept
