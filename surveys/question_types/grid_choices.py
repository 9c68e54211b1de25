"""Cells of a grid with choices: one of them, or any number."""

from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext as _

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import ValueType
from surveys.question_types.choices import labelled, words_of
from surveys.question_types.columns import Category
from surveys.question_types.elements import Choice
from surveys.question_types.grid_cells import Control, GridCell
from surveys.question_types.scoring import several_range
from surveys.question_types.shapes import FormData, Shown
from surveys.question_types.wordings import worded


@dataclass(frozen=True, slots=True)
class ChoiceCell(GridCell):
    """One of some choices: its id. As columns to tick, or as a list that unfolds."""

    choices: tuple[Choice, ...]
    unfolds: bool = False

    column_kind = "category"

    def missing(self) -> str:
        return _("Please choose one.")

    @property
    def is_spread(self) -> bool:
        return not self.unfolds

    @property
    def breadth(self) -> int:
        return 3 if self.unfolds else len(self.choices)

    def clean(self, raw: object) -> str | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, str) and any(choice.id == raw for choice in self.choices):
            return raw
        raise AnswerInvalid(_("Please choose one of the answers offered in each row."), "not_offered")

    def controls(self, content: object, shown: Shown) -> list[Control]:
        offered = choice_controls("radio", self.choices, [content], shown)
        return [{"kind": "select", "choices": offered}] if self.unfolds else offered

    def words(self, given: Any, language: str, base_language: str | None) -> str:
        return words_of(self.choices, given, language, base_language)

    def value_type(self) -> ValueType:
        return ValueType("choice", tuple(choice.code for choice in self.choices))

    def fact(self, given: Any) -> str | None:
        return next((choice.code for choice in self.choices if choice.id == given), None)

    def cell(self, given: Any) -> str | None:
        for choice in self.choices:
            if choice.id == given:
                return choice.id  # that of the choice, of which there is one, not one for each answer
        return None

    def categories(self) -> tuple[Category, ...]:
        return labelled(self.choices)

    def score(self, given: Any) -> float | None:
        return next((choice.score for choice in self.choices if choice.id == given), None)

    def score_range(self) -> tuple[float, float] | None:
        scores = [choice.score for choice in self.choices if choice.score is not None]
        return (min(scores), max(scores)) if scores else None

    def random(self, random: Random) -> str | None:
        last = len(self.choices) - 1
        if last < 0:
            return None
        return self.choices[min(int(random.triangular(0, last + 1, last * 0.8)), last)].id


@dataclass(frozen=True, slots=True)
class ChoicesCell(GridCell):
    """Any number of some choices: a list of their ids in the order of the question."""

    choices: tuple[Choice, ...]

    column_kind = "set"

    def missing(self) -> str:
        return _("Please choose at least one.")

    @property
    def is_spread(self) -> bool:
        return True

    @property
    def breadth(self) -> int:
        return len(self.choices)

    def read(self, form: FormData, name: str) -> list[str] | None:
        return list(form.getlist(name)) or None

    def clean(self, raw: object) -> list[str] | None:
        if raw is None or raw == []:
            return None
        if not isinstance(raw, list) or len(raw) > len(self.choices):
            raise AnswerInvalid(_("Please choose from the answers offered in each row."), "wrong_type")
        known = [choice.id for choice in self.choices]
        if not all(isinstance(item, str) and item in known for item in raw):
            raise AnswerInvalid(_("Please choose from the answers offered in each row."), "not_offered")
        if len(frozenset(raw)) != len(raw):
            raise AnswerInvalid(_("The same answer was given twice."), "duplicate")
        return [choice for choice in known if choice in raw]

    def controls(self, content: object, shown: Shown) -> list[Control]:
        chosen = content if isinstance(content, list) else [content]
        return choice_controls("checkbox", self.choices, chosen, shown)

    def words(self, given: Any, language: str, base_language: str | None) -> str:
        said = [words_of(self.choices, each, language, base_language) for each in self._known(given)]
        return ", ".join(said)

    def value_type(self) -> ValueType:
        return ValueType("set", tuple(choice.code for choice in self.choices))

    def fact(self, given: Any) -> tuple[str, ...] | None:
        chosen = self._known(given)
        return tuple(choice.code for choice in self.choices if choice.id in chosen) or None

    def cell(self, given: Any) -> list[str] | None:
        return self._known(given) or None

    def categories(self) -> tuple[Category, ...]:
        return labelled(self.choices)

    def score(self, given: Any) -> float | None:
        if self.score_range() is None or not self._known(given):
            return None
        return sum(choice.score or 0.0 for choice in self.choices if choice.id in given)

    def score_range(self) -> tuple[float, float] | None:
        return several_range(self.choices)

    def random(self, random: Random) -> list[str] | None:
        chosen = [choice.id for choice in self.choices if random.random() < 0.35]
        if not chosen and self.choices:
            return [random.choice(self.choices).id]
        return chosen or None

    def _known(self, given: Any) -> list[str]:
        """What of a stored value is still offered."""
        known = {choice.id for choice in self.choices}
        return [each for each in given if each in known] if isinstance(given, list) else []


def choice_controls(
    kind: Literal["radio", "checkbox"], choices: tuple[Choice, ...], chosen: list[Any], shown: Shown
) -> list[Control]:
    """An input for every choice; the same as options of a list."""
    taken = {each for each in chosen if isinstance(each, str)}
    return [
        {
            "kind": kind,
            "value": choice.id,
            "label": worded(choice.label, shown.language, shown.base_language, choice.code),
            "checked": choice.id in taken,
        }
        for choice in choices
    ]
