"""What a page of a survey costs over the wire: HTML, styles and scripts, each gzipped."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from surveys.question_types import question_types
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey

LIMIT = 30_000
GROUPS = sorted({kind.group for kind in question_types()})
EVERYDAY = ("nps", "single_choice", "long_text", "rating", "multiple_choice", "matrix_single", "email")
LINKED = re.compile(r'(?:<link rel="stylesheet" href|<script[^>]* src|<img[^>]* src)="([^"]+)"')


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    body = response.getvalue()
    is_packed = response.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(body) if is_packed else body


def weight(client: Client, *questions: dict[str, Any]) -> int:
    """What a browser that comes for the first time loads of a page with these questions, in bytes."""
    survey = published_survey(make_definition(questions))
    page = fetched(client, f"/s/{survey.slug}/")
    linked = LINKED.findall(page.decode())
    assert len(linked) >= 3
    return sum(len(gzip.compress(part)) for part in [page, *(fetched(client, each) for each in linked)])


@pytest.mark.parametrize("group", GROUPS)
def test_a_page_with_every_type_of_a_family_weighs_at_most_30_kilobytes(
    acme: Scope, stranger: Client, group: str
) -> None:
    family = [make_question(kind.key, kind.key) for kind in question_types() if kind.group == group]

    assert weight(stranger, make_question(), *family) <= LIMIT


def test_a_page_of_everyday_questions_weighs_at_most_30_kilobytes(acme: Scope, stranger: Client) -> None:
    assert weight(stranger, *[make_question(kind, kind) for kind in EVERYDAY]) <= LIMIT


def test_a_score_and_why_stay_within_it_where_the_one_brings_up_the_other(
    acme: Scope, stranger: Client
) -> None:
    why = make_question("long_text", "why", visible_if="score < 7")

    assert weight(stranger, make_question("nps", "score"), make_question("rating", "stars"), why) <= LIMIT
