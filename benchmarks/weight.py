"""What a first view weighs over the wire: the page and everything it links to, as a browser asks for it."""

import re
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

LINKED = re.compile(r'(?:<link rel="(?:stylesheet|icon)" href|<script[^>]* src|<img[^>]* src)="([^"]+)"')


def first_view(port: int, host: str, path: str) -> dict[str, int]:
    """Return the bytes of each body, gzip-compressed where the server does, by path.

    Raises ConnectionError when something that the page links to isn't there.
    """
    weights: dict[str, int] = {}
    page = _body(port, host, path, weights, encoding="identity").decode()
    weights.clear()
    for linked in [path, *(urlsplit(urljoin(path, link)).path for link in LINKED.findall(page))]:
        _body(port, host, linked, weights, encoding="gzip")
    return weights


def _body(port: int, host: str, path: str, weights: dict[str, int], *, encoding: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host, "Accept-Encoding": encoding})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise ConnectionError(f"{path} answered {answer.status}")
    weights[path] = len(body)
    return body
