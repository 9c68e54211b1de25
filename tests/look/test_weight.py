"""What the first view of a survey costs over the wire: HTML, styles and scripts, each gzipped."""

import gzip
import re

from django.test import Client

from surveys.question_types import question_types
from tenants.people.models import User
from tests.builders import make_definition, make_question, published_survey

LIMIT = 30_000


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    body = response.getvalue()
    is_packed = response.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(body) if is_packed else body


def weight_of_first_view(client: Client, address: str) -> int:
    page = fetched(client, address)
    linked = re.findall(r'(?:<link rel="stylesheet" href|src)="([^"]+)"', page.decode())
    assert len(linked) >= 3
    return sum(len(gzip.compress(part)) for part in [page, *(fetched(client, each) for each in linked)])


def test_a_first_view_with_every_type_of_question_weighs_at_most_30_kilobytes(
    editor: User, stranger: Client
) -> None:
    questions = [make_question(kind.key, name=kind.key) for kind in question_types()]
    survey = published_survey(make_definition(questions), by=editor)

    assert weight_of_first_view(stranger, f"/s/{survey.slug}/") <= LIMIT
