"""Style sheets and scripts of question types come with the pages that need them, and with no other."""

import re

from django.test import Client

from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey

LINKED = re.compile(r'(?:href|src)="[^"]*/((?:css|js)/[a-z_]+\.(?:css|js))"')


def linked(client: Client, *types: str) -> set[str]:
    survey = published_survey(make_definition([make_question(kind, f"{kind}_1") for kind in types]))
    return set(LINKED.findall(client.get(f"/s/{survey.slug}/").content.decode()))


def test_a_page_links_what_its_questions_need_and_nothing_else(acme: Scope, stranger: Client) -> None:
    plain = linked(stranger, "short_text")

    assert linked(stranger, "slider", "range_slider") - plain == {"css/questions_scale.css", "js/slider.js"}
    assert linked(stranger, "matrix_single", "matrix_dual") - plain == {"css/questions_grid.css"}
    assert "js/slider.js" not in plain


def test_a_sheet_is_linked_once(acme: Scope, stranger: Client) -> None:
    survey = published_survey(make_definition([make_question("slider", "a"), make_question("likert", "b")]))

    html = stranger.get(f"/s/{survey.slug}/").content.decode()

    assert html.count("css/questions_scale.css") == 1
