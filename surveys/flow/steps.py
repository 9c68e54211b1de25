"""Where a respondent is and may go: pages in order, what lacks an answer, how far along."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.compiled import CompiledElement, CompiledPage
from surveys.exceptions import AnswerInvalid, PageNotOpen
from surveys.flow.journeys import Journey
from surveys.flow.situations import situated
from surveys.flow.walking import Way
from surveys.question_types.missing import refusal_of


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """A question without the answer it requires, or with one that its checks refuse, on its page."""

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
    return journey.way.pages


def first_page(journey: Journey) -> CompiledPage | None:
    """The page to start on; ``None`` for a survey without pages."""
    return next(iter(visible_pages(journey)), None)


def next_page(journey: Journey, page: CompiledPage) -> CompiledPage | None:
    """The page after ``page``; ``None`` when the survey ends there.

    A page that the answers have taken out of the way leads to the first one that is unfinished.
    """
    pages = visible_pages(journey)
    if page not in pages:
        place = _first_unfinished(journey, journey.way, len(pages))
        return pages[place] if place < len(pages) else None
    after = pages.index(page) + 1
    return pages[after] if after < len(pages) else None


def previous_page(journey: Journey, page: CompiledPage) -> CompiledPage | None:
    """The page to go back to; ``None`` on the first page and where the survey allows no going back."""
    if not journey.survey.definition.settings.back_allowed:
        return None
    pages = visible_pages(journey)
    before = pages.index(page) - 1 if page in pages else -1
    return pages[before] if before >= 0 else None


def open_page(journey: Journey, page_id: str) -> CompiledPage:
    """Return the page with this id if the respondent may be on it.

    Raises ``PageNotOpen`` (``page_unknown``, ``page_ahead``) for a page that this respondent doesn't get, and
    for one that lies behind an unfinished page.
    """
    page = journey.survey.page_by_id.get(page_id)
    way = journey.way_to(page) if page is not None else None
    if page is None or way is None or page.id not in way.elements:
        raise PageNotOpen("page_unknown")
    place = way.pages.index(page)
    if _first_unfinished(journey, way, place) < place:
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
    start = _first_unfinished(journey, journey.way, len(pages))
    while start > 0 and not shown_questions(journey, pages[start - 1]):
        start -= 1
    return pages[min(start, len(pages) - 1)]


def position(journey: Journey, page: CompiledPage) -> Position:
    """How far along ``page`` is."""
    pages = visible_pages(journey)
    done = pages.index(page)
    return Position(number=done + 1, count=len(pages), fraction=done / len(pages))


# --- What a page shows


def shown_elements(journey: Journey, page: CompiledPage) -> tuple[CompiledElement, ...]:
    """The questions and statements that ``page`` shows this respondent, in their order."""
    return journey.elements_on(page)


def shown_questions(journey: Journey, page: CompiledPage) -> tuple[CompiledElement, ...]:
    """Those of the elements shown that the respondent answers."""
    return tuple(part for part in shown_elements(journey, page) if part.is_asked)


def is_finished(journey: Journey, page: CompiledPage) -> bool:
    """Whether the page was sent and lacks nothing, or it is over; a page without questions always is."""
    return _is_finished(journey, journey.way, page)


def _is_finished(journey: Journey, way: Way, page: CompiledPage) -> bool:
    if page.id in journey.over:
        return True
    waits = _waits(way, page) if way.waiting is None else page.id in way.waiting
    return not waits and not (page.may_lack and _lacks(way, page))


def _first_unfinished(journey: Journey, way: Way, end: int) -> int:
    """The place of the first page that is not finished; ``end`` where all before that place are."""
    over, pages = journey.over, way.pages
    waits = (place for page, place in _waiting(way).items() if page not in over)
    end = min(next(waits, end), end)
    doubtful = (place for place, page in enumerate(pages[:end]) if page.may_lack and page.id not in over)
    return next((place for place in doubtful if _lacks(way, pages[place])), end)


def _waiting(way: Way) -> Mapping[str, int]:
    """The places of pages that ask something of which nothing is known yet, in order, by their ids."""
    if way.waiting is not None:
        return way.waiting
    return {page.id: place for place, page in enumerate(way.pages) if _waits(way, page)}


def _waits(way: Way, page: CompiledPage) -> bool:
    return any(part.is_asked and part.id not in way.counted for part in way.elements.get(page.id, ()))


def _lacks(way: Way, page: CompiledPage) -> bool:
    """Whether an answer on the page turns out to be none, or not the right one."""
    return any(part.may_lack and _is_missing(way, part) for part in way.elements.get(page.id, ()))


def missing_answers(journey: Journey) -> list[MissingAnswer]:
    """The questions on the respondent's pages that lack a complete answer or fail a check, in order."""
    return list(_missing(journey))


def _missing(journey: Journey) -> Iterator[MissingAnswer]:
    for page in visible_pages(journey):
        if page.id in journey.over:
            continue
        for question in shown_questions(journey, page):
            if question.may_lack and _is_missing(journey.way, question):
                yield MissingAnswer(page, question)


def _is_missing(way: Way, question: CompiledElement) -> bool:
    return _fails_a_check(way, question) or _lacks_an_answer(way, question)


def _fails_a_check(way: Way, question: CompiledElement) -> bool:
    """Whether answers changed since then make a check fail that the answer passed."""
    if not question.logic.checks or refusal_of(way.counted.get(question.id)):
        return False
    with way.known.inside(question):
        return any(way.known.value_of(check.valid_if) is False for check in question.logic.checks)


def _lacks_an_answer(way: Way, question: CompiledElement) -> bool:
    if not question.element.required and question.logic.required_if is None:
        return False
    value = way.counted.get(question.id)
    if refusal_of(value):
        return False
    element = situated(question, way.known)
    if not element.required:
        return False
    try:
        question.type.check_complete(element, value)
    except AnswerInvalid:
        return True
    return False
