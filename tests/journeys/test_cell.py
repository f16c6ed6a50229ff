"""The cell's thread, once, whole, in a real browser: from a paragraph to a gap that another side closes, and to the pack."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.journeys.accessibility import check_in_each_window

pytestmark = pytest.mark.browser

STATEMENT = "washington-joint-statement-2024"
GAP, PLAN, TASK = "A ford without lights", "Light at the ford", "Put up three lamps"


def test_from_a_paragraph_to_a_gap_that_another_side_closes(visit, site):
    # A paragraph of the statement has its commitment, under which Mexico gives itself work.
    page = visit("coordinator.mex")
    page.goto(f"/commitments/of/{STATEMENT}/")
    with page.expect_navigation():
        page.locator("main li", has_text=re.compile(r"C-\d{4}-")).locator("a.voice").first.click()
    promise = page.url
    page.get_by_role("link", name="Assign an action item").click()
    page.get_by_label("What is to be done").fill(TASK)
    page.get_by_label("or weeks before the ministerial").fill("2")
    with page.expect_navigation():
        page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text(TASK).first).to_be_visible()
    item = page.url

    # It drafts a gap on its own ground, writes what is weak, and raises it for the United States.
    page.goto("/gaps/new/")
    page.get_by_label("Title, in English").fill(GAP)
    page.get_by_label("Title, in Spanish").fill("Un vado sin luces")
    page.get_by_text("Mexico", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep the draft").click()
    gap = page.url
    with page.expect_navigation():
        page.get_by_role("link", name="Write a passage").click()
    page.get_by_label("Text, in English").fill("At night nobody sees the ford.")
    page.get_by_label("Text, in Spanish").fill("De noche nadie ve el vado.")
    with page.expect_navigation():
        page.locator("main form button.usa-button").first.click()
    page.goto(f"{gap}raise/")
    page.get_by_text("United States", exact=True).click()
    with page.expect_navigation():
        page.locator("main form button.usa-button").first.click()
    expect(page.locator("main")).to_contain_text("GAP-MEX-")

    # Mexico accepts it, says which action item mends it, and plans with the others under the same commitment.
    page.get_by_role("button", name="Accept it").click()
    page.goto(f"{gap}measure/")
    mends = page.get_by_label("Action item of your delegation")
    mends.select_option(mends.locator("option", has_text=TASK).first.get_attribute("value"))
    with page.expect_navigation():
        page.locator("main form button.usa-button").first.click()
    expect(page.get_by_role("link", name=re.compile(TASK)).first).to_be_visible()
    page.goto(f"/plans/begin/?commitment={promise.rstrip('/').rpartition('/')[2]}")
    page.get_by_text("USA United States", exact=True).click()
    page.get_by_label("First day").fill("2090-01-01")
    page.get_by_label("Last day").fill("2090-06-30")
    page.get_by_label("Title, in English").fill(PLAN)
    page.get_by_label("Title, in Spanish").fill("Luz en el vado")
    with page.expect_navigation():
        page.locator("main form button.usa-button").first.click()
    expect(page.get_by_role("heading", name=PLAN, exact=True)).to_be_visible()
    brings = f"{page.url}tasks/import/"
    page.goto(brings)
    assert check_in_each_window(page, brings) == []
    page.goto(promise)
    for title in (GAP, PLAN):
        expect(page.get_by_role("link", name=title).first).to_be_visible()

    # What is done is claimed, with what the others can see.
    page.goto(item)
    page.get_by_text("Done", exact=True).last.click()
    page.get_by_label("What was done, what is next").fill("Three lamps burn.")
    with page.expect_navigation():
        page.get_by_role("button", name="Record the report").click()
    page.goto(f"{gap}claim/")
    page.get_by_label("By what the others can see it, in English").fill("The lamps can be seen at night.")
    page.get_by_label("By what the others can see it, in Spanish").fill("Las luces se ven de noche.")
    with page.expect_navigation():
        page.locator("main form button.usa-button").first.click()
    expect(page.locator("main")).to_contain_text("USA")
    assert page.goto(f"{gap}verify/").status == 403

    # Guatemala was told nothing of it; the United States, which never owned it, sees for itself and closes it.
    assert visit("coordinator.gtm").goto(gap).status == 404
    page = visit("coordinator.usa")
    assert GAP in pack_of(page, site), "the claim waits on the United States"
    page.goto(gap)
    page.get_by_role("link", name=re.compile("erif")).first.click()
    page.locator("input[name=outcome] + label").first.click()
    for each in page.locator("main form select").all():
        each.select_option(index=1)
    page.get_by_label("What you saw").fill("Three lamps, all night.")
    with page.expect_navigation():
        page.locator("main form button.usa-button").first.click()
    expect(page.locator("main")).to_contain_text("Closed")

    # What is open stands in the pack, and nothing of what is closed.
    after = pack_of(page, site)
    assert "Shorter waits at two western crossings" in after
    assert GAP not in after


def pack_of(page, site):
    """What a new pack says, in English."""
    page.goto("/progress/follow-up-ministerial/packs/")
    with page.expect_navigation():
        page.get_by_role("button", name="Have a pack made").click()
    made = page.url
    site.manage("make_follow_up_packs")
    page.goto(made)
    paper = page.get_by_role("link", name="Word").first.get_attribute("href")
    words = Document(io.BytesIO(page.request.get(paper).body())).element.body.iter()
    return "".join(each.text for each in words if each.text)
