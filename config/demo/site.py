"""Runs the whole site on one machine: embedded database, web server, worker with beat."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command

from config.demo.content import PASSWORD, PEOPLE, fill
from config.translations import compile_translations
from tenants.postgresql import embedded
from tenants.upgrade import upgrade

type Say = Callable[[str], object]
type Processes = dict[str, subprocess.Popen[bytes]]

DATABASE = "canvass"
START_SECONDS = 120
STOP_SECONDS = 12


class DemoCannotStart(Exception):
    """The demo can't run here now; the message says why and what to do."""


def run(say: Say, *, port: int) -> None:
    """Prepare everything, start the processes, and wait for Ctrl-C or for one of them to die."""
    _check_port(port)
    signal.signal(signal.SIGTERM, _interrupt)
    say("Starting PostgreSQL …")
    server = embedded.start(_database_folder(), stop_with_last_user=False)
    embedded.make_database(server, DATABASE)
    processes: Processes = {}
    try:
        prepare(say)
        _start_processes(processes, embedded.socket_folder(server), port)
        _wait_until_it_answers(port, processes)
        say(_welcome(port))
        _wait_for_the_end(processes, say)
    except KeyboardInterrupt:
        say("\nStopping …")
    finally:
        _stop(processes)
        server.stop()


def prepare(say: Say) -> None:
    """Bring database, translations and static files up to the code, and fill what is empty."""
    for line in upgrade():
        say(line)
    compile_translations(Path(settings.LOCALE_PATHS[0]))
    _collect_static_files(say)
    fill(say)


def forget(say: Say) -> None:
    """Delete the demo's database, files and queue."""
    folder = Path(settings.DATA_DIR)
    running = folder / "postgres" / "postmaster.pid"
    if running.exists() and _is_alive(int(running.read_text().split()[0])):
        raise DemoCannotStart("The demo is running. Stop it with Ctrl-C first.")
    for name in ("postgres", "media", "queue", "keys"):
        shutil.rmtree(folder / name, ignore_errors=True)
    say("The demo's data is gone; the next `make demo` starts over.")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # pragma: no cover - root, as whom tests may run, is never refused
        return True
    return True


def _database_folder() -> Path:
    options = settings.DATABASES["default"]["OPTIONS"]
    if "embedded" not in options:
        raise DemoCannotStart("The demo brings its own database: unset DATABASE_URL first.")
    return Path(options["embedded"])


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise DemoCannotStart(
                f"Port {port} is in use. Stop what listens there, or choose another: make demo PORT=8001"
            ) from None


def _collect_static_files(say: Say) -> None:
    """Collect and compress only when a source file or a library has changed: it takes seconds."""
    stamp = Path(settings.STATIC_ROOT) / "collected-from"
    current = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    say("Collecting static files …")
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(current)


def _static_fingerprint() -> str:
    digest = hashlib.sha256((settings.BASE_DIR / "requirements" / "base.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _start_processes(processes: Processes, socket_folder: str, port: int) -> None:
    _check_port(port)  # another demo may have taken it meanwhile, and servers share one without a word
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{embedded.ROLE}@/{DATABASE}?host={quote(socket_folder, safe='')}",
        "CANVASS_PORT": str(port),
        "CANVASS_LOG_LEVEL": os.environ.get("CANVASS_LOG_LEVEL", "WARNING"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:You're running the worker",  # as root, which a demo may
    }
    processes["web server"] = _start(environment, "granian", *web_arguments(port))
    processes["worker"] = _start(environment, "celery", *worker_arguments())


def web_arguments(port: int) -> list[str]:
    """Return how granian runs the site; ``deploy`` starts it alike."""
    return [
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "error"),
        "config.wsgi:application",
    ]


def worker_arguments() -> list[str]:
    """Return how celery runs the worker, with the beat inside: fine for one machine."""
    return [
        *("--quiet", "--app", "config.celery", "worker", "--beat", "--concurrency", "1"),
        *("--loglevel", "error", "--without-gossip", "--without-mingle"),
        *("--hostname", "demo@localhost"),
    ]


def _start(environment: dict[str, str], module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own programs with our own arguments
        [sys.executable, "-m", module, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        start_new_session=True,
    )


def _wait_until_it_answers(port: int, processes: Processes) -> None:
    for _ in range(START_SECONDS * 10):
        _check_alive(processes)
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise DemoCannotStart("The web server doesn't answer; its messages are above.")


def _wait_for_the_end(processes: Processes, say: Say) -> None:
    while True:
        _check_alive(processes)
        time.sleep(0.5)


def _check_alive(processes: Processes) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise DemoCannotStart(
                f"The {name} stopped with code {process.returncode}; its messages are above."
            )


def _stop(processes: Processes) -> None:
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _welcome(port: int) -> str:
    people = "\n".join(f"    {email:<28} {role}" for role, email, _ in PEOPLE)
    return f"""
Canvass is running. Ctrl-C stops it; the data stays.

  http://demo.localhost:{port}         the demo organisation, Northwind
{people}
    password of all: {PASSWORD}

  http://demo.localhost:{port}/s/team-pulse/      answer a survey
  http://demo.localhost:{port}/api/v1/docs/       the API
  http://localhost:{port}/admin/                  the installation
    operator@canvass.example     operator, same password

Mails are printed here.
"""
