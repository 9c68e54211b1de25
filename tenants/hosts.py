"""Host names as organisations may have them."""

import re

from tenants.exceptions import OrganisationInvalid

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)\Z")


def checked_host(host: str) -> str:
    """Return a host name in its stored form (lower case, IDNA); raise OrganisationInvalid."""
    try:
        name = host.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    labels = name.split(".")
    if not name or len(name) > 253 or not all(LABEL.match(label) for label in labels):
        raise OrganisationInvalid(f"“{host}” is not a host name such as acme.example.org.", field="host")
    return name
