"""Questions that ask who people are, or what says much about them: nobody's words are quoted from them."""

from collections.abc import Iterator

from analytics.results import Question
from surveys.checks.personal_data import personal_in
from surveys.definition import Definition
from surveys.models import Survey
from surveys.queries import definitions_of, draft_of, versions_of

_PLAIN = len("q_00000000")


def delicate_questions(survey: Survey) -> frozenset[str]:
    """The ids of such questions: by their type or words, or marked so, in any version or the draft."""
    found = [draft_of(survey), *definitions_of(versions_of(survey))]
    return frozenset(each for definition in found for each in _delicate(definition))


def is_delicate(question: Question, delicate: frozenset[str]) -> bool:
    """Whether a question is one of those, be it repeated."""
    return question.id[:_PLAIN] in delicate


def tells_places(question: Question) -> bool:
    """Whether answers are places on earth: where somebody is tells who it is, so readers are shown none."""
    return question.plane is not None and question.plane.kind == "earth"


def _delicate(definition: Definition) -> Iterator[str]:
    for element in definition.elements:
        if element.sensitive or personal_in(element):
            yield element.id
