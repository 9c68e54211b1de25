"""What axe objects to on a page: told quickly, for many pages are looked at."""

from axe_core_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUT_IN = f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}"
RUN = """([rules, within]) => axe.run(within.length ? {include: within.map((each) => [each])} : document,
  {runOnly: rules, resultTypes: ["violations"]}).then(found =>
  found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)))"""


def violations(page: Page, *within: str) -> list[str]:
    """The rules that are broken on a page, or ``within`` parts of it, each with the HTML that breaks it."""
    page.evaluate(PUT_IN)
    found: list[str] = page.evaluate(RUN, [RULES, within])
    return found


def looks_wrong(page: Page, scheme: str, width: int, *within: str) -> list[str]:
    """What is wrong with a page in a theme and a width; what comes with a movement should not move."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*violations(page, *within), *([f"{wide} wide"] if wide > width else [])]
