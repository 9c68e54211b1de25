"""Frequencies of words as bars."""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.showing.asked import Asked
from analytics.showing.bars import Bar, bar
from analytics.texts.frequencies import Frequencies


@dataclass(frozen=True, slots=True)
class WordBar:
    """A word or phrase with its bar, whose track stands for all answers; ``query`` finds them."""

    words: str
    bar: Bar
    query: str


def words_in_bars(found: Frequencies, asked: Asked) -> list[WordBar]:
    """The words found, each with a bar."""
    return list(_bars(found, asked))


def _bars(found: Frequencies, asked: Asked) -> Iterator[WordBar]:
    for row in found.rows:
        search = f'"{row.words}"' if " " in row.words else row.words
        yield WordBar(row.words, bar(row.words, row.n, row.percent), asked.query([("q", search)]))
