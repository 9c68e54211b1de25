"""ETag, If-Match and If-None-Match: nobody overwrites what they haven't seen."""

import hashlib
import json
from typing import Any

from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, "header", description="An ETag: 304 when nothing has changed since."
)
IF_MATCH = OpenApiParameter("If-Match", str, "header", description="An ETag: 412 when it has changed since.")
IF_MATCH_NEEDED = OpenApiParameter(
    "If-Match",
    str,
    "header",
    required=True,
    description="The document's ETag; 412 when it has changed since.",
)


class PreconditionRequired(APIException):
    """428: the request must say which state of the document it changes."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "if_match_missing"


class PreconditionFailed(APIException):
    """412: the document has changed since."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed_meanwhile"


def etag_of(data: dict[str, Any]) -> str:
    """Return a tag that changes with anything shown."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:32]


def tagged(response: Response, tag: str) -> Response:
    """Give an answer the ETag of the document that it holds."""
    response.headers["ETag"] = quote_etag(tag)
    return response


def unchanged(request: Request, tag: str) -> Response | None:
    """Return a 304 when the caller has this state of the document already."""
    known = [etag.removeprefix("W/") for etag in parse_etags(request.headers.get("If-None-Match", ""))]
    if "*" in known or quote_etag(tag) in known:
        return tagged(Response(status=status.HTTP_304_NOT_MODIFIED), tag)
    return None


def require_match_if_given(request: Request, tag: str) -> None:
    """Refuse a change by somebody who says that they have seen another state."""
    if "If-Match" in request.headers:
        require_match(request, tag)


def two_part_etag_of(data: dict[str, Any], *, kept: dict[str, Any]) -> str:
    """Return a tag that changes with anything shown, and begins the same for as long as ``kept`` stays."""
    return f"{etag_of(kept)[:16]}-{etag_of(data)[:16]}"


def require_same_beginning(request: Request, tag: str) -> None:
    """Refuse a change by somebody who says that they have seen another state of what people change.

    ``tag`` is one of two parts; the second may be another.
    """
    given = parse_etags(request.headers.get("If-Match", "*"))
    beginnings = [each.removeprefix('"').partition("-")[0] for each in given if not each.startswith("W/")]
    if "*" not in given and tag.partition("-")[0] not in beginnings:
        raise PreconditionFailed(_("The document has changed since you read it; read it again."))


def require_match(request: Request, tag: str) -> None:
    """Refuse a change by somebody who has seen another state of the document, or doesn't say which."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired(_("Send the document's ETag in If-Match."))
    known = parse_etags(given)
    if "*" not in known and quote_etag(tag) not in known:
        raise PreconditionFailed(_("The document has changed since you read it; read it again."))
