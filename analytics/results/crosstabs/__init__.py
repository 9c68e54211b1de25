"""Cross-tabs: what groups answered, side by side, with tests of their differences.

:func:`crosstab` answers a :class:`CrosstabRequest` with a :class:`Crosstab`, a table for each variable of the
rows. Its columns are groups: everybody first, then each banner's, nested where a banner has several levels.
"""

from analytics.results.crosstabs.figures import (
    Crosstab,
    CrosstabCell,
    CrosstabColumn,
    CrosstabMean,
    CrosstabRow,
    CrosstabTable,
)
from analytics.results.crosstabs.request import (
    CORRECTIONS,
    NOTHING_ASKED,
    CrosstabInvalid,
    CrosstabRequest,
    banner_columns,
    read_request,
    row_columns,
    written_request,
)
from analytics.results.crosstabs.tables import crosstab
from analytics.results.crosstabs.weighing import Weighting, weighting_of

__all__ = [
    "CORRECTIONS",
    "NOTHING_ASKED",
    "Crosstab",
    "CrosstabCell",
    "CrosstabColumn",
    "CrosstabInvalid",
    "CrosstabMean",
    "CrosstabRequest",
    "CrosstabRow",
    "CrosstabTable",
    "Weighting",
    "banner_columns",
    "crosstab",
    "read_request",
    "row_columns",
    "weighting_of",
    "written_request",
]
