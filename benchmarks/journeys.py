"""Respondents' journeys: a survey of 3 pages and 12 questions, beside the floor of a bare view.

A journey is what one respondent's browser does: GET and POST of each page, GET of the thanks. Both
sides are granian with two workers on the same PostgreSQL; floor and survey take turns, and the ratio
of the medians is what counts on a machine that others use too.
"""

import os
import re
import secrets
import statistics
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.management import call_command

from benchmarks.floor_table import make_table
from benchmarks.load import Journey, Load, Unexpected, generate
from benchmarks.processes import cpu_seconds, free_port, granian
from benchmarks.questionnaire import definition, form_data
from benchmarks.weight import first_view
from surveys.domain import create_survey_from, publish_survey
from tenants.domain import create_organisation
from tenants.postgresql import embedded
from tenants.queries import organisation_of
from tenants.scope import tenant_scope
from tenants.upgrade import upgrade

ROUNDS, SECONDS = int(os.environ.get("BENCH_ROUNDS", "5")), float(os.environ.get("BENCH_SECONDS", "4"))
CONNECTIONS, THREADS = 8, 2
MOST_CPU, LEAST_RATIO, MOST_WEIGHT = 0.010, 0.5, 30_000
HOST = "bench.localhost"
MARK = re.compile(rb'name="_at" value="([^"]+)"')
COOKIE = re.compile(rb"(?i)set-cookie: ([^;]+)")
LOCATION = re.compile(rb"(?i)location: ([^\r]+)")


@dataclass(frozen=True, slots=True)
class Measured:
    """A round: journeys a second, and CPU seconds a journey of the web server and of PostgreSQL."""

    load: Load
    web: float
    database: float

    @property
    def rate(self) -> float:
        """Journeys a second."""
        return self.load.journeys / self.load.seconds

    @property
    def cpu(self) -> float:
        """CPU seconds a journey."""
        return self.web + self.database


def run() -> bool:
    """Measure, print, and say whether everything reached what it must."""
    list(upgrade())
    call_command("collectstatic", interactive=False, verbosity=0)
    slug, forms = _publish()
    server = embedded.start(Path(settings.DATA_DIR) / "postgres")
    database = server.get_postmaster_info().pid
    with ExitStack() as stack:
        (bare_pid, bare_port), (site_pid, port) = _servers(stack, embedded.socket_folder(server))
        floor = partial(_measure, bare_port, partial(_floor_journey, forms), bare_pid, database)
        site = partial(_measure, port, partial(journey, slug, forms), site_pid, database)
        rounds = _take_turns(floor, site)
        weights = first_view(port, HOST, f"/s/{slug}/")
    return _report(rounds, weights)


def _servers(stack: ExitStack, socket_folder: str) -> list[tuple[int, int]]:
    """Start the bare view and the site; return their process ids and ports."""
    make_table(socket_folder)
    address = f"postgresql://{embedded.ROLE}@/canvass?host={quote(socket_folder, safe='')}"
    bare = {"DJANGO_SETTINGS_MODULE": "benchmarks.floor_settings", "FLOOR_SOCKET": socket_folder}
    started = []
    for application, environment in (
        ("benchmarks.floor:application", bare),
        ("config.wsgi:application", {"DATABASE_URL": address, "CANVASS_LOG_FORMAT": "json"}),
    ):
        port = free_port()
        started.append((stack.enter_context(granian(application, port, environment, THREADS)), port))
    return started


def _publish() -> tuple[str, list[list[tuple[str, str]]]]:
    create_organisation(
        schema="bench",
        name="Bench",
        host=HOST,
        owner_email="owner@bench.example",
        owner_password=secrets.token_hex(),
    )
    asked = definition()
    with tenant_scope(organisation_of("t_bench")):
        survey = create_survey_from(definition=asked, by=None)
        publish_survey(survey=survey, by=None)
    return survey.slug, form_data(asked)


def _take_turns(
    floor: Callable[[], Measured], site: Callable[[], Measured]
) -> list[tuple[Measured, Measured]]:
    floor(), site()  # the first round warms up and doesn't count
    return [(floor(), site()) for _round in range(ROUNDS)]


