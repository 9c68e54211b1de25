"""Open answers as they are read and tagged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from analytics.models import AnswerTag
from analytics.results import Layout
from analytics.results.codebooks import BETWEEN
from analytics.texts.marking import Piece, marked
from analytics.texts.searching import AnswersPage
from analytics.texts.tagging import Given, given_to

KEYS = "123456789abcdefghimnopqrstvwxyz"
"""The keys of the first tags; ``j``, ``k``, ``l`` and ``u`` move about and take back."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A tag that an answer may have: how it is called, its colour, and the key that puts it on."""

    id: UUID
    code: str
    name: str
    colour: str
    key: str
    description: str


@dataclass(frozen=True, slots=True)
class TagOnAnswer:
    """A tag and an answer; ``by`` says who put it on, ``""`` where it isn't on."""

    chance: Chance
    is_on: bool
    is_by_rule: bool
    by: str


@dataclass(frozen=True, slots=True)
class AnswerInPieces:
    """An answer to be read, with every tag that it has or may have."""

    response: UUID
    language: str
    pieces: tuple[Piece, ...]
    tags: tuple[TagOnAnswer, ...]


def chances_of(tags: Iterable[AnswerTag]) -> list[Chance]:
    """Tags in their order, each with a key while there are any."""
    listed = list(tags)
    names = {tag.pk: tag.name for tag in listed}
    return [
        Chance(
            tag.pk,
            tag.code,
            f"{names[tag.parent_id]}{BETWEEN}{tag.name}" if tag.parent_id else tag.name,
            tag.colour,
            KEYS[place] if place < len(KEYS) else "",
            tag.description,
        )
        for place, tag in enumerate(listed)
    ]


def answers_in_pieces(
    page: AnswersPage, layout: Layout, tags: Sequence[AnswerTag], field: str
) -> list[AnswerInPieces]:
    """The answers of a page, what was searched for told apart. Two queries."""
    texts = marked([answer.text for answer in page.answers], page.wanted, layout.languages)
    chances = chances_of(tags)
    given = given_to([answer.response for answer in page.answers], field)
    return [
        AnswerInPieces(
            answer.response, answer.language, pieces, tags_on(chances, given.get(answer.response, []))
        )
        for answer, pieces in zip(page.answers, texts, strict=True)
    ]


def tags_on(chances: Iterable[Chance], given: Iterable[Given]) -> tuple[TagOnAnswer, ...]:
    """Every tag, and whether an answer has it."""
    known = {each.tag: each for each in given}
    return tuple(_on(chance, known.get(chance.id)) for chance in chances)


def _on(chance: Chance, given: Given | None) -> TagOnAnswer:
    if given is None:
        return TagOnAnswer(chance, False, False, "")
    return TagOnAnswer(chance, True, given.is_by_rule, given.by)
