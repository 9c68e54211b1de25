"""The front door behind the server that runs in production, spoken to byte by byte."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.ports import free_port, is_open
from tests.processes.running import ROOT, Broker, wait_until

END = b"\r\n\r\n"


@pytest.fixture(scope="module")
def port(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a granian that serves the test's database."""
    port, folder = free_port(), tmp_path_factory.mktemp("server")
    words = ["granian", "--interface", "wsgi", "--port", str(port), "config.wsgi:application"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env=Broker("folder://localhost", folder, queue=folder).environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: is_open(port), what=f"the server; see {log.name}", seconds=100)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def ask(port: int, head: str, body: bytes = b"") -> tuple[int, str]:
    """Send bytes, and return the status and the head of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as stranger:
        stranger.sendall(head.replace("\n", "\r\n").encode("latin-1") + END + body)
        answer = b""
        while END not in answer and (part := stranger.recv(65536)):
            answer += part
    first, _, rest = answer.partition(b"\r\n")
    return int(first.split()[1]), rest.decode("latin-1").lower()


def chunks(size: int) -> bytes:
    """Return a body of a size in chunks."""
    return b"%x\r\n" % size + b"x" * size + b"\r\n0\r\n\r\n"


HOST = "Host: acme.localhost\nConnection: close"
CHUNKED = f"POST /nothing/ HTTP/1.1\n{HOST}\nTransfer-Encoding: chunked"


def test_the_server_lives(port: int) -> None:
    status, head = ask(port, f"GET /health/live HTTP/1.1\n{HOST}\nX-Request-ID: from-outside-1")

    assert status == 200
    assert "x-request-id: from-outside-1" in head
    assert "content-length: 16" in head


def test_a_body_in_chunks_has_the_same_limit(port: int) -> None:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    assert ask(port, CHUNKED, chunks(limit))[0] == 404
    assert ask(port, CHUNKED, chunks(limit + 1))[0] == 413


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        (f"GET /%00 HTTP/1.1\n{HOST}", 400),
        (f"GET /%ff%c0 HTTP/1.1\n{HOST}", 404),
        (f"GET /nothing/?%ff=%c0 HTTP/1.1\n{HOST}", 404),
        ("GET / HTTP/1.1\nHost: \nConnection: close", 400),
        ("GET / HTTP/1.1\nHost: a\nHost: b\nConnection: close", 400),
        ("GET / HTTP/1.0", 400),
        (f"GET /static/../manage.py HTTP/1.1\n{HOST}", 404),
        (f"GET /static/%2e%2e/manage.py HTTP/1.1\n{HOST}", 404),
        (f"POST /nothing/ HTTP/1.1\n{HOST}\nContent-Length: 99999999", 413),
        (f"GET /nothing/ HTTP/1.1\n{HOST}\nCookie: canvass_session=\xff\xfe", 404),
    ],
)
def test_what_no_browser_sends_is_refused_under_guard(port: int, request_head: str, status: int) -> None:
    answered, head = ask(port, request_head)

    assert answered == status
    assert "content-security-policy: default-src 'none'" in head
