"""What a column of a file is, whatever the format."""

from dataclasses import dataclass
from typing import Literal

from surveys.question_types.elements import Words

type Kind = Literal["category", "flag", "whole", "number", "text", "list", "date", "time", "moment"]
"""What the SQL of a column gives: category an id, flag 0 or 1, whole a whole number, number a double, list
texts, moment a timestamp without a zone; ``NULL`` for no answer."""
type Measure = Literal["nominal", "ordinal", "scale"]


@dataclass(frozen=True, slots=True)
class Code:
    """A value that a column may hold: as stored, its number in statistics, its code, and in words."""

    value: str
    number: int
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that a file says nothing about, for its answers are personal; codebooks tell so."""

    id: str
    question: str
    label: str
    type: Words


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file.

    ``name`` is the name by itself, ``header`` what stands on top, ``label`` what was asked, in words.
    ``why`` is SQL that says why there is no answer, ``""`` for a column that isn't an answer. ``family`` is
    what the columns of one multiple choice have in common. ``is_plain``: written by its codes, always.
    """

    name: str
    header: str
    label: str
    kind: Kind
    sql: str
    codes: tuple[Code, ...] = ()
    measure: Measure = "nominal"
    why: str = ""
    question: str = ""
    type: Words = ""
    family: str = ""
    is_plain: bool = False
