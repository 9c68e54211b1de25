"""axe objects to nothing on the pages about surveys, in either theme and width; nothing is too wide."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from surveys.domain import bin_survey, keep_in_library, tag_survey
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.question_types import question_types
from tests.axe import BOTH, Look, violations, wrong_in
from tests.builders import make_definition, make_question, make_survey, published_survey
from tests.e2e.conftest import Visit

PARTS = 4
PAGES = ["", "share/", "links/", "settings/access/", "settings/", "publish/", "delete/", "build/", "filing/"]
PAGES += ["checks/", "versions/", "versions/1/", "versions/compare/", "languages/", "languages/nl/"]
PAGES += ["comments/", "previews/", "map/?tried=1", "preview/workbench/?seed=1&fill=1"]


def every_type(part: int) -> Survey:
    """A survey with a share of all types."""
    kinds = question_types()[part::PARTS]
    elements = [make_question(kind.key, kind.key, required=True) for kind in kinds]
    return make_survey(make_definition(elements, [make_question()], languages=("en", "ar")))


def look_at(page: Page, paths: list[str], looks: Sequence[Look]) -> None:
    """Go to each path below the surveys, and find nothing wrong in any look."""
    start = page.url.partition("/surveys/")[0]
    for path in paths:
        page.goto(f"{start}/surveys/{path}")
        assert (path, wrong_in(page, looks)) == (path, {})


def test_the_pages_about_surveys_are_accessible(visit: Visit) -> None:
    survey = published_survey(make_definition(languages=("en", "nl")))
    page = visit("/surveys/", role="editor", reduced_motion="reduce")

    look_at(page, ["", "new/", *(f"{survey.pk}/{part}" for part in PAGES)], BOTH)


def test_the_pages_that_begin_with_something_are_accessible(visit: Visit) -> None:
    survey = make_survey(make_definition([make_question(name="a"), make_question("yes_no", "b")]))
    kept = keep_in_library(name="Kept", tags=["tag"], fragment=make_definition(), by=None)
    page = visit("/surveys/", role="editor", reduced_motion="reduce")
    built = f"{survey.pk}/build/library/"
    paths = ["new/ready/phq-9/", "new/text/", "library/", f"library/{kept.pk}/", built, f"{built}keep/"]
    paths += ["new/file/", "folders/", "tags/", "bin/"]
    tag_survey(survey=make_survey(), add=["tag"], by=None)
    bin_survey(survey=make_survey(), by=None)

    look_at(page, paths, [("light", 390), ("dark", 1440)])


def test_a_text_is_read_while_it_is_typed(visit: Visit) -> None:
    page = visit("/surveys/new/text/", role="editor", reduced_motion="reduce")

    page.get_by_label("The questionnaire").fill("1. Hungry?\n- Yes\n- No\nif no, go to 3\nand so on")
    understood = page.locator(".understood-line")
    understood.nth(4).wait_for()
    understood.nth(4).get_by_role("combobox").select_option("left_out")
    page.locator(".is-left_out").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Make the survey").click()
    page.wait_for_url("**/build/**")

    made = Survey.objects.get(pk=page.url.partition("/surveys/")[2].partition("/")[0])
    assert [element.type for element in draft_of(made).elements] == ["yes_no", "statement"]


@pytest.mark.parametrize("part", range(PARTS))
def test_the_builder_is_accessible_with_every_type(visit: Visit, part: int) -> None:
    """The whole page in every look, with all its cards; then each type as it is edited, in turns."""
    survey = every_type(part)
    page = visit(f"/surveys/{survey.pk}/build/", role="editor", reduced_motion="reduce")
    links = page.eval_on_selector_all(".outline-link", "links => links.map(link => link.id)")
    assert wrong_in(page, BOTH) == {}

    for which, look in enumerate(BOTH):
        for link in links[which :: len(BOTH)]:
            page.evaluate("link => document.getElementById(link).click()", link)
            page.locator(f"#{link}[aria-current]").wait_for(state="attached")
            assert (link, wrong_in(page, [look], "#panel", "#current")) == (link, {})
    more = ["?add=1", "?language=ar"] if part == 0 else []
    look_at(page, [f"{survey.pk}/build/{query}" for query in more], BOTH)
