"""What is wrong with a page for those who do not see it, see it on a small screen, or read its numbers."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
# What the size and the colours of a window change: the rest of a page is the same in each.
SEEN = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"],
    },
}
# What no page writes in either language: 5 000, 5.000, 5,4 or 12345, whoever writes it.
ODD = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[\u00a0\u202f.]\d{3})+(?![\w.,])|(?<![\w.,-])\d+,\d{1,2}(?![\w,])|(?<![\w.,/#+-])\d{5,}(?![\w/-])",
    re.ASCII,
)
# Each piece of text by itself; not what is typed, nor a hash, an address or another's file.
READ = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), said = [];
  while (texts.nextNode())
    if (!texts.currentNode.parentElement.closest('script, style, textarea, code, pre, .hash')) said.push(texts.currentNode.data);
  return said.join('\\n');
}"""
PHONE, DESK = {"width": 375, "height": 900}, {"width": 1280, "height": 900}
# What is left of the wide window where it is magnified four times.
MAGNIFIED = {"width": 320, "height": 225}


def check_in_each_window(page: Any, path: str) -> list[str]:
    """What is wrong with the page that is open, a line each: on a wide screen, on a phone in the dark, and magnified."""
    wrong = check(page, path)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    wrong += [f"phone: {line}" for line in check(page, path, SEEN)]
    page.set_viewport_size(MAGNIFIED)
    wrong += too_wide(page, path)
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    return wrong


def check(page: Any, path: str, rules: dict[str, Any] = RULES) -> list[str]:
    """What is wrong with the page that is open, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
        # The pages that this window opens next bring it along, at half the price.
        page.context.add_init_script(AXE)
    found = page.evaluate("rules => axe.run(rules).then(found => found.violations)", rules)
    wrong = [f"{path}: {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    wrong += too_wide(page, path)
    if rules is RULES:
        wrong += [f"{path}: the number {each}" for each in ODD.findall(page.evaluate(READ))]
    return wrong


def too_wide(page: Any, path: str) -> list[str]:
    """Whether the page scrolls sideways, in a line."""
    width, window = page.evaluate("document.documentElement.scrollWidth"), page.viewport_size["width"]
    return [f"{path}: {width} pixels wide in {window}"] if width > window else []
