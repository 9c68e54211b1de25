"""The parts of a definition that question types are made of: elements, their settings, choices and rows."""

from dataclasses import dataclass
from typing import Annotated, Literal

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from surveys.ids import ChoiceId, ElementId, RowId
from surveys.texts import PlainText, RichText

MAXIMUM_CHOICES = 2_000

type Words = str | Promise
"""Words for people: a string, or a lazy translation that becomes one when shown."""
type Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
type Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$")]
type SettingKind = Literal[
    "switch", "integer", "number", "select", "line", "text", "rich", "date", "choices", "rows", "columns"
]


class DocumentPart(BaseModel):
    """A piece of a definition: refuses unknown fields and silent conversions, never changes once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Choice(DocumentPart):
    """Something to choose: a choice of a question or a column of a matrix. Exports hold its ``code``."""

    id: ChoiceId
    code: Code
    label: PlainText = Field(default_factory=dict)


class Row(DocumentPart):
    """A row of a matrix: a question of its own inside the question."""

    id: RowId
    code: Code
    label: PlainText = Field(default_factory=dict)


type Choices = Annotated[tuple[Choice, ...], Field(strict=False, max_length=MAXIMUM_CHOICES)]
type Rows = Annotated[tuple[Row, ...], Field(strict=False, max_length=MAXIMUM_CHOICES)]


class TypeSettings(DocumentPart):
    """What a question type lets editors set, beside what every question has."""


@dataclass(frozen=True, slots=True)
class Panel:
    """How a setting is offered in the builder: put into the field's ``Annotated``.

    ``kind`` is derived from the field's type where left out; ``options`` are the words of a select's values.
    """

    label: Words
    help: Words = ""
    kind: SettingKind | None = None
    options: tuple[tuple[str, Words], ...] = ()


class Element[S: TypeSettings](DocumentPart):
    """A question or a statement on a page; ``S`` is its type's settings model."""

    id: ElementId
    type: str
    name: Name
    text: PlainText = Field(default_factory=dict)
    hint: RichText = Field(default_factory=dict)
    required: bool = False
    settings: S
