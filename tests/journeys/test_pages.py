"""Every page in a real browser: accessible (axe, WCAG 2.2 AA), no sideways scrolling, no script or policy error."""

import pytest

from tests.journeys.accessibility import check

pytestmark = pytest.mark.browser

PUBLIC = ["/account/login/", "/account/password/reset/", "/invitation/x/", "/demo/mailbox/"]
MEMBER = [
    "/", "/meetings/", "/meetings/follow-up-ministerial/", "/statements/", "/statements/washington-joint-statement-2024/",
    "/commitments/", "/commitments/of/washington-joint-statement-2024/", "/actions/", "/actions/?show=done", "/reminders/",
    "/people/", "/people/me/", "/audit/", "/meetings/follow-up-ministerial/participants/",
    "/meetings/follow-up-ministerial/documents/", "/meetings/guatemala-ministerial-2024/records/", "/documents/", "/calendar/",
    "/meetings/follow-up-ministerial/agenda/proposals/", "/meetings/follow-up-ministerial/agenda/revisions/",
    "/meetings/follow-up-ministerial/agenda/ours/", "/meetings/follow-up-ministerial/live/",
    "/meetings/follow-up-ministerial/participants/add/", "/meetings/follow-up-ministerial/documents/new/",
    "/meetings/follow-up-ministerial/?add", "/statements/washington-joint-statement-2024/?add",
    "/account/2fa/", "/account/sessions/", "/account/password/change/", "/no-such-page/",
]  # fmt: skip
SECRETARIAT = [
    "/", "/statements/new/", "/commitments/of/washington-joint-statement-2024/", "/meetings/follow-up-ministerial/move/",
    "/meetings/new/", "/meetings/new/?from=washington-ministerial-2024", "/meetings/follow-up-ministerial/change/",
    "/meetings/follow-up-ministerial/deadlines/", "/meetings/follow-up-ministerial/agenda/edit/",
    "/meetings/follow-up-ministerial/agenda/edit/item/", "/statements/open/", "/statements/glossary/",
    "/meetings/follow-up-ministerial/told/", "/meetings/follow-up-ministerial/cancel/",
]  # fmt: skip
# Below the text under negotiation.
TEXT = [
    "?ours=shown", "?show=waits", "p/p05/", "p/p11/", "p/p06/?against=1", "p/p05/propose/", "p/p05/propose/?kind=split",
    "insert/?after=p11", "missing/", "revisions/", "revisions/1/", "compare/?from=0&to=1", "concordance/", "export/",
    "bring-back/", "stage/", "alignment/",
]  # fmt: skip
ADMINISTRATOR = [
    "/",
    "/people/",
    "/people/delegations/",
    "/people/delegations/new/",
    "/people/delegations/USA/",
    "/people/invite/",
    "/people/invite-many/",
    "/audit/",
    "/meetings/",
]
LINKED = {
    "coordinator.usa": [("/commitments/", "a.table__title"), ("/actions/", "a.table__title")],
    "admin": [("/people/", "a.table__title")],
}
NEGOTIATED = "a[href^='/statements/follow-up-ministerial-joint-statement']"
WINDOWS = [(1280, "en", False), (375, "es", True)]


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window[0]}-{window[1]}{'-dark' if window[2] else ''}")
@pytest.mark.parametrize(
    ("who", "paths"),
    [("", PUBLIC), ("coordinator.usa", MEMBER), ("secretariat", SECRETARIAT), ("admin", ADMINISTRATOR)],
    ids=["anonymous", "member", "secretariat", "administrator"],
)
def test_pages_are_accessible(visit, who, paths, window):
    width, language, dark = window
    page = visit(who, width=width, language=language, dark=dark)
    wrong = []
    for path in paths:
        page.goto(path)
        wrong += check(page, path)
    if who == "coordinator.usa":
        page.goto("/statements/")
        root = page.locator(NEGOTIATED).first.get_attribute("href")
        for path in TEXT:
            page.goto(root + path)
            wrong += check(page, root + path)
        page.goto(root)
        page.locator("a[href*='/proposals/']").first.click()
        wrong += check(page, page.url)
    for listing, selector in LINKED.get(who, []):
        page.goto(listing)
        page.locator(selector).first.click()
        wrong += check(page, page.url)
    assert wrong == []


def test_the_keyboard_reaches_the_content_first(visit):
    page = visit("coordinator.usa")
    page.goto("/actions/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "usa-skipnav"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_has_the_focus_is_seen(visit):
    page = visit("coordinator.usa")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML")


def test_targets_are_large_enough_for_a_thumb(visit):
    page = visit("secretariat", width=375)
    page.goto("/commitments/of/washington-joint-statement-2024/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input:not([type=hidden]):not([type=checkbox])')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 24).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert small == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("who", ["coordinator.usa", "secretariat"])
def test_the_links_of_every_page_fit_any_window(visit, who, language):
    page = visit(who, language=language)
    page.goto("/documents/")
    wide = {}
    for width in (320, 375, 900, 901, 1160, 1161, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wide[width] = page.evaluate("document.documentElement.scrollWidth")
        links = page.locator(".mast__links a")
        if links.first.is_visible():
            tops = set(links.evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().height))"))
            assert len(tops) == 1, width
        else:
            page.locator(".mast__menu summary").click()
            assert page.locator(".mast__menu a[href='/documents/'][aria-current]").is_visible()
            page.locator(".mast__menu summary").click()
    assert all(found <= width for width, found in wide.items()), wide


def test_on_paper_the_navigation_is_gone_and_the_handling_line_stays(visit):
    page = visit("coordinator.usa")
    page.goto("/statements/washington-joint-statement-2024/")
    page.emulate_media(media="print")
    assert not page.locator(".mast").is_visible()
    assert page.locator(".handling").is_visible()
    assert page.locator(".text__row").first.evaluate("e => getComputedStyle(e).display") == "grid"
