"""Registers what listens, and the place where this process shall die."""

import os

from django.apps import AppConfig


class ListenerConfig(AppConfig):
    """Subscribes to ``test.happened`` and sets the trap that TEST_DIE names."""

    name = "tests.processes.listener"

    def ready(self) -> None:
        """Register, once the apps are there."""
        from tests.processes.listener import subscribers, traps

        subscribers.register()
        traps.set_trap(os.environ.get("TEST_DIE", ""))
