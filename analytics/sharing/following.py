"""When figures that everybody may see follow the answers: in steps that nobody's answer can be told from.

Whoever looks before and after one person answers would see that person's answer as the difference. So the
difference of two figures shown one after the other is held to what every figure is held to: it speaks of
nobody, or of at least ``k`` people.
"""

from collections.abc import Iterator
from typing import Any

from analytics.results import HiddenSummary, MatrixSummary, NumbersSummary, Summary
from analytics.results.anonymity.summaries import bases_of, parts_of
from analytics.sharing.stored import written

_BESIDE = ("question", "label", "base")


def may_follow(shown: Summary, fresh: Summary, k: int) -> bool:
    """Whether a summary may be shown after another one of the same question.

    So it is where both are of numbers of people that are at least ``k`` apart, in every part that isn't just
    as it was. What is hidden tells nothing.
    """
    if isinstance(shown, HiddenSummary) or isinstance(fresh, HiddenSummary):
        return True
    if abs(shown.base.answered - fresh.base.answered) < k:
        return False
    before, after = dict(_parts(_without_texts(shown))), dict(_parts(_without_texts(fresh)))
    return all(_apart(before[key], after[key], k) for key in before.keys() & after.keys())


def _without_texts(summary: Any) -> Any:
    """The figures alone: what people wrote isn't kept with what is shown."""
    return summary.without_texts() if hasattr(summary, "without_texts") else summary


def speaks_of_enough(shown: Summary, k: int) -> bool:
    """Whether a summary and all its parts speak of nobody or of at least ``k`` people."""
    assert not isinstance(shown, HiddenSummary)  # noqa: S101 - what is hidden isn't kept
    return all(base.answered == 0 or base.answered >= k for base in bases_of(shown))


def _apart(before: tuple[int, Any], after: tuple[int, Any], k: int) -> bool:
    return abs(before[0] - after[0]) >= k or _figures(before[1]) == _figures(after[1])


def _figures(part: Any) -> dict[str, Any]:
    """The answers to a part, without the words around it and without who didn't answer it."""
    return {name: value for name, value in written(part).items() if name not in _BESIDE}


def _parts(summary: Summary) -> Iterator[tuple[str, tuple[int, Any]]]:
    """The rows and parts of a summary by key: how many answered each, and its figures."""
    assert not isinstance(summary, HiddenSummary)  # noqa: S101 - of which there is no part
    if isinstance(summary, MatrixSummary | NumbersSummary):
        yield from ((row.key, (row.base.answered, row)) for row in summary.rows)
    for number, part in enumerate(parts_of(summary)):
        yield f"{number}:{part.question.key}", (part.base.answered, part)
        yield from ((f"{number}:{key}", found) for key, found in _parts(part))
