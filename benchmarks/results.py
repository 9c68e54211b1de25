"""Results: 20 questions of 40 columns, at 1,000 to a million responses (or ``BENCH_RESPONSES=3000000``).

A survey that is small lies in PostgreSQL alone, a large one in column files. Beside each figure stands what
plain DuckDB takes for the same numbers from one Parquet file, by one plain statement for each of them; both
take turns. Nothing is remembered between rounds but what is on this machine anyway: what results keep of what
they worked out is dropped each time. "After an answer" is the dashboard as an open page has it: another
response has come, and what was counted of files that did not change is kept.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
from django.db import transaction
from django.test import Client
from django.utils import timezone

from analytics.readmodel.gathering import gather
from analytics.results import Results, Selection
from analytics.results.engine import quoted
from analytics.results.kept import forget_counts
from analytics.results.questions import Variable
from analytics.results.relation import answers_of
from analytics.results.snapshots import forget_snapshots
from benchmarks.generated import asked, generate, one_file
from benchmarks.plot import plot
from benchmarks.room import HOST, organisation_made, published
from responses.crowds import Crowd, Storing, send_crowd
from responses.models import Response
from responses.simulated import Period
from surveys.compiling import compile_definition
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role

MOST = int(os.environ.get("BENCH_RESPONSES", "1000000"))
SIZES = sorted({size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= MOST} | {MOST})
IN_POSTGRESQL = 10_000
LARGE = 1_000_000
"""The size of the aims. Of 100,000, what it takes to begin with is still half of a cross-tab."""
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "12"))
PLAIN_EVERY = 3
"""What plain DuckDB takes is measured in each third round: it takes most of the time."""
FILTER = Selection(language="nl")
MOST_MS, MOST_RATIO, MOST_SMALL_MS, MOST_FRESH_S, LEAST_INGEST = 300, 3.0, 100, 2.0, 500


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of the rounds of one thing, by the clock and of CPU."""

    clock: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def p95(self) -> float:
        """The 95th percentile by the clock."""
        return sorted(self.clock)[int(0.95 * (len(self.clock) - 1) + 0.5)]

    @property
    def middle(self) -> float:
        """The median by the clock."""
        return statistics.median(self.clock)

    @property
    def work(self) -> float:
        """The median of CPU."""
        return statistics.median(self.cpu)


def run() -> bool:
    """Measure, print, and say whether everything reached what it must."""
    with organisation_made():
        person = User.objects.create(email="bench@room.example", role=Role.OWNER)
        _say("responses   what             p95 ms   median   CPU ms   plain CPU   times plain")
        table = {size: _measured(size, person) for size in SIZES}
        reached = [_judged(size, found) for size, found in table.items()]
        reached.append(_ingest_keeps_up())
    if target := os.environ.get("BENCH_PLOT"):
        Path(target).write_text(plot({size: _line(found) for size, found in table.items()}))
    return all(reached)


def _line(found: dict[str, Took]) -> dict[str, float]:
    left_out = ("plain cross-tab", "a new response")
    return {name: took.work for name, took in found.items() if name not in left_out}


def _measured(size: int, person: User) -> dict[str, Took]:
    survey = _filled(size)
    results, client = Results.of(survey.pk), _browser(person)
    with one_file(survey.pk) as plain:
        before = _memory("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")
        for _round in range(ROUNDS):
            _figures(results, Selection())
            _figures(results, FILTER)
        memory = _memory("VmHWM") - before
        tasks: dict[str, Callable[[], Any]] = {
            "dashboard": lambda: _figures(results, Selection()),
            "after an answer": lambda: _after_an_answer(survey),  # whose counts the dashboard has left
            "plain dashboard": lambda: _plain(plain, results, "status = 'complete'"),
            "filter": lambda: _figures(results, FILTER),
            "plain filter": lambda: _plain(plain, results, "status = 'complete' AND language = 'nl'"),
            "cross-tab": lambda: _crosstab(survey.pk, results),
            "plain cross-tab": lambda: _plain_crosstab(plain, results),
            "page": lambda: _page(client, survey.pk),
        }
        found = _by_turns(tasks)
    _say_all(size, found, memory)
    fresh = _fresh(survey, size)
    forget_snapshots()
    return found | {"a new response": fresh}


