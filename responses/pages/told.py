"""All answers of a response in words, page by page: for the review, the copy and the print."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from responses.pages.quizzes import ToldQuiz, quiz_told
from surveys.flow import CompiledPage, Journey, Met, met, page_words, visible_pages
from surveys.question_types.missing import shown_answer
from surveys.question_types.wordings import worded
from surveys.texts import localised


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """A question and its answer in words, ``""`` for none. ``title`` is HTML, ``words`` the same as text;
    ``instance`` names the instance of a repeat group where one begins, ``can_change`` whether the respondent
    gave the answer."""

    id: str
    title: SafeString
    words: str
    answer: str
    instance: str = ""
    can_change: bool = True
    quiz: ToldQuiz | None = None
    """How it went, where it is told whether the answer was right."""


@dataclass(frozen=True, slots=True)
class ToldPage:
    """A page with something to tell; ``title`` may be ``""``. ``number`` counts the respondent's pages."""

    id: str
    number: int
    title: SafeString
    words: str
    answers: tuple[ToldAnswer, ...]


def answers_told(journey: Journey, language: str, *, with_quiz: bool = False) -> list[ToldPage]:
    """Return the answers that count, in the respondent's order; what is hidden is left out.

    In the language that is active, the survey's words in ``language``. ``with_quiz`` is whether it is told
    which were right.
    """
    told = (
        page_told(journey, page, number, language, with_quiz=with_quiz)
        for number, page in enumerate(visible_pages(journey), start=1)
    )
    return [page for page in told if page.answers]


def quiz_answers_told(journey: Journey, language: str) -> list[ToldPage]:
    """Return the answers that are right or wrong, and which of it they are."""
    pages = (
        replace(page, answers=tuple(each for each in page.answers if each.quiz))
        for page in answers_told(journey, language, with_quiz=True)
    )
    return [page for page in pages if page.answers]


def page_told(
    journey: Journey, page: CompiledPage, number: int, language: str, *, with_quiz: bool = False
) -> ToldPage:
    """Return the answers of one page, which may be none."""
    base = journey.survey.base_language
    title = page_words(journey, page)[0] if page.texts else page.page.title
    return ToldPage(
        page.id,
        number,
        worded(title, language, base),
        localised(title, language, base),
        tuple(_answers(journey, page, language, with_quiz)),
    )


def _answers(journey: Journey, page: CompiledPage, language: str, with_quiz: bool) -> Iterator[ToldAnswer]:
    here = met(journey, page)
    groups = {each.part.plain_id: each for each in here if each.part.type.is_group}
    before: tuple[str | None, tuple[int, ...]] = (None, ())
    for each in here:
        if not each.part.is_question or each.part.is_unseen:
            continue
        inside = (each.part.element.in_group, each.part.instance)
        heading = _instance(groups.get(inside[0] or ""), each, journey, language) if inside != before else ""
        before = inside
        told = _answer(journey, each, language, heading)
        quiz = quiz_told(journey, each.part, language) if with_quiz else None
        can_change = told.can_change and page.id not in journey.over
        yield replace(told, quiz=quiz, can_change=can_change)


def _answer(journey: Journey, each: Met, language: str, instance: str) -> ToldAnswer:
    base = journey.survey.base_language
    value = journey.way.counted.get(each.id)
    text, name = each.element.text, each.element.name
    return ToldAnswer(
        each.id,
        worded(text, language, base, otherwise=name),
        localised(text, language, base) or name,
        shown_answer(replace(each.part, element=each.element), value, language, base),
        instance,
        each.part.is_asked,
    )


def _instance(group: Met | None, each: Met, journey: Journey, language: str) -> str:
    if group is None or not each.part.instance:
        return ""
    base = journey.survey.base_language
    return str(group.element.settings.heading_in(language, base, each.part.instance[-1]))
