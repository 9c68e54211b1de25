"""Style sheets and scripts of question types come with the pages that need them, and with no other."""

import re

from django.conf import settings
from django.test import Client

from responses.pages.frames import EVERYDAY_STYLES
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey

EVERYDAY = "css/respondents.css"
LINKED = re.compile(r'(?:href|src)="[^"]*/((?:css|js)/[a-z_]+\.(?:css|js))"')


def linked(client: Client, *types: str) -> set[str]:
    survey = published_survey(make_definition([make_question(kind, f"{kind}_1") for kind in types]))
    return set(LINKED.findall(client.get(f"/s/{survey.slug}/").content.decode()))


def test_a_page_links_what_its_questions_need_and_nothing_else(acme: Scope, stranger: Client) -> None:
    plain = linked(stranger, "short_text")

    assert linked(stranger, "slider", "range_slider") - plain == {"js/slider.js"}
    assert linked(stranger, "matrix_single", "matrix_dual") == plain
    assert linked(stranger, "signature") - plain == {"css/questions_media.css", "js/question_signature.js"}
    assert {path for path in plain if path.startswith("css/")} == {EVERYDAY}


def test_styles_of_everyday_questions_are_in_the_sheet_of_every_page() -> None:
    sheet = (settings.BASE_DIR / "static" / EVERYDAY).read_text()
    imported = {f"css/{name}" for name in re.findall(r'^@import "(.+)"', sheet, re.MULTILINE)}

    assert imported == EVERYDAY_STYLES | {"css/tokens.css", "css/survey.css", "css/survey_print.css"}


def test_a_sheet_is_linked_once(acme: Scope, stranger: Client) -> None:
    survey = published_survey(
        make_definition([make_question("hot_spot", "a"), make_question("signature", "b")])
    )

    html = stranger.get(f"/s/{survey.slug}/").content.decode()

    assert html.count("css/questions_media.css") == 1