def _memory(name: str) -> float:
    """The memory of this process in MB: what it has (VmRSS), or had at its highest (VmHWM)."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if name in line)
    return int(line.split()[1]) / 1_024


def _filled(size: int) -> Survey:
    definition = asked()
    survey = published(definition)
    if size > IN_POSTGRESQL:
        generate(survey.pk, size)
        return survey
    now, version = timezone.now(), survey.current_version_id
    assert version is not None  # noqa: S101 - it was published
    storing = Storing(survey.pk, version, Period(now, now))
    for _tally in send_crowd(Crowd(compile_definition(definition), size, 1, now, storing), processes=2):
        pass
    return survey


def _by_turns(tasks: dict[str, Callable[[], Any]]) -> dict[str, Took]:
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in tasks}
    for turn in range(ROUNDS + 1):  # the first warms up and doesn't count
        for name, task in tasks.items():
            if name.startswith("plain") and turn > 1 and turn % PLAIN_EVERY:
                continue
            clock, cpu = time.perf_counter(), time.process_time()
            task()
            rounds[name].append((time.perf_counter() - clock, time.process_time() - cpu))
    return {
        name: Took(tuple(1_000 * clock for clock, _ in taken[1:]), tuple(1_000 * cpu for _, cpu in taken[1:]))
        for name, taken in rounds.items()
    }


def _figures(results: Results, selection: Selection) -> None:
    results._snapshot.computed.clear()
    forget_counts()
    results.summaries(selection)


def _after_an_answer(survey: Survey) -> None:
    """Everything anew, from the arrival of a response on."""
    _answer(survey)
    Results.of(survey.pk).summaries()


def _page(client: Client, survey: UUID) -> None:
    Results.of(survey)._snapshot.computed.clear()
    forget_counts()
    answer = client.get(f"/surveys/{survey}/results/")
    assert answer.status_code == 200  # noqa: S101


def _browser(person: User) -> Client:
    client = Client(headers={"host": HOST})
    client.force_login(person)
    return client


def _crosstab(survey: UUID, results: Results) -> None:
    with answers_of(survey) as answers:
        answers.ask(_pairs(results, answers.relation))


def _plain_crosstab(plain: duckdb.DuckDBPyConnection, results: Results) -> None:
    plain.execute(_pairs(results, "answers")).fetchall()


def _pairs(results: Results, relation: str) -> str:
    row, banner = (quoted(question.variables[0].field) for question in results.questions[:2])
    complete = f"FROM {relation} WHERE status = 'complete'"
    return f"SELECT {row}, {banner}, count(*) {complete} GROUP BY ALL"


def _plain(plain: duckdb.DuckDBPyConnection, results: Results, condition: str) -> None:
    """The same numbers, as somebody would ask for them who has the file and DuckDB."""
    for question in results.questions:
        given = " OR ".join(f"{quoted(each.field)} IS NOT NULL" for each in question.variables)
        asked_field = quoted(question.asked_field)
        counted = f"SELECT count(*), count({asked_field}), count(*) FILTER ({given})"
        plain.execute(f"{counted} FROM answers WHERE {condition}").fetchall()
        for variable in question.variables:
            for statement in _statements(variable):
                plain.execute(statement.format(condition=condition)).fetchall()


def _statements(variable: Variable) -> Iterator[str]:
    name = quoted(variable.field)
    where = f"FROM answers WHERE {{condition}} AND {name} IS NOT NULL"
    if variable.kind == "text":
        yield f"SELECT count(DISTINCT {name}) {where}"
        yield f"SELECT id, {name} {where} ORDER BY changed_at DESC, id DESC LIMIT 5"
        return
    source = f"unnest({name})" if variable.kind == "set" else name
    yield f"SELECT {source} AS value, count(*) {where} GROUP BY 1"
    if variable.kind == "number":
        quartiles = f"quantile_cont({name}, [0.25, 0.5, 0.75])"
        yield f"SELECT avg({name}), stddev_samp({name}), min({name}), max({name}), {quartiles} {where}"


def _fresh(survey: Survey, size: int) -> Took:
    """How long it takes until a response that was just sent is counted."""
    before = Results.of(survey.pk).overview().responses
    started = time.perf_counter()
    _answer(survey)
    assert Results.of(survey.pk).overview().responses == before + 1  # noqa: S101
    took = time.perf_counter() - started
    _say(f"{size:9,}   a new response is counted after {took:.2f} s")
    return Took((1_000 * took,), (1_000 * took,))


def _answer(survey: Survey) -> None:
    Response.objects.create(
        survey=survey, version_id=survey.current_version_id, status="complete", language="en", seed=1
    )


def _ingest_keeps_up() -> bool:
    """Whether responses go into files faster than they come, by the CPU time of the worker."""
    survey = _filled(IN_POSTGRESQL)
    portions = 4
    with _worth_a_file():
        cpu = time.process_time()
        for portion in range(portions):
            if portion:
                Response.objects.filter(survey=survey).update(seed=portion)
            with transaction.atomic():
                gather(survey.pk)
        cpu = time.process_time() - cpu
    rate = portions * IN_POSTGRESQL / cpu
    _say(f"responses gathered into files, by CPU time: {rate:.0f} a second (at least {LEAST_INGEST})")
    return rate >= LEAST_INGEST


@contextmanager
def _worth_a_file() -> Iterator[None]:
    from analytics.readmodel import gathering

    known = gathering.LEAST_AT_FIRST
    gathering.LEAST_AT_FIRST = gathering.LEAST_AGAIN = 1_000
    yield
    gathering.LEAST_AT_FIRST = known


def _judged(size: int, found: dict[str, Took]) -> bool:
    if found["a new response"].p95 > 1_000 * MOST_FRESH_S:
        return False
    if size == min(SIZES):
        return found["page"].p95 <= MOST_SMALL_MS
    if size < LARGE:
        return True
    beside = ("dashboard", "filter", "cross-tab")
    ratios = all(found[name].work <= MOST_RATIO * found[f"plain {name}"].work for name in beside)
    looks = (*beside, "after an answer")
    return ratios and (size != LARGE or all(found[name].p95 <= MOST_MS for name in looks))


def _say_all(size: int, found: dict[str, Took], memory: float) -> None:
    for name, took in found.items():
        if name.startswith("plain"):
            continue
        line = f"{size:9,}   {name:15} {took.p95:7.0f} {took.middle:8.0f} {took.work:8.0f}"
        if plain := found.get(f"plain {name}"):
            line += f" {plain.work:11.0f} {took.work / plain.work:13.2f}"
        _say(line)
    _say(f"{size:9,}   memory that it took meanwhile, at its highest: {memory:.0f} MB")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
