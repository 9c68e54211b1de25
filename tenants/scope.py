"""The one way into an organisation: everything inside :func:`tenant_scope` is in its schema.

The scope is a context variable and the state of every database alias. It is never inherited by a
new thread: hand :func:`organisation` over and enter again there.
"""

from collections.abc import Callable
from contextlib import ContextDecorator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Self

from django.db import connections
from django_tenants.postgresql_backend.base import FakeTenant

from tenants.exceptions import NoOrganisation
from tenants.postgresql.base import PUBLIC
from tenants.postgresql.owner import owner_scope

__all__ = [
    "Scope",
    "carrying_scope",
    "in_public",
    "organisation",
    "owner_scope",
    "public_scope",
    "schema",
    "tenant_scope",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known of an organisation without asking the database again.

    ``host`` is its primary host name; links in mails are built from it and from nothing else. ``look`` is
    JSON text, for ``tenants.looks.house_look``.
    """

    id: int
    schema: str
    name: str
    host: str
    status: str
    time_zone: str
    languages: tuple[str, ...]
    brand_colour: str
    logo: str
    brand_stamp: str
    look: str = ""

    @property
    def is_suspended(self) -> bool:
        """Whether its pages answer 503."""
        return self.status == "suspended"


_current: ContextVar[Scope | None] = ContextVar("canvass_organisation", default=None)


def organisation() -> Scope:
    """Return the organisation whose scope the code runs in; raise NoOrganisation outside."""
    current = _current.get()
    if current is None:
        raise NoOrganisation("this needs an organisation and runs outside of all of them")
    return current


def in_public() -> bool:
    """Say whether the code runs outside every organisation."""
    return _current.get() is None


def schema() -> str:
    """Return the name of the current schema, ``public`` outside every organisation."""
    current = _current.get()
    return current.schema if current else PUBLIC


class _Entered[S: Scope | None](ContextDecorator):
    """Runs what is inside in a scope; entered once."""

    def __init__(self, scope: S) -> None:
        self.scope = scope

    def _recreate_cm(self) -> Self:
        return type(self)(self.scope)

    def __enter__(self) -> S:
        self.before = _current.get()
        self.token = _current.set(self.scope)
        _point_connections_at(self.scope)
        return self.scope

    def __exit__(self, *failure: object) -> None:
        _current.reset(self.token)
        _point_connections_at(self.before)


def tenant_scope(scope: Scope) -> _Entered[Scope]:
    """Run what is inside in the schema, and under the role, of an organisation."""
    return _Entered(scope)


def public_scope() -> _Entered[None]:
    """Run what is inside in the shared schema, where no organisation's rows can be reached."""
    return _Entered(None)


def _point_connections_at(scope: Scope | None) -> None:
    name = scope.schema if scope else PUBLIC
    for connection in connections.all(initialized_only=False):
        if connection.schema_name != name:  # type: ignore[attr-defined]
            connection.set_tenant(FakeTenant(schema_name=name))  # type: ignore[attr-defined]


def carrying_scope[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Return the function bound to the current scope, for threads and executors."""
    scope = _current.get()

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with _Entered(scope):
            return function(*args, **kwargs)

    return inside
