"""A page of ever longer surveys, every question with a condition, answered page by page."""

import re
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.test import Client

from benchmarks.room import HOST, document, organisation_made, published
from surveys.definition import Definition, new_id
from surveys.models import Survey

SIZES = (20, 100, 500)
PAGES = 500
MOST_RATIO = 3.0
HIDDEN = re.compile(r'<input type="hidden"[^>]* name="(_at|_seen|_asked)" value="([^"]*)"')


class Costs(NamedTuple):
    """Milliseconds of the pages of a survey, at the 95th percentile: to show one, and to take one."""

    shown: float
    taken: float


def run() -> bool:
    """Measure; return whether a page of the longest costs at most thrice one of the shortest."""
    with organisation_made():
        return _pages_stay_cheap()


def _pages_stay_cheap() -> bool:
    costs = {size: _cost(published(conditional(size)), size) for size in SIZES}
    for size, each in costs.items():
        _say(f"{size:4} questions with conditions, p95: GET {each.shown:6.1f} ms, POST {each.taken:6.1f} ms")
    ratios = [costs[SIZES[-1]][place] / costs[SIZES[0]][place] for place in (0, 1)]
    _say(f"{SIZES[-1]} against {SIZES[0]}: GET {ratios[0]:.1f}, POST {ratios[1]:.1f} (at most {MOST_RATIO})")
    return max(ratios) <= MOST_RATIO


def _cost(survey: Survey, size: int) -> Costs:
    """The 95th percentiles over as many pages of each survey, after a first run that warms up."""
    shown, taken = list[float](), list[float]()
    client = Client(headers={"host": HOST})
    _answer(client, survey, [], [])
    for _run in range(PAGES // size):
        _answer(client, survey, shown, taken)
    return Costs(_p95(shown), _p95(taken))


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


def _answer(client: Client, survey: Survey, shown: list[float], taken: list[float]) -> None:
    """Answer every page of the survey as a browser would; add what each took."""
    client.cookies.clear()
    path = address = f"/s/{survey.slug}/"
    names = [element["id"] for page in survey.draft["pages"] for element in page["elements"]]
    for name in names:
        page, milliseconds = _timed(lambda where=address: client.get(where))  # type: ignore[misc]
        shown.append(milliseconds)
        fields = dict(HIDDEN.findall(page.content.decode())) | {name: "yes", "_go": "next"}
        sent, milliseconds = _timed(lambda form=fields: client.post(path, form))  # type: ignore[misc]
        taken.append(milliseconds)
        if sent.status_code != 303:
            raise RuntimeError(f"question {len(taken)} of {len(names)} was not taken: {sent.status_code}")
        address = sent["Location"]


def _timed(do: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    answer = do()
    return answer, (time.perf_counter() - started) * 1_000


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _say(line: str) -> None:
    sys.stdout.write(f"flow: {line}\n")
