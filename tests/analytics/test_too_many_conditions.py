"""As many conditions as a filter can have, and groups beside them."""

from django.test import Client

from analytics.results.filtering.document import MOST_GROUPS
from surveys.models import Survey
from tests.analytics.pages import path, said
from tests.gathering import gathered

FULL = "&".join(f"where=likely~ge~0;likely~le~{number + 10}" for number in range(MOST_GROUPS))


@gathered("page", ["results/?compare=region", "results/trend/?group=region"])
def test_more_than_can_hold_together_is_said(crowd: Survey, owner: Client, page: str) -> None:
    found = owner.get(path(crowd, f"{page}&{FULL}"))

    assert found.status_code in (200, 422)
    assert "too many conditions" in said(found) or "*" in said(found)
