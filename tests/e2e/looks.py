"""Looks at the page as it is now: screenshots in both schemes and two widths, and axe-core."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

__all__ = ["SCREENSHOTS", "look"]

SCREENSHOTS = Path(__file__).parent / "screenshots"
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((360, 740), (1440, 900))
AXED = {("light", 360), ("dark", 1440)}
"""Both schemes and both layouts in two runs: axe-core takes seconds, and the call goes on."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

FOLLOWS = """() => {
  const talk = document.querySelector('[aria-label=Conversation]')
  return !talk || talk.scrollHeight - talk.scrollTop - talk.clientHeight < 60
}"""


def look(page: Page, state: str) -> None:
    """Takes the state's four pictures and asserts that axe-core finds nothing."""
    before = page.viewport_size
    for scheme in ("light", "dark"):
        for width, height in SIZES:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            picture = SCREENSHOTS / f"{state}-{scheme}-{width}.png"
            page.screenshot(path=picture, animations="disabled")
            assert not overflows(page), f"{picture.name} scrolls sideways"
            assert page.evaluate(FOLLOWS), f"{picture.name} hides the newest words"
            if (scheme, width) in AXED:
                found = violations(page)
                assert found == [], "\n".join([picture.name, *found])
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)


def violations(page: Page) -> list[str]:
    """What axe-core finds, one entry each: rule, element and what would mend it."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, rules).then(result => result.violations)", RULES
    )
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflows(page: Page) -> bool:
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


@cache
def _axe() -> str:
    return AXE.read_text()
