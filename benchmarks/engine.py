"""What the survey engine takes: memory of compiled surveys, time of simulated responses, bytes of pages."""

import gzip
import os
import statistics
import sys
import time
import tracemalloc
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.processes import cpu_seconds
from benchmarks.questionnaire import ASKED, definition
from benchmarks.room import HOST, document, organisation_made, published
from benchmarks.weight import all_fetched
from responses.crowds import Crowd, Storing, processes_for, send_crowd
from responses.simulated import Period
from surveys.compiling import compile_definition
from surveys.definition import Definition, new_id
from surveys.question_types import question_type, question_types
from tenants.postgresql import embedded

DEFINITIONS, COMPILED = 1_000, 100
STORED, LEAST_STORED, ROUNDS = 10_000, 2_000, 3
MOST_WEIGHT = 30_000
STATIC = Path(settings.STATIC_ROOT)


def run() -> bool:
    """Measure; return whether responses are stored fast enough and pages are light."""
    with organisation_made():
        _say_memory()
        return all([_storing_is_quick(), _pages_are_light()])


def _say_memory() -> None:
    for name, make in (("12", definition), ("50", _of_fifty)):
        asked = [make() for _each in range(COMPILED)]
        tracemalloc.start()
        started = time.perf_counter()
        kept = [compile_definition(each) for each in asked]
        seconds = time.perf_counter() - started
        each_kb = tracemalloc.get_traced_memory()[0] / len(kept) / 1_024
        tracemalloc.stop()
        _say(
            f"{DEFINITIONS} compiled definitions of {name} questions: {each_kb * DEFINITIONS / 1_024:.0f} MB "
            f"({each_kb:.0f} kB each, {seconds / len(kept) * 1_000:.1f} ms to compile)"
        )


def _of_fifty() -> Definition:
    asked = [kind for page in ASKED for kind, _name, _text in page]
    return document(
        [
            [question_data(asked[(page * 5 + place) % len(asked)], f"q{page}_{place}") for place in range(5)]
            for page in range(10)
        ]
    )


def question_data(kind: str, name: str) -> dict[str, Any]:
    """A question of a type, as the builder would start it, with what an editor must set in it."""
    found = question_type(kind)
    drawn = found.starting_settings(new_id, "en").model_dump(mode="json")
    for path in found.unset_at_first:
        part = path.removeprefix("settings.")
        drawn[part] = found.sample_settings()[part]
    return {"id": new_id("q"), "type": kind, "name": name, "text": {"en": name}, "settings": drawn}


def _storing_is_quick() -> bool:
    asked = definition()
    survey = published(asked)
    version = survey.current_version_id
    assert version is not None  # noqa: S101 - it was published
    now = timezone.now()
    crowd = Crowd(compile_definition(asked), STORED, 1, now, Storing(survey.pk, version, Period(now, now)))
    processes = processes_for(crowd)
    rounds = [_send(crowd, processes) for _round in range(ROUNDS)]
    rate = statistics.median(by_clock for by_clock, _by_cpu in rounds)
    capacity = statistics.median(by_cpu for _by_clock, by_cpu in rounds)
    _say(
        f"simulated responses of 12 questions, walked and stored by {processes} processes: {rate:.0f} a "
        f"second; {capacity:.0f} by their CPU time, had they {processes} processors to themselves "
        f"(at least {LEAST_STORED})"
    )
    return bool(capacity >= LEAST_STORED)


def _send(crowd: Crowd, processes: int) -> tuple[float, float]:
    """Respondents a second by the clock, and as many as the CPU time of all processes would give."""
    postmaster = embedded.start(Path(settings.DATA_DIR) / "postgres").get_postmaster_info().pid
    used, started = cpu_seconds(os.getpid()) + cpu_seconds(postmaster), time.perf_counter()
    respondents = sum(tally.respondents for tally in send_crowd(crowd, processes=processes))
    seconds = time.perf_counter() - started
    used = cpu_seconds(os.getpid()) + cpu_seconds(postmaster) - used
    return respondents / seconds, respondents * processes / used


def _pages_are_light() -> bool:
    kinds = sorted(question_types(), key=lambda kind: kind.group)
    weights = {
        group: _weight([question_data(kind.key, kind.key) for kind in family])
        for group, family in groupby(kinds, key=lambda kind: kind.group)
    }
    for group, weight in weights.items():
        _say(f"a page with every type of {group}: {weight} bytes (at most {MOST_WEIGHT})")
    return max(weights.values()) <= MOST_WEIGHT


def _weight(questions: list[dict[str, Any]]) -> int:
    asking = [*questions, question_data("short_text", "asking")]
    survey = published(document([asking]))
    return sum(len(gzip.compress(body)) for body in all_fetched(f"/s/{survey.slug}/", _read).values())


def _read(path: str) -> bytes:
    name = path.removeprefix(settings.STATIC_URL)
    return Client(headers={"host": HOST}).get(path).content if name == path else (STATIC / name).read_bytes()


def _say(line: str) -> None:
    sys.stdout.write(f"engine: {line}\n")
