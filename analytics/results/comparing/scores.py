"""Scores and shares of scales, group by group, with tests of their differences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from analytics.results.crosstabs.figures import SMALL_BASE, CrosstabTable, Sums
from analytics.results.figures_of_questions import NpsSummary, ScaleSummary, ShareSummary, Summary
from analytics.results.statistics import net_promoter_score
from analytics.statistics.comparing import Sample, Test, compare_means, compare_shares
from analytics.statistics.intervals import proportion_interval
from analytics.statistics.letters import Pair, letters_of

type ScoreKey = Literal["nps", "share", "top2"]


@dataclass(frozen=True, slots=True)
class Score:
    """A score from -100 to 100, or a share from 0 to 100, with its 95 % interval; ``letters`` are those of
    the groups that it is significantly higher than."""

    value: float
    low: float
    high: float
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One figure of all groups, everybody first; ``None`` of nobody, or of too few."""

    key: ScoreKey
    scores: tuple[Score | None, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a group counts for a figure and what against it, as shares between 0 and 1."""

    base: Sums
    up: float
    down: float


def score_row(summary: Summary, table: CrosstabTable, *, is_overlapping: bool) -> ScoreRow | None:
    """The score, or the share, that a question of this kind is read by; ``None`` where it has none.

    Scores are means of 100, 0 and -100 and compared by Welch's t-test, shares by the z-test, both of
    effective bases; all tests of a row are made together (Benjamini and Hochberg). Groups of fewer than 30,
    and those that share people, are not tested.
    """
    found = _figure(summary)
    if found is None:
        return None
    key, up, down = found
    parts = [_parts(table, place, up, down) for place in range(len(table.bases))]
    letters = {} if is_overlapping else _letters(key, parts)
    return ScoreRow(key, tuple(_score(key, each, letters.get(n, ())) for n, each in enumerate(parts)))


def _figure(summary: Summary) -> tuple[ScoreKey, Callable[[float], bool], Callable[[float], bool]] | None:
    if isinstance(summary, NpsSummary):
        return "nps", lambda point: point >= 9, lambda point: point <= 6
    if isinstance(summary, ShareSummary):
        return "share", lambda point: point >= summary.counted_from, _nothing
    if isinstance(summary, ScaleSummary) and len(summary.counts) > 2:
        second = sorted(float(count.value) for count in summary.counts)[-2]
        return "top2", lambda point: point >= second, _nothing
    return None


def _nothing(_point: float) -> bool:
    return False


def _parts(
    table: CrosstabTable, place: int, up: Callable[[float], bool], down: Callable[[float], bool]
) -> _Parts | None:
    base = table.bases[place]
    cells = [(float(row.value.value), row.cells[place].weight) for row in table.rows]
    if base is None or not base.weight or any(weight is None for _point, weight in cells):
        return None
    return _Parts(
        base,
        sum(weight or 0.0 for point, weight in cells if up(point)) / base.weight,
        sum(weight or 0.0 for point, weight in cells if down(point)) / base.weight,
    )


def _score(key: ScoreKey, parts: _Parts | None, letters: tuple[str, ...]) -> Score | None:
    if parts is None:
        return None
    n = parts.base.effective
    if key == "nps":
        rest = max(0.0, 1 - parts.up - parts.down)
        nps = net_promoter_score(promoters=parts.up * n, passives=rest * n, detractors=parts.down * n)
        return Score(nps.score, nps.low, nps.high, letters) if nps else None
    interval = proportion_interval(parts.up, n)
    low, high = (interval.low, interval.high) if interval else (parts.up, parts.up)
    return Score(100 * parts.up, 100 * low, 100 * high, letters)


def _letters(key: ScoreKey, parts: Sequence[_Parts | None]) -> dict[int, tuple[str, ...]]:
    """By the place of a group; the first is everybody, and in no test."""
    able = [place for place, each in enumerate(parts) if place and each and each.base.n >= SMALL_BASE]
    compare = _means if key == "nps" else _shares
    tests: dict[Pair, Test | None] = {}
    for first, second in combinations(able, 2):
        one, other = parts[first], parts[second]
        assert one is not None  # noqa: S101 - those who are able have parts
        assert other is not None  # noqa: S101
        tests[first - 1, second - 1] = compare(one, other)
    return {place + 1: found for place, found in letters_of(tests, "bh").items()}


def _means(one: _Parts, other: _Parts) -> Test | None:
    return compare_means(_sample(one), _sample(other))


def _sample(parts: _Parts) -> Sample:
    """A net promoter score as the mean of 100, 0 and -100, with its sample variance."""
    n, mean = parts.base.effective, parts.up - parts.down
    variance = 1e4 * (parts.up + parts.down - mean * mean) * n / (n - 1) if n > 1 else None
    return Sample(100 * mean, variance, n)


def _shares(one: _Parts, other: _Parts) -> Test | None:
    return compare_shares(one.up, one.base.effective, other.up, other.base.effective)
