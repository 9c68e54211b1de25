"""Making, changing and ending links, by the pages of staff."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from analytics.exceptions import ShareInvalid
from analytics.models import SavedSegment, SharedResults
from analytics.results.filtering.document import Condition, Filter, Group
from analytics.saving import save_segment
from analytics.sharing import making
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.pages import Browsers, People, path, said
from tests.analytics.sharing.conftest import Share, address, questions_of
from tests.builders import make_survey
from webhooks.models import Event

FORM = {"title": " Our  results ", "smallest": "5", "who": "", "language": "", "words": "", "sites": ""}
REGION = Filter(
    groups=(
        Group(conditions=(Condition(column="category:q_00000002", operator="in", values=("c_llllllll",)),)),
    )
)

type Look = Callable[..., Any]


def sent(survey: Survey, **more: Any) -> dict[str, Any]:
    first, second, *_rest = questions_of(survey)
    return FORM | {"question": [first, second], f"place-{first}": "2", f"place-{second}": "1"} | more


def test_a_link_is_made_changed_renewed_and_revoked(crowd: Survey, owner: Client, look: Look) -> None:
    first, second, *_rest = questions_of(crowd)

    made = owner.post(path(crowd, "results/sharing/new/"), sent(crowd, password="lighthouse"), follow=True)

    share = SharedResults.objects.get()
    assert (share.title, share.questions) == ("Our results", [second, first])
    assert address(share) in made.content.decode()
    assert "A password is asked for." in said(made)
    page = path(crowd, f"results/sharing/{share.pk}/")
    owner.post(page, sent(crowd, title="Renamed", no_password="on"))
    share.refresh_from_db()
    assert (share.title, share.password) == ("Renamed", "")
    before = address(share)
    owner.post(f"{page}renew/")
    share.refresh_from_db()
    assert address(share) != before
    assert "n = 24," in said(look(share))
    owner.post(f"{page}revoke/")
    assert look(share).status_code == 404
    assert owner.get(page).status_code == 404
    assert "Nothing is shared yet" in said(owner.get(path(crowd, "results/sharing/")))
    types = Event.objects.filter(type__startswith="results.").order_by("pk").values_list("type", flat=True)
    assert list(types) == [
        "results.shared",
        *(f"results.share_{verb}" for verb in ("changed", "renewed", "revoked")),
    ]


def test_the_list_tells_what_each_link_shows(crowd: Survey, share: Share, owner: Client, look: Look) -> None:
    shared = share(crowd, title="For the board", where=REGION)
    look(shared)

    page = said(owner.get(path(crowd, "results/sharing/")))

    assert "For the board" in page
    assert "What about region?" in page
    assert "looked at once" in page
    assert "4 questions" in page


def test_a_saved_segment_can_be_shared(crowd: Survey, owner: Client, editor: User, look: Look) -> None:
    save_segment(survey_id=crowd.pk, name="Region L", wanted=REGION, by=editor)
    segment = SavedSegment.objects.get()

    owner.post(path(crowd, "results/sharing/new/"), sent(crowd, who=str(segment.pk)))

    share = SharedResults.objects.get()
    assert Filter.model_validate(share.document) == REGION
    assert "n = 8," in said(look(share))
    kept = owner.post(path(crowd, f"results/sharing/{share.pk}/"), sent(crowd, who="kept"))
    share.refresh_from_db()
    assert kept.status_code == 302
    assert Filter.model_validate(share.document) == REGION


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"question": []}, "Choose at least one question."),
        ({"question": ["category:q_99999999"]}, "or is not there any more."),
        ({"smallest": "3"}, "Select a valid choice"),
        ({"sites": "not a site"}, "Write sites like https://www.example.org."),
        ({"sites": "https://a.example", "password": "lighthouse"}, "can&#x27;t have a password"),
        ({"password": "abc"}, "at least 4 characters"),
        ({"until": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_said(crowd: Survey, owner: Client, more: dict[str, Any], words: str) -> None:
    answer = owner.post(path(crowd, "results/sharing/new/"), sent(crowd, **more))

    assert answer.status_code == 422
    assert words in said(answer)
    assert not SharedResults.objects.exists()


def test_links_are_limited(crowd: Survey, share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_SHARES", 1)
    share(crowd)

    with pytest.raises(ShareInvalid, match="too many links"):
        share(crowd)


def test_a_viewer_sees_links_and_makes_none(
    crowd: Survey, share: Share, client_of: Browsers, make_person: People
) -> None:
    viewer = client_of(make_person(Role.VIEWER))
    share(crowd)

    page = said(viewer.get(path(crowd, "results/sharing/")))

    assert "New link" not in page
    assert "Open it" in page
    assert viewer.get(path(crowd, "results/sharing/new/")).status_code == 403


def test_a_survey_without_a_version_has_nothing_to_share(owner: Client, acme: Any) -> None:
    page = owner.get(path(make_survey(), "results/sharing/new/"))

    assert "there is nothing to show" in said(page)
