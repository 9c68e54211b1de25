"""What lines of a questionnaire are, and the questions that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeGuard

from django.utils.translation import gettext_lazy as _

from surveys.pasting.marks import Scale
from surveys.question_types.elements import Words

type Kind = Literal[
    "blank", "title", "page", "question", "choice", "answer", "table", "hint", "statement", "skip", "left_out"
]
"""``answer`` says how a question is answered, ``skip`` where to go on, ``left_out`` is not taken over."""

KINDS: Mapping[Kind, Words] = {
    "title": _("Title"),
    "page": _("New page"),
    "question": _("Question"),
    "choice": _("Choice"),
    "answer": _("How it is answered"),
    "table": _("Table"),
    "hint": _("Hint"),
    "statement": _("Text to read"),
    "skip": _("Jump"),
    "left_out": _("Left out"),
}
CHOSEN: frozenset[Kind] = frozenset(
    ("title", "page", "question", "choice", "answer", "hint", "statement", "left_out")
)
"""What somebody may say that a line is."""
type Doubt = Literal["", "skip", "unclear", "no_question", "table_cells", "long"]
DOUBTS: Mapping[Doubt, Words] = {
    "skip": _("Kept as a text to read: make a jump or a condition of it, then delete it."),
    "unclear": _("Not clear what this is. It is kept as a text to read."),
    "no_question": _("There is no question before it. It is kept as a text to read."),
    "table_cells": _("The cells of this row hold words. They are kept in the row's label."),
    "long": _("Too long for a question. It is kept as a text to read."),
}


@dataclass(slots=True)
class Line:
    """A line, what it is taken for, and what is doubtful about that.

    ``question`` is the number of the question that it makes or belongs to, 0 for none.
    """

    number: int
    source: str
    kind: Kind
    doubt: Doubt = ""
    question: int = 0

    @property
    def is_taken(self) -> bool:
        """Whether there is anything on it."""
        return self.kind != "blank"


@dataclass(slots=True)
class Asked:
    """A question as it grows line by line.

    ``blanks`` is how many lines there are to write on, ``loose`` those right below it without any mark, which
    may be hints or choices. ``codes`` are the numbers that choices stood behind.
    """

    number: int
    text: str
    indent: int = 0
    numeral: int = 0
    is_required: bool = False
    is_several: bool = False
    has_boxes: bool = False
    at_most: int | None = None
    is_yes_no: bool = False
    scale: Scale | None = None
    blanks: int = 0
    hints: list[str] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    @property
    def has_answer(self) -> bool:
        """Whether it is known how it is answered."""
        return bool(self.choices or self.columns or self.scale or self.is_yes_no or self.blanks)


@dataclass(slots=True)
class Told:
    """A text to read; ``is_skip`` where it says where to go on."""

    text: str
    is_skip: bool = False


@dataclass(slots=True)
class Section:
    """A page: its title, and what is on it."""

    title: str = ""
    parts: list[Asked | Told] = field(default_factory=list)


def is_kind(name: str) -> TypeGuard[Kind]:
    """Whether somebody may say that a line is this."""
    return name in CHOSEN
