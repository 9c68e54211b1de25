"""axe objects to nothing on the pages about surveys, in either theme and width; nothing is too wide."""

import pytest

from surveys.domain import keep_in_library
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.question_types import question_types
from tests.builders import make_definition, make_question, make_survey, published_survey
from tests.e2e.conftest import Visit
from tests.look.test_accessibility import violations

PARTS = 4
PAGES = ["", "share/", "links/", "settings/access/", "settings/", "publish/", "delete/", "build/"]
PAGES += ["checks/", "versions/", "versions/1/", "versions/compare/"]


def every_type(part: int) -> Survey:
    """A survey with a share of all types."""
    kinds = question_types()[part::PARTS]
    elements = [make_question(kind.key, kind.key, required=True) for kind in kinds]
    return make_survey(make_definition(elements, [make_question()], languages=("en", "ar")))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_the_pages_about_surveys_are_accessible(visit: Visit, scheme: str, width: int) -> None:
    survey = published_survey(make_definition(languages=("en", "nl")))
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = visit("/surveys/", role="editor", reduced_motion="reduce", **options)

    for path in ["", "new/", *(f"{survey.pk}/{part}" for part in PAGES)]:
        page.goto(page.url.partition("/surveys/")[0] + f"/surveys/{path}")
        assert (path, violations(page)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
def test_the_pages_that_begin_with_something_are_accessible(visit: Visit, scheme: str, width: int) -> None:
    survey = make_survey(make_definition([make_question(name="a"), make_question("yes_no", "b")]))
    kept = keep_in_library(name="Kept", tags=["tag"], fragment=make_definition(), by=None)
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = visit("/surveys/", role="editor", reduced_motion="reduce", **options)
    start = page.url.partition("/surveys/")[0]
    built = f"{survey.pk}/build/library/"

    for path in ["new/ready/phq-9/", "new/text/", "library/", f"library/{kept.pk}/", built, f"{built}keep/"]:
        page.goto(f"{start}/surveys/{path}")
        assert (path, violations(page)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)


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
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_the_builder_is_accessible_with_every_type(visit: Visit, scheme: str, width: int, part: int) -> None:
    survey = every_type(part)
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = visit(f"/surveys/{survey.pk}/build/", role="editor", reduced_motion="reduce", **options)

    places = page.eval_on_selector_all(".outline-link", "links => links.map(link => link.href)")
    for place in [
        *places,
        f"{places[0].partition('#')[0]}&add=1",
        f"{places[1].partition('#')[0]}&language=ar",
    ]:
        page.goto(place)
        assert (place, violations(page)) == (place, [])
        assert (place, page.evaluate("document.documentElement.scrollWidth")) == (place, width)
