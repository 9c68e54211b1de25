"""Whether statements run as the owner of the database, which only schema work needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_owner: ContextVar[bool] = ContextVar("canvass_database_owner", default=False)


def owner_wanted() -> bool:
    """Say whether the current code runs inside :func:`owner_scope`."""
    return _owner.get()


@contextmanager
def owner_scope() -> Iterator[None]:
    """Run what is inside as the owner of the database: migrations, new and dropped organisations."""
    token = _owner.set(True)
    try:
        yield
    finally:
        _owner.reset(token)
