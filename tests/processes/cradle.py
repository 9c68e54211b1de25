"""A process with everything imported, that gives birth to workers and beats.

It is told line by line, in JSON, and answers each line with one: ``{"born": words, "environment": {...},
"log": path}`` with the process's number, ``{"ask": number}`` with the code with which it ended, or null.
"""

import importlib
import json
import os
import sys
from typing import Any

import django
from django.core.checks import run_checks

USED = (
    *("celery.__main__", "celery.bin.celery", "celery.apps.worker", "celery.apps.beat"),
    *("celery.worker.consumer", "celery.concurrency.solo", "celery.concurrency.prefork"),
)


def main() -> None:
    """Get ready, say so, and do what is told until nobody is there to tell more."""
    django.setup()
    run_checks()  # as each of them does: it reads in all pages
    for module in USED:
        importlib.import_module(module)
    tell("ready")
    for line in sys.stdin:
        told = json.loads(line)
        tell(ended(told["ask"]) if "ask" in told else born(**told))


def tell(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def ended(number: int) -> int | None:
    """Say with which code a process ended, negative for a signal; none while it lives."""
    found, status = os.waitpid(number, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def born(born: list[str], environment: dict[str, str], log: str) -> int:
    """Let a process run Celery with these words; return its number, which is its group's, too."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        live(born, environment, log)
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def live(words: list[str], environment: dict[str, str], log: str) -> None:
    """Be a process of its own: its session, its log, its environment, its broker, its trap."""
    os.setsid()
    leave_the_cradle(log)
    os.environ.update(environment)
    take_settings()
    from celery.__main__ import main as run_celery

    from tests.processes.listener.traps import set_trap

    set_trap(environment["TEST_DIE"])
    sys.argv = ["celery", "-A", "config", *words]
    run_celery()


def leave_the_cradle(log: str) -> None:
    """Read nothing, and write where nobody mistakes it for an answer."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for source, place in ((nothing, 0), (written, 1), (written, 2)):
        os.dup2(source, place)


def take_settings() -> None:
    """Have Celery's settings as this environment says; nobody has looked at them before."""
    from django.conf import settings

    from tests.processes import settings as module

    named: dict[str, Any] = vars(importlib.reload(module))
    for name, value in named.items():
        if name.startswith("CELERY_"):
            setattr(settings, name, value)


if __name__ == "__main__":
    main()
