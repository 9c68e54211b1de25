"""The table of contents of a survey, as far as one respondent has come."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from surveys.flow import (
    CompiledPage,
    Journey,
    is_finished,
    met,
    page_words,
    shown_questions,
    visible_pages,
)
from surveys.question_types.wordings import worded


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the table; ``title`` is HTML, ``""`` where there are no words for it."""

    id: str
    number: int
    title: SafeString
    is_done: bool
    is_open: bool
    is_current: bool


def contents_shown(journey: Journey, page: CompiledPage | None, language: str) -> str:
    """Return the table as HTML, in the language that is active; ``page`` is the one that is shown."""
    entries = entries_of(journey, page, language)
    context = {
        "entries": entries,
        "done": sum(entry.is_done for entry in entries),
        "reviews": journey.survey.definition.settings.review,
        "on_review": page is None,
        "may_review": all(is_finished(journey, each) for each in visible_pages(journey)),
    }
    return render_to_string("responses/_contents.html", context)


def entries_of(journey: Journey, page: CompiledPage | None, language: str) -> list[Entry]:
    """Return the pages of the respondent's way: those are open that no unfinished page stands before."""
    pages = visible_pages(journey)
    finished = [is_finished(journey, each) for each in pages]
    first_unfinished = finished.index(False) if False in finished else len(pages)
    return [
        Entry(
            each.id,
            number + 1,
            _title(journey, each, language),
            is_done=number < first_unfinished and _is_behind(journey, pages, number, first_unfinished),
            is_open=number <= first_unfinished,
            is_current=page is each,
        )
        for number, each in enumerate(pages)
    ]


def _is_behind(journey: Journey, pages: tuple[CompiledPage, ...], number: int, first_unfinished: int) -> bool:
    """Whether the page was sent, or is only to be read and has answered pages behind it."""
    later = pages[number:first_unfinished]
    return any(shown_questions(journey, each) for each in later)


def _title(journey: Journey, page: CompiledPage, language: str) -> SafeString:
    """The page's title; of a page with one question, its words."""
    base = journey.survey.base_language
    title = page_words(journey, page)[0] if page.texts else page.page.title
    by_question = journey.survey.definition.settings.mode == "questions"
    asked = [each for each in met(journey, page) if each.part.is_asked]
    if asked and (by_question or (not title and len(asked) == 1)):
        title = asked[0].element.text
    return worded(title, language, base)
