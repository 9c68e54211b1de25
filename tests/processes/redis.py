"""Starting a real Redis."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes.running import wait_until


@dataclass
class Redis:
    """A Redis that runs."""

    popen: subprocess.Popen[bytes]
    url: str

    def hang(self) -> None:
        """Let it hold its connections and answer nothing."""
        self.popen.send_signal(signal.SIGSTOP)


@contextmanager
def redis_server(folder: Path) -> Iterator[Redis]:
    """Run a Redis that keeps nothing; where CI runs it must be installed."""
    if not shutil.which("redis-server"):
        if os.environ.get("CI"):
            pytest.fail("redis-server must be installed where CI runs")
        pytest.skip("redis-server is not installed")
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    popen = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: is_open(port), what="Redis")
        yield Redis(popen, f"redis://127.0.0.1:{port}/0")
    finally:
        popen.kill()
        popen.wait(10)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def is_open(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", port)) == 0
