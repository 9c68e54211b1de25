"""The doors of background work in ``tenants``."""

from tenants import ticking
from tenants.work import installation_task


@installation_task("tenants.tick")
def tick() -> None:
    """Send what is due; the beat calls it every two seconds, any number of beats may."""
    ticking.tick()
