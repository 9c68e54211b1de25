"""Where in answers the words searched for stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import connection

from analytics.texts.asking import Term, Wanted, configs_of
from surveys.draft_words import tokens

_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 20_000
"""Among so many different words of answers forms of a term are looked for; all are, as they were typed."""

# Stems of each word once, and of each term once: as many as words and terms together, not their product.
_ALIKE = """
    WITH sought AS (
        SELECT config, array_agg(stem) AS stems
        FROM unnest(%(configs)s::text[]) AS config, unnest(%(sought)s::text[]) AS term,
             unnest(tsvector_to_array(to_tsvector(config::regconfig, term))) AS stem
        GROUP BY config
    )
    SELECT DISTINCT word FROM sought, unnest(%(words)s::text[]) AS word
    WHERE tsvector_to_array(to_tsvector(config::regconfig, word)) && stems
"""


class Piece(NamedTuple):
    """A few characters of an answer, and whether they are what was searched for."""

    text: str
    is_found: bool


class _Atom(NamedTuple):
    """A word of an answer as it is compared, and where it begins and ends."""

    word: str
    begin: int
    end: int


def marked(texts: Sequence[str], wanted: Wanted, languages: Iterable[str]) -> list[tuple[Piece, ...]]:
    """Each text in pieces, what was searched for told apart. One query, none for phrases."""
    terms = [term for group in wanted for term in group if not term.is_missing]
    atoms = [list(_atoms(text)) for text in texts]
    alike = _alike(terms, {atom.word for row in atoms for atom in row}, configs_of(languages))
    return [tuple(_pieces(text, _places(row, terms, alike))) for text, row in zip(texts, atoms, strict=True)]


def _atoms(text: str) -> Iterator[_Atom]:
    for found in _WORD.finditer(text):
        words = [atom for word in tokens(found[0]) for atom in word]
        if len(words) > 1 and len(words) == len(found[0]):
            for offset, word in enumerate(words):
                yield _Atom(word, found.start() + offset, found.start() + offset + 1)
        else:
            yield from (_Atom(word, found.start(), found.end()) for word in words)


def _alike(terms: Iterable[Term], words: Iterable[str], configs: Sequence[str]) -> frozenset[str]:
    """The words that are forms of a term."""
    sought = [term.atoms[0] for term in terms if term.has_forms]
    if not sought or not configs:
        return frozenset()
    with connection.cursor() as cursor:
        said = sorted(words)[:MOST_WORDS]
        cursor.execute(_ALIKE, {"words": said, "sought": sought, "configs": list(configs)})
        return frozenset(word for (word,) in cursor.fetchall())


def _places(
    atoms: Sequence[_Atom], terms: Iterable[Term], alike: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Where words searched for begin and end, in order, without overlap."""
    sought = list(terms)
    at, words = 0, [atom.word for atom in atoms]
    while at < len(atoms):
        length = max((_length(term, words, at) for term in sought), default=0)
        length = length or int(words[at] in alike)
        if length:
            yield atoms[at].begin, atoms[at + length - 1].end
        at += max(length, 1)


def _length(term: Term, words: Sequence[str], at: int) -> int:
    """How many words from a place on are what a term seeks."""
    said = tuple(words[at : at + len(term.atoms)])
    if term.is_begun:
        fits = said[:-1] == term.atoms[:-1] and bool(said) and said[-1].startswith(term.atoms[-1])
        return len(said) if fits and len(said) == len(term.atoms) else 0
    return len(said) if said == term.atoms else 0


def _pieces(text: str, places: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for begin, end in places:
        if at < begin:
            yield Piece(text[at:begin], False)
        yield Piece(text[begin:end], True)
        at = end
    if at < len(text) or not text:
        yield Piece(text[at:], False)