def _measure(port: int, start: Callable[[], Journey], web: int, database: int) -> Measured:
    before = cpu_seconds(web), cpu_seconds(database)
    load = generate(port, start, connections=CONNECTIONS, seconds=SECONDS)
    after = cpu_seconds(web), cpu_seconds(database)
    return Measured(load, (after[0] - before[0]) / load.journeys, (after[1] - before[1]) / load.journeys)


def journey(slug: str, forms: list[list[tuple[str, str]]], *, host: str = HOST) -> Journey:
    """What the browser of a respondent sends, who answers every page with these fields."""
    path, request = f"/s/{slug}/", partial(_request, host=host)
    answer = yield request("GET", path)
    cookie = _found(COOKIE, answer)
    for fields in forms:
        body = urlencode([*fields, ("_at", _found(MARK, answer).decode()), ("_go", "next")])
        sent = yield request("POST", path, cookie, body)
        cookie = _cookie_after(sent, cookie)
        answer = yield request("GET", _found(LOCATION, sent).decode(), cookie)
        cookie = _cookie_after(answer, cookie)
    if MARK.search(answer) or not answer.startswith(b"HTTP/1.1 200"):
        raise Unexpected("the journey didn't end with the thanks")


def _floor_journey(forms: list[list[tuple[str, str]]]) -> Journey:
    answer = yield _request("GET", "/floor/")
    for fields in forms:
        body = urlencode([*fields, ("_at", "x" * 150), ("_go", "next")])
        answer = yield _request("POST", "/floor/", b"canvass_answers=x", body)
        answer = yield _request("GET", _found(LOCATION, answer).decode())
    if not answer.startswith(b"HTTP/1.1 200"):
        raise Unexpected("the floor didn't answer")


def _request(method: str, path: str, cookie: bytes = b"", body: str = "", *, host: str = HOST) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: gzip", "Accept-Language: en"]
    if cookie:
        lines.append(f"Cookie: {cookie.decode()}")
    if body:
        lines += [
            f"Content-Length: {len(body)}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Origin: http://{host}",
            "Sec-Fetch-Site: same-origin",
        ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def _cookie_after(answer: bytes, cookie: bytes) -> bytes:
    """What a browser's jar holds after an answer."""
    given = COOKIE.search(answer)
    return given[1] if given else cookie


def _found(pattern: re.Pattern[bytes], answer: bytes) -> bytes:
    found = pattern.search(answer)
    if found is None:
        raise Unexpected(answer[:600].decode("latin-1"))
    return found[1]


def _report(rounds: list[tuple[Measured, Measured]], weights: dict[str, int]) -> bool:
    say = sys.stdout.write
    say(
        f"Journeys of 3 pages and 12 questions, {CONNECTIONS} at a time, {ROUNDS} rounds of {SECONDS:.0f} s\n"
    )
    say("             journeys/s   CPU ms/journey: web   PostgreSQL   p50 ms   p95 ms\n")
    for name, measured in zip(("bare view", "Canvass"), zip(*rounds, strict=True), strict=True):
        say(_line(name, list(measured)))
    ratio = statistics.median(site.rate / floor.rate for floor, site in rounds)
    cpu = statistics.median(site.cpu for _floor, site in rounds)
    weight = sum(weights.values())
    say(f"ratio to the floor: {ratio:.2f} (at least {LEAST_RATIO})\n")
    say(f"CPU of a journey: {cpu:.4f} s (at most {MOST_CPU})\n")
    say(f"first view, gzip: {weight} bytes (at most {MOST_WEIGHT}) = ")
    say(", ".join(f"{name} {size}" for name, size in weights.items()) + "\n")
    return ratio >= LEAST_RATIO and cpu <= MOST_CPU and weight <= MOST_WEIGHT


def _line(name: str, rounds: list[Measured]) -> str:
    def middle(value: Callable[[Measured], float]) -> float:
        return statistics.median(value(each) for each in rounds)

    return (
        f"{name:12} {middle(lambda each: each.rate):10.1f} {middle(lambda each: each.web) * 1000:23.2f}"
        f" {middle(lambda each: each.database) * 1000:12.2f}"
        f" {middle(lambda each: each.load.percentile(0.5)) * 1000:8.1f}"
        f" {middle(lambda each: each.load.percentile(0.95)) * 1000:8.1f}\n"
    )
