"""Identifiers in order of time: UUID version 7 (RFC 9562, section 5.7)."""

import datetime
import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """Return 48 bits of Unix milliseconds and 74 random bits, as a version 7 UUID."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def made_at(identity: UUID) -> datetime.datetime:
    """Return when a UUID of version 7 was made, to the millisecond."""
    return datetime.datetime.fromtimestamp((identity.int >> 80) / 1000, datetime.UTC)
