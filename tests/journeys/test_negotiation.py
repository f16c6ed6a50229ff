"""A paragraph changes by everybody's consent, in a real browser, with script and without; the other screens follow."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EN = "The delegations will keep each other informed every month"
NEGOTIATED = "follow-up-ministerial-joint-statement"
ES = "Las delegaciones se mantendrán informadas cada mes"


def open_text(visit, who, **window):
    page = visit(who, **window)
    page.goto("/statements/")
    page.locator(f"a[href^='/statements/{NEGOTIATED}']").first.click()
    return page


@pytest.mark.parametrize(("script", "anchor"), [(True, "p08"), (False, "p09")], ids=["with script", "without script"])
def test_a_paragraph_changes_when_all_consent(visit, script, anchor):
    watching = open_text(visit, "coordinator.usa", script=script)
    mexico = open_text(visit, "coordinator.mex", script=script, width=375)
    root = mexico.url
    mexico.goto(f"{root}p/{anchor}/")
    mexico.locator("a", has_text=re.compile("Change or bracket|Cambiar")).first.click()
    mexico.locator("textarea[name$=_en]").first.fill(f"{EN} ({anchor}).")
    mexico.locator("textarea[name$=_es]").first.fill(f"{ES} ({anchor}).")
    mexico.locator("button[formaction*='/propose/table/']").click()

    if script:
        assert watching.locator("#table").get_attribute("hx-trigger") == "every 2s"
    else:
        watching.reload()
    expect(watching.locator(f"#{anchor}")).to_contain_text("1 proposal tabled")
    watching.locator(f"#{anchor}").get_by_role("link", name="Open the paragraph").click()
    beside = watching.locator("#beside")
    expect(beside.locator(".proposal .redline").first).to_contain_text("every month")
    if script:
        expect(beside.locator("#chosen")).to_be_focused()
    beside.get_by_role("button", name="Consent", exact=True).click()
    expect(watching).to_have_url(re.compile(rf"\?p={anchor}#{anchor}$"))

    guatemala = visit("coordinator.gtm", script=script)
    guatemala.goto(f"{root}p/{anchor}/")
    guatemala.locator("button[name='reply'][value='consent']").click()
    expect(guatemala.locator(".pair--text").first).to_contain_text(f"{ES} ({anchor}).")
    for page in (watching, mexico):
        page.goto(root)
        expect(page.locator(f"#{anchor}")).to_contain_text(f"{EN} ({anchor}).")
        expect(page.locator(f"#{anchor}")).to_contain_text(f"{ES} ({anchor}).")


def test_the_second_of_two_writers_sees_three_texts_and_loses_nothing(visit):
    usa, mexico = (open_text(visit, who) for who in ("coordinator.usa", "coordinator.mex"))
    root = usa.url
    for page in (usa, mexico):
        page.goto(f"{root}p/p13/propose/")
    words = {page: page.locator("textarea[name$=_en]").first.input_value() for page in (usa, mexico)}
    for page, more in ((usa, "[in both capitals]"), (mexico, "[next year]")):
        page.locator("textarea[name$=_en]").first.fill(f"{words[page]} {more}")
        spanish = page.locator("textarea[name$=_es]").first
        spanish.fill(f"{spanish.input_value()} {more}")
    usa.locator("button[formaction$='/bracket/']").click()
    expect(usa.locator(".pair--text").first).to_contain_text("in both capitals")
    mexico.locator("button[formaction$='/bracket/']").click()
    expect(mexico.locator("#conflict")).to_be_visible()
    expect(mexico.locator("textarea[name$=_en]").first).to_have_value(re.compile("next year"))
    expect(mexico.locator(".three").first).to_contain_text("in both capitals")


def test_the_decision_stands_beside_the_text_and_on_a_phone_below_it(visit):
    for width in (1280, 375):
        page = open_text(visit, "coordinator.usa", width=width)
        page.goto(f"{page.url}p/p05/")
        text, panel = (page.locator(f".beside__{part}").bounding_box() for part in ("text", "panel"))
        if width == 375:
            assert panel["y"] >= text["y"] + text["height"]
        else:
            assert panel["x"] >= text["x"] + text["width"]
            assert panel["y"] == text["y"]
            assert page.evaluate("document.documentElement.scrollHeight") < 2000
        page.locator("#value-object").check()
        assert page.locator("input[name=value]:checked").get_attribute("value") == "object"
