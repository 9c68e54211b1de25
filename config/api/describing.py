"""What drf-spectacular can't see by itself: the envelope, the errors, the tokens, the repeatable writes."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

JSON = "application/json"
UNWRAPPED = frozenset({"/api/v1/schemas/definition.json"})

METADATA = {
    "type": "object",
    "required": ["timestamp", "request_id"],
    "properties": {
        "timestamp": {"type": "string", "format": "date-time"},
        "request_id": {"type": "string", "description": "Name it when you ask for help."},
        "pagination": {"$ref": "#/components/schemas/Pagination"},
    },
}
PAGINATION = {
    "type": "object",
    "description": "Addresses of the neighbouring pages of a list; null at the ends.",
    "required": ["next", "previous", "per_page"],
    "properties": {
        "next": {"type": "string", "format": "uri", "nullable": True},
        "previous": {"type": "string", "format": "uri", "nullable": True},
        "per_page": {"type": "integer"},
    },
}
FIELD_ERROR = {
    "type": "object",
    "required": ["field", "message", "code"],
    "properties": {
        "field": {"type": "string", "description": "Where: a dotted path, empty for the whole."},
        "message": {"type": "string", "description": "For people, in the language of Accept-Language."},
        "code": {"type": "string", "description": "For programs; never changes."},
    },
}
FAILURE = {
    "type": "object",
    "required": ["success", "data", "message", "errors", "metadata"],
    "properties": {
        "success": {"type": "boolean", "enum": [False]},
        "data": {"nullable": True},
        "message": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
        "metadata": {"$ref": "#/components/schemas/Metadata"},
    },
    "example": {
        "success": False,
        "data": None,
        "message": "The request isn't right; see the errors.",
        "errors": [{"field": "title", "message": "This field is required.", "code": "required"}],
        "metadata": {"timestamp": "2026-11-21T10:37:00.000+00:00", "request_id": "4f1c9c0e7d"},
    },
}
COMPONENTS = {"Metadata": METADATA, "Pagination": PAGINATION, "FieldError": FIELD_ERROR, "Failure": FAILURE}
FAILURES = {
    "400": "The request is malformed.",
    "401": "The token is missing, expired, revoked, or of another organisation.",
    "403": "The person's role doesn't allow this.",
    "404": "There is no such thing in this organisation.",
    "405": "The address doesn't take this method.",
    "406": "Only JSON can be answered.",
    "409": "The state of the survey, or an unfinished request with the same Idempotency-Key, forbids it.",
    "410": "The survey is in the bin; restore it to use it.",
    "413": "The body is too large.",
    "415": "Send `Content-Type: application/json`.",
    "422": "The request is well-formed but can't be done; the errors say why.",
    "429": "Too many requests; `Retry-After` says how many seconds to wait.",
}
OF_WRITES = frozenset({"409", "413", "415", "422"})
OF_HEADERS = {
    "If-None-Match": {"304": "Nothing has changed since the state with that ETag."},
    "If-Match": {
        "412": "The document has changed since the state with that ETag.",
        "428": "Send the document's ETag in `If-Match`.",
    },
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Any text of yours, unique to this request. Sent again with the same body within a "
    "day, the first answer is replayed (`Idempotency-Replayed: true`) and nothing happens twice.",
}


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a token is sent."""

    target_class = "tenants.partners.rest.authentication.BearerToken"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the security scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


def describe_envelope(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Post-processing hook: wrap what is answered, add the errors and headers that all share."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(COMPONENTS)
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            if path not in UNWRAPPED:
                _wrap(operation)
            _add_failures(operation, method)
    return result


def _wrap(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        content = response.get("content", {}).get(JSON)
        if status.startswith("2") and content:
            content["schema"] = _wrapped(content["schema"])


def _wrapped(schema: dict[str, Any]) -> dict[str, Any]:
    properties = FAILURE["properties"] | {"success": {"type": "boolean", "enum": [True]}, "data": schema}  # type: ignore[operator]
    return {"type": "object", "required": FAILURE["required"], "properties": properties}


def _add_failures(operation: dict[str, Any], method: str) -> None:
    for status, words in _failures(operation, method).items():
        answer: dict[str, Any] = {"description": words}
        if status != "304":
            answer["content"] = {JSON: {"schema": {"$ref": "#/components/schemas/Failure"}}}
        operation["responses"].setdefault(status, answer)
    if method == "post" and operation.get("tags") != ["auth"]:
        operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)


def _failures(operation: dict[str, Any], method: str) -> dict[str, str]:
    """Return what an operation answers when it can't do its work, by status."""
    named = {parameter["name"] for parameter in operation.get("parameters", [])}
    found = {
        status: words for status, words in FAILURES.items() if method != "get" or status not in OF_WRITES
    }
    for header, answers in OF_HEADERS.items():
        if header in named:
            found |= answers
    return found
