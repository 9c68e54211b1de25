"""CPU time of processes and their descendants, from /proc; and granian, started and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
WORKERS = 2
START_SECONDS = 30


def cpu_seconds(root: int) -> float:
    """Return the CPU seconds that a process and all its descendants, the dead included, have used."""
    parents, times = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        times[pid] = sum(int(field) for field in fields[11:15])
    return sum(used for pid, used in times.items() if _descends(pid, root, parents)) / TICK


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that one process has used, to the nanosecond; of Linux."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _descends(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid not in (0, root):
        pid = parents.get(pid, 0)
    return pid == root


@contextmanager
def granian(application: str, port: int, environment: dict[str, str], threads: int) -> Iterator[int]:
    """Run granian as it is run for the site, with two workers; yield its process id."""
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(threads)),
        *("--no-ws", "--http", "1", application),
    ]
    log = Path(os.environ["CANVASS_DATA_DIR"]) / f"granian-{port}.log"
    with log.open("wb") as lines:
        server = subprocess.Popen(  # noqa: S603 - our own words
            command, env=os.environ | environment, stdout=lines, stderr=lines
        )
    try:
        _wait_for(port)
        yield server.pid
    except Exception:
        sys.stderr.write(log.read_text(errors="replace")[-4000:])
        raise
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _attempt in range(START_SECONDS * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")
