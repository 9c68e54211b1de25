"""What the share page gives to paste into other sites' pages."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from surveys.access import Access, Embedding, Kiosk
from surveys.domain import change_access
from surveys.models import Survey
from tests.builders import make_definition, published_survey
from tests.surveys.conftest import address

EMBEDDED = Access(embedding=Embedding(sites=("https://www.example.org",)))


def become(access: Access) -> Callable[[Access], Access]:
    return lambda _before: access


def codes(page: str) -> list[str]:
    return [html.unescape(code) for code in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]


def shared(browser: Client, survey: Survey) -> Any:
    return browser.get(address("share", survey))


def test_without_it_switched_on_there_is_nothing_to_paste(browser: Client) -> None:
    page = shared(browser, published_survey()).content.decode()

    assert codes(page) == []
    assert "Allow it in the settings" in page


def test_the_codes_name_the_stored_host_and_are_safe_to_paste(browser: Client) -> None:
    survey = published_survey(make_definition(title='Pulse "><script>x'))
    change_access(survey=survey, change=become(EMBEDDED), by=None)

    answer = shared(browser, survey)
    frame, popup = codes(answer.content.decode())

    link = f"http://acme.localhost:8000/s/{survey.slug}/embed/"
    assert f'<iframe src="{link}" title="Pulse &quot;&gt;&lt;script&gt;x" data-canvass' in frame
    assert f'<a href="{link}" target="_blank" data-canvass-popup>' in popup
    assert '<script src="http://acme.localhost:8000/static/js/embed.js" defer></script>' in frame
    assert "Works on https://www.example.org" in answer.content.decode()
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "nl", "pt", "zh-Hans"])
def test_visitors_of_other_sites_are_asked_in_the_language_of_the_survey(
    browser: Client, language: str
) -> None:
    survey = published_survey(make_definition(languages=[language]))
    change_access(survey=survey, change=become(EMBEDDED), by=None)

    _frame, popup = codes(shared(browser, survey).content.decode())

    assert "</a>" in popup
    assert "Give your opinion" not in popup


def test_the_script_for_other_sites_is_light() -> None:
    found = finders.find("js/embed.js")

    assert found is not None
    assert Path(str(found)).stat().st_size < 2_000


def test_the_link_for_a_shared_device_is_there_when_it_is_on(browser: Client) -> None:
    survey = published_survey()
    before = shared(browser, survey).content.decode()
    change_access(survey=survey, change=become(Access(kiosk=Kiosk())), by=None)

    assert f"/s/{survey.slug}/kiosk/" not in before
    assert f"/s/{survey.slug}/kiosk/" in shared(browser, survey).content.decode()
