"""Points put together where they are close to each other, to be drawn."""

from collections.abc import Iterator

from analytics.results.asking import SelectedRows, quoted
from analytics.results.figures import Spot
from analytics.results.questions import Question

ACROSS = 40
"""So many cells, of equal width and height, hold the points on the longer side."""
MOST_SPOTS = 800
_PICTURE = 100 / ACROSS
_LEAST = 1e-6


def spots_of(question: Question, rows: SelectedRows) -> tuple[Spot, ...]:
    """The points that were given, by cells; nothing where answers aren't points."""
    pairs = list(_pairs(question))
    if question.plane is None or not pairs:
        return ()
    points = " UNION ALL ".join(
        f"SELECT {x} AS x, {y} AS y FROM selected WHERE {x} IS NOT NULL AND {y} IS NOT NULL"  # noqa: S608
        for x, y in pairs
    )
    step = _PICTURE if question.plane.kind == "picture" else _step(points, rows)
    found = rows.ask(
        "SELECT avg(x), avg(y), count(*) AS n, floor(x / $step) AS across, floor(y / $step) AS down"  # noqa: S608
        f" FROM ({points}) GROUP BY across, down ORDER BY n DESC, across, down LIMIT {MOST_SPOTS}",
        step=step,
    )
    return tuple(Spot(x, y, n) for x, y, n, _across, _down in found)


def _pairs(question: Question) -> Iterator[tuple[str, str]]:
    """The columns of points that the question has, as SQL."""
    fields = {variable.key: quoted(variable.field) for variable in question.variables}
    for x, y in question.plane.pairs if question.plane else ():
        if x in fields and y in fields:
            yield fields[x], fields[y]


def _step(points: str, rows: SelectedRows) -> float:
    """How wide a cell is, by the extent of what is there."""
    sql = f"SELECT max(x) - min(x), max(y) - min(y) FROM ({points})"  # noqa: S608
    wide, high = rows.ask(sql)[0]
    return max((wide or 0.0) / ACROSS, (high or 0.0) / ACROSS, _LEAST)
