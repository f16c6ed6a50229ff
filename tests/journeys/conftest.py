"""A running site and a real browser for the journeys."""

from asyncio import AbstractEventLoop, get_running_loop
from asyncio.events import _set_running_loop
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from tests.journeys.site import FLAGS, Site, chromium, running_site

PASSWORD = "demo-portal"


@pytest.fixture(scope="module")
def site(django_db_setup, worker_id, tmp_path_factory) -> Iterator[Site]:
    """The portal with its demo data, fresh for each module."""
    with running_site(worker_id, tmp_path_factory.mktemp("site")) as running:
        yield running


class Browser(NamedTuple):
    """A running Chromium, and the event loop by which it is driven."""

    chromium: Any
    loop: AbstractEventLoop


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright; skipped where there is none.

    Playwright leaves its event loop marked as running in this thread. Django would take other connections to the
    database there than before, beside those in which scenes stand: so it is marked only while a journey runs.
    """
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: browser journeys were not made")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        loop = get_running_loop()
        _set_running_loop(None)
        yield Browser(running, loop)
        _set_running_loop(loop)
        running.close()


@pytest.fixture(scope="module")
def entered() -> dict[str, Any]:
    """The cookies of those who have signed in on this site: each does so once, as people do, and well within the limits."""
    return {}


@pytest.fixture
def visit(browser: Browser, site, entered) -> Iterator[Callable[..., Any]]:
    """Open a window as a person of the demo; script errors and policy violations fail the test."""
    complaints: list[str] = []
    contexts = []
    _set_running_loop(browser.loop)

    def open_window(
        who: str = "", *, width: int = 1280, language: str = "en", script: bool = True, dark: bool = False
    ) -> Any:
        context = browser.chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            locale=language,
            storage_state=entered.get(who),
        )
        contexts.append(context)
        page = context.new_page()
        # Long, for how quick a machine is at that moment is not what a journey tries.
        page.set_default_timeout(90_000)
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if who:
            if who in entered:
                page.goto("/")
            else:
                sign_in(page, who)
                entered[who] = context.storage_state()
            if language != current_language(page):
                switch_language(page, language)
        return page

    yield open_window
    for context in contexts:
        context.close()
    _set_running_loop(None)
    assert complaints == []


def is_complaint(message: Any) -> bool:
    """An error of script or policy; that a page answered 404 or 410 is not one."""
    return message.type == "error" and not message.text.startswith("Failed to load resource: the server responded")


def sign_in(page: Any, who: str) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", f"{who}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form[action='/account/login/'] button").first.click()
    page.wait_for_url(lambda url: "/account/" not in url)


def current_language(page: Any) -> str:
    return str(page.locator("html").get_attribute("lang"))


def switch_language(page: Any, language: str) -> None:
    if not page.locator(".tongues").first.is_visible():
        page.locator(".mast__menu summary").click()
    page.locator(f".tongues button[value={language}]:visible").click()
    page.wait_for_selector(f"html[lang={language}]", state="attached")
