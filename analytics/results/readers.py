"""How the answers to one version of a survey become cells of columns that all versions share."""

import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from analytics.results.meant import ReadCells, cells_meant
from surveys.compiled import CompiledElement, CompiledPage, CompiledSurvey
from surveys.instances import in_every_instance
from surveys.meanings import Mappings, Meaning
from surveys.question_types.columns import Column


class ReadQuestion(NamedTuple):
    """How an answer to one question of a version becomes cells: ``given`` reads what was clicked, ``meant``
    what that means today; ``fields`` are ``(column key, field)`` of every column."""

    id: str
    asked_field: str
    given: ReadCells
    meant: ReadCells
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionReader:
    """How answers to one version become cells.

    ``pages``, in order, hold an id and the ids of the page's questions.
    """

    number: int
    questions: tuple[ReadQuestion, ...]
    pages: tuple[tuple[str, tuple[str, ...]], ...]


BETWEEN = "\x1f"
"""What stands between the parts of a joined text: no id holds it."""
HASHED = "hashed:"


def given_field(asked_field: str) -> str:
    """The column that says whether a question of several columns has an answer, of the one whether it was
    asked."""
    return f"given:{asked_field.partition(':')[2]}"


def joined_field(field: str) -> str:
    """The column with the choices of a set as one text."""
    return f"joined:{field}"


def hashed_field(field: str) -> str:
    """The column with 64 bits that stand for a text."""
    return f"{HASHED}{field}"


def hashed(text: str) -> int:
    """64 bits of a text's BLAKE2, as a signed number."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def parts_of(page: CompiledPage) -> Iterator[CompiledElement]:
    """The elements of a page; of what is repeated one for each instance, numbered in name and text."""
    for part in in_every_instance(page):
        yield _numbered(part) if part.instance else part


def _numbered(part: CompiledElement) -> CompiledElement:
    element, numbers = part.element, [str(number) for number in part.instance]
    text = {language: f"{words} ({'.'.join(numbers)})" for language, words in element.text.items()}
    name = "_".join((element.name, *numbers))
    return dataclasses.replace(part, element=element.model_copy(update={"name": name, "text": text}))


def identity_of(part: CompiledElement) -> str:
    """What a question is followed by through versions: its id, and the kind of its columns."""
    return f"{part.type.kind_of(part.element)}:{part.id}"


def field_of(column: Column) -> str:
    """The name of a column in tables."""
    return f"{column.kind}:{column.key}"


def reader_of(number: int, compiled: CompiledSurvey, meant: Mappings) -> VersionReader:
    """The reader of a version; ``meant`` says what its choices mean today."""
    questions = [
        _read_question(part, meant.get(part.plain_id, {}))
        for page in compiled.pages
        for part in parts_of(page)
        if part.is_question
    ]
    pages = [
        (page.id, tuple(part.id for part in page.elements if part.is_question)) for page in compiled.pages
    ]
    return VersionReader(number, tuple(questions), tuple(pages))


def _read_question(part: CompiledElement, meaning: Meaning) -> ReadQuestion:
    given = part.type.reading(part.element)
    return ReadQuestion(
        part.id, f"asked:{identity_of(part)}", given, cells_meant(given, meaning), _fields_of(part)
    )


def _fields_of(part: CompiledElement) -> tuple[tuple[str, str], ...]:
    return tuple((column.key, field_of(column)) for column in part.type.columns(part.element))
