"""Edits in the builder against the size of the survey: in process, and in a browser until they are shown.

Sizes take turns in every round, so that a machine that others use too weighs on all of them alike; the ratio
of the medians, largest survey to smallest, is what counts. Beside the clock stands the processor time that an
edit takes in the browser's page and in the web server: what it would take on a machine that nobody else uses.
"""

import os
import secrets
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from benchmarks.engine import question_data
from benchmarks.processes import cpu_seconds, free_port, granian
from benchmarks.questionnaire import ASKED
from benchmarks.room import HOST, document, organisation_made
from surveys.definition import Definition
from surveys.domain import create_survey_from
from surveys.models import Survey
from surveys.queries import draft_of
from tenants.people.models import User

SIZES = (20, 200, 980)
PER_PAGE = 20
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
MOST_RATIO, MOST_MILLISECONDS = 4.0, 150
PASSWORD = secrets.token_hex()
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]

type Figures = dict[tuple[str, int], list[float]]


def run() -> bool:
    """Measure; return whether edits are nearly as quick in large surveys, and quick enough on the screen."""
    with organisation_made():
        surveys = {
            size: _Surveyed(create_survey_from(definition=_definition(size), by=None)) for size in SIZES
        }
        return all([_in_process(surveys), _in_browser(surveys)])


def _definition(size: int) -> Definition:
    """Pages of 20 questions of all the usual types, every tenth shown only if the one before is answered."""
    asked = [kind for page in ASKED for kind, _name, _text in page]
    questions = [question_data(asked[number % len(asked)], f"q{number}") for number in range(size)]
    for number in range(9, size, 10):
        questions[number]["visible_if"] = f"answered(q{number - 1})"
    return document([questions[first : first + PER_PAGE] for first in range(0, size, PER_PAGE)])


@dataclass
class _Surveyed:
    """A survey that is being edited: the question and page in its middle."""

    survey: Survey
    number: int = 0
    question: str = field(init=False)
    page: str = field(init=False)

    def __post_init__(self) -> None:
        middle = draft_of(self.survey)
        place = len(middle.pages) // 2
        self.page = middle.pages[place].id
        self.question = middle.pages[place].elements[3].id

    @property
    def address(self) -> str:
        return f"/surveys/{self.survey.pk}/build/"

    def fresh(self) -> int:
        """A number that wasn't there before."""
        self.number += 1
        return self.number


# --- In process


def _in_process(surveys: dict[int, _Surveyed]) -> bool:
    client = Client(headers={"host": HOST, "hx-request": "true"})
    client.force_login(User.objects.get())
    seconds: Figures = defaultdict(list)
    for _round in range(ROUNDS + 1):
        for size, surveyed in surveys.items():
            for name, edit in _EDITS.items():
                started = time.perf_counter()
                edit(client, surveyed)
                seconds[name, size].append(time.perf_counter() - started)
    return _said("in process", seconds, list(_EDITS))


def _post(client: Client, surveyed: _Surveyed, path: str, **form: Any) -> None:
    revision = Survey.objects.values_list("draft_revision", flat=True).get(pk=surveyed.survey.pk)
    address = f"{surveyed.address}{path}?at={surveyed.question}"
    answer = client.post(address, {"revision": revision, **form})
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _text(client: Client, on: _Surveyed) -> None:
    _post(client, on, f"questions/{on.question}/", form="card", text=f"Question {on.fresh()}?")


def _name(client: Client, on: _Surveyed) -> None:
    _post(client, on, f"questions/{on.question}/", form="panel", name=f"named_{on.fresh()}")


def _move(client: Client, on: _Surveyed) -> None:
    _post(client, on, f"questions/{on.question}/move/", direction="down" if on.fresh() % 2 else "up")


def _page_moved(client: Client, on: _Surveyed) -> None:
    _post(client, on, f"pages/{on.page}/move/", direction="down" if on.fresh() % 2 else "up")


def _select(client: Client, on: _Surveyed) -> None:
    client.get(f"{on.address}?at={on.question}")


_EDITS: dict[str, Callable[[Client, _Surveyed], None]] = {
    "text": _text,
    "name": _name,
    "move": _move,
    "page moved": _page_moved,
    "select": _select,
}


def _said(where: str, seconds: Figures, names: list[str]) -> bool:
    """Say the medians of each edit by size; return whether the ratios keep below what they may be."""
    ratios = []
    for name in names:
        medians = [statistics.median(seconds[name, size][1:]) * 1_000 for size in SIZES]
        ratios.append(medians[-1] / medians[0])
        told = ", ".join(f"{size}: {median:.0f} ms" for size, median in zip(SIZES, medians, strict=True))
        sys.stdout.write(f"builder: {where}, {name:12} {told} (ratio {ratios[-1]:.1f})\n")
    ratio = statistics.geometric_mean(ratios)
    sys.stdout.write(f"builder: {where}, ratio {ratio:.1f} on the whole (at most {MOST_RATIO})\n")
    return ratio <= MOST_RATIO


