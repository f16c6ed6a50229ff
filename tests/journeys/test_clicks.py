"""How often one presses from the desk to the end of the three journeys: no more than when they were first counted, and nobody
carries a number from one page to the next."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ENGLISH = (
    "They met in Flores.\n\nThey agreed to open a joint school by 30 June 2090.\n\n"
    "The delegations will publish its accounts every year."
)
SPANISH = (
    "Se reunieron en Flores.\n\nAcordaron abrir una escuela conjunta a más tardar el 30 de junio de 2090.\n\n"
    "Las delegaciones publicarán sus cuentas cada año."
)
# As counted in November 2026, choices from a list among them; typing is not counted.
BRINGING_IN, SETTLING, REPORTING = 7, 14, 6


class Hand:
    """Presses and choices, counted."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, place: Locator) -> None:
        self.count += 1
        place.click()

    def choose(self, place: Locator, **option: Any) -> None:
        self.count += 1
        place.select_option(**option)


def test_bring_in_and_confirm_assign_and_report(visit):
    page, hand = visit("secretariat"), Hand()
    hand.press(page.get_by_role("link", name="Statements", exact=True).first)
    hand.press(page.get_by_role("link", name="Bring in a statement"))
    hand.choose(page.get_by_label("Meeting"), index=1)
    page.get_by_label("Date of the statement").fill("2090-03-01")
    for tongue in ("English", "Spanish"):
        page.get_by_label(f"Title, in {tongue}").fill("Statement of Flores")
    page.get_by_label("English text").fill(ENGLISH)
    page.get_by_label("Spanish text").fill(SPANISH)
    hand.press(page.get_by_role("button", name="Bring it in"))
    hand.press(page.get_by_role("link", name="Commitments in this text"))
    hand.choose(page.get_by_label("Lead").first, value="USA")
    hand.press(page.get_by_role("button", name="Confirm all 2 passages"))
    expect(page.get_by_text("2 commitments confirmed.")).to_be_visible()
    assert hand.count <= BRINGING_IN

    hand, page = Hand(), visit("coordinator.usa")
    hand.press(page.get_by_role("link", name=re.compile("They agreed to open a joint school")).first)
    page.get_by_label("What is to be done").fill("Rent a hall")
    daniel = page.get_by_label("Who does it").locator("option", has_text="Daniel Okafor").get_attribute("value")
    hand.choose(page.get_by_label("Who does it"), value=daniel)
    page.get_by_label("or weeks before the ministerial").fill("2")
    hand.press(page.get_by_role("button", name="Assign"))
    page = visit("member.usa")
    hand.press(page.get_by_role("link", name="Rent a hall").first)
    hand.press(page.get_by_text("At risk", exact=True).last)
    page.get_by_label("What was done, what is next").fill("Two halls are in question.")
    hand.press(page.get_by_role("button", name="Record the report"))
    expect(page.get_by_text("Two halls are in question.")).to_be_visible()
    assert hand.count <= REPORTING


def test_propose_bracket_and_settle(visit):
    hand = Hand()

    def paragraph_of(who: str) -> Any:
        page = visit(who)
        hand.press(page.get_by_role("link", name=re.compile("^(Statements|Declaraciones)$")).first)
        hand.press(page.locator("a[href^='/statements/follow-up-ministerial-joint-statement']").first)
        row = page.locator(".text__row", has_text="They thanked the people")
        hand.press(row.locator(".text__beside"))
        return page

    page = paragraph_of("coordinator.usa")
    hand.press(page.locator("#beside").get_by_role("link", name=re.compile("Change or bracket")))
    for tongue, more in (("en", " [and its cooks]"), ("es", " [y a sus cocineras]")):
        field = page.locator(f"textarea[name$=_{tongue}]").first
        field.fill(field.input_value() + more)
    hand.press(page.locator("button[formaction$='/bracket/']"))
    settle = page.get_by_role("button", name="Propose to resolve so").last
    hand.press(settle)
    for who in ("coordinator.mex", "coordinator.gtm"):
        page = paragraph_of(who)
        with page.expect_navigation():
            hand.press(page.locator("#beside button[name='reply'][value='consent']").first)
    row = page.locator(".text__row", has_text="They thanked the people")
    expect(row.locator(".br")).to_have_count(0)
    assert hand.count <= SETTLING
