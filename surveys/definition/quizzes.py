"""Whether a survey that is a quiz can be one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.definition.documents import AnyElement, Definition
from surveys.exceptions import Problem
from surveys.question_types import question_type


def quiz_problems(definition: Definition) -> Iterator[Problem]:
    """Right answers to what nobody answers, and feedback to nothing."""
    is_quiz = False
    for page_index, page in enumerate(definition.pages):
        for index, element in enumerate(page.elements):
            if element.quiz is None:
                continue
            if can_be_right(element):
                is_quiz = True
            else:
                message = _("Only what respondents answer themselves can be right or wrong.")
                path = f"pages[{page_index}].elements[{index}].quiz"
                yield Problem(path, message, "not_answered", target=element.id)
    if definition.settings.quiz_feedback is not None and not is_quiz:
        message = _("Respondents are to be told what was right, but no question has a right answer.")
        yield Problem("settings.quiz_feedback", message, "no_right_answers", "warning")


def can_be_right(element: AnyElement) -> bool:
    """Whether respondents answer this themselves."""
    kind = question_type(element.type)
    is_filled = kind.filled_by == "respondent" and not kind.computation(element)
    return kind.stores_answer and is_filled and not kind.is_group
