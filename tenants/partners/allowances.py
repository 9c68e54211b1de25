"""How often somebody may knock: counted per organisation, in one statement that races can't cheat."""

import math
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tenants.partners.domain import sweep_later
from tenants.partners.exceptions import AllowanceUsedUp
from tenants.scope import in_public, schema

MINUTE = timedelta(minutes=1)
COUNT = """
    INSERT INTO partners_allowance AS kept (key, since, used) VALUES (%(key)s, %(now)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        since = CASE WHEN kept.since <= %(start)s THEN excluded.since ELSE kept.since END,
        used = CASE WHEN kept.since <= %(start)s THEN 1 ELSE least(kept.used, 2000000000) + 1 END
    RETURNING since, used
"""


def use_allowance(*, purpose: str, who: str, most: int, window: timedelta = MINUTE) -> None:
    """Count one knock of somebody for a purpose; raise AllowanceUsedUp beyond ``most`` in a window.

    The window opens with the first knock. What is stored of ``who`` can't be read back. At the main
    host nothing is counted.
    """
    if in_public():
        return
    now = timezone.now()
    since, used = _count(_key(purpose, who), now, window)
    if used == 1:
        sweep_later()
    if used > most:
        left = since + window - now
        raise AllowanceUsedUp(max(1, math.ceil(left.total_seconds())))


def _key(purpose: str, who: str) -> str:
    return f"{purpose}:{salted_hmac(f'tenants.partners.allowance:{schema()}', who).hexdigest()}"


def _count(key: str, now: datetime, window: timedelta) -> tuple[datetime, int]:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now, "start": now - window})
        since, used = cursor.fetchone()
    return since, used
