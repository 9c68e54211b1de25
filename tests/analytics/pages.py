"""Paths, words and queries of pages."""

import re
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


WEIGHTS = {"name": "Halves", "by": "region", "region-0": "50", "region-1": "50,0", "cap": ""}
"""The form of a weighting to halves."""


def cells(response: Any) -> list[list[str]]:
    """The rows of the table, without tags."""
    body = re.search(r"<tbody>(.*?)</tbody>", response.content.decode(), re.S)
    assert body
    rows = re.findall(r"<tr.*?</tr>", body[1], re.S)
    return [[_bare(each) for each in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]


def value_of(name: str, html: str) -> str:
    found = re.search(rf'name="{name}" value="(\w+)"', html)
    assert found
    return found[1]


def _bare(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split()).replace("\xa0", " ")
