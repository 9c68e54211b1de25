"""Why there is no answer, in SQL and in words; the numbers are those of statistics."""

from django.utils.translation import gettext_lazy as _

from analytics.exporting.sql import literal
from analytics.results import Question, Variable
from analytics.results.asking import answered as any_answered
from analytics.results.asking import quoted
from analytics.results.questions import refused_field
from surveys.question_types.elements import Words
from surveys.question_types.missing import REFUSAL_WORDS, Missing

WHYS: tuple[tuple[Missing, int, Words], ...] = (
    ("skipped", 1, _("Skipped")),
    ("refused", 2, REFUSAL_WORDS["refused"]),
    ("dont_know", 3, REFUSAL_WORDS["dont_know"]),
    ("not_shown", 4, _("Not shown")),
)


def why_of_question(question: Question) -> str:
    """SQL that says why a question has no answer, by the key of the reason; ``NULL`` where it has one."""
    return _why(question, answered(question))


def why_of_variable(question: Question, variable: Variable) -> str:
    """SQL that says why one column of a question is empty; ``NULL`` where it isn't."""
    return _why(question, f"{quoted(variable.field)} IS NOT NULL")


def answered(question: Question) -> str:
    """SQL: whether any column of the question has an answer."""
    return any_answered(*question.variables)


def _why(question: Question, has_answer: str) -> str:
    refused = " ".join(
        f"WHEN {quoted(refused_field(question.asked_field, way))} THEN {literal(way)}"
        for way in question.refusals
    )
    asked = f"{quoted(question.asked_field)} IS NOT TRUE"
    return f"CASE WHEN {has_answer} THEN NULL WHEN {asked} THEN 'not_shown' {refused} ELSE 'skipped' END"
