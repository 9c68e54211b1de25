"""What the survey engine takes: memory of compiled surveys, time of simulated responses, bytes of pages."""

import gzip
import sys
import time
import tracemalloc
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from benchmarks.questionnaire import ASKED, definition
from benchmarks.room import HOST, document, organisation_made, published
from benchmarks.weight import all_fetched
from responses.simulated import Period, store_simulated
from surveys.compiling import compile_definition
from surveys.definition import Definition, new_id
from surveys.question_types import question_type, question_types
from surveys.simulating import simulate

DEFINITIONS, COMPILED = 1_000, 100
STORED, LEAST_STORED = 4_000, 2_000
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
    compiled, now = compile_definition(asked), timezone.now()
    started = time.perf_counter()
    walked = [simulate(compiled, seed=seed, turn=seed, language="en", now=now) for seed in range(STORED)]
    between = time.perf_counter()
    store_simulated(survey=survey.pk, version=version, walked=walked, period=Period(now, now))
    ended = time.perf_counter()
    rate = STORED / (ended - started)
    _say(
        f"simulated responses of 12 questions: {rate:.0f} a second (at least {LEAST_STORED}), "
        f"walked {STORED / (between - started):.0f}, stored {STORED / (ended - between):.0f}"
    )
    return rate >= LEAST_STORED


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
