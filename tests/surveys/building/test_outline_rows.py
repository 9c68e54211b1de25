"""Rows of the outline, which are drawn once per kind: the same as the template draws them."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from surveys.building.outline import Row
from surveys.building.outline_rows import row_html

KINDS: list[dict[str, Any]] = [
    {},
    {"words": ""},
    {"words": "What's <i>that</i> & why? " * 9},
    {"words": "__id__ __condition__ \\1", "condition": "__words__ is “<b>”"},
    {"required": True, "severity": "error", "depth": 2, "is_current": True},
    {"sensitive": True},
]


class Around:
    """A screen as far as the template asks."""

    language_query = "&language=nl"

    def __init__(self, talks: int) -> None:
        self.comments = {"q_12345678": talks}


@pytest.mark.parametrize("talks", [0, 3])
def test_a_row_is_what_the_template_draws(talks: int) -> None:
    for kind in KINDS:
        plain: dict[str, Any] = {
            "id": "q_12345678",
            "icon": "type",
            "words": "Who?",
            "required": False,
            "severity": "",
        }
        row = Row(**plain | {"is_current": False} | kind)
        context = {"row": row, "screen": Around(talks), "build_url": "/build/", "oob_row": False}

        html = row_html(row, talks=talks, build_url="/build/", language_query="&language=nl")

        assert html == render_to_string("surveys/builder/_outline_row.html", context).strip()
