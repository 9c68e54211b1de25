"""All questions at once, by a few groups beside each other or weighted: one cross-tab of them all.

:func:`compared` answers a :class:`Compared`; :func:`weighed` gives summaries the weighted figures of such a
cross-tab. Scores and shares of groups are tested in :mod:`scores`.
"""

from analytics.results.comparing.asked import (
    GROUPS,
    MOST_GROUPS,
    NOTHING_COMPARED,
    Compared,
    ComparisonInvalid,
    NamedGroup,
    group_filters,
)
from analytics.results.comparing.based import tables_of
from analytics.results.comparing.door import Comparison, compared
from analytics.results.comparing.scores import Score, ScoreKey, ScoreRow, score_row
from analytics.results.comparing.weighed import weighed, weights_of

__all__ = [
    "GROUPS",
    "MOST_GROUPS",
    "NOTHING_COMPARED",
    "Compared",
    "Comparison",
    "ComparisonInvalid",
    "NamedGroup",
    "Score",
    "ScoreKey",
    "ScoreRow",
    "compared",
    "group_filters",
    "score_row",
    "tables_of",
    "weighed",
    "weights_of",
]
