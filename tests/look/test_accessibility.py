"""Every component, in both themes, both directions and both widths, has nothing that axe objects to."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.axe import violations
from tests.look.conftest import Open

PAGES = ["/", "/survey/", "/survey/?direction=rtl"]


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_the_style_guide_is_accessible(open_page: Open, path: str, scheme: Literal["light", "dark"]) -> None:
    page = open_page(path, color_scheme=scheme, reduced_motion="reduce")

    for width in (390, 1440):
        resize(page, width)
        assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_window(open_page: Open, path: str) -> None:
    page = open_page(path)

    for width in (320, 390, 768, 1440):
        resize(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("opener", ["[data-dialog='sample-dialog']", ".actions .menu summary"])
def test_what_opens_over_the_page_is_accessible(open_page: Open, opener: str) -> None:
    page = open_page("/", reduced_motion="reduce")

    page.click(opener)

    assert violations(page) == []
