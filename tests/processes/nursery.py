"""Processes that begin at once: they are born by one that has everything imported already.

Each is as real as one of its own beginning, with its own session, connections, memory and death; only the
two seconds are spared that importing takes.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OF_THE_CRADLE = {"TEST_DIE": "", "OPENBLAS_NUM_THREADS": "1"}
"""It doesn't die where others shall, and begins no threads, which nobody is born with."""

UNHEARD = "ignore:This process:DeprecationWarning"
"""That there is a thread besides: the one of Arrow's memory, which knows of being forked."""


class Nursery:
    """Where processes are born; the environment of the first one is all others' base."""

    def __init__(self) -> None:
        self.cradle: subprocess.Popen[str] | None = None

    def born(self, words: list[str], environment: dict[str, str], log: Path) -> "Born":
        """Begin ``celery -A config`` with more words; what it says goes to the log."""
        if self.cradle is None:
            self.cradle = self._made(environment | OF_THE_CRADLE)
        number: int = self.ask({"born": words, "environment": environment, "log": str(log)})
        return Born(self, number)

    def ask(self, told: dict[str, Any]) -> Any:
        """Tell the cradle something and return its answer."""
        assert self.cradle is not None
        assert self.cradle.stdin is not None
        self.cradle.stdin.write(json.dumps(told) + "\n")
        self.cradle.stdin.flush()
        return self._answer(self.cradle)

    def close(self) -> None:
        """Let the cradle end; those who were born there are ended by who had them born."""
        if self.cradle is None:
            return
        try:
            self.cradle.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.cradle.kill()
        self.cradle = None

    def _made(self, environment: dict[str, str]) -> "subprocess.Popen[str]":
        cradle = subprocess.Popen(
            [sys.executable, "-W", UNHEARD, "-m", "tests.processes.cradle"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer(cradle) == "ready"
        return cradle

    @staticmethod
    def _answer(cradle: "subprocess.Popen[str]") -> Any:
        assert cradle.stdout is not None
        answer = cradle.stdout.readline()
        assert answer, f"the cradle ended with {cradle.wait(10)}"
        return json.loads(answer)


@dataclass
class Born:
    """A process, to be asked whether it lives as ``subprocess.Popen`` is."""

    nursery: Nursery
    pid: int
    code: int | None = None

    def poll(self) -> int | None:
        """Return the code with which it ended, negative for a signal; none while it lives."""
        if self.code is None:
            self.code = self.nursery.ask({"ask": self.pid})
        return self.code

    def wait(self, seconds: float) -> int:
        """Wait until it has ended, and return its code."""
        end = time.monotonic() + seconds
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds:.0f} s in vain for a process to end")
            time.sleep(0.02)
        return code


@pytest.fixture(scope="session")
def nursery(django_db_setup: None) -> Iterator[Nursery]:
    """Where this worker's processes are born."""
    found = Nursery()
    yield found
    found.close()
