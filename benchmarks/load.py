"""A load generator of our own: keep-alive connections over raw sockets, each a respondent at a time.

It is bare on purpose, because it shares the machine with what it measures.
"""

import selectors
import socket
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

type Journey = Generator[bytes, bytes, None]
"""Yields requests and is sent whole responses, headers and body."""

LENGTH = b"content-length: "


class Unexpected(Exception):
    """The server answered something else than the journey expects."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many journeys were finished in how many seconds, and each one's seconds in order of length."""

    journeys: int
    seconds: float
    lasted: list[float]

    def percentile(self, share: float) -> float:
        """Return the seconds that this share of the journeys stayed within."""
        return self.lasted[min(int(len(self.lasted) * share), len(self.lasted) - 1)]


@dataclass(slots=True)
class _Walker:
    connection: socket.socket
    journey: Journey
    began: float
    received: bytes = b""


def generate(port: int, start: Callable[[], Journey], *, connections: int, seconds: float) -> Load:
    """Walk journeys over a number of connections for a time; those begun are finished."""
    selector = selectors.DefaultSelector()
    began = time.perf_counter()
    for _number in range(connections):
        _begin(selector, port, start)
    lasted: list[float] = []
    while selector.get_map():
        for key, _events in selector.select(timeout=10):
            _receive(selector, key.data, start, lasted, until=began + seconds)
    return Load(len(lasted), time.perf_counter() - began, sorted(lasted))


def _begin(selector: selectors.BaseSelector, port: int, start: Callable[[], Journey]) -> None:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    walker = _Walker(connection, start(), time.perf_counter())
    connection.sendall(next(walker.journey))
    selector.register(connection, selectors.EVENT_READ, walker)


def _receive(
    selector: selectors.BaseSelector,
    walker: _Walker,
    start: Callable[[], Journey],
    lasted: list[float],
    *,
    until: float,
) -> None:
    piece = walker.connection.recv(1 << 18)
    if not piece:
        raise Unexpected("the server closed a connection")
    walker.received += piece
    if not is_whole(walker.received):
        return
    answer, walker.received = walker.received, b""
    try:
        walker.connection.sendall(walker.journey.send(answer))
    except StopIteration:
        now = time.perf_counter()
        lasted.append(now - walker.began)
        _begin_again(selector, walker, start, now, until)


def _begin_again(
    selector: selectors.BaseSelector, walker: _Walker, start: Callable[[], Journey], now: float, until: float
) -> None:
    if now < until:
        walker.journey, walker.began = start(), now
        walker.connection.sendall(next(walker.journey))
    else:
        selector.unregister(walker.connection)
        walker.connection.close()


def is_whole(received: bytes) -> bool:
    """Say whether a response has come completely; every one must carry its length."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return False
    at = received[:end].lower().find(LENGTH)
    if at < 0:
        raise Unexpected(received[:end].decode("latin-1"))
    length = int(received[at + len(LENGTH) : end].split(b"\r", 1)[0])
    return len(received) - end - 4 >= length
