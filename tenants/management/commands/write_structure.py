"""Write down what the migrations of organisations say."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from tenants.postgresql.schemas import structure
from tenants.postgresql.structure import FILE
from tenants.scope import owner_scope, public_scope
from tenants.upgrade import upgrade


class Command(BaseCommand):
    """``manage.py write_structure``: after every change of an organisation's migrations."""

    help = "Write tenants/postgresql/structure.sql, by which new organisations' schemas are made."

    def handle(self, *args: Any, **options: Any) -> None:
        list(upgrade())
        with public_scope(), owner_scope(), transaction.atomic():
            FILE.write_text(structure())
            transaction.set_rollback(True)
        self.stdout.write(f"{FILE.name}: written")
