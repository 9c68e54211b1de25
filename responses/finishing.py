"""How a response ends: complete, screened out or over quota, and with which ending."""

from dataclasses import dataclass, replace
from uuid import UUID

from responses.models import Response
from responses.versions import running
from surveys.definition import Quota
from surveys.flow import Journey, ending_of, ending_with_id, quotas_met


@dataclass(frozen=True, slots=True)
class Finish:
    """The status a response gets, the id of its ending (``""``: ours), the quotas it counts for."""

    status: str
    ending: str
    quotas: tuple[Quota, ...] = ()


def finish_of(journey: Journey, *, counted: Journey | None = None) -> Finish:
    """How a journey ends where every quota has a place left.

    ``counted`` is the journey through the version that is published now, whose quotas count for everybody;
    left out, it is the same.
    """
    ending = ending_of(journey)
    identity = ending.id if ending else ""
    if ending is not None and ending.kind == "screened_out":
        return Finish(Response.Status.SCREENED_OUT, identity)
    return Finish(Response.Status.COMPLETE, identity, quotas_met(counted or journey))


def counted_by(journey: Journey, current: UUID | None, *, own: UUID | None) -> Journey:
    """Return the journey through ``current``, the version that is published now.

    Its quotas count for everybody, by answers to what it still asks. ``own`` is the version of the journey.
    """
    if current is None or current == own:
        return journey
    return replace(journey, survey=running(current).compiled, former=None, kept={})


def turned_away(journey: Journey, quota: Quota) -> Finish:
    """How it ends when a quota is full."""
    ending = ending_with_id(journey, quota.ending or "") or ending_of(journey)
    return Finish(Response.Status.OVER_QUOTA, ending.id if ending else "")
