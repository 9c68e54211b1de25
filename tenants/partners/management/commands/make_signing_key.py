"""``manage.py make_signing_key <folder>``: a key for signing tokens."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.partners.keys import add_key


class Command(BaseCommand):
    """Adds a key to the ring; from the next start on it signs, and the older ones still verify."""

    help = "Add a new key to the folder that CANVASS_JWT_KEYS names; it signs from the next start on."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="The folder of PEM files.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the key and say where it is."""
        try:
            self.stdout.write(str(add_key(options["folder"])))
        except OSError as problem:
            raise CommandError(f"can't write to {options['folder']}: {problem}") from problem
