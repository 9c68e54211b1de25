"""What can go wrong with events."""


class NoTransaction(RuntimeError):
    """An event was emitted outside a transaction, so it could be true without its change."""


class EventInvalid(ValueError):
    """An event can't be kept: its type, its subject, or a payload that isn't plain JSON."""


class EventTooLarge(EventInvalid):
    """A payload is longer than webhooks may be."""
