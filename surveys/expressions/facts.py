"""What is known of a respondent when an expression is evaluated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

type Missing = Literal["not_shown", "skipped", "refused", "dont_know"]
type ScoreOf = Literal["survey", "section", "question", "points", "possible_points"]

MAXIMUM_STEPS = 200_000


class OutOfSteps(Exception):
    """An evaluation took more steps than any honest one needs."""


def _no_score(of: ScoreOf, name: str) -> float | None:
    return None


def _no_band(name: str) -> str | None:
    return None


def _code_as_label(name: str, parts: tuple[str, ...], code: str) -> str | None:
    return code


@dataclass(slots=True, eq=False)
class Facts:
    """The answers and circumstances that expressions read; never changed by evaluating.

    ``values`` holds values by name as ``surveys.expressions.value_types`` describes them; an absent name or
    ``None`` is unanswered, and so is a value that doesn't fit the name's type. ``now`` is aware, in the
    time zone that days are counted in. ``missing(name)`` says why there is no answer, ``None`` where there is
    one; left out, an absent name wasn't shown and ``None`` was skipped. ``score(of, name)`` is a score,
    ``band(name)`` the words of the band that it falls into, and ``label(name, parts, code)`` the words of a
    chosen code, ``parts`` leading into a grid. ``index`` is the number of the repeat's instance, from 1.
    """

    values: Mapping[str, object]
    language: str = "en"
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    missing: Callable[[str], Missing | None] | None = None
    score: Callable[[ScoreOf, str], float | None] = _no_score
    label: Callable[[str, tuple[str, ...], str], str | None] = _code_as_label
    index: int | None = None
    band: Callable[[str], str | None] = _no_band

    def why_missing(self, name: str) -> Missing | None:
        """Why there is no answer to ``name``; ``None`` where there is one."""
        if self.missing is not None:
            return self.missing(name)
        if name not in self.values:
            return "not_shown"
        return "skipped" if self.values[name] is None else None

    def charge(self, steps: int) -> None:
        """Count steps of work; only a metered evaluation ever runs out of them."""


@dataclass(slots=True, eq=False)
class MeteredFacts(Facts):
    """The same facts during one evaluation of an expression whose cost depends on the answers."""

    steps: int = 0

    @classmethod
    def of(cls, facts: Facts) -> "MeteredFacts":
        """A fresh meter over ``facts``."""
        return cls(
            facts.values,
            facts.language,
            facts.now,
            facts.missing,
            facts.score,
            facts.label,
            facts.index,
            facts.band,
        )

    def charge(self, steps: int) -> None:
        """Count steps of work. Raises ``OutOfSteps`` when there are too many."""
        self.steps += steps
        if self.steps > MAXIMUM_STEPS:
            raise OutOfSteps
