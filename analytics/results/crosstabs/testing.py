"""Whether the rows and the groups of a table are independent."""

from collections.abc import Sequence

from analytics.results.crosstabs.figures import CrosstabColumn, CrosstabRow, Sums
from analytics.results.filtering.columns import FilterColumn
from analytics.statistics.association import ChiSquare, chi_square
from analytics.statistics.intervals import effective_base


def independence(
    variable: FilterColumn,
    banners: Sequence[Sequence[FilterColumn]],
    groups: Sequence[CrosstabColumn],
    rows: Sequence[CrosstabRow],
    bases: Sequence[Sums | None],
) -> dict[int, ChiSquare]:
    """Chi-square by banner, where every response is in one cell at most and no cell is hidden."""
    found: dict[int, ChiSquare] = {}
    for number, levels in enumerate(banners):
        if variable.kind == "set" or any(level.kind == "set" for level in levels):
            continue
        places = [place for place, group in enumerate(groups) if group.banner == number]
        if test := _test(places, rows, bases):
            found[number] = test
    return found


def _test(
    places: Sequence[int], rows: Sequence[CrosstabRow], bases: Sequence[Sums | None]
) -> ChiSquare | None:
    weights = [[row.cells[place].weight for place in places] for row in rows]
    sums = [base for place in places if (base := bases[place]) is not None]
    table = [[weight for weight in row if weight is not None] for row in weights]
    if not table or any(len(row) < len(places) for row in table):
        return None
    total, squares = sum(each.weight for each in sums), sum(each.squares for each in sums)
    return chi_square(table, effective_base(total, squares))
