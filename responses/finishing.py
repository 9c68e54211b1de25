"""How a response ends: complete, screened out or over quota, and with which ending."""

from dataclasses import dataclass

from responses.models import Response
from surveys.definition import Quota
from surveys.flow import Journey, ending_of, quotas_met


@dataclass(frozen=True, slots=True)
class Finish:
    """The status a response gets, the id of its ending (``""``: ours), the quotas it counts for."""

    status: str
    ending: str
    quotas: tuple[Quota, ...] = ()


def finish_of(journey: Journey) -> Finish:
    """How a journey ends where every quota has a place left."""
    ending = ending_of(journey)
    identity = ending.id if ending else ""
    if ending is not None and ending.kind == "screened_out":
        return Finish(Response.Status.SCREENED_OUT, identity)
    return Finish(Response.Status.COMPLETE, identity, quotas_met(journey))


def turned_away(journey: Journey, quota: Quota) -> Finish:
    """How it ends when a quota is full."""
    ending = ending_of(journey)
    return Finish(Response.Status.OVER_QUOTA, quota.ending or (ending.id if ending else ""))
