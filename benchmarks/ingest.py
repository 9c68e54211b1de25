"""Responses that come at 500 a second beside the web server: into the record, into files, into the figures.

A process stores them at that pace, in portions of a tenth of a second; a worker, asked every two seconds as
the beat would, puts them into files when the record's trigger wants it; granian answers respondents of
another survey as fast as it can, and an open page of results that asks every two seconds. ``BENCH_RATE`` says
how many come a second, ``BENCH_SECONDS`` for how long.
"""

import json
import os
import secrets
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from itertools import batched, cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import django

RATE, SECONDS = int(os.environ.get("BENCH_RATE", "500")), int(os.environ.get("BENCH_SECONDS", "40"))
BEFORE = 20_000
"""So many responses are there, and in files, when it begins."""
PORTIONS = 10
WALKED = 1_000
RESPONDENTS = 2
EVERY = 2.0
LEAST_SHARE, MOST_BEHIND, MOST_FRESH_S = 0.98, 15_000, 2.0


@dataclass(slots=True)
class Seen:
    """What was seen meanwhile: how many responses were in no file, how old the oldest of them was, and the
    seconds that the open page took."""

    behind: list[int] = field(default_factory=list)
    ages: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)


def run() -> bool:
    """Measure, print, and say whether figures and files kept up."""
    from django.db import transaction

    from analytics.readmodel.gathering import rebuild
    from benchmarks.generated import asked
    from benchmarks.room import HOST, organisation_made, published

    with organisation_made():
        survey, other = published(asked()), _answered_by_browsers()
        _offer(survey.pk, BEFORE, 0)
        with transaction.atomic():
            rebuild(survey.pk)
        with _served() as port, _helper("work", survey.pk) as worker:
            seen = Seen()
            watch = threading.Thread(target=_watch, args=(survey.pk, port, HOST, seen))
            with _helper("offer", survey.pk, RATE * SECONDS, RATE) as offering:
                _wait_for(offering)
                watch.start()
                journeys = _answer(port, other)
                offered = json.loads(offering.communicate()[0])
            watch.join()
            worker.terminate()
        return _told(survey.pk, offered, seen, journeys)


def _answered_by_browsers() -> tuple[str, list[list[tuple[str, str]]]]:
    """A survey that respondents answer meanwhile: where it is, and what is sent of each page."""
    from benchmarks.questionnaire import definition, form_data
    from benchmarks.room import published

    asked = definition()
    return published(asked).slug, form_data(asked)


@contextmanager
def _served() -> Iterator[int]:
    """Run the web server on this database; yield its port."""
    from django.conf import settings

    from benchmarks.processes import free_port, granian
    from tenants.postgresql import embedded

    server = embedded.start(Path(settings.DATA_DIR) / "postgres")
    socket = quote(embedded.socket_folder(server), safe="")
    address = f"postgresql://{embedded.ROLE}@/canvass?host={socket}"
    port = free_port()
    environment = {"DATABASE_URL": address, "CANVASS_LOG_FORMAT": "json"}
    with granian("config.wsgi:application", port, environment, 2):
        yield port


