"""Cross-tabs: what groups answered, side by side, with tests of their differences.

:func:`crosstab` answers a :class:`CrosstabRequest` with a :class:`Crosstab`, a table for each variable of the
rows. Its columns are groups: everybody first, then each banner's, nested where a banner has several levels.
"""

from analytics.results.crosstabs.door import Scheme, SelectedAnswers, crosstab_of, shares_now
from analytics.results.crosstabs.figures import (
    Crosstab,
    CrosstabCell,
    CrosstabColumn,
    CrosstabMean,
    CrosstabRow,
    CrosstabTable,
    Sums,
)
from analytics.results.crosstabs.request import (
    CORRECTIONS,
    NOTHING_ASKED,
    CrosstabInvalid,
    CrosstabRequest,
    banner_columns,
    group_columns,
    read_request,
    row_columns,
    written_request,
)
from analytics.results.crosstabs.tables import crosstab
from analytics.results.crosstabs.weighing import Target, Weighting, WeightsImpossible, weighting_of

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
    "Scheme",
    "SelectedAnswers",
    "Sums",
    "Target",
    "Weighting",
    "WeightsImpossible",
    "banner_columns",
    "crosstab",
    "crosstab_of",
    "group_columns",
    "read_request",
    "row_columns",
    "shares_now",
    "weighting_of",
    "written_request",
]
