"""Every component, in both themes, directions and all widths, has nothing that axe objects to, and fits."""

import pytest

from tests.axe import Look, too_wide, violations, wrong_in
from tests.look.conftest import Open

LOOKS: list[Look] = [("light", 390), ("light", 1440), ("dark", 390), ("dark", 1440)]


@pytest.mark.parametrize("path", ["/", "/survey/", "/survey/?direction=rtl"])
def test_the_style_guide_is_accessible_and_fits(open_page: Open, path: str) -> None:
    page = open_page(path, reduced_motion="reduce")

    assert (wrong_in(page, LOOKS), too_wide(page, 320, 768)) == ({}, [])


@pytest.mark.parametrize("opener", ["[data-dialog='sample-dialog']", ".actions .menu summary"])
def test_what_opens_over_the_page_is_accessible(open_page: Open, opener: str) -> None:
    page = open_page("/", reduced_motion="reduce")

    page.click(opener)

    assert violations(page) == []
