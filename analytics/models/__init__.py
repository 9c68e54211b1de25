"""What analytics keeps of its own."""

from analytics.models.readmodel import ColumnFile, ReadModel, RemovedRow

__all__ = ["ColumnFile", "ReadModel", "RemovedRow"]
