"""`make pictures`: take the pictures of README and guides anew, from the demo as it is, so that they stay true.

Needs a Chromium. The pictures show the demo of the day on which they were taken.
"""

import atexit
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests import servers
from tests.journeys.conftest import current_language, sign_in, switch_language
from tests.journeys.site import FLAGS, chromium, running_site

FOLDER = servers.ROOT / "docs/images"
MEETING = "/meetings/follow-up-ministerial/"
TEXT = "/statements/follow-up-ministerial-joint-statement"
# Opens the decision on a paragraph with brackets beside the text.
BRACKETED = "?p=p05"
WIDTH = 1280


@dataclass(frozen=True)
class Picture:
    """One picture: its name, who sees the page, where it is, and how tall. `link` is followed from the page, if given, with
    `asks` behind its address."""

    name: str
    who: str
    path: str
    height: int = 1000
    language: str = "en"
    link: str = ""
    asks: str = ""


PICTURES = [
    Picture("desk", "coordinator.usa", "/"),
    *(
        Picture(f"{name}-{language}", who, path, 900, language, link, asks)
        for language in ("en", "es")
        for name, who, path, link, asks in (
            ("paragraph", "coordinator.mex", "/statements/", f"a[href^='{TEXT}']", BRACKETED),
            ("agenda", "secretariat", f"{MEETING}agenda/edit/", "", ""),
            ("people", "admin", "/people/", "", ""),
        )
    ),
]


def take(picture: Picture, browser, address: str) -> Path:
    """Open the page as this person, in this language, and write what the window shows."""
    context = browser.new_context(base_url=address, viewport={"width": WIDTH, "height": picture.height}, locale="en")
    page = context.new_page()
    sign_in(page, picture.who)
    if picture.language != current_language(page):
        switch_language(page, picture.language)
    page.goto(picture.path)
    if picture.link:
        page.goto(f"{page.locator(picture.link).first.get_attribute('href')}{picture.asks}")
    assert "Public Sans" in page.evaluate("getComputedStyle(document.body).fontFamily"), "no style sheet"
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    return file


def main() -> None:
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        sys.exit("The pictures need Chromium, which is not installed.")
    folder = Path(tempfile.mkdtemp(prefix="portal-pictures-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with running_site("pictures", folder) as site, sync_playwright() as playwright:
        # Letters stand as wide as they are drawn, as on other systems.
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--font-render-hinting=none"])
        for picture in PICTURES:
            file = take(picture, browser, site.address)
            print(f"  {file.relative_to(servers.ROOT)}: {file.stat().st_size // 1024} KiB", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
