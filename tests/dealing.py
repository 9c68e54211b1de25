"""In which order tests run, and how long each may take.

Tests that take long come first, dealt out to all workers, so that none is left with them while the others
have nothing to do. ``--dist worksteal`` gives each worker a run of neighbours, and takes from the end of one
that is busy for one that is done.
"""

import importlib
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

LONG = (
    "tests/e2e/",
    "tests/look/test_accessibility.py",
    "tests/look/test_behaviours.py",
    "tests/webhooks/test_killed_workers.py",
    "tests/config/demo/test_content.py",
)
"""Where tests wait for browsers, processes and thousands of answers."""
SECONDS_OF_LONG_ONES = 300


def dealt(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """The same tests in order: each worker's run begins with its share of the long ones, file by file."""
    long = [item for item in items if item.nodeid.startswith(LONG)]
    short = [item for item in items if not item.nodeid.startswith(LONG)]
    files = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in long))}
    order: list[pytest.Item] = []
    for worker in range(workers):
        share = [item for item in long if files[item.path] % workers == worker]
        room = max((len(items) - len(order)) // (workers - worker) - len(share), 0)
        order += [*share, *short[:room]]
        short = short[room:]
    return order + short


def be_patient(items: Sequence[pytest.Item]) -> None:
    """Give long tests more time: machines that are three times slower are right, too."""
    for item in items:
        if item.nodeid.startswith(LONG):
            item.add_marker(pytest.mark.timeout(SECONDS_OF_LONG_ONES))


def read_ahead(root: Path, worker: int, workers: int) -> None:
    """Read a worker's share of the test modules, before all of them are listed.

    Where nothing is compiled yet, each worker compiles a share for all, instead of all of them everything.
    What is wrong with a module is told when it is listed.
    """
    for path in sorted((root / "tests").rglob("test_*.py"))[worker::workers]:
        name = ".".join(path.relative_to(root).with_suffix("").parts)
        with warnings.catch_warnings(action="error"), suppress(Exception, pytest.skip.Exception):
            importlib.import_module(name)
