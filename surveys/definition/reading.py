"""The doors of definitions: in from JSON-like data, out as JSON-like data, one checksum, one schema."""

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from surveys.definition.checking import problems_across
from surveys.definition.documents import SCHEMA_VERSION, Definition
from surveys.definition.problems import problems_of
from surveys.exceptions import DefinitionInvalid


def parse_definition(data: object) -> Definition:
    """Return the definition that JSON-like ``data`` is, its texts cleaned and sanitised.

    Unknown fields are refused, nothing is converted silently. Raises ``DefinitionInvalid``.
    """
    return checked(stored_definition(data))


def stored_definition(data: object) -> Definition:
    """Return the definition that was stored, whose parts fitted together by the rules of its day.

    Rules that came later refuse the next edit in words; nobody is kept from reading or answering. Raises
    ``DefinitionInvalid`` for what is no definition.
    """
    try:
        return Definition.model_validate(data)
    except ValidationError as error:
        raise DefinitionInvalid(problems_of(error)) from error


def checked(definition: Definition) -> Definition:
    """Return ``definition`` if its parts fit together; raise ``DefinitionInvalid`` otherwise."""
    if problems := problems_across(definition):
        raise DefinitionInvalid(problems)
    return definition


def definition_json(definition: Definition) -> dict[str, Any]:
    """The document as JSON-like data, in stable order: parsing it and asking again gives the same bytes."""
    return definition.model_dump(mode="json", exclude_none=True)


def definition_checksum(definition: Definition) -> str:
    """SHA-256 in hexadecimal of the document in canonical form (sorted keys, no spaces, UTF-8)."""
    canonical = json.dumps(
        definition_json(definition), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def definition_json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the document, with every question type's settings by its ``type``."""
    return Definition.model_json_schema(mode="validation") | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Canvass survey definition {SCHEMA_VERSION}",
    }
