"""The way through a survey: pure functions over a compiled definition, the answers so far and a seed.

Callers never index pages themselves: they ask here which page comes first, next, before, what it shows, what
is wrong with what was sent, and how it ends. Conditions, jumps and random orders are decided here alone.

Answers are kept by question id: a value, ``None`` for shown and skipped, no key for not shown.
"""

from surveys.compiled import CompiledElement, CompiledPage, CompiledSurvey
from surveys.compiling import compile_definition
from surveys.flow.arranging import units_in_order
from surveys.flow.endings import (
    Settled,
    address_after,
    ending_of,
    ending_with_id,
    is_told_alike,
    quotas_certain,
    quotas_met,
    settled,
    told_ending,
)
from surveys.flow.journeys import Journey
from surveys.flow.judging import (
    ASKED,
    SEEN,
    Judgement,
    Sent,
    judge_page,
    judge_response,
    read_page,
    sent_page,
)
from surveys.flow.meeting import Met, met, page_words
from surveys.flow.quiz import QuizResult, Reached, has_quiz, points_reached, quiz_result, quiz_results
from surveys.flow.right_answers import right_answer, said_of_answer
from surveys.flow.scores import band_of, score_of, scores_of
from surveys.flow.steps import (
    MissingAnswer,
    Position,
    first_page,
    is_finished,
    missing_answers,
    next_page,
    open_page,
    page_to_resume,
    position,
    previous_page,
    shown_elements,
    shown_questions,
    visible_pages,
)
from surveys.question_types import Answers

__all__ = [
    "ASKED",
    "SEEN",
    "Answers",
    "CompiledElement",
    "CompiledPage",
    "CompiledSurvey",
    "Journey",
    "Judgement",
    "Met",
    "MissingAnswer",
    "Position",
    "QuizResult",
    "Reached",
    "Sent",
    "Settled",
    "address_after",
    "band_of",
    "compile_definition",
    "ending_of",
    "ending_with_id",
    "first_page",
    "has_quiz",
    "is_finished",
    "is_told_alike",
    "judge_page",
    "judge_response",
    "met",
    "missing_answers",
    "next_page",
    "open_page",
    "page_to_resume",
    "page_words",
    "points_reached",
    "position",
    "previous_page",
    "quiz_result",
    "quiz_results",
    "quotas_certain",
    "quotas_met",
    "read_page",
    "right_answer",
    "said_of_answer",
    "score_of",
    "scores_of",
    "sent_page",
    "settled",
    "shown_elements",
    "shown_questions",
    "told_ending",
    "units_in_order",
    "visible_pages",
]
