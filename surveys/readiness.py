"""How far a survey is on its way to answers; pure."""

from dataclasses import dataclass
from typing import Literal

from surveys.definition import Definition, problems_before_publishing
from surveys.exceptions import Problem
from surveys.models import Survey
from surveys.question_types import question_type


@dataclass(frozen=True, slots=True)
class Step:
    """A step that every survey takes; the page has the words for its ``code``."""

    code: Literal["questions", "errors", "publish", "open"]
    is_done: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is done, what is wrong, and how much there is to answer."""

    steps: tuple[Step, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    question_count: int
    page_count: int

    @property
    def is_complete(self) -> bool:
        """Whether no step is left."""
        return all(step.is_done for step in self.steps)


def readiness(survey: Survey, definition: Definition) -> Readiness:
    """Judge the draft of a survey and where the survey stands."""
    problems = problems_before_publishing(definition)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    questions = [part for part in definition.elements if question_type(part.type).stores_answer]
    steps = (
        Step("questions", bool(questions)),
        Step("errors", bool(questions) and not errors),
        Step("publish", survey.current_version_id is not None),
        Step("open", survey.status == Survey.Status.OPEN),
    )
    warnings = tuple(problem for problem in problems if problem.severity == "warning")
    return Readiness(steps, errors, warnings, len(questions), len(definition.pages))
