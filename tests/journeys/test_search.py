"""The search in a real browser: typed, narrowed and opened, in both languages, on a phone and without script."""

import pytest

from tests.journeys.accessibility import check_in_each_window

pytestmark = pytest.mark.browser

WAYS = [
    ("coordinator.usa", "en", 1280, True, "commit", "Commitments"),
    ("member.gtm", "es", 375, True, "comprom", "Compromisos"),
    ("head.mex", "es", 375, False, "establecer", "Compromisos"),
]


def open_search(page, width):
    """By the sign in the head of a page, on a phone by the first line of its menu."""
    if width < 900:
        page.locator(".mast__menu summary").click()
        page.locator(".mast__menu a[href='/search/']").click()
    else:
        page.locator("a.mast__find").click()
    page.wait_for_selector("input[name=q]")


@pytest.mark.parametrize(("who", "language", "width", "script", "typed", "kind"), WAYS)
def test_what_is_typed_is_found_narrowed_and_opened(visit, who, language, width, script, typed, kind):
    page = visit(who, width=width, language=language, script=script)
    page.goto("/")
    open_search(page, width)
    page.fill("input[name=q]", typed)
    page.keyboard.press("Enter")
    page.wait_for_selector(".found mark")
    everything = page.locator(".found__title a").count()
    assert typed in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    chosen = page.locator(".filters__links a", has_text=kind).first
    count = int(chosen.locator("span").inner_text())
    chosen.click()
    page.wait_for_selector(".filters__links a[aria-current]:has(span)")
    assert page.locator("input[name=q]").input_value() == typed
    assert page.locator(".section h2").all_inner_texts() == [f"{kind} {count}"]
    shown = page.locator(".found__title a")
    assert 0 < shown.count() <= min(count, 20)
    assert everything >= min(count, 5)
    reference = shown.first.inner_text().split()[0]
    shown.first.click()
    page.wait_for_url("**/commitments/**")
    assert reference in page.locator("main").inner_text()


def test_a_phrase_a_minus_and_a_reference_do_what_the_page_says(visit):
    page = visit("coordinator.usa")

    def found(typed):
        page.goto("/search/")
        page.fill("input[name=q]", typed)
        page.locator(".found__box button").click()
        page.wait_for_selector(".found__title, .found__help")
        return page.locator(".found__title a").evaluate_all("all => all.map(link => link.getAttribute('href'))")

    assert found('"root causes"')
    assert found('"causes root"') == found("causes -causes") == []
    assert page.locator(".found__help").is_visible()
    page.goto("/actions/")
    row = page.locator("[data-keys] tr:has(.table__title)").first
    reference, address = row.locator("td").first.inner_text(), row.locator(".table__title").get_attribute("href")
    assert found(reference.split()[-1])[0] == address


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_found_is_read_by_everybody(visit, language):
    page = visit("coordinator.usa", language=language)
    for path in ("/search/?q=migra", "/search/?q=zzzzzz"):
        page.goto(path)
        assert check_in_each_window(page, path) == []
