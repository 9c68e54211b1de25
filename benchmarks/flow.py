"""A page of ever longer surveys, every question with a condition, answered page by page.

Surveys take turns page by page, so that whatever else the machine does meets all of them alike. What counts
is the CPU time of a page, in Django and in PostgreSQL; a survey's dearest pages are the last ones.
"""

import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client

from benchmarks.processes import cpu_of
from benchmarks.room import HOST, document, organisation_made, published
from surveys.definition import Definition, new_id
from surveys.models import Survey

SIZES = (20, 100, 500)
ROUNDS = 3
MOST_RATIO = 3.0
HIDDEN = re.compile(r'<input type="hidden"[^>]* name="(_at|_seen|_asked)" value="([^"]*)"')


@dataclass(slots=True)
class Costs:
    """Milliseconds of every page of a survey that was shown, and that was taken: of CPU, and by the clock."""

    shown: list[tuple[float, float]] = field(default_factory=list)
    taken: list[tuple[float, float]] = field(default_factory=list)

    def percentiles(self) -> tuple[float, float, float, float]:
        """The 95th percentiles: CPU and clock of pages shown, CPU and clock of pages taken."""
        columns = (*zip(*self.shown, strict=True), *zip(*self.taken, strict=True))
        shown, shown_clock, taken, taken_clock = (statistics.quantiles(each, n=20)[-1] for each in columns)
        return shown, shown_clock, taken, taken_clock


def run() -> bool:
    """Measure; return whether a page of the longest costs at most thrice one of the shortest."""
    with organisation_made():
        return _pages_stay_cheap()


def _pages_stay_cheap() -> bool:
    costs = {size: Costs() for size in SIZES}
    walkers = [_answers(published(conditional(size)), costs[size]) for size in SIZES]
    for _page in range(max(SIZES) * (ROUNDS + 1)):
        for walker in walkers:
            next(walker)
    found = {size: each.percentiles() for size, each in costs.items()}
    for size, (shown, shown_clock, taken, taken_clock) in found.items():
        _say(
            f"{size:4} questions with conditions, p95: GET {shown:5.2f} ms CPU ({shown_clock:5.1f} by the "
            f"clock), POST {taken:5.2f} ms CPU ({taken_clock:5.1f})"
        )
    shown, _clock, taken, _clock = (
        longest / shortest for longest, shortest in zip(found[SIZES[-1]], found[SIZES[0]], strict=True)
    )
    _say(f"{SIZES[-1]} against {SIZES[0]}, CPU: GET {shown:.1f}, POST {taken:.1f} (at most {MOST_RATIO})")
    return max(shown, taken) <= MOST_RATIO


def conditional(size: int) -> Definition:
    """A survey of ``size`` yes/no questions, one a page, each shown by a condition over the one before."""
    questions: list[dict[str, Any]] = [
        {
            "id": new_id("q"),
            "type": "yes_no",
            "name": f"q{number}",
            "text": {"en": f"Question {number}"},
            "settings": {},
            "visible_if": f"answered(q{number - 1})" if number > 1 else "1 < 2",
        }
        for number in range(1, size + 1)
    ]
    return document([[question] for question in questions])


def _answers(survey: Survey, costs: Costs) -> Iterator[None]:
    """Answer the survey again and again as a browser would, a page a step; the first time warms up."""
    names = [element["id"] for page in survey.draft["pages"] for element in page["elements"]]
    client = Client(headers={"host": HOST})
    yield from _answered_once(client, survey, names, Costs())
    while True:
        yield from _answered_once(client, survey, names, costs)


def _answered_once(client: Client, survey: Survey, names: list[str], costs: Costs) -> Iterator[None]:
    client.cookies.clear()
    path = address = f"/s/{survey.slug}/"
    for name in names:
        page, cost = timed(lambda where=address: client.get(where))  # type: ignore[misc]
        costs.shown.append(cost)
        fields = dict(HIDDEN.findall(page.content.decode())) | {name: "yes", "_go": "next"}
        sent, cost = timed(lambda form=fields: client.post(path, form))  # type: ignore[misc]
        costs.taken.append(cost)
        if sent.status_code != 303:
            raise RuntimeError(f"question {name} was not taken: {sent.status_code}")
        address = sent["Location"]
        yield


def timed(do: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    """What came of it, and the milliseconds of CPU of this process and its backend, and by the clock."""
    backend = connection.connection.info.backend_pid
    of_backend, of_process, started = cpu_of(backend), time.process_time(), time.perf_counter()
    answer = do()
    clock, used = time.perf_counter() - started, time.process_time() - of_process
    return answer, ((used + cpu_of(backend) - of_backend) * 1_000, clock * 1_000)


def _say(line: str) -> None:
    sys.stdout.write(f"flow: {line}\n")
