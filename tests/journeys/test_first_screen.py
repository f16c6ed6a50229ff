"""What a page is about stands on the first screen; what narrows it stands behind a word, and says so where it narrows."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "highest"), [(1280, 345), (375, 430)])
@pytest.mark.parametrize(("who", "language"), [("coordinator.usa", "en"), ("secretariat", "es")])
def test_the_list_of_action_items_begins_on_the_first_screen(visit, who, language, width, highest):
    page = visit(who, width=width, language=language)
    page.goto("/actions/")
    assert page.locator(".table tr.group").first.bounding_box()["y"] < highest
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [True, False])
def test_filters_open_below_the_links_and_stay_open_where_they_narrow(visit, script):
    page = visit("coordinator.usa", script=script)
    for path in ("/actions/", "/actions/board/", "/actions/timeline/", "/actions/calendar/"):
        page.goto(path)
        narrow = page.locator(".narrow")
        assert not narrow.locator("select[name=lead]").is_visible()
        narrow.locator("summary").first.click()
        narrow.locator("select[name=lead]").select_option("MEX")
        narrow.locator("form").first.locator("button").click()
        page.wait_for_url("**lead=MEX**")
        assert page.locator(".narrow select[name=lead]").input_value() == "MEX"
        assert page.locator(".narrow select[name=lead]").is_visible()
        assert set(page.locator("[data-keys] .dl").all_inner_texts()) <= {"MEX"}
