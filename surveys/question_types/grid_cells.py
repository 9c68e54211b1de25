"""What a cell of a grid holds, and each kind's way to read, judge and show it: a text, a number."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import NUMBER, TEXT, ValueType
from surveys.languages import interface_language
from surveys.question_types.answers import text_answer
from surveys.question_types.columns import Category, Cell, ColumnKind
from surveys.question_types.numbers import number_answer, number_words
from surveys.question_types.shapes import FormData, Shown

type Control = dict[str, Any]
"""An input as the template shows it: ``kind`` (radio, checkbox, select, text, number) and what that needs."""


@dataclass(frozen=True, slots=True)
class GridCell(ABC):
    """What every kind of cell offers. ``given`` is what is stored in a single cell."""

    column_kind: ClassVar[ColumnKind]

    @property
    def is_spread(self) -> bool:
        """Whether its choices are columns of their own."""
        return False

    @property
    def breadth(self) -> int:
        """How much room it needs, counted in radio buttons."""
        return 3

    def missing(self) -> str:
        """What stands beside a row that lacks it."""
        return _("Please fill in this row.")

    def read(self, form: FormData, name: str) -> object:
        """What a form holds for the cell, unjudged; ``None`` for nothing."""
        values = form.getlist(name)
        return values[-1] if values else None

    @abstractmethod
    def clean(self, raw: object) -> Any:
        """The value that ``raw`` is; ``None`` for nothing. Raises ``AnswerInvalid``."""

    @abstractmethod
    def controls(self, content: object, shown: Shown) -> list[Control]:
        """The inputs of the cell, without their names."""

    @abstractmethod
    def words(self, given: Any, language: str, base_language: str | None) -> str:
        """The value in words; ``""`` where it says nothing any more."""

    @abstractmethod
    def value_type(self) -> ValueType:
        """What the value is to expressions."""

    def fact(self, given: Any) -> object:
        """The value for expressions; ``None`` where it says nothing any more."""
        return given

    def cell(self, given: Any) -> Cell:
        """The value for analysis; ``None`` where it says nothing any more."""
        return given  # type: ignore[no-any-return]

    def categories(self) -> tuple[Category, ...] | None:
        """The possible values, where there are such."""
        return None

    def score(self, given: Any) -> float | None:
        """What the value counts; ``None`` for nothing."""
        return None

    def score_range(self) -> tuple[float, float] | None:
        """The lowest and highest score; ``None`` without limits."""
        return None

    @abstractmethod
    def random(self, random: Random) -> Any:
        """A believable value; ``None`` if there can be none."""


@dataclass(frozen=True, slots=True)
class TextCell(GridCell):
    """A short text."""

    maximum: int

    column_kind = "text"

    def clean(self, raw: object) -> str | None:
        return text_answer(raw, maximum=self.maximum)

    def controls(self, content: object, shown: Shown) -> list[Control]:
        return [{"kind": "text", "content": _typed(content), "maximum": self.maximum}]

    def words(self, given: Any, language: str, base_language: str | None) -> str:
        return str(given)

    def value_type(self) -> ValueType:
        return TEXT

    def random(self, random: Random) -> str:
        return random.choice(_SAYINGS)[: self.maximum]


_SAYINGS = ("Good", "Not yet", "Every week", "Ask my team", "More of it", "It depends", "None")


@dataclass(frozen=True, slots=True)
class NumberCell(GridCell):
    """A number within limits."""

    minimum: int | float | None = None
    maximum: int | float | None = None
    decimals: int = 0

    column_kind = "number"

    def clean(self, raw: object) -> int | float | None:
        value = number_answer(raw, decimals=self.decimals)
        if value is not None and self.minimum is not None and value < self.minimum:
            message = _("Please enter %(minimum)s or more.") % {"minimum": number_words(self.minimum)}
            raise AnswerInvalid(message, "too_small")
        if value is not None and self.maximum is not None and value > self.maximum:
            message = _("Please enter %(maximum)s or less.") % {"maximum": number_words(self.maximum)}
            raise AnswerInvalid(message, "too_large")
        return value

    def controls(self, content: object, shown: Shown) -> list[Control]:
        return [{"kind": "number", "content": _typed(content), "input_mode": self._input_mode()}]

    def _input_mode(self) -> str:
        """Phones' numeric keypads lack a minus sign, so only where no negative number is possible."""
        if self.minimum is None or self.minimum < 0:
            return "text"
        return "decimal" if self.decimals else "numeric"

    def words(self, given: Any, language: str, base_language: str | None) -> str:
        with override(interface_language(language)):
            return number_words(given)

    def value_type(self) -> ValueType:
        return NUMBER

    @property
    def breadth(self) -> int:
        return 2

    def score(self, given: Any) -> float:
        return float(given)

    def random(self, random: Random) -> int | float:
        low = self.minimum if self.minimum is not None else min(0, self.maximum or 0)
        high = self.maximum if self.maximum is not None else max(low, 0) + 20
        value = min(max(round(random.triangular(low, high), self.decimals), low), high)
        return int(value) if value == int(value) else value


def _typed(content: object) -> str:
    return str(content) if isinstance(content, str | int | float) else ""


type SlotWords = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """What is asked in every row of a grid. ``key`` names it in answers; ``""`` for the only one of a row."""

    key: str
    code: str
    label: SlotWords
    cell: GridCell
