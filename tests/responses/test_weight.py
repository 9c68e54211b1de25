"""A first view weighs at most 30 kB over the wire: the page, its styles and its scripts."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

MOST = 30_000
LINKED = re.compile(r'(?:href|src)="/static/([^"]+)"')
TYPES = ("nps", "single_choice", "long_text", "rating", "multiple_choice", "matrix_single")


def weight(content: bytes) -> int:
    return len(gzip.compress(content, compresslevel=6))


def test_a_first_view_is_light(acme: Scope) -> None:
    survey = published_survey(make_definition([make_question(kind, kind) for kind in TYPES]))
    page = Respondent(survey).open().html

    linked = {path: finders.find(path) for path in LINKED.findall(page)}
    assert len(linked) >= 3
    files = []
    for found in linked.values():
        files.append(Path(str(found)).read_bytes())

    assert sum(map(weight, [page.encode(), *files])) <= MOST
