"""Every address of the project, asked at one organisation for the objects of another: 404, always.

New addresses are walked by themselves; one with a parameter that is not known here fails the test.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from analytics.models import (
    AnswerTag,
    Benchmark,
    Board,
    Edition,
    Export,
    Occurrence,
    PickedQuote,
    Report,
    ResultsView,
    SavedSegment,
    Schedule,
    Series,
    SharedResults,
    TagRule,
    Wave,
    WeightScheme,
)
from analytics.sharing.tokens import token_of as token_of_share
from responses.models import PersonalLink, Response, ResponseNote, Upload
from surveys.domain import keep_in_library, make_folder, store_asset
from surveys.domain.commenting import comment_on
from surveys.domain.preview_links import share_preview
from surveys.models import Survey
from surveys.preview_codes import token_of
from surveys.queries import draft_of
from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope
from tests.analytics.exported import WANTED
from tests.builders import published_survey, small_picture
from tests.conftest import PASSWORD
from tests.gathering import gathered
from webhooks.models import Event

ROUTES = "config.urls_organisation"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OF_PAGES = ("GET", "POST", "PUT")  # a page that takes one of the others takes them all
NOT_THERE = {404, 410}
REFUSED_METHOD = 405
ADMINISTERED = {"user": "people", "survey": "surveys", "response": "response_id", "event": "event"}
WITHOUT_SLASH = {
    "s/<slug:slug>",
    "admin/r/<path:content_type_id>/<path:object_id>/",
}  # these lead to other routes


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield each route that has parameters."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern) and "<" in route:
            yield route


def with_parameters() -> list[str]:
    return sorted(route for route in routes(get_resolver(ROUTES)) if route not in WITHOUT_SLASH)


@pytest.fixture
def theirs(acme: Scope, other: Scope) -> dict[str, object]:
    """Objects of the other organisation, by what a parameter is called and where it stands."""
    with tenant_scope(other):
        survey = published_survey(title="Theirs")
        response = Response.objects.create(
            survey=survey, version=survey.current_version, language="en", seed=1, answers={}
        )
        person = User.objects.get()
        upload = Upload.objects.create(
            survey=survey, response=response.pk, question="q_aaaaaaaa", name="a.pdf", size=1
        )
        link = PersonalLink.objects.create(survey=survey, number=1)
        by = User.objects.get()
        comment = comment_on(survey=survey, subject="", words="Theirs", by=by)
        preview = share_preview(survey=survey, by=by)
        item = keep_in_library(name="Theirs", tags=[], fragment=draft_of(survey), by=None)
        picture = store_asset(content=small_picture(), name="a.png", by=None)
        folder = make_folder(name="Theirs", parent=None, by=None)
        export = Export.objects.create(survey=survey, format="csv", wanted=WANTED)
        segment = SavedSegment.objects.create(survey=survey, name="Theirs", document={})
        scheme = WeightScheme.objects.create(survey=survey, name="Theirs", document={})
        view = ResultsView.objects.create(survey=survey, name="Theirs", document={})
        mark = Benchmark.objects.create(survey=survey, question="q", measure="nps", name="Theirs", value=1)
        report = Report.objects.create(survey=survey, name="Theirs")
        edition = Edition.objects.create(report=report, name="Theirs")
        schedule = Schedule.objects.create(survey=survey, report=report, name="Theirs", rule={}, owner=by.pk)
        series = Series.objects.create(name="Theirs")
        Wave.objects.create(series=series, place=0, label="Theirs", survey=survey)
        occurrence = Occurrence.objects.create(schedule=schedule, key="1", planned_at=schedule.made_at)
        tag = AnswerTag.objects.create(survey=survey, field="text:q_aaaaaaaa", name="Theirs", code="theirs")
        rule = TagRule.objects.create(tag=tag, search="theirs")
        quote = PickedQuote.objects.create(survey=survey, response=response.pk, field=tag.field, text="a")
        share = SharedResults.objects.create(survey=survey)
        shared = token_of_share(share)
        board = Board.objects.create(name="Theirs")
        note = ResponseNote.objects.create(survey=survey, response=response.pk, words="Theirs")
        event = Event.objects.first()
        assert event is not None
    return {
        "event": event.pk,
        "export": export.pk,
        "export_id": export.pk,
        "surveys": survey.pk,
        "upload": upload.pk,
        "link": link.pk,
        "comment": comment.pk,
        "review": token_of(preview),
        "link_id": link.pk,
        "picture": picture.pk,
        "item": item.pk,
        "folder": folder.pk,
        "slug": survey.slug,
        "response_id": response.pk,
        "response_pk": response.pk,
        "people": person.pk,
        "segment_pk": segment.pk,
        "scheme_pk": scheme.pk,
        "view_pk": view.pk,
        "mark_pk": mark.pk,
        "report": report.pk,
        "report_id": report.pk,
        "edition_id": edition.pk,
        "edition": edition.pk,
        "schedule": schedule.pk,
        "occurrence": occurrence.pk,
        "series": series.pk,
        "note_pk": note.pk,
        "share_pk": share.pk,
        "tag_pk": tag.pk,
        "rule_pk": rule.pk,
        "quote_pk": quote.pk,
        "tag_id": tag.pk,
        "rule_id": rule.pk,
        "quote_id": quote.pk,
        "board_pk": board.pk,
        "board_id": board.pk,
        "share_id": share.pk,
        "schedule_id": schedule.pk,
        "occurrence_id": occurrence.pk,
        "series_id": series.pk,
        "r": shared,
    }


def fill(route: str, things: dict[str, object]) -> str:
    """Return the path of a route, made of these objects."""
    path = []
    before = ""
    for part in route.split("/"):
        path.append(_value(part, before, things) if part.startswith("<") else part)
        before = part
    return "/" + "/".join(path)


def _value(part: str, before: str, things: dict[str, object]) -> str:
    parameter, _closing, ending = part.partition(">")
    name = parameter.strip("<>").rpartition(":")[2]
    known = things | {
        "number": 1,
        "page": "p_aaaaaaaa",
        "question": "q_aaaaaaaa",
        "choice": "c_aaaaaaaa",
        "block": "b_aaaaaaaa",
        "listed": "choices",
        "url": "surveys/survey",
        "token": "a-b",
        "name": "x",
        "language": "en",
        "format": "svg",
        "setting": "picture",
        "owner": "q_aaaaaaaa",
        "slot": "visible_if",
        "part": "k_aaaaaaaa",
        "kind": "quotas",
        "ready": "none",
    }
    if name == "pk" or before in ("review", "r"):
        return str(things[before])
    if name == "identity":
        return str(things["picture" if "<str:" in part else "upload"])
    if name == "object_id":
        return str(things[ADMINISTERED[before]])
    return f"{known[name]}{ending}"


def answers(client: Client, path: str, **headers: str) -> dict[str, int]:
    methods = METHODS if path.startswith("/api/") else OF_PAGES
    found = {method: client.generic(method, path, headers=headers).status_code for method in methods}
    return {method: status for method, status in found.items() if status != REFUSED_METHOD}


@pytest.fixture
def owner(make_person: Callable[..., User]) -> User:
    """Somebody of ours who may do everything."""
    return make_person(Role.OWNER)


@pytest.fixture
def at_desk(owner: User, client_of: Callable[[User], Client]) -> Client:
    """Their browser."""
    return client_of(owner)


@pytest.fixture
def token(owner: User) -> str:
    """The owner's token for the API."""
    return grant_tokens(email=owner.email, password=PASSWORD).access


