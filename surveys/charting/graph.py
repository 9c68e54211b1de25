"""Pages and endings as stops, and the ways between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from surveys.building.condition_words import condition_words
from surveys.building.subjects import Subjects
from surveys.checks.ways import way_findings
from surveys.definition import Definition, Page
from surveys.definition.reaching import reaching_warnings
from surveys.question_types import question_type
from surveys.texts import localised

type Kind = Literal["page", "ending"]
LONGEST = 160
OWN_THANKS = "thanks"
"""Stands for the thanks of Canvass, where no ending of the survey fits."""


@dataclass(frozen=True, slots=True)
class Leads:
    """A way to another stop: a jump, its condition in words (``""`` for always), or the order of pages."""

    to: str
    title: str
    condition: str
    kind: Literal["order", "jump"]


@dataclass(frozen=True, slots=True)
class Stop:
    """A page or an ending. ``condition`` says who gets it, ``block`` which block it is in, in words.

    ``warnings`` are what is wrong with the ways to it and from it; ``is_lost``: nobody can come to it.
    """

    id: str
    kind: Kind
    number: int
    title: str
    questions: int
    condition: str
    block: str
    leads: tuple[Leads, ...]
    warnings: tuple[str, ...]
    is_lost: bool
    last: int = 0
    """Of pages that are drawn as one the number of the last."""


@dataclass(frozen=True, slots=True)
class Chart:
    """All stops: pages in their order, then endings. ``is_shuffled``: pages come in different orders."""

    stops: tuple[Stop, ...]
    is_shuffled: bool

    @property
    def pages(self) -> tuple[Stop, ...]:
        """The pages alone."""
        return tuple(stop for stop in self.stops if stop.kind == "page")

    @property
    def warned(self) -> tuple[Stop, ...]:
        """The stops with something wrong."""
        return tuple(stop for stop in self.stops if stop.warnings)


def chart_of(definition: Definition, language: str) -> Chart:
    """The map of a definition, in words of ``language``."""
    return _Charting(definition, language).chart()


class _Charting:
    def __init__(self, definition: Definition, language: str) -> None:
        self._definition = definition
        self._language = language
        self._subjects = Subjects(definition, language)
        self._blocks = {block.id: block for block in definition.blocks}

    def chart(self) -> Chart:
        pages = [self._page(index, page) for index, page in enumerate(self._definition.pages)]
        is_shuffled = self._definition.settings.shuffle_blocks is not None
        is_shuffled = is_shuffled or any(block.shuffle for block in self._definition.blocks)
        return Chart((*pages, *self._endings()), is_shuffled)

    def _page(self, index: int, page: Page) -> Stop:
        asked = [part for part in page.elements if question_type(part.type).stores_answer]
        return Stop(
            id=page.id,
            kind="page",
            number=index + 1,
            title=self._words(page.title),
            questions=len(asked),
            condition=self._condition(page.visible_if),
            block=self._block(page),
            leads=tuple(self._leads(index, page)),
            warnings=tuple(self._warnings.get(page.id, ())),
            is_lost=page.id in self._lost,
        )

    def _endings(self) -> Iterator[Stop]:
        number = len(self._definition.pages)
        for place, ending in enumerate(self._definition.endings, start=1):
            yield Stop(
                id=ending.id,
                kind="ending",
                number=number + place,
                title=self._titles[ending.id],
                questions=0,
                condition=self._condition(ending.visible_if),
                block="",
                leads=(),
                warnings=tuple(self._warnings.get(ending.id, ())),
                is_lost=ending.id in self._lost,
            )
        if not any(not ending.visible_if for ending in self._definition.endings):
            yield self._own_thanks(number + len(self._definition.endings) + 1)

    def _own_thanks(self, number: int) -> Stop:
        title = _("Thanks in words of Canvass")
        words = _("Some respondents may get no ending of the survey's own.")
        has_endings = bool(self._definition.endings)
        return Stop(
            OWN_THANKS, "ending", number, title, 0, "", "", (), (words,) if has_endings else (), False
        )

    def _leads(self, index: int, page: Page) -> Iterator[Leads]:
        for jump in page.jumps:
            title = self._titles.get(jump.to, jump.to)
            yield Leads(jump.to, title, self._condition(jump.condition), "jump")
            if not jump.condition:
                return
        following = self._definition.pages[index + 1 : index + 2]
        for after in following:
            yield Leads(after.id, self._titles[after.id], "", "order")
        if not following:
            yield from self._to_the_end()

    def _to_the_end(self) -> Iterator[Leads]:
        """The endings that are tried when no page is left."""
        for ending in self._definition.endings:
            yield Leads(ending.id, self._titles[ending.id], self._condition(ending.visible_if), "order")
            if not ending.visible_if:
                return
        yield Leads(OWN_THANKS, _("Thanks in words of Canvass"), "", "order")

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        titles = {}
        for number, page in enumerate(self._definition.pages, start=1):
            words = self._words(page.title)
            titles[page.id] = f"{number} · {words}" if words else _("Page %(number)d") % {"number": number}
        for ending in self._definition.endings:
            titles[ending.id] = self._words(ending.title) or _("Untitled ending")
        return titles

    @cached_property
    def _warnings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        parts = {part.id: (page.id, part) for page in self._definition.pages for part in page.elements}
        for problem in reaching_warnings(self._definition):
            found.setdefault(problem.target, []).append(problem.message)
        for finding in way_findings(self._definition):
            page, part = parts.get(finding.target, (finding.target, None))
            named = f"“{self._words(part.text) or part.name}”: " if part else ""
            found.setdefault(page, []).append(f"{named}{finding.message}")
        return found

    @cached_property
    def _lost(self) -> set[str]:
        """The ids of what nobody can come to."""
        codes = ("page_unreachable", "ending_unreachable")
        lost = {problem.target for problem in reaching_warnings(self._definition) if problem.code in codes}
        never = {
            finding.target for finding in way_findings(self._definition) if finding.code == "never_shown"
        }
        return lost | (never & {page.id for page in self._definition.pages})

    def _block(self, page: Page) -> str:
        block = self._blocks.get(page.block or "")
        if block is None:
            return ""
        title = self._words(block.title) or _("Untitled block")
        if block.visible_if:
            condition = self._condition(block.visible_if)
            return _("%(title)s, if %(condition)s") % {"title": title, "condition": condition}
        return title

    def _condition(self, source: str) -> str:
        return _cut(condition_words(source, self._subjects)) if source else ""

    def _words(self, text: Mapping[str, str]) -> str:
        return _cut(localised(text, self._language, self._definition.base_language))


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
