"""The address that a request came from."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
HOME_OF_ONE = {4: 32, 6: 64}


def client_address(request: HttpRequest) -> str:
    """Return the client's network: an IPv4 address, or the /64 of an IPv6 one; ``unknown`` when unclear.

    Behind a proxy (``CANVASS_BEHIND_PROXY``) the last entry of X-Forwarded-For counts, the one that
    the proxy itself added; without one the header is a stranger's claim and is not read.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.META.get("HTTP_X_FORWARDED_FOR", given).rpartition(",")[2]
    try:
        address = ip_address(given.strip())
    except ValueError:
        return UNKNOWN
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return str(ip_network(f"{address}/{HOME_OF_ONE[address.version]}", strict=False).network_address)
