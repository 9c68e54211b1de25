"""Lists in pages, by a cursor: what is added or deleted meanwhile moves nothing."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from tenants.queries import current_url

DEFAULT_SIZE = 50
LARGEST_SIZE = 200
AFTER, BEFORE = b"a", b"b"
PAGING = [
    OpenApiParameter("cursor", str, description="Where the page begins; comes with the addresses of pages."),
    OpenApiParameter("per_page", int, description=f"1 to {LARGEST_SIZE}, {DEFAULT_SIZE} if left out."),
]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, newest first, and the addresses of its neighbours (None at the ends)."""

    items: list[Any]
    next: str | None
    previous: str | None
    size: int


def page_of[M: Model](rows: QuerySet[M], request: Request, present: Callable[[M], dict[str, Any]]) -> Page:
    """Return the page of ``rows`` (with time-ordered ids) that ``?cursor=`` and ``?per_page=`` ask for."""
    size = _size(request)
    direction, place = _place(request)
    found = _slice(rows, direction, place, size + 1)
    has_more = len(found) > size
    shown = found[:size] if direction == AFTER else found[:size][::-1]
    has_next = has_more if direction == AFTER else place is not None
    has_previous = place is not None if direction == AFTER else has_more
    return Page(
        items=[present(row) for row in shown],
        next=_link(request, AFTER, shown[-1].pk) if has_next and shown else None,
        previous=_link(request, BEFORE, shown[0].pk) if has_previous and shown else None,
        size=size,
    )


def _slice[M: Model](rows: QuerySet[M], direction: bytes, place: UUID | None, most: int) -> list[M]:
    if direction == BEFORE:
        return list(rows.filter(pk__gt=place).order_by("pk")[:most])
    rows = rows.filter(pk__lt=place) if place else rows
    return list(rows.order_by("-pk")[:most])


def _size(request: Request) -> int:
    given = request.query_params.get("per_page", str(DEFAULT_SIZE))
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= LARGEST_SIZE):
        message = _("Ask for 1 to %(most)d items a page.") % {"most": LARGEST_SIZE}
        raise ValidationError({"per_page": [message]}, "out_of_range")
    return int(given)


def _place(request: Request) -> tuple[bytes, UUID | None]:
    given = request.query_params.get("cursor", "")
    if not given:
        return AFTER, None
    try:
        raw = base64.urlsafe_b64decode(given.encode("ascii"))
        direction, place = raw[:1], UUID(bytes=raw[1:])
    except (UnicodeEncodeError, binascii.Error, ValueError):
        direction, place = b"", None
    if place is None or direction not in {AFTER, BEFORE}:
        raise ValidationError({"cursor": [_("This cursor is not one of ours.")]}, "invalid_cursor")
    return direction, place


def _link(request: Request, direction: bytes, place: UUID) -> str:
    cursor = base64.urlsafe_b64encode(direction + place.bytes).decode()
    return replace_query_param(current_url(request.get_full_path()), "cursor", cursor)


def links(request: Request, **paths: str) -> dict[str, str]:
    """Return addresses at the organisation's stored host name, never at the request's."""
    return {name: current_url(path) for name, path in paths.items()}
