"""Make an operator of the installation from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from tenants.management.commands.create_organisation import read_password
from tenants.people.domain import add_operator
from tenants.people.exceptions import PersonProblem
from tenants.scope import public_scope


class Command(BaseCommand):
    """``manage.py create_operator``: somebody who signs in at the main host."""

    help = "Make an operator, who is mailed a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="e-mail address")
        parser.add_argument(
            "--password-from-stdin",
            action="store_true",
            help="read the password from the first line of standard input; no mail is sent",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"]
        password = read_password(email) if options["password_from_stdin"] else None
        try:
            validate_email(email)
            with public_scope():
                add_operator(email=email, password=password)
                self.stdout.write(f"{email} signs in at {settings.MAIN_HOST}")
        except (ValidationError, PersonProblem) as problem:
            raise CommandError(" ".join(getattr(problem, "messages", [str(problem)]))) from None
