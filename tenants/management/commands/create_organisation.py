"""Make an organisation from the command line."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from tenants.domain import create_organisation
from tenants.exceptions import OrganisationInvalid
from tenants.people.models import User
from tenants.queries import scope_of


class Command(BaseCommand):
    """``manage.py create_organisation``: schema, role, host name and owner, or none of them."""

    help = "Make an organisation with its host name and its owner, who is mailed a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schema", required=True, help="short name, such as acme")
        parser.add_argument("--name", required=True, help='what it is called, such as "Acme"')
        parser.add_argument("--host", required=True, help="its host name, such as acme.localhost")
        parser.add_argument("--owner", required=True, help="e-mail address of the owner")
        parser.add_argument(
            "--password-from-stdin",
            action="store_true",
            help="read the owner's password from the first line of standard input; no mail is sent",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = read_password(options["owner"]) if options["password_from_stdin"] else None
        try:
            organisation = create_organisation(
                schema=options["schema"],
                name=options["name"],
                host=options["host"],
                owner_email=options["owner"],
                owner_password=password,
            )
        except OrganisationInvalid as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{organisation.name} answers at {scope_of(organisation).host}")


def read_password(email: str) -> str:
    """Return the first line of standard input; raise CommandError when it is no good password."""
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password, User(email=email))
    except ValidationError as problem:
        raise CommandError(" ".join(problem.messages)) from None
    return password
