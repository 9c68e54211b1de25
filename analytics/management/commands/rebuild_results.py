"""Make the column files of results anew, out of PostgreSQL."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from analytics.readmodel.gathering import rebuild
from surveys.models import Survey
from tenants.models import Organisation
from tenants.queries import organisation_of
from tenants.scope import public_scope, tenant_scope


class Command(BaseCommand):
    """``manage.py rebuild_results <survey>`` or ``--all``: the same numbers, from fresh files."""

    help = (
        "Make the columnar files of a survey's results anew, or those of all surveys; numbers stay the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("survey", nargs="?", type=UUID, help="the survey's id, as in its address")
        which.add_argument("--all", action="store_true", help="every survey of every organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for schema in self._schemas():
            with tenant_scope(organisation_of(schema)):
                for survey in self._surveys(options["survey"]):
                    found += 1
                    with transaction.atomic():
                        rows = rebuild(survey)
                    self.stdout.write(f"{schema} {survey}: {rows} responses in files")
        if options["survey"] and not found:
            raise CommandError(f"No organisation has a survey {options['survey']}.")

    def _schemas(self) -> list[str]:
        with public_scope():
            return list(Organisation.objects.order_by("pk").values_list("schema_name", flat=True))

    def _surveys(self, survey: UUID | None) -> Iterator[UUID]:
        found = Survey.objects.order_by("pk").values_list("pk", flat=True)
        yield from found.filter(pk=survey) if survey else found
