"""Which requests come in: none that is too large, or that holds what no honest one does."""

import re
from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest

WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
TAKES_FILES = re.compile(
    r"/s/[^/]+/(?:embed/|kiosk/)?|/surveys/[0-9a-f-]{36}/(?:preview/|build/.+/picture/|settings/look/save/)"
    r"|/surveys/[0-9a-f-]{36}/languages/read/|/surveys/new/file/|/api/v1/surveys/[0-9a-f-]{36}/uploads/"
    r"|/api/v1/survey-files/|/surveys/[0-9a-f-]{36}/responses/[0-9a-f-]{36}/correct/[^/]+/"
)
"""Where forms may bring files: respondents' pages, their preview, pictures of surveys, surveys as
files, translations, the API's uploads and surveys as files, pages of answers that are corrected."""


def refusal(request: HttpRequest) -> int:
    """Return the status with which a request is turned away, or 0 when it may come in.

    400 for null characters in address or cookies (PostgreSQL holds none) and for a length that is
    no number, 411 for a body whose length the server can't bound, 413 for one that is too large.
    """
    environ = request.META
    if (
        "\x00" in request.path_info
        or "%00" in environ.get("QUERY_STRING", "")
        or "\\000" in environ.get("HTTP_COOKIE", "")
    ):
        return HTTPStatus.BAD_REQUEST
    length = environ.get("CONTENT_LENGTH")
    if "HTTP_TRANSFER_ENCODING" in environ and request.method not in WITHOUT_BODY:
        return HTTPStatus.BAD_REQUEST if length else _refusal_of_chunks(request)
    return _refusal_of_length(length, most_bytes(request)) if length else 0


def most_bytes(request: HttpRequest) -> int:
    """Return how long a request's body may be; Django streams files to disk, and bounds the rest."""
    is_multipart = request.META.get("CONTENT_TYPE", "").lower().startswith("multipart/form-data")
    brings_files = is_multipart and TAKES_FILES.fullmatch(request.path_info)
    return int(settings.UPLOAD_LIMIT if brings_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _refusal_of_length(length: str, most: int) -> int:
    if not (length.isascii() and length.isdigit()):
        return HTTPStatus.BAD_REQUEST
    too_large = len(length) > 15 or int(length) > most
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else 0


def _refusal_of_chunks(request: HttpRequest) -> int:
    """Read a body that comes in chunks as far as it may be long, and put it in the request's hands."""
    if not request.META.get("wsgi.input_terminated"):
        return HTTPStatus.LENGTH_REQUIRED
    body = _read(request.META["wsgi.input"], settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    request.META["CONTENT_LENGTH"] = str(len(body))
    request._stream = BytesIO(body)
    return 0


def _read(stream: Any, most: int) -> bytes:
    parts, wanted = [], most
    while wanted > 0 and (part := stream.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)
