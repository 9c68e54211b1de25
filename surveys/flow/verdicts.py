"""What a condition came to, and what it read."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.expressions import Expression
from surveys.expressions.facts import Missing
from surveys.expressions.scope import POINTS
from surveys.flow.known import Known


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression read by a name, as the scope spells it; ``missing`` says why there was no answer.

    The name is ``""`` for a score of the whole survey, and ``score:<name>`` for others.
    """

    name: str
    value: object
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A condition, what it read, and what it came to: ``None`` for undecided, which counts as not true."""

    source: str
    readings: tuple[Reading, ...]
    result: bool | None

    @property
    def holds(self) -> bool:
        """Whether it counts as true."""
        return self.result is True


def verdict_of(condition: Expression, known: Known) -> Verdict:
    """What a condition comes to with what is known now."""
    result = known.value_of(condition)
    return Verdict(
        condition.source,
        tuple(_readings(condition, known)),
        result if isinstance(result, bool) else None,
    )


def _readings(condition: Expression, known: Known) -> Iterator[Reading]:
    facts = known.facts
    for name in sorted(condition.names):
        yield Reading(name, facts.values.get(name), facts.why_missing(name))
    for name in sorted(condition.scores):
        if name == POINTS:
            yield Reading(name, facts.score("points", ""))
        else:
            value = facts.score("section", name) if name else facts.score("survey", "")
            yield Reading(f"score:{name}" if name else "", value)
