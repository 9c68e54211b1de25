"""What analytics keeps of its own."""

from analytics.models.boards import Board
from analytics.models.exports import Export
from analytics.models.quality import QualityRules
from analytics.models.readmodel import ColumnFile, ReadModel, RemovedRow
from analytics.models.reports import Edition, EditionLetter, Report, ReportRevision
from analytics.models.saved import SavedSegment, WeightScheme
from analytics.models.schedules import Occurrence, Schedule, ScheduleReader
from analytics.models.series import Series, Wave
from analytics.models.sharing import SharedResults, SharedViews, ShownFigures
from analytics.models.texts import (
    AnswerTag,
    AnswerWords,
    BinnedTexts,
    PickedQuote,
    Tagging,
    TagRule,
    TextState,
)
from analytics.models.views import Benchmark, ResultsView

__all__ = [
    "AnswerTag",
    "AnswerWords",
    "Benchmark",
    "BinnedTexts",
    "Board",
    "ColumnFile",
    "Edition",
    "EditionLetter",
    "Export",
    "Occurrence",
    "PickedQuote",
    "QualityRules",
    "ReadModel",
    "RemovedRow",
    "Report",
    "ReportRevision",
    "ResultsView",
    "SavedSegment",
    "Schedule",
    "ScheduleReader",
    "Series",
    "SharedResults",
    "SharedViews",
    "ShownFigures",
    "TagRule",
    "Tagging",
    "TextState",
    "Wave",
    "WeightScheme",
]
