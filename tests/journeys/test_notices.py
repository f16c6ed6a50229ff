"""The bell in a real browser, on a phone and without script: the number goes down by reading, and preferences are kept."""

import re

import pytest

from tests.journeys.accessibility import check

pytestmark = pytest.mark.browser


def number(page):
    return int(re.search(r"\d+", page.locator(".bell b").inner_text())[0])


@pytest.mark.parametrize(("who", "script"), [("coordinator.mex", True), ("coordinator.gtm", False)])
def test_the_number_at_the_bell_goes_down_by_reading(visit, who, script):
    page = visit(who, width=375, language="es", script=script)
    page.goto("/")
    before = number(page)
    assert before >= 1
    page.locator(".bell").click()
    page.wait_for_url("**/notices/")
    assert page.locator("main .notices__unread").count() == before
    if script:
        assert check(page, "/notices/") == []
    page.locator("main .notices__unread").first.click()
    page.wait_for_url(lambda url: "/notices/" not in url)
    assert (number(page) if before > 1 else page.locator(".bell b").count()) == before - 1


def test_what_is_marked_as_read_and_switched_off_stays_so(visit):
    page = visit("coordinator.usa", language="en", script=False)
    page.goto("/notices/")
    page.get_by_role("button", name="Mark all as read").click()
    page.wait_for_selector(".message--success")
    assert page.locator(".bell b").count() == 0
    page.goto("/account/notices/")
    box = page.get_by_label("Action items of my delegation that are done: By mail at once")
    assert box.is_checked()
    box.uncheck()
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".message--success")
    assert not box.is_checked()
