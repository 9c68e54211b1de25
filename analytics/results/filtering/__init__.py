"""Filters: which responses, by what they answered and what is known about them.

A :class:`Filter` is a document of conditions on columns, by identity, so that it outlives renaming. The codec
writes it into addresses and reads it back, :func:`condition_sql` makes SQL of it, :func:`filter_words` words.
"""

from analytics.results.filtering.codec import read_filter, written_filter
from analytics.results.filtering.columns import FilterColumn, FilterColumns, columns_of
from analytics.results.filtering.document import EVERYBODY, Condition, Filter, FilterInvalid, Group
from analytics.results.filtering.operators import OPERATORS, Operator, operators_of
from analytics.results.filtering.reading import checked
from analytics.results.filtering.sql import condition_sql

__all__ = [
    "EVERYBODY",
    "OPERATORS",
    "Condition",
    "Filter",
    "FilterColumn",
    "FilterColumns",
    "FilterInvalid",
    "Group",
    "Operator",
    "checked",
    "columns_of",
    "condition_sql",
    "operators_of",
    "read_filter",
    "written_filter",
]
