"""The lowest and highest score that choosing several choices can give."""

from collections.abc import Iterable, Sequence

from surveys.question_types.elements import Choice


def several_range(
    choices: Iterable[Choice], minimum: int | None = None, maximum: int | None = None
) -> tuple[float, float] | None:
    """The range of the sum of the scores of ``minimum`` to ``maximum`` choices, or of one that stands alone.

    ``None`` where no choice has a score; a choice without one counts 0. Choices that stand for all the rest
    count when everything is chosen.
    """
    every = list(choices)
    if not any(choice.score is not None for choice in every):
        return None
    together = sorted(choice.score or 0.0 for choice in every if not choice.exclusive)
    alone = [choice.score or 0.0 for choice in every if choice.exclusive]
    beyond = sum(choice.selects_all for choice in every)
    low, high = minimum or 1, (maximum or len(together)) + beyond
    lowest = [*_sums(together, low, high), *alone]
    highest = [*_sums(together[::-1], low, high), *alone]
    return (min(lowest), max(highest)) if lowest else None


def _sums(scores: Sequence[float], low: int, high: int) -> list[float]:
    """The sums of the first ``low`` to ``high`` scores."""
    return [sum(scores[:count]) for count in range(low, min(high, len(scores)) + 1)]
