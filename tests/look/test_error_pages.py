"""Error pages come without database, session or organisation."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

PAGES = ["400", "403", "404", "413", "429", "500", "503", "no_organisation", "suspended"]


@pytest.mark.parametrize("page", PAGES)
def test_an_error_page_renders_from_nothing(page: str) -> None:
    html = render_to_string(f"errors/{page}.html")

    assert html.count("<h1") == 1
    assert '<html lang="en-gb" dir="ltr">' in html
    assert '<link rel="stylesheet" href="/static/css/survey.css">' in html


def test_an_error_page_turns_with_the_language() -> None:
    with translation.override("ar"):
        html = render_to_string("errors/404.html")

    assert '<html lang="ar" dir="rtl">' in html


def test_an_unknown_host_is_named_but_not_trusted() -> None:
    html = render_to_string("errors/no_organisation.html", {"host": "<b>evil</b>"})

    assert "&lt;b&gt;evil&lt;/b&gt;" in html
    assert "<b>evil" not in html
