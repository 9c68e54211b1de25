"""From tallies in order to points: figures, moving figures, and which changes are significant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analytics.results.crosstabs.figures import SMALL_BASE
from analytics.results.trends.figures import Change, Point
from analytics.results.trends.tallies import NOTHING, Kind, Tally, figure_of, interval_of, tested
from analytics.statistics.comparing import Test
from analytics.statistics.letters import Correction, corrected

type Tallies = Sequence[Tally | None]
"""In order; ``None`` where a figure would speak of too few people."""
HIDDEN = Point(None, None)


def points_of(
    kind: Kind,
    tallies: Tallies,
    *,
    window: int = 1,
    against: int | None = None,
    correction: Correction = "none",
    is_weighted: bool = False,
) -> tuple[Point, ...]:
    """The points of one line. Tests to the neighbour are made together, and those to the chosen one are.

    Periods of fewer than 30 are marked and not tested; a period without answers has no figure, and what
    follows it none to be compared with.
    """
    before = _changes(kind, tallies, {place: place - 1 for place in range(1, len(tallies))}, correction)
    chosen = (
        {place: against for place in range(len(tallies)) if place != against} if against is not None else {}
    )
    to_chosen = _changes(kind, tallies, chosen, correction)
    return tuple(
        HIDDEN
        if tally is None
        else replace(
            _point(kind, tally, is_weighted=is_weighted),
            moving=_moving(kind, tallies, place, window),
            before=before.get(place),
            against=to_chosen.get(place),
        )
        for place, tally in enumerate(tallies)
    )


def _point(kind: Kind, tally: Tally, *, is_weighted: bool) -> Point:
    """What a tally says on its own, next to no other."""
    return Point(
        n=base_of(kind, tally),
        value=figure_of(kind, tally),
        interval=interval_of(kind, tally),
        is_small=kind != "count" and 0 < tally.n < SMALL_BASE,
        weight=tally.weight if is_weighted else None,
        effective=tally.effective if is_weighted else None,
    )


def _moving(kind: Kind, tallies: Tallies, place: int, window: int) -> float | None:
    """The figure of the window that ends at a place, if there is one."""
    return moving_figure(kind, tallies[place + 1 - window : place + 1]) if place + 1 >= window > 1 else None


def base_of(kind: Kind, tally: Tally) -> int:
    """How many a figure speaks of."""
    return tally.responses if kind == "count" else tally.n


def moving_figure(kind: Kind, tallies: Tallies) -> float | None:
    """The figure of several periods: of all their answers together, of counts the mean of the periods, of
    times the mean of their medians, weighted by how many they are of. ``None`` if one is hidden."""
    known = [tally for tally in tallies if tally is not None]
    if len(known) < len(tallies):
        return None
    if kind == "count":
        return sum(tally.responses for tally in known) / len(known)
    if kind == "time":
        weights = sum(tally.n for tally in known)
        return (
            sum(tally.n * tally.middle[0] for tally in known if tally.middle) / weights if weights else None
        )
    return figure_of(kind, sum(known, NOTHING))


def _changes(
    kind: Kind, tallies: Tallies, pairs: Mapping[int, int], correction: Correction
) -> dict[int, Change]:
    """By place the change to another, of those that both have figures."""
    differences: dict[int, float] = {}
    tests: dict[int, Test] = {}
    for place, other in pairs.items():
        first, second = tallies[place], tallies[other]
        figures = [None if each is None else figure_of(kind, each) for each in (first, second)]
        if first is None or second is None or figures[0] is None or figures[1] is None:
            continue
        differences[place] = figures[0] - figures[1]
        if min(first.n, second.n) >= SMALL_BASE and (test := tested(kind, first, second)):
            tests[place] = test
    values = dict(zip(tests, corrected([test.p for test in tests.values()], correction), strict=True))
    return {place: Change(difference, values.get(place)) for place, difference in differences.items()}
