"""Every page of staff asks the permission table, or is public or everybody's own for a reason named here.

New addresses are walked by themselves: one that asks nobody fails until somebody says why it may.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tenants.people.models import User
from tenants.permissions import PERMISSIONS
from tests.gathering import gathered

ROUTES = "config.urls_organisation"
OTHER_DOORS = ("admin/", "api/")  # the admin asks ``admin.use``, the API's endpoints their own tests
PUBLIC = {
    "s/<slug:slug>/",
    "s/<slug:slug>",
    "s/<slug:slug>/privacy/",
    "s/<slug:slug>/embed/",
    "s/<slug:slug>/embed/privacy/",
    "s/<slug:slug>/kiosk/",
    "s/<slug:slug>/kiosk/privacy/",
    "s/<slug:slug>/continue/",
    "s/<slug:slug>/continue/mail/",
    "s/<slug:slug>/continue/<str:token>/",
    "s/<slug:slug>/copy/",
    "s/<slug:slug>/copy/mail/",
    "s/<slug:slug>/copy/answers.pdf",
    "s/-/look/<str:name>.css",
    "s/-/files/<str:identity>",
    "s/-/tables/<str:identity>",
    "review/<str:token>/",
    "review/<str:token>/page/",
    "review/<str:token>/talk/",
    "review/<str:token>/comment/",
    "r/<str:token>/",
    "r/<str:token>/live/",
    "r/<str:token>/charts/<str:question>/",
    "r/<str:token>/charts/<str:question>.svg",
    "reports/leave/<str:token>/",
    "reports/leave/<str:token>/done/",
    "sign-in/",
    "sign-out/",
    "password/reset/",
    "password/reset/sent/",
    "password/reset/<str:name>/<str:token>/",
    "invitation/<str:token>/",
    "brand/admin.css",
    "brand/colours.css",
    "brand/logo",
    ".well-known/jwks.json",
}
ONE_S_OWN = {"password/", "profile/"}
VALUES = {
    "pk": UUID(int=7),
    "response_pk": UUID(int=8),
    "identity": UUID(int=9),
    "link": UUID(int=10),
    "kind": "svg",
    "language": "en",
    "number": 1,
    "item": UUID(int=10),
    "export": UUID(int=12),
    "comment": UUID(int=11),
    "folder": UUID(int=11),
    "segment_pk": UUID(int=13),
    "scheme_pk": UUID(int=14),
    "view_pk": UUID(int=41),
    "mark_pk": UUID(int=42),
    "report": UUID(int=21),
    "edition": UUID(int=22),
    "schedule": UUID(int=23),
    "occurrence": UUID(int=24),
    "series": UUID(int=25),
    "note_pk": UUID(int=15),
    "share_pk": UUID(int=21),
    "tag_pk": UUID(int=31),
    "rule_pk": UUID(int=32),
    "quote_pk": UUID(int=33),
    "board_pk": UUID(int=22),
}


def pages(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield route and view of each page at an organisation's host."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry, route)
        elif isinstance(entry, URLPattern) and not route.startswith(OTHER_DOORS):
            yield route, entry.callback


PAGES = dict(pages(get_resolver(ROUTES)))
GUARDED = sorted(route for route, view in PAGES.items() if hasattr(view, "permission"))


def path_of(route: str) -> str:
    """Return a path that a route matches, of things that are nowhere."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(VALUES.get(found[1], "x")), route)


def test_each_page_asks_the_table_or_is_named_here() -> None:
    unguarded = {route for route, view in PAGES.items() if not hasattr(view, "permission")}

    assert unguarded == PUBLIC | ONE_S_OWN
    assert {PAGES[route].permission for route in GUARDED} <= PERMISSIONS.keys()


@gathered("method", ["GET", "POST"])
@gathered("route", sorted(ONE_S_OWN) + GUARDED)
def test_a_stranger_is_sent_to_the_sign_in(route: str, method: str, stranger: Client) -> None:
    answer = stranger.generic(method, path_of(route))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


def answered(client: Client, route: str) -> set[int]:
    return {client.generic(method, path_of(route)).status_code for method in ("GET", "POST")}


def test_a_page_is_closed_without_its_permission_and_open_with_no_other(
    editor: User, client_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which role has which permission is ``tests/tenants/test_permissions.py``'s."""
    client = client_of(editor)
    without, with_it = {}, {}
    for route in GUARDED:
        needed = PAGES[route].permission
        monkeypatch.setattr(User, "can", lambda _person, asked, needed=needed: asked != needed)
        without[route] = answered(client, route)
        monkeypatch.setattr(User, "can", lambda _person, asked, needed=needed: asked == needed)
        with_it[route] = answered(client, route)

    assert {route for route, statuses in without.items() if statuses != {403}} == set()
    assert {route for route, statuses in with_it.items() if statuses == {403}} == set()
