"""Reports to begin with, made of what a survey asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.reports.blocks import (
    MOST_BLOCKS,
    BreakBlock,
    ChartChoice,
    FiguresBlock,
    QuestionBlock,
    QuotesBlock,
    ReportDocument,
    TextBlock,
    TitleBlock,
    TrendBlock,
    new_block_id,
)
from analytics.results import Layout, Question
from analytics.results.versions import read_layout
from analytics.sharing.delicate import tells_places
from surveys.checks.personal_data import personal_in
from surveys.models import Survey
from surveys.queries import definition_of

MOST_OF_ONE_PAGE = 3


@dataclass(frozen=True, slots=True)
class Starter:
    """A report to begin with; ``make`` gives its blocks."""

    key: str
    name: Promise
    about: Promise
    icon: str
    make: Callable[[Layout], Iterator[Any]]


def document_of(starter: Starter, survey: Survey, language: str = "") -> ReportDocument:
    """The document with which a report on a survey begins, with words in a language, the survey's own if it
    isn't told. Nobody's personal data are quoted in it."""
    private, layout = _private(survey), read_layout(survey.pk)
    if language in layout.languages:
        layout = replace(layout, base_language=language)
    with translation.override((language or layout.base_language).lower()):
        blocks = (
            block
            for block in starter.make(layout)
            if not (isinstance(block, QuotesBlock) and block.question in private)
        )
        return ReportDocument(blocks=tuple(islice(blocks, MOST_BLOCKS)))


def _private(survey: Survey) -> frozenset[str]:
    """The questions that ask for personal data, or are marked as sensitive."""
    if survey.current_version is None:
        return frozenset()
    elements = definition_of(survey.current_version).elements
    return frozenset(each.id for each in elements if each.sensitive or personal_in(each))


def _id() -> dict[str, str]:
    return {"id": new_block_id()}


def _asked(layout: Layout) -> list[Question]:
    """The questions that respondents see now."""
    return [question for question in layout.questions if not question.is_removed and question.number]


def _everything(layout: Layout) -> Iterator[Any]:
    yield FiguresBlock(**_id())
    yield TrendBlock(**_id())
    yield from _every_question(layout)


def _every_question(layout: Layout) -> Iterator[Any]:
    for page in layout.pages:
        questions = [each for each in _asked(layout) if each.page_id == page.id]
        if questions and page.number is not None:
            title = page.title.get(layout.base_language) or next(iter(page.title.values()), "")
            yield TitleBlock(**_id(), words=title or _("Page %(number)s") % {"number": page.number})
        for question in questions:
            chart: ChartChoice = "figures" if tells_places(question) else "usual"
            yield QuestionBlock(**_id(), question=question.key, chart=chart)
            if question.summary_kind == "text":
                yield QuotesBlock(**_id(), question=question.key, title=_("Latest answers"))


def _one_page(layout: Layout) -> Iterator[Any]:
    questions = _asked(layout)
    yield FiguresBlock(**_id())
    yield TextBlock(**_id(), words=_summary(questions))
    ranked = sorted(questions, key=lambda each: _ORDER.get(each.summary_kind, 9))
    for question in ranked[:MOST_OF_ONE_PAGE]:
        if question.summary_kind in _ORDER:
            yield QuestionBlock(**_id(), question=question.key, with_table=False)
    yield TrendBlock(**_id())
    texts = [each for each in questions if each.summary_kind == "text"][:1]
    for question in texts:
        yield QuotesBlock(**_id(), question=question.key, most=3)


def _summary(questions: list[Question]) -> str:
    """A sentence with live numbers, about the score where one is asked for."""
    lines = [
        _(
            "**{{ n }}** people have answered, {{ completion }} of those who began. It took them"
            " {{ median_time }}."
        )
    ]
    scores = [each for each in questions if each.summary_kind == "nps"][:1]
    lines += [
        _(
            "The net promoter score is **{{ nps(%(name)s) }}**. Change against the 30 days before:"
            " {{ change(nps(%(name)s), 30 days) }}."
        )
        % {"name": each.variables[0].name}
        for each in scores
    ]
    return "\n\n".join(lines)


def _empty(_layout: Layout) -> Iterator[Any]:
    yield TitleBlock(**_id(), words=_("Results"))


def _paged(layout: Layout) -> Iterator[Any]:
    yield from _one_page(layout)
    yield BreakBlock(**_id())
    yield from _every_question(layout)


_ORDER: Mapping[str, int] = {
    "nps": 0,
    "csat": 1,
    "ces": 2,
    "scale": 3,
    "choices": 4,
    "matrix": 5,
    "ranking": 6,
}

STARTERS: Mapping[str, Starter] = {
    each.key: each
    for each in (
        Starter(
            "everything",
            gettext_lazy("Summary of everything"),
            gettext_lazy("Headline figures, the course by day, and every question in its order."),
            "list-checks",
            _everything,
        ),
        Starter(
            "one-page",
            gettext_lazy("Management one-pager"),
            gettext_lazy(
                "What matters on one page: figures, two sentences with live numbers, three questions."
            ),
            "file-text",
            _one_page,
        ),
        Starter(
            "both",
            gettext_lazy("One-pager with everything behind it"),
            gettext_lazy("The page for managers first, then all questions for who wants to look further."),
            "book-open",
            _paged,
        ),
        Starter(
            "empty", gettext_lazy("Empty report"), gettext_lazy("A title, to begin from."), "plus", _empty
        ),
    )
}
