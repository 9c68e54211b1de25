"""Bring the whole installation up to the code: roles, the shared schema, every organisation's."""

from typing import Any

from django.core.management.base import BaseCommand

from tenants.upgrade import upgrade


class Command(BaseCommand):
    """``manage.py upgrade``: safe to repeat, and to interrupt and start again."""

    help = "Apply migrations to the shared schema and to every organisation that lacks them."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in upgrade():
            self.stdout.write(line)
