"""Run the site with a demo organisation, on this machine alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.demo.site import DemoCannotStart, forget, run


class Command(BaseCommand):
    """``manage.py demo``: database, content, web server, worker and beat until Ctrl-C."""

    help = "Run Canvass with a demo organisation; --reset forgets its data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Forget all data of the demo and stop.")
        parser.add_argument("--port", type=int, default=8000, help="Where the web server listens.")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stdout.write
        try:
            forget(say) if options["reset"] else run(say, port=options["port"])
        except DemoCannotStart as problem:
            raise CommandError(str(problem)) from None
