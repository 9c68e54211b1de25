"""What analytics keeps of its own."""

from analytics.models.exports import Export
from analytics.models.readmodel import ColumnFile, ReadModel, RemovedRow
from analytics.models.saved import Anonymity, SavedSegment, WeightScheme

__all__ = ["Anonymity", "ColumnFile", "Export", "ReadModel", "RemovedRow", "SavedSegment", "WeightScheme"]
