"""`make demo` as a newcomer meets it: from an empty folder to a site with content, and again."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.measured import python
from tests.ports import free_port

ROOT = Path(__file__).parents[2]


def environment(folder: Path) -> dict[str, str]:
    ours = ("CANVASS_", "DATABASE_", "REDIS_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"CANVASS_DATA_DIR": str(folder)}


def hear_ctrl_c() -> None:
    """Shells let what they run in the background ignore it, and so would everything begun from there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def demo(folder: Path, port: int) -> Iterator[list[str]]:
    """Run the demo until the block ends, then press Ctrl-C; give the lines that it said."""
    command = [*python(), "manage.py", "demo", "--port", str(port)]
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=hear_ctrl_c,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "Mails are printed here" in line:
                break
        try:
            yield said
        finally:
            process.send_signal(signal.SIGINT)
            rest, _ = process.communicate(timeout=100)
            said.append(rest)
            assert process.returncode == 0, "".join(said)


def get(port: int, path: str, host: str = "demo.localhost") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def wait_until_ready(port: int) -> tuple[int, str]:
    """The beat ticks a moment after the start."""
    for _ in range(120):
        found = get(port, "/health/ready")
        if found[0] == 200:
            break
        time.sleep(0.5)
    return found


@pytest.mark.timeout(900)
def test_the_demo_starts_shows_itself_stops_and_starts_again(tmp_path: Path, settings: Settings) -> None:
    port = free_port()
    folder = tmp_path / "data"

    with demo(folder, port) as said:
        pages = {
            path: get(port, path) for path in ("/s/team-pulse/", "/s/event-feedback/?lang=ar", "/sign-in/")
        }
        ready = wait_until_ready(port)
    with demo(folder, port) as said_again:
        again = get(port, "/s/oat-drinks/")

    assert {path: status for path, (status, _) in pages.items()} == dict.fromkeys(pages, 200)
    assert 'dir="rtl"' in pages["/s/event-feedback/?lang=ar"][1]
    assert ready[0] == 200, ready[1]
    assert "Filling the demo organisation …\n" in said
    assert re.search(r"olivia@northwind.example +owner", "".join(said))
    assert "Filling the demo organisation …\n" not in said_again
    assert again[0] == 200

    settings.DATA_DIR = folder
    call_command("demo", reset=True)
    assert not (folder / "postgres").exists()
