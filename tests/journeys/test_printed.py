"""What a browser prints of the operational cell: the marks at head and foot of each sheet, and behind it who has it on paper."""

import io
import re

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser

MADE = r"page of \d{4}-\d\d-\d\d \d\d:\d\d"


def sheets(page):
    """The words of each sheet, and whether it lies on its side."""
    read = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [(" ".join(sheet.extract_text().split()), sheet.mediabox.width > sheet.mediabox.height) for sheet in read]


def first_of(page, address, part):
    page.goto(address)
    page.goto(page.locator(f"main a.table__title[href^='{part}']").first.get_attribute("href"))


@pytest.mark.parametrize(
    ("address", "part", "tab"),
    [
        ("/gaps/", "/gaps/", ""),
        ("/plans/", "/plans/", ""),
        ("/plans/", "/plans/", "?tab=timeline"),
        ("/practices/", "/practices/", ""),
        ("/requests/", "/requests/", ""),
        ("/gaps/", None, ""),
    ],
)
def test_each_sheet_bears_the_marks_twice_and_who_printed_it(visit, address, part, tab):
    page = visit("coordinator.gtm")
    if part:
        first_of(page, address, part)
    else:
        page.goto(address)
    if tab:
        page.goto(page.url + tab)
    who = page.locator(".sheet__behind").get_attribute("data-mark")
    assert who.startswith("GTM · ")
    banner = page.locator(".sheet__foot").get_attribute("data-mark")
    assert "Releasable to " in banner
    assert not page.locator(".sheet__foot").is_visible()
    assert not page.locator(".sheet__behind").is_visible()
    found = sheets(page)
    assert len(found) > 1 or not part
    for words, _lies in found:
        assert words.upper().count(banner.split(" · ")[-1].upper()) >= 2, words
        assert re.search(rf"{re.escape(who)} {MADE}", words), words
    if tab:
        # A phase a sheet, across.
        assert [lies for _words, lies in found].count(True) >= 2


def test_what_is_read_on_the_page_alone_is_not_printed(visit):
    """TLP:RED, of a passage and of a whole: on the screen, and on no sheet."""
    page = visit("coordinator.usa")
    for whole, passage in (("AMBER", "RED"), ("RED", "RED")):
        page.goto("/gaps/new/")
        page.get_by_label("Title, in English").fill(f"A dark quay {whole}")
        page.get_by_label("Title, in Spanish").fill(f"Un muelle oscuro {whole}")
        page.get_by_text("United States", exact=True).click()
        page.locator("[name=marking]").select_option(whole)
        with page.expect_navigation():
            page.get_by_role("button", name="Keep the draft").click()
        with page.expect_navigation():
            page.get_by_role("link", name="Write a passage").click()
        page.get_by_label("Text, in English").fill("The lamp by the quay is out.")
        page.locator("[name=marking]").select_option(passage)
        with page.expect_navigation():
            page.locator("main form button.usa-button").first.click()
        assert page.get_by_text("The lamp by the quay is out.").first.is_visible()
        assert not page.locator(".alone").first.is_visible()
        words = " ".join(words for words, _lies in sheets(page))
        assert "lamp by the quay" not in words
        assert "What is marked TLP:RED is read here alone." in words
        assert "TLP:RED" in words


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_printed_scorecard_gives_the_commitments_most_room(visit, language):
    """No reference is parted, and the words of a commitment have a third of the sheet."""
    page = visit("coordinator.mex", language=language)
    page.goto("/progress/follow-up-ministerial/")
    said = " ".join(words for words, _lies in sheets(page))
    assert set(page.locator(".scorecard tbody td:first-child").all_inner_texts()) <= set(
        re.findall(r"C-\d{4}-[A-Z]-\d\d", said)
    )
    # A4 without its margins.
    page.set_viewport_size({"width": 672, "height": 950})
    page.emulate_media(media="print")
    boxes = page.locator(".scorecard tbody tr:nth-child(2) td").evaluate_all("all => all.map(e => e.offsetWidth)")
    assert boxes[1] == max(boxes)
    assert boxes[1] > sum(boxes) / 3
