"""Paths, words and queries of pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys.models import Survey
from tenants.people.models import User

type Browsers = Callable[[User], Client]
type People = Callable[..., User]


def path(survey: Survey, rest: str = "results/") -> str:
    return f"/surveys/{survey.pk}/{rest}"


def said(response: Any) -> str:
    return " ".join(response.content.decode().split())


@contextmanager
def queries() -> Iterator[list[str]]:
    """Gather the statements of the block, but for the organisation's, which are kept for seconds."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    statements = [query["sql"].strip() for query in captured.captured_queries]
    kept = ("SET ROLE", 'SELECT "tenants_')
    found += [statement for statement in statements if not statement.startswith(kept)]
