"""How far responses came, counted by one definition on the home page, a survey's overview and its results."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.results.statistics import percent
from responses.models import Response

Status = Response.Status


@dataclass(frozen=True, slots=True)
class Ends:
    """How many responses came to which end; who came to none is unfinished.

    Complete, screened out and over quota are ends. Whoever was turned away could not complete, so the
    completion rate is complete responses of those that could: complete and unfinished ones.
    """

    responses: int
    complete: int
    screened_out: int
    over_quota: int

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Ends":
        """Return the ends of responses, of how many have which status."""
        turned_away = counts.get(Status.SCREENED_OUT, 0), counts.get(Status.OVER_QUOTA, 0)
        return cls(sum(counts.values()), counts.get(Status.COMPLETE, 0), *turned_away)

    @property
    def unfinished(self) -> int:
        """Begun, and brought to no end."""
        return self.responses - self.complete - self.turned_away

    @property
    def turned_away(self) -> int:
        """Screened out, or over quota."""
        return self.screened_out + self.over_quota

    @property
    def completion_rate(self) -> float | None:
        """Percentage of complete responses among those that could be; ``None`` where there are none."""
        return percent(self.complete, self.complete + self.unfinished)


def definition_of_ends() -> str:
    """Return in words what unfinished is."""
    return _(
        "A response counts from its first answer on. It ends complete, screened out or over quota; else it is"
        " unfinished."
    )


def definition_of_rate() -> str:
    """Return in words what the completion rate is."""
    return _(
        "The completion rate is complete responses of complete and unfinished ones: whoever was turned away"
        " could not complete."
    )
