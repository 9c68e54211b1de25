"""What tests of the API share: a caller that speaks JSON, and tokens."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tests.conftest import PASSWORD

type Make = Callable[..., User]


@dataclass
class Caller:
    """Somebody who calls the API of an organisation; ``body`` is sent as JSON."""

    host: str = "acme.localhost"
    token: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        kind = sent.pop("Content-Type", "application/json")
        return self.client.generic(
            method, f"/api/v1/{path}" if not path.startswith("/") else path, data, kind, headers=sent
        )

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self("POST", path, body, **headers)


@pytest.fixture
def anyone(acme: Any) -> Caller:
    """A caller without a token."""
    return Caller()


@pytest.fixture
def caller_of(acme: Any) -> Callable[[User], Caller]:
    """Return a caller with a token of a person of ``acme``."""
    return lambda person: Caller(token=grant_tokens(email=person.email, password=PASSWORD).access)


@pytest.fixture
def caller_as(make_person: Make, caller_of: Callable[[User], Caller]) -> Callable[[str], Caller]:
    """Return a caller with a role."""
    return lambda role: caller_of(make_person(role))


@pytest.fixture
def as_editor(editor: User, caller_of: Callable[[User], Caller]) -> Caller:
    """A caller with the token of an editor."""
    return caller_of(editor)
