"""What a web server or a worker looks at before it starts."""

import psycopg
import structlog

from tenants.postgresql.fitness import refuse_unfit_database

logger = structlog.get_logger("canvass.start")


def look_at_database() -> None:
    """Stop the start on a database that can't carry Canvass; one that is down may still come up."""
    try:
        refuse_unfit_database()
    except psycopg.OperationalError as problem:
        logger.warning("database_unreachable", problem=type(problem).__name__)