# --- In a browser

_SHOWN = """
async ({act}) => {
  const shown = new Promise((done) => document.addEventListener("htmx:afterSettle", () =>
    requestAnimationFrame(() => setTimeout(() => done(performance.now()))), { once: true }));
  const started = performance.now();
  if (act === "text" || act === "choice") {
    const label = act === "choice" && document.querySelector("#current [data-list-label]");
    const field = label || document.querySelector("#field-text");
    field.value = `${act} ${Math.random()}`;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  if (act === "required") document.querySelector("#field-required").click();
  if (act === "move") {
    const button = document.querySelector(Math.random() < 0.5 ? "#move-down" : "#move-up");
    button.click();
  }
  if (act === "select") {
    const rows = [...document.querySelectorAll("#outline [aria-current]")].map((link) => link.closest("ol"));
    const links = rows[0].querySelectorAll("a");
    links[Math.floor(Math.random() * links.length)].click();
  }
  return (await shown) - started;
}
"""
ACTS = ("select", "text", "choice", "required", "move")


def _in_browser(surveys: dict[int, _Surveyed]) -> bool:
    from playwright.sync_api import sync_playwright  # only here: it isn't needed to run the site

    owner = User.objects.get()
    owner.set_password(PASSWORD)
    owner.save()
    port = free_port()
    environment = {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "CANVASS_PORT": str(port)}
    connections.close_all()
    with granian("config.wsgi:application", port, environment, 2) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        _sign_in(page, f"http://{HOST}:{port}", owner.email)
        watched = _Watched(page, server)
        for size, surveyed in surveys.items():
            watched.edit(size, f"http://{HOST}:{port}{surveyed.address}?at={surveyed.question}")
        browser.close()
    return _said_of_browser(watched.seconds, watched.worked)


def _sign_in(page: Any, site: str, email: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


class _Watched:
    """A page of the browser and the server behind it: what edits take by the clock and of processors."""

    def __init__(self, page: Any, server: int) -> None:
        self.seconds: Figures = defaultdict(list)
        self.worked: Figures = defaultdict(list)
        self._page, self._server = page, server
        self._devices = page.context.new_cdp_session(page)
        self._devices.send("Performance.enable", {"timeDomain": "threadTicks"})

    def edit(self, size: int, address: str) -> None:
        """Open a survey and make every kind of edit in each round."""
        page, started = self._page, time.perf_counter()
        page.goto(address)
        page.wait_for_function("window.htmx && document.querySelector('#field-text')")
        self.seconds["open", size] += [0.0, time.perf_counter() - started]
        for _round in range(ROUNDS + 1):
            for act in ACTS:
                before = self._work()
                self.seconds[act, size].append(page.evaluate(_SHOWN, {"act": act}) / 1_000)
                page.wait_for_function("!document.querySelector('.htmx-request')")
                in_page, in_server = (now - was for now, was in zip(self._work(), before, strict=True))
                self.worked[f"{act}, page", size].append(in_page)
                self.worked[f"{act}, server", size].append(in_server)

    def _work(self) -> tuple[float, float]:
        """Processor seconds of the page's main thread and of the server so far."""
        told = self._devices.send("Performance.getMetrics")["metrics"]
        in_page = next(each["value"] for each in told if each["name"] == "TaskDuration")
        return in_page, cpu_seconds(self._server)


def _said_of_browser(seconds: Figures, worked: Figures) -> bool:
    is_flat = _said("in the browser", seconds, ["open", *ACTS])
    for act in ACTS:
        shown = [each * 1_000 for each in seconds[act, 200][1:]]
        page, server = (statistics.mean(worked[f"{act}, {of}", 200][1:]) * 1_000 for of in ("page", "server"))
        sys.stdout.write(
            f"builder: in the browser, {act:12} 200: half within {statistics.median(shown):.0f} ms, "
            f"95 of 100 within {statistics.quantiles(shown, n=20)[-1]:.0f} ms; "
            f"processor time {page:.0f} ms in the page, {server:.0f} ms in the server\n"
        )
    every = [each * 1_000 for act in ACTS for each in seconds[act, 200][1:]]
    slowest = statistics.quantiles(every, n=20)[-1]
    sys.stdout.write(
        f"builder: in the browser, 95 of 100 edits of 200 questions are shown within {slowest:.0f} ms "
        f"(at most {MOST_MILLISECONDS})\n"
    )
    return is_flat and slowest <= MOST_MILLISECONDS