@contextmanager
def _helper(what: str, survey: UUID, *numbers: int) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "benchmarks.ingest", what, str(survey), *map(str, numbers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()


def _wait_for(process: "subprocess.Popen[str]") -> None:
    """Until it says that it begins."""
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    process.stdout.readline()


def _answer(port: int, other: tuple[str, list[list[tuple[str, str]]]]) -> tuple[float, float]:
    """Let respondents answer; return their journeys a second, and how long the slowest twentieth took."""
    from benchmarks.journeys import journey
    from benchmarks.load import generate
    from benchmarks.room import HOST

    load = generate(
        port, partial(journey, *other, host=HOST), connections=RESPONDENTS, seconds=float(SECONDS)
    )
    return load.journeys / load.seconds, load.percentile(0.95)


def _watch(survey: UUID, port: int, host: str, seen: Seen) -> None:
    """Look at the watermark and at the open page, every two seconds, in a thread."""
    from django.db import connection

    from tenants.queries import organisation_of
    from tenants.scope import tenant_scope

    with tenant_scope(organisation_of("t_room")):
        headers = {"Host": host, "Cookie": _signed_in()}
        page = HTTPConnection("127.0.0.1", port, timeout=60)
        _look_at_page(page, f"/surveys/{survey}/results/live/", headers, Seen())
        for _look in range(int(SECONDS / EVERY)):
            began = time.perf_counter()
            _look_at_files(survey, seen)
            _look_at_page(page, f"/surveys/{survey}/results/live/", headers, seen)
            time.sleep(max(0.0, began + EVERY - time.perf_counter()))
        connection.close()


def _look_at_files(survey: UUID, seen: Seen) -> None:
    from django.db.models import Count, Min
    from django.utils import timezone

    from analytics.models import ReadModel
    from responses.models import Response

    watermark = ReadModel.objects.get(pk=survey).watermark
    rows = Response.objects.filter(survey_id=survey, position__gte=watermark).order_by()
    found = rows.aggregate(n=Count("pk"), oldest=Min("changed_at"))
    seen.behind.append(found["n"])
    seen.ages.append((timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0.0)


def _look_at_page(page: HTTPConnection, address: str, headers: dict[str, str], seen: Seen) -> None:
    began = time.perf_counter()
    page.request("GET", address, headers=headers)
    answer = page.getresponse()
    answer.read()
    assert answer.status == 200, answer.status  # noqa: S101
    seen.page.append(time.perf_counter() - began)


def _signed_in() -> str:
    """The cookie of somebody who may look at results."""
    from django.conf import settings
    from django.test import Client

    from tenants.people.models import User
    from tenants.permissions import Role

    client = Client()
    client.force_login(User.objects.create(email=f"{secrets.token_hex(4)}@room.example", role=Role.OWNER))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _told(survey: UUID, offered: dict[str, float], seen: Seen, journeys: tuple[float, float]) -> bool:
    from analytics.results import Results, Selection

    began = time.perf_counter()
    counted = Results.of(survey).count(Selection(status="all"))
    fresh = time.perf_counter() - began
    rate, stored = offered["stored"] / offered["seconds"], BEFORE + offered["stored"]
    say = sys.stdout.write
    say(f"stored {rate:.0f} responses a second for {offered['seconds']:.0f} s (offered {RATE})\n")
    say(f"not in files: median {statistics.median(seen.behind):.0f}, at most {max(seen.behind)} responses")
    say(f" (at most {MOST_BEHIND}), the oldest of them {max(seen.ages):.1f} s old\n")
    say(f"the open page of results: median {1000 * statistics.median(seen.page):.0f} ms,")
    say(f" at most {1000 * max(seen.page):.0f} ms\n")
    say(f"respondents beside it: {journeys[0]:.1f} journeys a second, 95 of 100 in {journeys[1]:.2f} s\n")
    say(f"a process that knew nothing yet counted {counted} of {stored:.0f}, after {fresh:.2f} s\n")
    kept_up = rate >= LEAST_SHARE * RATE and max(seen.behind) <= MOST_BEHIND
    return kept_up and counted == stored and max(seen.page) <= MOST_FRESH_S


def _offer(survey: UUID, rows: int, rate: int) -> dict[str, float]:
    """Store responses, so many a second, or as fast as can be; say how many in how many seconds."""
    from django.utils import timezone

    from responses.simulated import Period, store_simulated

    version, walked = _walked(survey)
    at_once = rate // PORTIONS or WALKED
    if rate:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
    began, stored = time.perf_counter(), 0
    for turn, portion in enumerate(batched(islice(cycle(walked), rows), at_once, strict=False), start=1):
        now = timezone.now()
        stored += store_simulated(survey=survey, version=version, walked=portion, period=Period(now, now))
        if rate:
            time.sleep(max(0.0, began + turn / PORTIONS - time.perf_counter()))
    return {"stored": stored, "seconds": time.perf_counter() - began}


def _walked(survey: UUID) -> tuple[UUID, list[Any]]:
    """The survey's version, and respondents who went through it and are yet to be stored."""
    from django.utils import timezone

    from surveys.compiling import compile_definition
    from surveys.definition import stored_definition
    from surveys.models import SurveyVersion
    from surveys.simulating import simulate

    version = SurveyVersion.objects.get(survey=survey)
    compiled, now = compile_definition(stored_definition(version.definition)), timezone.now()
    return version.pk, [
        simulate(compiled, seed=turn, turn=turn, language="en", now=now) for turn in range(WALKED)
    ]


def _work() -> None:
    """Do what is due for files, as the beat would have a worker do it."""
    from django.utils import timezone

    from analytics.tasks import compact_files, gather_responses
    from tenants.scope import public_scope
    from tenants.ticking import take_due_work

    tasks = {task.name: task for task in (gather_responses, compact_files)}
    with public_scope():
        taken = take_due_work(timezone.now())
    for each in taken:
        if each.kind in tasks:
            tasks[each.kind].run(each.key)


def _helping(what: str, survey: UUID, *numbers: int) -> None:
    if what == "offer":
        sys.stdout.write(json.dumps(_offer(survey, *numbers)))
        return
    while True:
        began = time.perf_counter()
        _work()
        time.sleep(max(0.0, began + EVERY - time.perf_counter()))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tenants.queries import organisation_of
    from tenants.scope import tenant_scope

    with tenant_scope(organisation_of("t_room")):
        _helping(sys.argv[1], UUID(sys.argv[2]), *map(int, sys.argv[3:]))
