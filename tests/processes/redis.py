"""Starting a real Redis."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ports import free_port, is_open
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
