"""The parts of a definition that question types are made of: elements, their settings, choices and rows."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from surveys.ids import AssetId, ChoiceId, ElementId, RowId
from surveys.texts import PlainText, RichText

MAXIMUM_CHOICES = 2_000
MAXIMUM_SOURCE = 4_000
MAXIMUM_CHECKS = 20

type Words = str | Promise
"""Words for people: a string, or a lazy translation that becomes one when shown."""
type Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
type Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$")]
type SettingKind = Literal[
    "switch",
    "integer",
    "number",
    "select",
    "line",
    "text",
    "rich",
    "date",
    "time",
    "code",
    "expression",
    "image",
    "areas",
    "table",
    "filters",
    "choices",
    "rows",
    "columns",
]
"""How the builder shows a setting. ``line``, ``text`` and ``rich`` are words for each language; ``code`` is a
line for machines, the same in all languages."""


class DocumentPart(BaseModel):
    """A piece of a definition: refuses unknown fields and silent conversions, never changes once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def later(default: Any = None, **constraints: Any) -> Any:
    """A field that came later: optional, and left out of the stored document while it is empty."""
    if default is None:
        return Field(default_factory=dict, exclude_if=operator.not_, **constraints)
    return Field(default=default, exclude_if=operator.not_, **constraints)


type Expression = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAXIMUM_SOURCE)]
"""An expression of ``surveys.expressions``; ``""`` for none."""


class Choice(DocumentPart):
    """Something to choose: a choice of a question or a column of a matrix. Exports hold its ``code``.

    ``heading`` begins a group of choices that lasts to the next heading. ``other`` asks for a text along with
    it, ``exclusive`` excludes all others, ``selects_all`` stands for all the rest, ``pinned`` keeps its place
    where the rest is shuffled. ``score`` counts where a score is made of the question.
    """

    id: ChoiceId
    code: Code
    label: PlainText = Field(default_factory=dict)
    visible_if: Expression = later("")
    heading: PlainText = later()
    image: AssetId | None = None
    score: Annotated[float, Field(allow_inf_nan=False)] | None = None
    other: bool = later(False)
    exclusive: bool = later(False)
    selects_all: bool = later(False)
    pinned: bool = later(False)


class Row(DocumentPart):
    """A row of a matrix: a question of its own inside the question. ``pinned`` as in ``Choice``."""

    id: RowId
    code: Code
    label: PlainText = Field(default_factory=dict)
    visible_if: Expression = later("")
    heading: PlainText = later()
    pinned: bool = later(False)


type Choices = Annotated[tuple[Choice, ...], Field(strict=False, max_length=MAXIMUM_CHOICES)]
type Rows = Annotated[tuple[Row, ...], Field(strict=False, max_length=MAXIMUM_CHOICES)]


class TypeSettings(DocumentPart):
    """What a question type lets editors set, beside what every question has.

    ``item_models`` says of what model the items of a list are, where they are more than choices or rows.
    """

    item_models: ClassVar[Mapping[str, type[Choice] | type[Row]]] = {}


@dataclass(frozen=True, slots=True)
class Panel:
    """How a setting is offered in the builder: put into the field's ``Annotated``.

    ``kind`` is derived from the field's type where left out; ``options`` are the words of a select's values.
    """

    label: Words
    help: Words = ""
    kind: SettingKind | None = None
    options: tuple[tuple[str, Words], ...] = ()


class Shuffle(DocumentPart):
    """A random order, from the response's seed: any, ``rotated`` (the same order from another start) or
    ``flipped`` (as it is or from the end).

    ``show`` is how many are shown (``None``: all of them); ``evenly`` sees to it that each is shown equally
    often across respondents.
    """

    order: Literal["random", "rotated", "flipped"] = "random"
    show: Annotated[int, Field(ge=1, le=MAXIMUM_CHOICES)] | None = None
    evenly: bool = later(False)


class Check(DocumentPart):
    """What an answer must fulfil beside its type's own rules; ``message`` says so when it doesn't."""

    valid_if: Expression
    message: PlainText = Field(default_factory=dict)


class Variant(DocumentPart):
    """Another wording of a question for those for whom ``visible_if`` is true; the first that fits counts."""

    visible_if: Expression
    text: PlainText = Field(default_factory=dict)
    hint: RichText = Field(default_factory=dict)


class Quiz(DocumentPart):
    """A question with a right answer: ``right_if`` says which, ``points`` what it is worth.

    ``answer`` is what respondents are told to be right, made of ``right_if`` where it is empty; ``if_right``
    and ``if_wrong`` are what is said beside. All of it is told after answering only.
    """

    right_if: Expression
    points: Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)] = 1
    answer: PlainText = later()
    if_right: RichText = Field(default_factory=dict)
    if_wrong: RichText = Field(default_factory=dict)


type Refusal = Literal["refused", "dont_know"]


class Element[S: TypeSettings](DocumentPart):
    """A question or a statement on a page; ``S`` is its type's settings model.

    ``soft_required`` asks once for a missing answer and then lets go. ``refusals`` are the ways offered to
    give no answer. ``default`` is the answer proposed at first. ``sensitive`` marks answers that say much
    about who gives them.
    """

    id: ElementId
    type: str
    name: Name
    text: PlainText = Field(default_factory=dict)
    hint: RichText = Field(default_factory=dict)
    required: bool = False
    soft_required: bool = later(False)
    required_if: Expression = later("")
    visible_if: Expression = later("")
    default: Expression = later("")
    checks: tuple[Check, ...] = later((), strict=False, max_length=MAXIMUM_CHECKS)
    variants: tuple[Variant, ...] = later((), strict=False, max_length=MAXIMUM_CHECKS)
    refusals: tuple[Refusal, ...] = later((), strict=False, max_length=2)
    quiz: Quiz | None = None
    sensitive: bool = later(False)
    pinned: bool = later(False)
    in_group: ElementId | None = None
    shuffle_choices: Shuffle | None = None
    shuffle_rows: Shuffle | None = None
    settings: S
