"""axe objects to nothing on the pages about surveys, in either theme and width; nothing is too wide."""

import pytest

from surveys.models import Survey
from surveys.question_types import question_types
from tests.builders import make_definition, make_question, make_survey, published_survey
from tests.e2e.conftest import Visit
from tests.look.test_accessibility import violations

PARTS = 4
PAGES = ["", "share/", "settings/", "publish/", "delete/", "build/"]


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
