"""Shared results and boards in a browser: everybody can read them, they follow answers, and turn on walls."""

import re
import time

import pytest
from playwright.sync_api import expect

from analytics.boards.documents import BoardDocument, Tile, new_tile_id
from analytics.boards.keeping import make_board
from analytics.domain import share_results
from analytics.models import Board, SharedResults
from analytics.results.versions import read_layout
from analytics.sharing.keeping import identity_of
from analytics.sharing.making import Wanted
from analytics.sharing.tokens import token_of
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import definition, respond
from tests.axe import BOTH, wrong_in
from tests.builders import published_survey
from tests.e2e.conftest import Site, Visit
from tests.e2e.test_results_live import ANSWERS

MOST_SECONDS = 60


@pytest.fixture
def survey(live: Site) -> Survey:
    """Six people answered everything, committed."""
    made = published_survey(definition())
    for _number in range(6):
        respond(made, ANSWERS)
    return made


@pytest.fixture
def owner(live: Site) -> User:
    return User.objects.get(email=live.person("owner"))


def questions(survey: Survey) -> tuple[str, ...]:
    return tuple(identity_of(question) for question in read_layout(survey.pk).questions)


def shared(survey: Survey, by: User, **more: object) -> SharedResults:
    fields = {"questions": questions(survey), "title": "What we heard"} | more
    return share_results(survey=survey, wanted=Wanted(**fields), by=by)  # type: ignore[arg-type]


def board(survey: Survey, by: User) -> Board:
    shows = [("responses", ""), ("figure", questions(survey)[2]), *[("trend", "")] * 5]
    shows.append(("question", questions(survey)[0]))
    tiles = tuple(
        Tile.model_validate({"id": new_tile_id(), "survey": survey.pk, "shows": each, "question": question})
        for each, question in shows
    )
    return make_board(name="Front page", by=by, document=BoardDocument(tiles=tiles))


def test_a_reader_s_page_follows_when_enough_have_answered(survey: Survey, owner: User, visit: Visit) -> None:
    address = f"/r/{token_of(shared(survey, owner))}/"
    page = visit("/r/none/")
    page.clock.install()
    page.goto(re.sub(r"(?<=\d)/.*", address, page.url))
    counted = page.locator("[data-count]")
    expect(counted).to_contain_text("n = 6,")
    for _number in range(5):
        respond(survey, ANSWERS)

    deadline = time.monotonic() + MOST_SECONDS
    while "n = 11," not in counted.inner_text() and time.monotonic() < deadline:
        with page.expect_response(re.compile("/live/")):
            page.clock.run_for(5_000)

    expect(counted).to_contain_text("n = 11,")
    assert page.context.cookies() == []


def test_a_wall_turns_by_itself_and_can_be_stopped(survey: Survey, owner: User, visit: Visit) -> None:
    wall = f"/boards/{board(survey, owner).pk}/wall/"
    page = visit("/boards/", role="owner")
    page.clock.install()
    page.goto(re.sub(r"(?<=\d)/.*", wall, page.url))
    number = page.locator(".wall-head .num")
    expect(number).to_have_text("1 / 2")

    page.clock.run_for(20_000)
    expect(number).to_have_text("2 / 2")
    expect(page.locator(".tile")).to_have_count(2)
    page.get_by_role("button", name="Stop turning").click()
    page.clock.run_for(60_000)

    expect(number).to_have_text("2 / 2")
    expect(page.get_by_role("button", name="Go on turning")).to_be_visible()


def test_everything_is_accessible_in_both_themes_and_widths(
    survey: Survey, owner: User, visit: Visit
) -> None:
    with_sites = shared(survey, owner, sites=("https://www.example.org",), shows_texts=True)
    locked = shared(survey, owner, password="lighthouse")
    made = board(survey, owner)
    staff = f"/surveys/{survey.pk}/results/sharing/"
    paths = [
        *(staff, f"{staff}{with_sites.pk}/", "/boards/", f"/boards/{made.pk}/", f"/boards/{made.pk}/wall/"),
        f"/boards/{made.pk}/edit/?survey={survey.pk}",
        *(f"/r/{token_of(with_sites)}/", f"/r/{token_of(locked)}/", "/r/none/"),
        f"/r/{token_of(with_sites)}/charts/{questions(survey)[2]}/",
    ]
    page = visit("/boards/", role="owner", reduced_motion="reduce")

    for path in paths:
        page.goto(re.sub(r"(?<=\d)/.*", path, page.url))
        for opened in page.locator("main details").all():
            opened.evaluate("details => details.open = true")
        assert (path, wrong_in(page, BOTH)) == (path, {})
