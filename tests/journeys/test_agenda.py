"""An agenda in a real browser: rows dragged, and a meeting in session that every screen follows."""

import time

import pytest

pytestmark = pytest.mark.browser

MEETING = "/meetings/follow-up-ministerial/"


def titles(page):
    return page.locator(".agenda-edit__what b").all_inner_texts()


def test_a_row_is_moved_by_dragging_by_keyboard_and_without_script(visit):
    page = visit("secretariat")
    page.goto(MEETING + "agenda/edit/")
    before = titles(page)
    rows = page.locator("[data-row]")
    with page.expect_navigation():
        rows.nth(2).locator("[data-grip]").drag_to(rows.nth(0))
    dragged = [before[2], before[0], before[1], *before[3:]]
    assert titles(page) == dragged
    page.get_by_role("button", name=f"Down: {before[2]}").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert titles(page)[:2] == [before[0], before[2]]
    plain = visit("secretariat", width=375, script=False)
    plain.goto(MEETING + "agenda/edit/")
    plain.get_by_role("button", name=f"Down: {before[2]}").click()
    assert titles(plain) == before


def test_all_screens_follow_the_chair_within_two_seconds(visit):
    chair, phone, projector = visit("secretariat"), visit("member.usa", width=375), visit("member.mex")
    for page in (chair, phone, projector):
        page.goto(MEETING + "live/")
    chair.get_by_role("button", name="Open the session").click()
    began = time.monotonic()
    for page in (phone, projector):
        page.wait_for_selector("[data-ends]", timeout=4000)
    assert time.monotonic() - began < 4
    shown = phone.locator("[data-ends]").inner_text()
    phone.wait_for_function(
        "text => document.querySelector('[data-ends]').textContent !== text", arg=shown, timeout=4000
    )
    answers = []
    projector.on(
        "response", lambda response: answers.append(response.status) if response.url.endswith("/live/") else None
    )
    projector.wait_for_timeout(7000)
    assert answers.count(304) >= 1, answers
    phone.get_by_role("button", name="Ask for the floor").click()
    chair.get_by_role("button", name="Give USA the floor").click()
    projector.wait_for_selector("[data-since]", timeout=4000)
    chair.get_by_role("button", name="End the session").click()