@gathered("route", with_parameters(), undone=True)
def test_the_other_organisations_object_is_not_there(
    route: str,
    theirs: dict[str, object],
    at_desk: Client,
    token: str,
) -> None:
    path = fill(route, theirs)
    allowed = NOT_THERE | ({302, 403} if route.startswith("admin/") else set())
    headers = {"authorization": f"Bearer {token}"} if route.startswith("api/") else {}

    found = answers(at_desk, path, **headers)

    assert found
    assert set(found.values()) <= allowed, (path, found)


def test_a_survey_of_ours_does_not_open_a_response_of_theirs(
    theirs: dict[str, object], make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    client = client_of(make_person(Role.OWNER))
    ours = published_survey(title="Ours")
    mixed = theirs | {"surveys": ours.pk}
    pairs = [
        route
        for route in with_parameters()
        if "surveys/<" in route and "response" in route.split("surveys/<")[1]
    ]
    pairs = [route for route in pairs if route.count("<") > 1 and not route.startswith("api/")]

    found = {route: set(answers(client, fill(route, mixed)).values()) for route in pairs}

    assert pairs
    assert {route: statuses for route, statuses in found.items() if not statuses <= NOT_THERE} == {}


def test_theirs_are_really_there(theirs: dict[str, object], other: Scope) -> None:
    with tenant_scope(other):
        assert Survey.objects.get().slug == theirs["slug"]
        assert isinstance(Response.objects.get().pk, UUID)
