"""From blocks to what they show, each by its kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from analytics.exceptions import QuestionUnknown, SelectionInvalid
from analytics.reports.blocks import (
    BreakBlock,
    CrosstabBlock,
    FiguresBlock,
    QuestionBlock,
    QuotesBlock,
    TextBlock,
    TitleBlock,
    TrendBlock,
)
from analytics.reports.content import ShownBlock
from analytics.reports.groups import crosstab_blocks, groups_of_question
from analytics.reports.numbers.answering import answer
from analytics.reports.pieces import Pieces, said_of
from analytics.reports.placing import LEAST_TOGETHER, of_groups, responses_placed
from analytics.reports.shapes import (
    Break,
    Heading,
    Note,
    Paragraph,
    Quotes,
    Run,
    Said,
    Tile,
    Tiles,
)
from analytics.reports.sources import NotShown, Source, Sources
from analytics.reports.texts import paragraphs
from analytics.reports.trends import trend_block
from analytics.results import PartsSummary, Question, Summary
from analytics.results.bases import based_on
from analytics.showing.cards import card_of
from analytics.showing.headline import tiles
from analytics.showing.looks import Look
from analytics.texts.quoting import quotes_of

type Shown = Sequence[ShownBlock]


class Show:
    """Shows the blocks of a report. Words of respondents are shown where ``may_read``."""

    def __init__(self, sources: Sources, moment: datetime, *, may_read: bool) -> None:
        self._sources, self._moment, self._may_read = sources, moment, may_read

    def block(self, block: Any) -> Shown:
        """What a block shows; where it can't, a note that says why."""
        try:
            return _BY_KIND[type(block)](self, block)
        except NotShown as problem:
            return [_problem(block, str(problem))]
        except SelectionInvalid as refusal:
            return [_problem(block, " ".join(refusal.errors.values()))]

    def _source(self, block: Any) -> Source:
        return self._sources.of(block.survey, block.segment, block.where)

    def title(self, block: TitleBlock) -> Shown:
        """A heading."""
        pieces = (Heading(words=block.words, level=block.level),) if block.words else ()
        return [ShownBlock(id=block.id, kind="title", pieces=pieces)]

    def separator(self, block: BreakBlock) -> Shown:
        """A line or a new page."""
        return [ShownBlock(id=block.id, kind="break", pieces=(Break(page=block.page),))]

    def text(self, block: TextBlock) -> Shown:
        """Words with live numbers. Where answers can't be asked, the words stay and the numbers say why."""
        if "{{" not in block.words:
            pieces = tuple(paragraphs(block.words, lambda source: source))
        else:
            asked = self._source(block).asked(self._moment)
            pieces = tuple(paragraphs(block.words, lambda source: answer(source, asked)))
        return [ShownBlock(id=block.id, kind="text", pieces=pieces)]

    def figures(self, block: FiguresBlock) -> Shown:
        """The headline figures, as on the results page."""
        source = self._source(block)
        overview = source.results.overview(source.selection)
        scores = [each for each in source.results.questions if each.summary_kind == "nps"][:1]
        summaries = source.results.summaries(source.selection, scores)
        shown = tuple(
            Tile(label=str(each.label), value=each.value, note=each.note)
            for each in tiles(overview, summaries)
        )
        return [ShownBlock(id=block.id, kind="figures", about=source.about, pieces=(Tiles(tiles=shown),))]

    def question(self, block: QuestionBlock) -> Shown:
        """The answers to a question, as its card tells them, or side by side."""
        source = self._source(block)
        question = _question(source, block.question)
        placed = responses_placed(question, source) if self._may_read else ()
        summary = _with_places(source.results.summary(question, source.selection), placed)
        summary = based_on(summary, block.base)
        card = card_of(summary, source.reader, Look(chart=block.chart, order=block.order))
        shown = ShownBlock(
            id=block.id,
            kind="question",
            title=block.title or card.title,
            title_language="" if block.title else card.title_language,
            base=card.base,
            about=source.about,
        )
        if block.compare or block.weight:
            return groups_of_question(shown, block, question, source)
        pieces = Pieces(chart=block.chart, with_table=block.with_table, may_read=False, placed=placed or ())
        made = (*pieces.of(card.body), *(_about_groups() if placed is None else ()))
        return [shown.model_copy(update={"pieces": made})]

    def crosstab(self, block: CrosstabBlock) -> Shown:
        """Groups side by side."""
        return crosstab_blocks(block, self._source(block))

    def trend(self, block: TrendBlock) -> Shown:
        """A measure over time."""
        return [trend_block(block, self._source(block))]

    def quotes(self, block: QuotesBlock) -> Shown:
        """What people wrote, for who may read it."""
        source = self._source(block)
        title = _("What people said") if not block.question else _asked(source, block.question)
        shown = ShownBlock(id=block.id, kind="quotes", title=block.title or title, about=source.about)
        if not self._may_read:
            note = Note(words=_("Single answers are shown to colleagues who may read responses."))
            return [shown.model_copy(update={"pieces": (note,)})]
        said = tuple(_said(block, source))
        piece = Quotes(quotes=said) if said else Note(words=_("No answers to be shown."))
        return [shown.model_copy(update={"pieces": (piece,)})]


def _said(block: QuotesBlock, source: Source) -> Iterator[Said]:
    """The latest answers to a question, or the quotes that were picked."""
    if block.question:
        question = _question(source, block.question)
        yield from map(said_of, source.results.texts(question, source.selection, limit=block.most))
        return
    for quote in quotes_of(source.survey.pk, language=source.reader.language)[: block.most]:
        yield Said(
            text=quote.text, language=quote.language, caption=quote.caption, response=str(quote.response)
        )


def _asked(source: Source, key: str) -> str:
    question = _question(source, key)
    return source.reader.words(question.text) or question.name


def _question(source: Source, key: str) -> Question:
    try:
        return source.results.question(key)
    except QuestionUnknown:
        words = _("Choose a question.") if not key else _("The question is gone.")
        raise NotShown(words) from None


def _problem(block: Any, words: str) -> ShownBlock:
    title = getattr(block, "title", "")
    piece: Any = Note(words=words, is_problem=True)
    if isinstance(block, TextBlock):
        piece = Paragraph(runs=(Run(text=words, style="problem"),))
    return ShownBlock(id=block.id, kind=block.kind, title=title, pieces=(piece,))


def _with_places(summary: Summary, placed: tuple[str, ...] | None) -> Summary:
    """A summary with the places that may be drawn: of so many that ``placed`` is ``None``, groups."""
    if placed or not isinstance(summary, PartsSummary):
        return summary
    return of_groups(summary) if placed is None else summary.without_texts()


def _about_groups() -> tuple[Note]:
    words = _("Each circle stands for at least %(n)s people who are close together; others aren’t drawn.")
    return (Note(words=words % {"n": LEAST_TOGETHER}),)


_BY_KIND: Mapping[type, Callable[[Show, Any], Shown]] = {
    TitleBlock: Show.title,
    TextBlock: Show.text,
    FiguresBlock: Show.figures,
    QuestionBlock: Show.question,
    CrosstabBlock: Show.crosstab,
    TrendBlock: Show.trend,
    QuotesBlock: Show.quotes,
    BreakBlock: Show.separator,
}
