"""The doors of background work in ``webhooks``."""

from tenants.work import organisation_task
from webhooks import relay
from webhooks.outbox import RELAY
from webhooks.waking import RELAY_PENDING


@organisation_task(RELAY_PENDING)
def relay_pending() -> None:
    """Relay what the organisation has emitted since the last relay."""
    relay.relay_pending()


@organisation_task(RELAY)
def relay_event(key: str) -> None:
    """Relay the event that the tick found."""
    relay.relay_event(key)
