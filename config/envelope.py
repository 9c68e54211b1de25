"""The envelope of every answer under ``/api/``, errors of the front door included."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypedDict


class FieldError(TypedDict):
    """What is wrong with one field; ``field`` is a dotted path, "" when it concerns the whole."""

    field: str
    message: str
    code: str


def envelope(
    *,
    success: bool,
    request_id: str,
    data: Any = None,
    message: str = "",
    errors: Sequence[FieldError] = (),
    metadata: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the body of an answer; ``metadata`` adds to the time (ISO 8601, UTC) and the request id."""
    about = {"timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"), "request_id": request_id}
    return {
        "success": success,
        "data": data,
        "message": message,
        "errors": list(errors),
        "metadata": {**about, **(metadata or {})},
    }


def error_envelope(
    *, request_id: str, message: str, code: str, errors: Sequence[FieldError] = ()
) -> dict[str, Any]:
    """Return the body of an error; without ``errors`` the message itself is the one error."""
    listed = list(errors) or [FieldError(field="", message=message, code=code)]
    return envelope(success=False, request_id=request_id, message=message, errors=listed)
