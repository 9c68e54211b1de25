"""The values of texts that many share, looked up so that groups can be made of them."""

from dataclasses import replace

from django.utils.translation import gettext as _

from analytics.results.anonymity.classes import hidden_among
from analytics.results.crosstabs.counting import Counter
from analytics.results.crosstabs.request import MOST_LISTED, CrosstabInvalid, CrosstabRequest
from analytics.results.filtering.columns import FilterColumn, FilterColumns
from analytics.results.questions import NO_WORDS, Value

MOST_DIFFERENT = 1_000


def with_values(
    columns: FilterColumns, request: CrosstabRequest, counter: Counter, *, threshold: int
) -> FilterColumns:
    """The columns, those that a request names with their values; raise ``CrosstabInvalid``."""
    named = {*request.rows, *(field for banner in request.banners for field in banner)}
    opened = {
        field: opened_column(column, counter, threshold=threshold)
        for field in sorted(named)
        if (column := columns.by_field[field]).makes_groups and column.values is None
    }
    return replace(columns, by_field={**columns.by_field, **opened}) if opened else columns


def opened_column(column: FilterColumn, counter: Counter, *, threshold: int) -> FilterColumn:
    """A column with the values that most of those selected share, the most frequent first.

    What one person alone has, such as a name, is no group and isn't named; where results speak of groups
    only, what too few have isn't either, for it may tell who answered. Raises ``CrosstabInvalid`` of a text
    that is different with nearly everybody.
    """
    if counter.has_more_values(column, MOST_DIFFERENT):
        words = _("“%(name)s” has more than %(most)s different values, too many for groups.")
        raise CrosstabInvalid({"banner": words % {"name": column.name, "most": MOST_DIFFERENT}})
    sizes = {key[0]: sums.n for key, sums in counter.sums([column]).items()}
    alone = frozenset(value for value, n in sizes.items() if n == 1)
    hidden = hidden_among(sizes, threshold) if threshold > 1 else alone
    found = sorted(sizes.keys() - hidden, key=lambda value: (-sizes[value], value))[:MOST_LISTED]
    return replace(column, values=tuple(Value(value, value, NO_WORDS) for value in found))
