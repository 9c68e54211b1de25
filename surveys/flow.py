"""The way through a survey: pure functions over a compiled definition, the answers so far and a seed.

Callers never index pages themselves: they ask here which page comes first, next, before, what it shows, what
is wrong with what was sent, and how it ends. Conditions, jumps and random orders are decided here alone.

Answers are kept by question id: a value, ``None`` for shown and skipped, no key for not shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from django.utils.translation import gettext as _

from surveys.compiled import CompiledElement, CompiledPage, CompiledSurvey, compile_definition
from surveys.definition import Ending
from surveys.exceptions import AnswerInvalid, PageNotOpen
from surveys.question_types import Answers, AnswerValue, FormData

__all__ = [
    "Answers",
    "CompiledElement",
    "CompiledPage",
    "CompiledSurvey",
    "Journey",
    "Judgement",
    "MissingAnswer",
    "Position",
    "compile_definition",
    "ending_of",
    "first_page",
    "is_finished",
    "judge_page",
    "judge_response",
    "missing_answers",
    "next_page",
    "open_page",
    "page_to_resume",
    "position",
    "previous_page",
    "read_page",
    "shown_elements",
    "shown_questions",
    "visible_pages",
]

_MAXIMUM_UNKNOWN = 20


@dataclass(frozen=True, slots=True)
class Journey:
    """One respondent's way through a survey: their answers so far and the seed of their random orders."""

    survey: CompiledSurvey
    answers: Answers = field(default_factory=dict)
    seed: int = 0

    def with_answers(self, values: Answers) -> "Journey":
        """The journey after ``values`` were added."""
        return Journey(self.survey, {**self.answers, **values}, self.seed)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was sent, judged: ``values`` to store by question id, ``errors`` by question id in page order.

    With errors nothing may be stored; ``values`` then holds what could be taken all the same.
    """

    values: dict[str, AnswerValue | None]
    errors: dict[str, AnswerInvalid]

    @property
    def is_accepted(self) -> bool:
        """Whether the values may be stored."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """A required question without a complete answer, on the page where it is asked."""

    page: CompiledPage
    question: CompiledElement


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page stands: ``number`` of ``count`` pages, ``fraction`` (0 to 1) of the way behind it."""

    number: int
    count: int
    fraction: float


# --- Where to go


def visible_pages(journey: Journey) -> tuple[CompiledPage, ...]:
    """The pages this respondent gets, in their order."""
    return journey.survey.pages


def first_page(journey: Journey) -> CompiledPage | None:
    """The page to start on; ``None`` for a survey without pages."""
    return next(iter(visible_pages(journey)), None)


def next_page(journey: Journey, page: CompiledPage) -> CompiledPage | None:
    """The page after ``page``; ``None`` when the survey ends there."""
    pages = visible_pages(journey)
    after = pages.index(page) + 1
    return pages[after] if after < len(pages) else None


def previous_page(journey: Journey, page: CompiledPage) -> CompiledPage | None:
    """The page to go back to; ``None`` on the first page and where the survey allows no going back."""
    if not journey.survey.definition.settings.back_allowed:
        return None
    pages = visible_pages(journey)
    before = pages.index(page) - 1
    return pages[before] if before >= 0 else None


def open_page(journey: Journey, page_id: str) -> CompiledPage:
    """Return the page with this id if the respondent may be on it.

    Raises ``PageNotOpen`` (``page_unknown``, ``page_ahead``) for a page that this respondent doesn't get, and
    for one that lies behind an unfinished page.
    """
    pages = visible_pages(journey)
    page = next((candidate for candidate in pages if candidate.id == page_id), None)
    if page is None:
        raise PageNotOpen("page_unknown")
    earlier = takewhile(lambda candidate: candidate is not page, pages)
    if not all(is_finished(journey, candidate) for candidate in earlier):
        raise PageNotOpen("page_ahead")
    return page


