"""A request that comes twice takes effect once: ``Idempotency-Key``.

The key is claimed by a unique row in the transaction that does the work, so that claim and work are
kept or lost together. A second request with the key waits for the first and is given its answer.
An error changed nothing and is not kept: the same request may be tried again.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, cast

from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable
from rest_framework.exceptions import ParseError
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.partners.domain import KEPT_FOR, sweep_later
from tenants.partners.exceptions import KeyReused, RequestInProgress
from tenants.partners.models import KeptAnswer
from tenants.partners.rest.requests import PartnerRequest
from tenants.people.models import User

LONGEST_KEY = 255
LONGEST_WAIT = "5s"
KEPT_HEADERS = ("Location", "ETag", "Content-Type")
CLAIM = """
    INSERT INTO partners_keptanswer AS kept (person_id, key, fingerprint, status, headers, body, kept_at)
    VALUES (%(person)s, %(key)s, %(fingerprint)s, 0, '{}', '', %(now)s)
    ON CONFLICT (person_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, kept_at = excluded.kept_at
        WHERE kept.kept_at < %(forgotten)s
    RETURNING id
"""

type Handler[V: APIView, **P] = Callable[Concatenate[V, PartnerRequest, P], Response]


def once[V: APIView, **P](handler: Handler[V, P]) -> Callable[..., Any]:
    """Let a handler that writes be called again with the same Idempotency-Key without a second effect."""

    @wraps(handler)
    def answer(view: V, request: PartnerRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return handler(view, request, *args, **kwargs)
        _check_key(key)
        with transaction.atomic():
            claim = _claim(request.user, key, fingerprint_of(request))
            if isinstance(claim, KeptAnswer):
                return _replayed(claim)
            response = handler(view, request, *args, **kwargs)
            return _kept(claim, view, request, response)

    answer.is_once = True  # type: ignore[attr-defined]
    return answer


def fingerprint_of(request: PartnerRequest) -> str:
    """Return what two requests share when they are the same: method, path, query and body, byte for byte.

    Of a form with files, which is divided at random places, the fields and the files' names and contents.
    """
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if (request.content_type or "").lower().startswith("multipart/form-data"):
        for part in _parts(request):
            digest.update(hashlib.sha256(part).digest())
    else:
        digest.update(request._request.body)
    return digest.hexdigest()


def _parts(request: PartnerRequest) -> Iterator[bytes]:
    """The names and values of a form, then those of its files, read once and wound back."""
    files = request.FILES
    for name, values in sorted(cast(QueryDict, request.data).lists()):
        if name not in files:
            yield from (name.encode(), *(str(value).encode() for value in values))
    for name, given in sorted(files.lists()):
        for file in given:
            yield from (name.encode(), (file.name or "").encode())
            yield hashlib.file_digest(file, "sha256").digest()
            file.seek(0)


def _check_key(key: str) -> None:
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        message = _("An Idempotency-Key has 1 to %(most)d printable ASCII characters.")
        raise ParseError(message % {"most": LONGEST_KEY}, "idempotency_key_invalid")


def _claim(person: User, key: str, fingerprint: str) -> int | KeptAnswer:
    """Return the id of the row that is now ours, or the answer that was kept under the key."""
    now = timezone.now()
    if (row := _claimed_row(person, key, fingerprint, now)) is not None:
        sweep_later()
        return row
    kept = KeptAnswer.objects.get(person=person, key=key)
    if kept.fingerprint != fingerprint:
        raise KeyReused
    return kept


def _claimed_row(person: User, key: str, fingerprint: str, now: datetime) -> int | None:
    values: dict[str, Any] = {"person": person.pk, "key": key, "fingerprint": fingerprint, "now": now}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
            cursor.execute(CLAIM, values | {"forgotten": now - KEPT_FOR})
            row = cursor.fetchone()
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError as problem:
        if isinstance(problem.__cause__, LockNotAvailable):
            raise RequestInProgress from problem
        raise
    return row[0] if row else None


def _kept(row: int, view: APIView, request: PartnerRequest, response: Response) -> HttpResponse:
    """Write down an answer, rendered, in the transaction of what it tells of."""
    finished = view.finalize_response(request, response)
    rendered: HttpResponse = finished.render() if isinstance(finished, Response) else finished
    KeptAnswer.objects.filter(pk=row).update(
        status=rendered.status_code,
        headers={name: rendered[name] for name in KEPT_HEADERS if rendered.has_header(name)},
        body=rendered.content,
    )
    return rendered


def _replayed(kept: KeptAnswer) -> HttpResponse:
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(bytes(kept.body), status=kept.status, headers=headers)
