"""How a figure stands: against the period before, and against what it should be."""

from dataclasses import dataclass

from analytics.boards.documents import Wants


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure between ``low`` and ``high``, what it was in the period ``before``, and its ``target``;
    ``None`` where there is none. ``wants``: whether more or less of it is better."""

    value: float
    low: float
    high: float
    before: float | None = None
    target: float | None = None
    wants: Wants = "more"

    @property
    def gained(self) -> float | None:
        """How far it came since, the wanted way, as a part of its range; so that figures of any unit can be
        held against each other."""
        return None if self.before is None else self._way(self.before)

    @property
    def beyond(self) -> float | None:
        """How far it is beyond its target; below 0 for what is missing."""
        return None if self.target is None else self._way(self.target)

    @property
    def is_reached(self) -> bool:
        """Whether it is what it should be."""
        return self.beyond is not None and self.beyond >= 0

    def _way(self, since: float) -> float:
        low, high = min(self.low, self.value, since), max(self.high, self.value, since)
        way = (self.value - since) / (high - low) if high > low else 0.0
        return way if self.wants == "more" else -way
