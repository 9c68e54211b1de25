"""Starting real workers and beats, and waiting for what they do."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from celery import Celery
from django.conf import settings
from django.db import connection

from config.broker import broker_options
from tests.processes.nursery import ROOT as ROOT
from tests.processes.nursery import Born, Nursery
from tests.settings import RUN


@dataclass
class Broker:
    """A broker of a test's own; ``folder`` is where its processes leave logs and marks.

    Workers and beats are born in the ``nursery``.
    """

    url: str
    folder: Path
    queue: Path | None = None
    nursery: Nursery = field(default_factory=Nursery)
    app: Celery = field(init=False)

    def __post_init__(self) -> None:
        self.app = Celery("test", broker=self.url, set_as_current=False)
        self.app.conf.update(
            broker_transport_options=broker_options("" if self.queue else self.url, self.queue or ROOT),
            task_publish_retry_policy=settings.CELERY_TASK_PUBLISH_RETRY_POLICY,
        )

    def environment(self, die: str = "") -> dict[str, str]:
        """Return what a process needs to know to use this broker and the test's database."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "CANVASS_LOG_LEVEL": "DEBUG",
            "PYTEST_XDIST_TESTRUNUID": RUN,
            "TEST_DATABASE": str(connection.settings_dict["NAME"]),
            "TEST_DATABASE_HOST": str(connection.get_connection_params()["host"]),
            "TEST_BROKER": self.url,
            "TEST_QUEUE": str(self.queue or ""),
            "TEST_DIE": die,
            "TEST_DIED": str(self.folder / f"died-{time.monotonic_ns()}"),
        }

    @contextmanager
    def worker(self, *options: str, die: str = "") -> Iterator["Process"]:
        """Run a worker that is ready for messages."""
        options = options or ("-P", "solo")
        words = ["worker", "--without-gossip", "--without-mingle", "-l", "INFO", *options]
        with self._process("worker", words, die) as process:
            process.wait_for_line("ready.")
            yield process

    @contextmanager
    def beat(self, count: int = 1) -> Iterator["Process"]:
        """Run beats that have begun to beat; yield the first."""
        words = ["beat", "-l", "INFO", "--pidfile="]
        with ExitStack() as running:
            beats = [running.enter_context(self._process("beat", words)) for _ in range(count)]
            for beat in beats:
                beat.wait_for_line("Sending due task")
            yield beats[0]

    @contextmanager
    def _process(self, name: str, words: list[str], die: str = "") -> Iterator["Process"]:
        log = self.folder / f"{name}-{time.monotonic_ns()}.log"
        log.touch()
        born = self.nursery.born(words, self.environment(die), log)
        try:
            yield Process(born, log)
        finally:
            _kill(born.pid)
            born.wait(60)


@dataclass
class Process:
    """A running worker or beat."""

    popen: Born
    log: Path

    def wait_for_line(self, words: str) -> None:
        """Wait until the log has the words."""
        wait_until(lambda: words in self.log.read_text(), what=f"“{words}” in {self.log}", seconds=60)

    def wait_for_death(self) -> int:
        """Wait until the process is gone; return its exit code, negative for a signal."""
        return self.popen.wait(60)

    def stop(self) -> None:
        """Hold the process where it is."""
        os.killpg(self.popen.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a held process run again."""
        os.killpg(self.popen.pid, signal.SIGCONT)


def wait_until(condition: Callable[[], bool], *, what: str, seconds: float = 30) -> None:
    """Wait for a condition; fail naming what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.05)


def _kill(number: int) -> None:
    for kill in (os.killpg, os.kill):  # its group, if it has come so far as to lead one, and itself
        with suppress(ProcessLookupError):
            kill(number, signal.SIGKILL)
