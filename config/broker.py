"""How messages travel to the workers: through Redis, or through a folder when there is none."""

from pathlib import Path
from typing import Any

from kombu import Exchange, Queue

from config.folder_broker import SCHEME

# Longer than any task and any countdown: what a killed worker held is found by its lease, not by this.
VISIBILITY_SECONDS = 3600

# Workers take from both queues by turns, so what is quick doesn't wait behind a backlog of what isn't.
ORDINARY, URGENT = "celery", "urgent"
URGENT_TASKS = ("tenants.tick", "webhooks.relay_pending", "webhooks.relay")


def queues() -> list[Queue]:
    """Return the queues that a worker takes from when it isn't told otherwise."""
    return [Queue(name, Exchange(name), routing_key=name) for name in (ORDINARY, URGENT)]


def routes() -> dict[str, dict[str, str]]:
    """Return which tasks go to another queue than the ordinary one."""
    return {task: {"queue": URGENT, "routing_key": URGENT} for task in URGENT_TASKS}


def broker_url(redis_url: str) -> str:
    """Return the broker's address as Celery writes it; ``redis_url`` is "" without Redis."""
    if not redis_url:
        return f"{SCHEME}://localhost"
    return redis_url.replace("unix://", "redis+socket://", 1)


def broker_options(redis_url: str, folder: Path) -> dict[str, Any]:
    """Return the options of Celery's transport; without Redis messages are files in ``folder``.

    Timeouts are short: a Redis that hangs holds up one request now and then, for two seconds or so.
    """
    if redis_url:
        return {
            "visibility_timeout": VISIBILITY_SECONDS,
            "socket_connect_timeout": 1.0,
            "socket_timeout": 1.0,
            "socket_keepalive": True,
            "health_check_interval": 25,
        }
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "store_processed": False,
        "polling_interval": 0.05,
    }
