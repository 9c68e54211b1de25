"""Where files lie: every path starts with the schema of the organisation that owns the file."""

import secrets
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenants.models import Organisation


def organisation_folder(schema: str) -> str:
    """Return the folder, within the storage, that holds all files of an organisation."""
    return f"organisations/{schema}"


def logo_path(organisation: "Organisation", filename: str) -> str:
    """Return where a new logo goes; the name of the uploaded file plays no part but its ending."""
    ending = PurePath(filename).suffix.lower()
    return f"{organisation_folder(organisation.schema_name)}/logo-{secrets.token_hex(8)}{ending}"