def page_to_resume(journey: Journey) -> CompiledPage | None:
    """The page to come back to: the first unfinished one, or the texts-only pages leading up to it.

    When everything is answered, the last page or the texts-only pages that the survey ends with; ``None`` for
    a survey without pages.
    """
    pages = visible_pages(journey)
    if not pages:
        return None
    unfinished = (index for index, page in enumerate(pages) if not is_finished(journey, page))
    start = next(unfinished, len(pages))
    while start > 0 and not shown_questions(journey, pages[start - 1]):
        start -= 1
    return pages[min(start, len(pages) - 1)]


def position(journey: Journey, page: CompiledPage) -> Position:
    """How far along ``page`` is."""
    pages = visible_pages(journey)
    done = pages.index(page)
    return Position(number=done + 1, count=len(pages), fraction=done / len(pages))


def ending_of(journey: Journey) -> Ending | None:
    """The ending this respondent reads; ``None`` where the survey has none of its own."""
    return next(iter(journey.survey.definition.endings), None)


# --- What a page shows and what it takes


def shown_elements(journey: Journey, page: CompiledPage) -> tuple[CompiledElement, ...]:
    """The questions and statements that ``page`` shows this respondent, in their order."""
    return page.elements


def shown_questions(journey: Journey, page: CompiledPage) -> tuple[CompiledElement, ...]:
    """Those of the elements shown that are answered."""
    return tuple(part for part in shown_elements(journey, page) if part.is_question)


def is_finished(journey: Journey, page: CompiledPage) -> bool:
    """Whether the page was sent and lacks nothing; a page without questions always is."""
    return all(
        question.id in journey.answers and not _is_missing(journey, question)
        for question in shown_questions(journey, page)
    )


def read_page(journey: Journey, page: CompiledPage, form: FormData) -> dict[str, object]:
    """What a form holds for the questions of ``page``, unjudged, by question id."""
    return {
        question.id: question.type.read(question.element, form) for question in shown_questions(journey, page)
    }


def judge_page(journey: Journey, page: CompiledPage, raw: Mapping[str, object]) -> Judgement:
    """Judge what was sent for ``page``, by question id; what isn't sent counts as skipped."""
    values: dict[str, AnswerValue | None] = {}
    errors: dict[str, AnswerInvalid] = {}
    for question in shown_questions(journey, page):
        try:
            values[question.id] = question.type.judge(question.element, raw.get(question.id))
        except AnswerInvalid as error:
            errors[question.id] = error
    return Judgement(values, errors)


# --- The whole response


def missing_answers(journey: Journey) -> list[MissingAnswer]:
    """The required questions on the respondent's pages that lack a complete answer, in order."""
    return [
        MissingAnswer(page, question)
        for page in visible_pages(journey)
        for question in shown_questions(journey, page)
        if _is_missing(journey, question)
    ]


def judge_response(survey: CompiledSurvey, raw: Mapping[str, object], *, seed: int = 0) -> Judgement:
    """Judge all answers of a response at once, by question id, exactly as page by page.

    Answers to unknown questions, statements and questions not shown are errors (``unknown_question``).
    """
    journey = Journey(survey, {}, seed)
    errors: dict[str, AnswerInvalid] = {}
    page = first_page(journey)
    while page is not None:
        judgement = judge_page(journey, page, raw)
        errors |= judgement.errors
        journey = journey.with_answers(judgement.values)
        page = next_page(journey, page)
    errors |= dict(_unknown(raw, known=journey.answers.keys() | errors.keys()))
    return Judgement(dict(journey.answers), errors)


def _unknown(raw: Mapping[str, object], *, known: set[str]) -> Iterator[tuple[str, AnswerInvalid]]:
    unknown = [key for key in raw if key not in known]
    for key in unknown[:_MAXIMUM_UNKNOWN]:
        yield key, AnswerInvalid(_("This survey doesn't ask this question."), "unknown_question")


def _is_missing(journey: Journey, question: CompiledElement) -> bool:
    if not question.element.required:
        return False
    try:
        question.type.check_complete(question.element, journey.answers.get(question.id))
    except AnswerInvalid:
        return True
    return False
