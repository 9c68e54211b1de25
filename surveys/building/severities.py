"""Which questions of a survey have problems, for marks in the outline; each question is judged once."""

from typing import Any

from surveys.definition import Definition, Element
from surveys.definition.quizzes import can_be_right
from surveys.definition.remembering import Remembered
from surveys.definition.sketches import sketch_of, sketch_of_head
from surveys.question_types import question_type


def severities(definition: Definition) -> dict[str, str]:
    """The severity of the first problem before publishing of each question that has one, by its id."""
    base = definition.base_language
    untranslated = _first_untranslated(definition)
    found: dict[str, str] = {}
    for element in definition.elements:
        if own := _own_severity(element):
            found[element.id] = own
        elif any(base not in languages for languages in sketch_of(element).worded):
            found[element.id] = "error"
        elif element.id in untranslated:
            found[element.id] = "warning"
        elif element.quiz is not None and not can_be_right(element):
            found[element.id] = "error"
    return found


def _own(element: Element[Any]) -> str:
    """The severity of the first problem that a question's type has with it."""
    problems = question_type(element.type).problems(element)
    return next((problem.severity for problem in problems if problem.target), "")


_own_severity = Remembered[Element[Any], str](_own)


def _first_untranslated(definition: Definition) -> set[str]:
    """The questions that hold the first text that a language lacks, where a question does."""
    missing = set(definition.languages[1:]) & set(definition.title)
    found: set[str] = set()
    for page in definition.pages:
        if not missing:
            break
        missing -= _lacking(sketch_of_head(page).worded, missing)
        for element in page.elements:
            if lacking := _lacking(sketch_of(element).worded, missing):
                found.add(element.id)
                missing -= lacking
    return found


def _lacking(worded: tuple[frozenset[str], ...], languages: set[str]) -> set[str]:
    """Those of the languages that some text isn't in."""
    return {language for language in languages if any(language not in known for known in worded)}
