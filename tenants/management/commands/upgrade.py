"""Bring the whole installation up to the code: roles, the shared schema, every organisation's."""

from typing import Any

from django.core.management.base import BaseCommand

from tenants.partners.keys import ensure_key, keys_folder
from tenants.upgrade import upgrade


class Command(BaseCommand):
    """``manage.py upgrade``: safe to repeat, and to interrupt and start again."""

    help = (
        "Apply migrations to the shared schema and to every organisation that lacks them; make the key that"
        " signs tokens when there is none."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for line in upgrade():
            self.stdout.write(line)
        if (folder := keys_folder()) and ensure_key(folder):
            self.stdout.write(f"signing key: made in {folder}")
