"""Places in the table of responses that somebody made up."""

from django.test import Client

from analytics.results.lines import Place
from surveys.models import Survey
from tests.analytics.pages import path
from tests.gathering import gathered

NOBODY = "0190a000-0000-7000-8000-00000000dead"


@gathered("query", ["", "&sort=amount", "&sort=-response.started"])
def test_a_value_that_the_column_can_t_have_shows_a_page_all_the_same(
    survey: Survey, owner: Client, query: str
) -> None:
    for way in ("after", "before"):
        address = f"responses/?{way}={Place('x', NOBODY)}{query}"
        assert owner.get(path(survey, address)).status_code == 200
