"""Whether this process lives, and whether the site can do its work.

``/health/live`` answers without touching anything: a process that answers lives. ``/health/ready``
looks at four things and lists each:

* ``database`` and ``migrations`` decide: without them requests fail, so the answer is 503 and a load
  balancer sends them elsewhere;
* ``broker`` and ``beat`` don't: pages and answers of respondents work without them, and what has to
  follow waits in PostgreSQL. They make the answer ``degraded``, with status 200, for monitoring to
  raise the alarm. So do organisations whose schemas lag behind the code: theirs alone would fail.

Both answer on any host, and the second at most once a second however often it is asked.
"""

import os
import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from celery import current_app
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils import timezone
from kombu.exceptions import OperationalError

from tenants.models import Organisation
from tenants.postgresql.schemas import organisation_fingerprint, shared_migrations
from tenants.scope import public_scope
from tenants.ticking import last_tick

OK, DEGRADED, FAILING = "ok", "degraded", "failing"
LONGEST_SILENCE = 30.0
KEPT_SECONDS = 1.0

type Finding = tuple[str, str]

logger = structlog.get_logger("canvass.health")
_lock = threading.Lock()
_kept: dict[str, Any] = {"until": 0.0}


def answer(request: HttpRequest) -> HttpResponse:
    """Answer ``/health/live`` and ``/health/ready`` on any host, before anything else happens."""
    if request.path_info == "/health/live":
        found: dict[str, Any] = {"status": OK}
    elif request.path_info == "/health/ready":
        found = readiness()
    else:
        return HttpResponseNotFound("", content_type="text/plain")
    status = 503 if found["status"] == FAILING else 200
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})


def readiness() -> dict[str, Any]:
    """Return ``{"status": ..., "checks": {name: {"status": ..., "note": ...}}}``, a second old at most."""
    with _lock:
        if time.monotonic() > _kept["until"]:
            checks = {name: _run(name, check) for name, check in CHECKS.items()}
            worst = max((check["status"] for check in checks.values()), key=[OK, DEGRADED, FAILING].index)
            _kept.update(until=time.monotonic() + KEPT_SECONDS, found={"status": worst, "checks": checks})
        found: dict[str, Any] = _kept["found"]
        return found


def _run(name: str, check: Callable[[], Finding]) -> dict[str, str]:
    started = time.perf_counter()
    status, note = check()
    if status != OK:
        logger.warning("not_healthy", check=name, status=status, note=note)
    ms = round((time.perf_counter() - started) * 1000)
    return {"status": status, "note": note, "ms": str(ms)}


def check_database() -> Finding:
    """The database answers."""
    try:
        with public_scope(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return FAILING, "unreachable"
    return OK, ""


def check_migrations() -> Finding:
    """The shared schema is what the code expects; organisations that lag behind are counted."""
    try:
        with public_scope():
            missing = shared_migrations() - _applied()
            behind = Organisation.objects.exclude(fingerprint=organisation_fingerprint()).count()
    except DatabaseError:
        return FAILING, "unknown"
    if missing:
        return FAILING, f"{len(missing)} to be applied"
    return (DEGRADED, f"{behind} organisations lag behind") if behind else (OK, "")


def check_broker() -> Finding:
    """The broker takes messages."""
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OperationalError, OSError):
        return DEGRADED, "unreachable"
    folder = current_app.conf.broker_transport_options.get("data_folder_out")
    if folder and not os.access(folder, os.W_OK):
        return DEGRADED, "its folder can't be written"
    return OK, ""


def check_beat() -> Finding:
    """Beat and worker are alive: together they made a tick a moment ago."""
    try:
        at = last_tick()
    except DatabaseError:
        return DEGRADED, "unknown"
    if at is None:
        return DEGRADED, "no tick yet"
    seconds = (timezone.now() - at).total_seconds()
    return (OK, "") if seconds < LONGEST_SILENCE else (DEGRADED, f"silent for {seconds:.0f} s")


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM public.django_migrations")
        return set(cursor.fetchall())


CHECKS: dict[str, Callable[[], Finding]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": check_broker,
    "beat": check_beat,
}
