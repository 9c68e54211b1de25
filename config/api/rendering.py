"""Every answer of the API in its envelope."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.renderers import JSONRenderer

from config.envelope import FieldError, envelope, error_envelope
from tenants.partners.rest.paging import Page

BODILESS = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Failure:
    """What an error answers: words for people, a code for programs, and what is wrong with which field."""

    message: str
    code: str
    errors: tuple[FieldError, ...] = ()


class EnvelopeRenderer(JSONRenderer):
    """JSON, wrapped: data as it is, a page of a list with the addresses of its neighbours, an error."""

    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the bytes of an answer."""
        context = renderer_context or {}
        if context["response"].status_code in BODILESS:
            return b""
        body = wrapped(data, getattr(context["request"], "request_id", ""))
        return super().render(body, accepted_media_type, renderer_context)


def wrapped(data: Any, request_id: str) -> dict[str, Any]:
    """Return an answer's envelope."""
    if isinstance(data, Failure):
        return error_envelope(request_id=request_id, message=data.message, code=data.code, errors=data.errors)
    if isinstance(data, Page):
        about = {"pagination": {"next": data.next, "previous": data.previous, "per_page": data.size}}
        return envelope(success=True, request_id=request_id, data=data.items, metadata=about)
    return envelope(success=True, request_id=request_id, data=data)
