"""What is wrong with a page for those who do not see it, or see it on a small screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}


def check(page: Any, path: str) -> list[str]:
    """What is wrong with the page that is open, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
        # The pages that this window opens next bring it along, at half the price.
        page.context.add_init_script(AXE)
    found = page.evaluate("rules => axe.run(rules).then(found => found.violations)", RULES)
    wrong = [f"{path}: {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        wrong.append(f"{path}: {width} pixels wide")
    return wrong
