"""What axe objects to on a page: told quickly, for many pages are looked at."""

from collections.abc import Iterable
from typing import Literal

from axe_core_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

type Scheme = Literal["light", "dark"]
type Look = tuple[Scheme, int]
"""A theme, and the width of the window."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUT_IN = f"() => {{ {AXE_SCRIPT} }}"
RUN = """([rules, within]) => window.axe?.run(
  within.length ? {include: within.map((each) => [each])} : document,
  {runOnly: rules, resultTypes: ["violations"]},
).then(found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)))"""
"""Gives nothing where axe isn't there yet."""

BOTH: tuple[Look, ...] = (("light", 1440), ("dark", 390))
"""Both themes, and the widths of a desk and of a phone."""


def violations(page: Page, *within: str) -> list[str]:
    """The rules that are broken on a page, or ``within`` parts of it, each with the HTML that breaks it."""
    found: list[str] | None = page.evaluate(RUN, [RULES, within])
    if found is None:
        page.evaluate(PUT_IN)
        found = page.evaluate(RUN, [RULES, within])
    assert found is not None
    return found


def wrong_in(page: Page, looks: Iterable[Look], *within: str) -> dict[Look, list[str]]:
    """What is wrong with a page in these looks, those left out in which nothing is; it keeps the last.

    What moves while it comes should have been told not to, by ``reduced_motion``.
    """
    return {look: found for look in looks if (found := _wrong(page, *look, within=within))}


def too_wide(page: Page, *widths: int) -> list[str]:
    """How wide a page is in windows of these widths, those left out in which it fits; it keeps the last."""
    return [told for width in widths for told in _too_wide(page, width)]


def _too_wide(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} wide"] if wide > width else []


def _wrong(page: Page, scheme: Scheme, width: int, *, within: tuple[str, ...]) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.wait_for_load_state()
    wide = too_wide(page, width)
    return [*violations(page, *within), *wide]
