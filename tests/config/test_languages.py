"""Canvass speaks with staff in languages that have all its words; with respondents, in more."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation import to_locale
from django.utils.translation.template import templatize
from pytest_django import Settings

from tenants.scope import Scope

ROOT = Path(settings.BASE_DIR)
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2)}
APPS = ("config", "analytics", "responses", "surveys", "webhooks", "tenants")
ELSEWHERE = ("migrations", "demo", "management")

type Words = str | tuple[str, ...]


@cache
def words() -> frozenset[Words]:
    """Everything that is said on any page, in English; a plural is both of its forms."""
    templates = [path for ending in ("html", "txt") for path in (ROOT / "templates").rglob(f"*.{ending}")]
    code = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    said = {word for path in templates for word in _said(templatize(path.read_text(), origin=str(path)))}
    return frozenset(said).union(
        word for path in code if not set(ELSEWHERE) & set(path.parts) for word in _said(path.read_text())
    )


def _said(code: str) -> Iterator[Words]:
    within = f"(\n{code}\n)".encode()  # where indentation means nothing, as in what templates become
    for _line, word, _comments, _context in extract("python", io.BytesIO(within), KEYWORDS):
        yield word


def unsaid(code: str) -> set[Words]:
    """The words that a language lacks."""
    with (ROOT / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po").open("rb") as source:
        catalogue = read_po(source)
    found = {word: catalogue.get(word) for word in words()}
    return {word for word, entry in found.items() if entry is None or entry.fuzzy or not entry.string}


def test_staff_are_spoken_to_in_languages_that_have_every_word() -> None:
    assert len(words()) > 1_500
    assert {code: unsaid(code) for code, _name in settings.STAFF_LANGUAGES if code != "en"} == {}


def test_languages_of_staff_are_among_those_of_respondents() -> None:
    assert set(settings.STAFF_LANGUAGES) <= set(settings.LANGUAGES)


@pytest.mark.parametrize(
    ("asked", "chosen", "spoken"),
    [
        ("fr, nl;q=0.8", "", "nl"),
        ("nl-BE", "", "nl"),
        ("nl", "en", "en"),
        ("fr", "zh-hans", "en-gb"),
        ("", "", "en-gb"),
    ],
)
def test_staff_pages_come_in_one_of_them(
    acme: Scope, stranger: Client, settings: Settings, asked: str, chosen: str, spoken: str
) -> None:
    settings.STAFF_LANGUAGES = [("en", "English"), ("nl", "Nederlands")]
    stranger.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen

    answer = stranger.get("/sign-in/", headers={"accept-language": asked})

    assert answer.headers["Content-Language"] == spoken
