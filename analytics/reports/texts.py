"""Words of a text block: paragraphs, lists, strong words, and live numbers in their places."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from analytics.reports.numbers.parsing import Place, PlaceUnreadable, parted
from analytics.reports.numbers.targets import TooFew
from analytics.reports.shapes import Paragraph, Run

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_ITEM = re.compile(r"[-•*][ \t]+")
_STRONG = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)

type Answer = Callable[[str], str]


def paragraphs(words: str, answer: Answer) -> Iterator[Paragraph]:
    """The paragraphs of a text, with what ``answer`` gives for the source of each place."""
    for block in _EMPTY_LINE.split(words):
        lines = block.strip().split("\n")
        plain: list[str] = []
        for line in lines:
            if found := _ITEM.match(line):
                yield from _paragraph(plain, answer)
                plain = []
                yield from _paragraph([line[found.end() :]], answer, is_item=True)
            else:
                plain.append(line)
        yield from _paragraph(plain, answer)


def _paragraph(lines: Iterable[str], answer: Answer, *, is_item: bool = False) -> Iterator[Paragraph]:
    runs = tuple(run for run in _runs("\n".join(lines).strip(), answer) if run.text)
    if runs:
        yield Paragraph(runs=runs, is_item=is_item)


def _runs(words: str, answer: Answer) -> Iterator[Run]:
    done = 0
    for found in _STRONG.finditer(words):
        yield from _live(words[done : found.start()], answer)
        for run in _live(found[1], answer):
            yield run if run.style else Run(text=run.text, style="strong")
        done = found.end()
    yield from _live(words[done:], answer)


def _live(words: str, answer: Answer) -> Iterator[Run]:
    for part in parted(words):
        yield _answered(part.source, answer) if isinstance(part, Place) else Run(text=part)


def _answered(source: str, answer: Answer) -> Run:
    try:
        return Run(text=answer(source), style="figure")
    except TooFew:
        return Run(text=_("too few to tell"), style="problem")
    except PlaceUnreadable as problem:
        return Run(text=f"[{source.strip()}: {problem}]", style="problem")
