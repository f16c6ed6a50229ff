"""Every page in a real browser: accessible (axe, WCAG 2.2 AA), no sideways scrolling, no script or policy error."""

import pytest

from tests.journeys.accessibility import check_in_each_window
from tests.journeys.addresses import ADMINISTRATOR, MEMBER, NEGOTIATED, PUBLIC, SECRETARIAT, TEXT

pytestmark = pytest.mark.browser

LINKED = {
    "coordinator.usa": [
        ("/commitments/", "a.table__title"),
        ("/actions/", "a.table__title"),
        ("/progress/follow-up-ministerial/packs/", "a.table__title"),
        ("/flows/datasets/", "a.table__title"),
        ("/flows/mirrors/", "a.table__title"),
        ("/plans/", "a.table__title"),
        ("/requests/", "a.table__title"),
        ("/practices/", "a.table__title"),
        ("/gaps/?show=settled", "a.table__title"),
        ("/statements/washington-joint-statement-2024/cell/", ".rows__end a"),
    ],
    "admin": [("/people/", "a.table__title")],
}


# In the language with the longer words; what everybody may open, in both.
@pytest.mark.parametrize(
    ("who", "paths", "language"),
    [
        ("", PUBLIC, "en"),
        ("", PUBLIC, "es"),
        ("coordinator.usa", MEMBER, "es"),
        ("secretariat", SECRETARIAT, "es"),
        ("admin", ADMINISTRATOR, "es"),
    ],
    ids=["anonymous-en", "anonymous-es", "member", "secretariat", "administrator"],
)
def test_pages_are_accessible(visit, who, paths, language):
    """Each page is loaded once and looked at in both windows."""
    page = visit(who, language=language)
    wrong = []
    for path in paths:
        page.goto(path)
        wrong += check_in_each_window(page, path)
    if who == "coordinator.usa":
        page.goto("/statements/")
        root = page.locator(NEGOTIATED).first.get_attribute("href")
        for path in TEXT:
            page.goto(root + path)
            wrong += check_in_each_window(page, root + path)
        page.goto(root)
        page.locator("a[href*='/proposals/']").first.click()
        wrong += check_in_each_window(page, page.url)
    for listing, selector in LINKED.get(who, []):
        page.goto(listing)
        page.locator(selector).first.click()
        wrong += check_in_each_window(page, page.url)
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
    for width in (320, 375, 900, 901, 1160, 1161, 1264, 1265, 1280):
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


def test_the_main_menu_knows_every_page_of_the_operational_cell(visit):
    page = visit("coordinator.usa")
    for path in ("/gaps/", "/plans/", "/practices/", "/requests/"):
        page.goto(path)
        assert page.locator(".mast__links a[aria-current]").all_inner_texts() == ["Cell"]


def test_a_commitment_is_quoted_in_both_languages_at_the_same_height_and_leads_to_its_paragraph(visit):
    """Each line of the register; the link leads to the row of the text in which both stand word by word."""
    page = visit("coordinator.usa")
    page.goto("/commitments/")
    addresses = page.locator("a.table__title").evaluate_all("all => all.map(e => e.href)")
    assert addresses
    for address in addresses:
        page.goto(address)
        quotes = page.locator(".quote p")
        assert quotes.evaluate_all("all => all.map(e => e.lang)") == ["en", "es"]
        boxes = quotes.evaluate_all("all => all.map(e => e.getBoundingClientRect()).map(e => [e.top, e.left, e.right])")
        assert boxes[0][0] == boxes[1][0]
        assert boxes[0][2] < boxes[1][1]
        # Without what a list item completes: that is a paragraph of its own.
        words = quotes.evaluate_all("all => all.map(e => e.lastChild.textContent.trim())")
        page.locator(".crumbs a").last.click()
        row = page.locator(":target")
        assert row.get_attribute("class") == "text__row"
        for each in words:
            assert each
            assert each in row.inner_text()


def test_on_paper_the_navigation_is_gone_and_the_handling_line_stays(visit):
    page = visit("coordinator.usa")
    page.goto("/statements/washington-joint-statement-2024/")
    page.emulate_media(media="print")
    assert not page.locator(".mast").is_visible()
    assert page.locator(".handling").is_visible()
    assert page.locator(".text__row").first.evaluate("e => getComputedStyle(e).display") == "grid"
