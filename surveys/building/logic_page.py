"""What the page of a survey's logic shows: endings, quotas, scores and blocks, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from surveys.building.condition_words import condition_words
from surveys.building.logic_panel import RuleShown
from surveys.building.subjects import Subjects
from surveys.definition import Block, Definition, Ending, Quota, Score
from surveys.texts import localised


@dataclass(frozen=True, slots=True)
class EndingShown:
    """An ending: when it is reached, what it says, the rules of its text's further parts."""

    ending: Ending
    title: str
    text: str
    url: str
    shows_results: bool
    condition: str
    sections: tuple[RuleShown, ...]


@dataclass(frozen=True, slots=True)
class QuotaShown:
    """A quota and the responses that it counts."""

    quota: Quota
    condition: str
    ending: str


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block and the numbers of its pages."""

    block: Block
    title: str
    condition: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """A score, the questions that it counts, and its bands."""

    score: Score
    title: str
    questions: tuple[str, ...]
    bands: tuple[str, ...]


@dataclass(frozen=True)
class LogicPage:
    """The logic of a draft beside its questions and pages, in ``language``."""

    definition: Definition
    language: str

    @cached_property
    def _subjects(self) -> Subjects:
        return Subjects(self.definition, self.language)

    @property
    def endings(self) -> list[EndingShown]:
        """All endings, in the order in which they are tried."""
        return [
            EndingShown(
                ending=ending,
                title=self._words(ending.title) or _("Untitled ending"),
                text=_plain(self._words(ending.text)),
                url=self._words(ending.url),
                shows_results=bool(ending.results),
                condition=self._condition(ending.visible_if),
                sections=tuple(self._sections(ending)),
            )
            for ending in self.definition.endings
        ]

    @property
    def quotas(self) -> list[QuotaShown]:
        """All quotas, in the order in which they are tried."""
        titles = {ending.id: self._words(ending.title) for ending in self.definition.endings}
        return [
            QuotaShown(quota, self._condition(quota.condition), titles.get(quota.ending or "", ""))
            for quota in self.definition.quotas
        ]

    @property
    def blocks(self) -> list[BlockShown]:
        """All blocks."""
        pages = list(enumerate(self.definition.pages, start=1))
        return [
            BlockShown(
                block=block,
                title=self._words(block.title) or _("Untitled block"),
                condition=self._condition(block.visible_if),
                pages=tuple(number for number, page in pages if page.block == block.id),
            )
            for block in self.definition.blocks
        ]

    @property
    def scores(self) -> list[ScoreShown]:
        """All scores."""
        called = {part.id: self._words(part.text) or part.name for part in self.definition.elements}
        return [
            ScoreShown(
                score=score,
                title=self._words(score.title) or score.name,
                questions=tuple(called.get(term.question, "") for term in score.terms),
                bands=tuple(self._words(band.label) or band.code for band in score.bands),
            )
            for score in self.definition.scores
        ]

    def _sections(self, ending: Ending) -> Iterator[RuleShown]:
        for index, section in enumerate(ending.sections):
            yield RuleShown(
                f"sections-{index}",
                self._condition(section.visible_if),
                _plain(self._words(section.text)),
                index == 0,
                index == len(ending.sections) - 1,
            )

    def _condition(self, source: str) -> str:
        return condition_words(source, self._subjects) if source else ""

    def _words(self, text: Any) -> str:
        return localised(text, self.language, self.definition.base_language)


def _plain(html: str) -> str:
    """A rich text without its markup."""
    return unescape(strip_tags(html.replace("</p>", " ").replace("<br>", " "))).strip()
