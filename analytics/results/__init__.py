"""Results: the one module that answers every question put to a survey's answers.

Pages, API and files all ask here; nothing else in the project computes a result.

* :func:`stamp` is a short text that changes whenever any number could: the ETag of whatever shows results.
* :class:`Results` answers with figures (:mod:`analytics.results.figures`) for a :class:`Selection`.
* :class:`Records` gives the responses themselves: a stream, a page, one.

Both describe what was asked, over all versions, by the same :class:`Layout`.
"""

from analytics.results.figures import Base, Bin, Count, Day, Hour, Moments, Overview, PageStep, Period, Quote
from analytics.results.figures_of_lists import Amount, Ranked, RankingSummary, SumsSummary
from analytics.results.figures_of_questions import (
    ChoicesSummary,
    DateSummary,
    FilesSummary,
    HiddenSummary,
    MatrixRow,
    MatrixSummary,
    MomentSummary,
    NpsSummary,
    NumbersRow,
    NumbersSummary,
    NumberSummary,
    PartsSummary,
    ScaleSummary,
    ShareSummary,
    Summary,
    TextSummary,
    TimeSummary,
)
from analytics.results.questions import Layout, PageOfSurvey, Question, Value, Variable, Version
from analytics.results.records import Record, Records
from analytics.results.selection import QUALITY_CHOICES, STATUS_CHOICES, Selection, selection_from
from analytics.results.statistics import Nps, Share
from analytics.results.survey_results import Results, stamp

__all__ = [
    "QUALITY_CHOICES",
    "STATUS_CHOICES",
    "Amount",
    "Base",
    "Bin",
    "ChoicesSummary",
    "Count",
    "DateSummary",
    "Day",
    "FilesSummary",
    "HiddenSummary",
    "Hour",
    "Layout",
    "MatrixRow",
    "MatrixSummary",
    "MomentSummary",
    "Moments",
    "Nps",
    "NpsSummary",
    "NumberSummary",
    "NumbersRow",
    "NumbersSummary",
    "Overview",
    "PageOfSurvey",
    "PageStep",
    "PartsSummary",
    "Period",
    "Question",
    "Quote",
    "Ranked",
    "RankingSummary",
    "Record",
    "Records",
    "Results",
    "ScaleSummary",
    "Selection",
    "Share",
    "ShareSummary",
    "Summary",
    "SumsSummary",
    "TextSummary",
    "TimeSummary",
    "Value",
    "Variable",
    "Version",
    "selection_from",
    "stamp",
]
