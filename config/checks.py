"""System checks: what would go wrong later, said before it does."""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from tenants.postgresql.fitness import problem_of_database


@register(Tags.database)
def check_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a server that can't carry Canvass; ``manage.py check --database default`` asks."""
    if not databases or "default" not in databases:
        return []
    try:
        problem = problem_of_database()
    except psycopg.OperationalError as failure:
        problem = f"can't be reached: {type(failure).__name__}"
    return [Error(f"The database {problem}.", id="canvass.E001")] if problem else []


@register(Tags.security)
def check_production(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Say what is fine for a trial and not in production."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(Error("CANVASS_DEBUG shows strangers the inside of the site.", id="canvass.E002"))
    if settings.PUBLIC_SCHEME != "https":
        found.append(checks.Warning("CANVASS_SCHEME is http: passwords travel in clear.", id="canvass.W001"))
    if not settings.REDIS_URL:
        found.append(
            checks.Warning("Without REDIS_URL messages wait in a folder of one machine.", id="canvass.W002")
        )
    return found
