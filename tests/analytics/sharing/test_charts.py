"""Single charts of shared results on other sites."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from analytics.domain import change_share
from analytics.sharing.making import Wanted
from analytics.showing.pictures import width_asked, wrapped
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.pages import path, said
from tests.analytics.sharing.conftest import Share, questions_of

SITE = "https://www.example.org"
type Look = Callable[..., Any]


def test_a_chart_stands_in_frames_of_the_sites_named(crowd: Survey, share: Share, look: Look) -> None:
    first = questions_of(crowd)[0]
    shared = share(crowd, sites=(SITE,))

    page = look(shared, f"charts/{first}/?theme=dark")

    assert f"frame-ancestors 'self' {SITE}" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    assert 'data-theme="dark"' in said(page)
    assert "What about one?" in said(page)
    assert "n = 24, as of" in said(page)
    assert "What about likely?" not in said(page)
    piece = look(shared, f"charts/{first}/", **{"hx-request": "true"})
    assert "<html" not in said(piece)
    assert "What about one?" in said(piece)
    known = {"hx-request": "true", "if-none-match": piece.headers["ETag"]}
    assert look(shared, f"charts/{first}/", **known).status_code == 304


def test_a_picture_says_the_same_in_words(crowd: Survey, share: Share, look: Look) -> None:
    first = questions_of(crowd)[0]
    shared = share(crowd, sites=(SITE,))

    picture = look(shared, f"charts/{first}.svg?width=400&theme=dark")

    assert picture.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    drawn = ElementTree.fromstring(picture.content)
    assert drawn.attrib["width"] == "400"
    told = "".join(drawn.find("{http://www.w3.org/2000/svg}desc").itertext())  # type: ignore[union-attr]
    assert "What about one?: A 75.0\u00a0% (18); B 25.0\u00a0% (6)" in told
    assert "n = 24, as of" in told
    assert told.endswith("Acme")
    again = look(
        shared, f"charts/{first}.svg?width=400&theme=dark", **{"if-none-match": picture.headers["ETag"]}
    )
    assert again.status_code == 304
    light = look(shared, f"charts/{first}.svg?width=400")
    assert light.headers["ETag"] != picture.headers["ETag"]


@pytest.mark.parametrize(
    ("referrer", "status"),
    [
        (f"{SITE}/news/", 200),
        ("", 200),
        ("http://acme.localhost:8000/surveys/", 200),
        ("https://elsewhere.example/", 403),
        ("https://a.parts.example/", 200),
        ("https://parts.example/", 403),
        ("https://[", 403),
    ],
)
def test_a_picture_is_refused_to_other_sites(
    crowd: Survey, share: Share, look: Look, referrer: str, status: int
) -> None:
    shared = share(crowd, sites=(SITE, "https://*.parts.example"))

    headers = {"referer": referrer} if referrer else {}
    assert look(shared, f"charts/{questions_of(crowd)[0]}.svg", **headers).status_code == status


def test_without_sites_there_are_no_charts(crowd: Survey, share: Share, look: Look, editor: User) -> None:
    first, *_rest, words = questions_of(crowd)
    closed, shared = share(crowd), share(crowd, sites=(SITE,))

    assert look(closed, f"charts/{first}/").status_code == 404
    assert look(closed, f"charts/{first}.svg").status_code == 404
    assert look(shared, "charts/category:q_99999999/").status_code == 404
    assert look(shared, f"charts/{words}.svg").status_code == 404
    change_share(share=shared, wanted=Wanted(questions=(first,), password="lighthouse"), by=editor)
    assert look(shared, f"charts/{first}/").status_code == 404


def test_what_to_paste_is_shown(crowd: Survey, share: Share, owner: Client) -> None:
    shared = share(crowd, sites=(SITE,))

    page = owner.get(path(crowd, f"results/sharing/{shared.pk}/")).content.decode()

    assert len(re.findall(r"&lt;iframe src=", page)) == 4
    assert len(re.findall(r"&lt;img src=", page)) == 3


def test_a_picture_in_a_language_from_right_to_left_begins_on_the_right(
    crowd: Survey, share: Share, look: Look
) -> None:
    shared = share(crowd, sites=(SITE,))
    shared.language = "ar"
    shared.save()

    picture = said(look(shared, f"charts/{questions_of(crowd)[0]}.svg"))

    assert 'direction="rtl"' in picture
    assert 'x="620.0" y="36.0"' in picture


@pytest.mark.parametrize(
    ("text", "width"), [("", 640), ("500", 500), ("1", 240), ("99999", 1600), ("-5", 640), ("x", 640)]
)
def test_a_width_is_as_near_as_there_is_one(text: str, width: int) -> None:
    assert width_asked(text) == width


def test_long_titles_are_wrapped() -> None:
    assert wrapped("one two three", 4) == ["one two", "three"]
    assert wrapped("", 4) == []
    assert wrapped("一二 三四", 3) == ["一二", "三四"]
