"""What analytics keeps of its own."""

from analytics.models.exports import Export
from analytics.models.readmodel import ColumnFile, ReadModel, RemovedRow
from analytics.models.reports import Edition, EditionLetter, Report, ReportRevision
from analytics.models.saved import SavedSegment, WeightScheme

__all__ = [
    "ColumnFile",
    "Edition",
    "EditionLetter",
    "Export",
    "ReadModel",
    "RemovedRow",
    "Report",
    "ReportRevision",
    "SavedSegment",
    "WeightScheme",
]
