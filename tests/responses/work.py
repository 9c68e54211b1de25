"""Background work, done at once."""

from typing import Any

from tenants.scope import organisation


def done(task: Any, key: str) -> None:
    """Run a task with its key as a worker would in the current organisation."""
    task.apply(args=[key], headers={"organisation": organisation().schema}, throw=True)
