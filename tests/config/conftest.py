"""What the tests of the project's own modules share."""

import pytest
from django.test import Client

from tenants.scope import Scope


@pytest.fixture
def visitor(acme: Scope) -> Client:
    """A browser at acme's host, which sees answers of 500 rather than their causes."""
    return Client(headers={"host": "acme.localhost"}, raise_request_exception=False)
