"""Compile the catalogues of translated words."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.translations import compile_translations


class Command(BaseCommand):
    """``manage.py compile_translations``: quick when nothing changed; needs no gettext tools."""

    help = "Compile locale/*/LC_MESSAGES/*.po where they changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for path in compile_translations(folder):
                self.stdout.write(f"compiled {path.relative_to(settings.BASE_DIR)}")
