#!/usr/bin/env python
"""Canvass from the command line."""

import os
import sys
from contextlib import nullcontext

OWNER_COMMANDS = {"makemigrations", "migrate_schemas", "showmigrations", "sqlmigrate", "upgrade"}


def main() -> None:
    """Run the command that the words after ``manage.py`` name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from tenants.postgresql.owner import owner_scope

    as_owner = len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS
    with owner_scope() if as_owner else nullcontext():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
