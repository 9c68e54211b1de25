"""Where in drafts the words searched for stand: a piece of the text around them, and the part it is in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from surveys.draft_words import WITHOUT_SPACES, tokens
from surveys.finding import words_asked
from surveys.models import DraftWords, Survey
from surveys.question_types.tables import fold

MOST_HITS = 3
AROUND = 60
"""So many characters are shown before the first word found, and thrice as many after it."""
BEGIN, END = "\x02", "\x03"
_MARK = re.compile(f"({BEGIN}[^{END}]*{END})")
_WORD = re.compile(r"[^\W_]+")

type Place = tuple[int, int]
"""Where a piece of a text begins and ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A few characters of a text, and whether they are what was searched for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of a draft (``""``: the survey as a whole) that says what was searched for, in one language."""

    part: str
    language: str
    pieces: tuple[Piece, ...]


def hits_in(surveys: Iterable[Survey], search: str) -> dict[UUID, list[Hit]]:
    """At most three parts of each survey that say all words of ``search``. One query, none without words."""
    rows = list(surveys)
    query = words_asked(search, sorted({language for row in rows for language in row.languages}))
    if query is None or not rows:
        return {}
    number = Window(RowNumber(), partition_by=F("survey_id"), order_by=[F("part").asc(), F("language").asc()])
    marked = SearchHeadline(
        "words", query, config=F("config"), start_sel=BEGIN, stop_sel=END, highlight_all=True
    )
    said = DraftWords.objects.filter(survey__in=rows, vector=query).annotate(number=number)
    found: dict[UUID, list[Hit]] = {}
    titled = {row.pk for row in rows if _says_all(row.title, search)}
    for row in said.filter(number__lte=MOST_HITS).annotate(marked=marked).order_by("survey_id", "number"):
        if not row.part and row.survey_id in titled:
            continue  # the title is read above what was found
        places = {*_places_marked(row.marked), *_places_begun(row.words, search)}
        found.setdefault(row.survey_id, []).append(Hit(row.part, row.language, around(row.words, places)))
    return found


def around(words: str, places: Iterable[Place]) -> tuple[Piece, ...]:
    """A piece of a text from a little before the first of some places on, with the places told apart."""
    found = sorted(places)
    begin = _word_begins(words, max(found[0][0] - AROUND, 0)) if found else 0
    end = min(begin + 4 * AROUND, len(words))
    pieces, at = [Piece("…", False)] if begin else [], begin
    for first, last in found:
        if at <= first < end:
            pieces += [Piece(words[at:first], False), Piece(words[first:last], True)]
            at = last
    pieces += [Piece(words[at:end], False), Piece("…" if end < len(words) and at < end else "", False)]
    return tuple(piece for piece in pieces if piece.text)


def _says_all(title: str, search: str) -> bool:
    return all(fold(word) in fold(title) for word in search.split())


def _places_marked(marked: str) -> Iterator[Place]:
    """The places that PostgreSQL marked: forms of the words."""
    at = 0
    for piece in _MARK.split(marked):
        if piece.startswith(BEGIN):
            yield at, at + len(piece) - 2
        at += len(piece.strip(BEGIN + END))


def _places_begun(words: str, search: str) -> Iterator[Place]:
    """The words that begin with one searched for, without regard to accents and case."""
    asked = tuple("".join(atoms) for word in search.split() for atoms in tokens(word))
    spaceless = [run for run in asked if WITHOUT_SPACES.match(run)]
    if asked:
        for word in _WORD.finditer(words):
            if fold(word[0]).startswith(asked):
                yield word.start(), word.end()
    for run in spaceless:
        for place in re.finditer(re.escape(run), words):
            yield place.start(), place.end()


def _word_begins(words: str, at: int) -> int:
    """Where the first word begins from a place on, if that is near."""
    space = words.find(" ", at, at + AROUND // 2) if at else -1
    return space + 1 or at
