"""JSON in, strictly."""

from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from tenants.strict_json import JsonRefused, parse_json


class StrictJson(BaseParser):
    """Takes a JSON document that can mean one thing only."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return what the body holds; raise ParseError."""
        try:
            return parse_json(stream.read())
        except JsonRefused as problem:
            raise ParseError(problem.message, problem.code) from problem


class MergePatch(StrictJson):
    """A JSON merge patch (RFC 7396)."""

    media_type = "application/merge-patch+json"


def merged(document: Any, patch: Any) -> Any:
    """Return a document with a merge patch (RFC 7396) applied: null deletes, objects merge, else replace."""
    if not isinstance(patch, dict):
        return patch
    result = dict(document) if isinstance(document, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
