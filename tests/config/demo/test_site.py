"""When the demo can't start, and how it stops what it started."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from config.demo import site
from config.demo.site import DemoCannotStart, forget, run
from tests.ports import free_port


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder with the data of a demo."""
    settings.DATA_DIR = tmp_path
    (tmp_path / "postgres").mkdir()
    return tmp_path


def started(*code: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", *code], start_new_session=True)


def test_a_running_demo_is_not_forgotten(folder: Path) -> None:
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")

    with pytest.raises(DemoCannotStart, match="The demo is running"):
        forget(print)

    assert (folder / "postgres").exists()


def test_a_demo_that_died_can_be_forgotten(folder: Path) -> None:
    process = started("pass")
    process.wait()
    (folder / "postgres" / "postmaster.pid").write_text(f"{process.pid}\n")
    said: list[str] = []

    forget(said.append)

    assert not (folder / "postgres").exists()
    assert said == ["The demo's data is gone; the next `make demo` starts over."]


def test_the_demo_does_not_touch_somebody_elses_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {})
    before = signal.getsignal(signal.SIGTERM)

    with pytest.raises(DemoCannotStart, match="unset DATABASE_URL"):
        run(lambda _line: None, port=free_port())

    signal.signal(signal.SIGTERM, before)


def test_a_port_in_use_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is in use."):
            call_command("demo", port=port)
        with pytest.raises(DemoCannotStart, match="is in use"):
            site._start_processes({}, "", port)


def test_a_process_that_stops_is_named() -> None:
    process = started("raise SystemExit(3)")
    process.wait()

    with pytest.raises(DemoCannotStart, match="The worker stopped with code 3"):
        site._wait_for_the_end({"worker": process}, print)


def test_a_web_server_that_never_answers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "START_SECONDS", 1)

    with pytest.raises(DemoCannotStart, match="doesn't answer"):
        site._wait_until_it_answers(free_port(), {})


def test_a_process_that_will_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "STOP_SECONDS", 0)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(15, signal.SIG_IGN); print(flush=True); signal.pause()",
        ],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()

    with process:
        site._stop({"worker": process})

    assert process.returncode == -signal.SIGKILL
