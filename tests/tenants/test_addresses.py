"""Where a request came from."""

from typing import Any

import pytest
from django.test import RequestFactory

from tenants.addresses import client_address


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", "unknown"),
        ("unix:/run/socket", "unknown"),
    ],
)
def test_the_peer_counts_by_network(peer: str, expected: str) -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=peer)) == expected


def test_a_stranger_s_claim_is_not_read() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.1")

    assert client_address(request) == "203.0.113.9"


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [("198.51.100.1", "198.51.100.1"), ("10.0.0.1, 198.51.100.1 ", "198.51.100.1"), ("nonsense", "unknown")],
)
def test_behind_a_proxy_what_the_proxy_added_counts(settings: Any, forwarded: str, expected: str) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == expected
