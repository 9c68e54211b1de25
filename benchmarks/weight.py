"""What a first view weighs over the wire: the page and everything it links to, as a browser asks for it."""

import re
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

LINKED = re.compile(
    r'(?:<link rel="(?:stylesheet|icon)" href|<script[^>]* src|<img[^>]* src)="([^"]+)"'
    r'|from ?"(\.{1,2}/[^"]+\.js)"'
)
"""What a page links to, and what a module imports."""


def all_fetched(path: str, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """Return a page and everything that a browser fetches with it, by path; ``read`` gives each."""
    bodies: dict[str, bytes] = {}
    waiting = [path]
    while waiting:
        here = waiting.pop(0)
        if here in bodies:
            continue
        bodies[here] = read(here)
        if here == path or here.endswith(".js"):
            found = (link or module for link, module in LINKED.findall(bodies[here].decode()))
            waiting += [urlsplit(urljoin(here, link)).path for link in found]
    return bodies


def first_view(port: int, host: str, path: str) -> dict[str, int]:
    """Return the bytes of each body, gzip-compressed where the server does, by path.

    Raises ConnectionError when something that the page links to isn't there.
    """
    fetched = all_fetched(path, lambda each: _body(port, host, each, encoding="identity"))
    return {each: len(_body(port, host, each, encoding="gzip")) for each in fetched}


def _body(port: int, host: str, path: str, *, encoding: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host, "Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise ConnectionError(f"{path} answered {answer.status}")
    return body
