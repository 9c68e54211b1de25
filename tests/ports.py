"""Ports for the servers of tests."""

import random
import socket

FIRST, LAST = 20_000, 32_000
"""Below those that systems give to connections: none of these takes the port before its server does."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    while True:
        port = random.SystemRandom().randint(FIRST, LAST)
        if not is_open(port):
            return port


def is_open(port: int) -> bool:
    """Say whether somebody listens on a port of this machine."""
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", port)) == 0
