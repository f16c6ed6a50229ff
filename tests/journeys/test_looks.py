"""Screens as they were drawn: what is beside what, whose colour it has, and what is on paper, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.addresses import NEGOTIATED

pytestmark = pytest.mark.browser

# The demo's text that the heads are signing.
OPEN = """
from meetings.statements.models import Statement
from portal.core.reader import Reader, reading_as
with reading_as(Reader("SEC")):
    print(Statement.objects.get(status="sign_off").slug)
"""
LABEL = "all => all.map(each => getComputedStyle(each, '::before').content)"


def open_text(page, path=""):
    page.goto("/statements/")
    page.goto(page.locator(NEGOTIATED).first.get_attribute("href") + path)


@pytest.fixture
def signing(site):
    return f"/statements/{site.manage('shell', '--no-imports', '-c', OPEN).split()[-1]}/sign-off/"


def test_on_a_phone_each_language_says_which_it_is_and_what_waits_stands_beside_the_state(visit):
    page = visit("coordinator.gtm", width=375, language="es")
    open_text(page)
    row = page.locator(".text__row--ours:has(.pos)").first
    both = row.locator(".voice")
    assert "none" not in both.evaluate_all(LABEL)
    state, waits = row.locator(".text__line > .st").first.bounding_box(), row.locator(".waits:visible").bounding_box()
    assert abs(state["y"] + state["height"] / 2 - waits["y"] - waits["height"] / 2) < 4
    assert waits["x"] + waits["width"] > 350
    assert waits["y"] + waits["height"] <= row.locator(".pos").first.bounding_box()["y"]
    page.set_viewport_size({"width": 1280, "height": 900})
    assert both.evaluate_all(LABEL) == ["none"] * 2


@pytest.mark.parametrize("width", [1280, 375])
def test_the_link_of_an_agreed_heading_stands_in_its_line(visit, width):
    page = visit("coordinator.usa", width=width)
    open_text(page)
    row = page.locator(".text__row:has(> .voice--heading)").first
    link, words = (
        row.locator(".text__end a:visible").bounding_box(),
        row.locator(".voice--heading").first.bounding_box(),
    )
    assert link["y"] < words["y"] + words["height"]
    last = row.locator(".voice--heading").last.bounding_box()
    assert row.bounding_box()["height"] <= last["y"] + last["height"] - row.bounding_box()["y"] + 24


def test_an_option_has_its_first_sponsors_colour_along_its_whole_height(visit):
    page = visit("coordinator.usa")
    open_text(page, "p/p05/")
    option = page.locator(".bracket__option:has(.dl)").first
    bar = option.locator(".dl").first.evaluate(
        """mark => {
            const bar = getComputedStyle(mark, "::before");
            return [bar.backgroundColor === getComputedStyle(mark).borderLeftColor, bar.height, bar.width];
        }"""
    )
    assert bar == [True, f"{option.bounding_box()['height']:g}px", "3px"]


def test_the_button_says_whether_one_signs_and_a_reason_is_asked_where_one_does_not(visit, signing):
    page = visit("head.usa")
    page.goto(signing)
    reason, day = page.get_by_label("Why not, for all parties to read"), page.get_by_label("Your capital confirms by")
    button = page.locator(".signing .usa-button")
    for choice, asked, says in (
        ("Final", None, "Sign for the United States"),
        ("Ad referendum", day, "Sign for the United States"),
        ("Do not sign", reason, "Do not sign for the United States"),
    ):
        page.locator(".options .usa-radio__label", has_text=choice).click()
        assert [each.is_visible() for each in (reason, day)] == [asked is reason, asked is day]
        assert button.inner_text() == says
        expect(page.get_by_role("button", name=says, exact=True)).to_be_visible()


def test_paper_asks_nothing(visit, signing):
    page = visit("head.usa")
    page.goto(signing)
    page.emulate_media(media="print")
    assert page.locator(".signed__hash").is_visible()
    assert all(not each.is_visible() for each in page.locator("input, textarea, select, button").all())
    open_text(page)
    assert page.locator(".waits").count() > 0
    assert all(not each.is_visible() for each in page.locator(".waits").all())
