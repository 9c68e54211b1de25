"""Every component, in both themes, both directions and both widths, has nothing that axe objects to."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.look.conftest import Open

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES)["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["/", "/survey/", "/survey/?direction=rtl"])
def test_the_style_guide_is_accessible(open_page: Open, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width=width, color_scheme=scheme, reduced_motion="reduce")

    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("path", ["/", "/survey/", "/survey/?direction=rtl"])
def test_no_page_is_wider_than_the_window(open_page: Open, path: str, width: int) -> None:
    page = open_page(path, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("opener", ["[data-dialog='sample-dialog']", ".actions .menu summary"])
def test_what_opens_over_the_page_is_accessible(open_page: Open, opener: str) -> None:
    page = open_page("/", reduced_motion="reduce")

    page.click(opener)

    assert violations(page) == []
