"""An agenda in a real browser: rows dragged, and a meeting in session that every screen follows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from meetings.rounds.days import Day
from portal.core.times import long_days

pytestmark = pytest.mark.browser

MEETING = "/meetings/follow-up-ministerial/"
# Each day of enough years that every date falls on every day of the week.
ALL_DAYS = [date(2027, 1, 1) + timedelta(days=number) for number in range(11 * 365)]
OPENS = datetime(2027, 1, 1, 9, tzinfo=UTC)


def longest(language):
    """What a meeting of two days may say of them at most: its facts, and what stands over a day in full and in short."""
    with translation.override(language):
        spans = [long_days([day, day + timedelta(days=1)]) for day in ALL_DAYS]
        days = [Day(2, day, OPENS, OPENS) for day in ALL_DAYS]
        said = [[day.heading("UTC", in_short=in_short) for day in days] for in_short in (False, True)]
        return [max(each, key=len) for each in (spans, *said)]


# Facts, stage and links leave the first item this far from the top, whoever looks, in the longest language too.
@pytest.mark.parametrize(("width", "highest"), [(1280, 450), (375, 560)])
@pytest.mark.parametrize(("who", "language"), [("coordinator.usa", "en"), ("secretariat", "es")])
def test_the_first_item_stands_on_the_first_screen(visit, who, language, width, highest):
    page = visit(who, width=width, language=language)
    page.goto(MEETING)
    assert page.locator(".tabs").count() == 1
    assert page.locator(".agenda__title").first.bounding_box()["y"] < highest
    # The demo's days are those of the year on which it is started: as long as dates get, it stands there, too.
    places = (".facts--head dd b >> nth=0", ".agenda__day .only-wide", ".agenda__day .only-small")
    for place, words in zip(places, longest(language), strict=True):
        page.locator(place).first.evaluate("(place, words) => { place.textContent = words; }", words)
    assert page.locator(".agenda__title").first.bounding_box()["y"] < highest


def titles(page):
    return page.locator(".agenda-edit__what b").all_inner_texts()


def test_a_row_is_moved_by_dragging_by_keyboard_and_without_script(visit):
    page = visit("secretariat")
    page.goto(MEETING + "agenda/edit/")
    before = titles(page)
    rows = page.locator("[data-order] > li")
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
    with plain.expect_navigation():
        plain.get_by_role("button", name=f"Down: {before[2]}").click()
    assert titles(plain) == before


def test_all_screens_follow_the_chair_and_ask_for_nothing_new_between(visit):
    chair, phone, projector = visit("secretariat"), visit("member.usa", width=375), visit("member.mex")
    for page in (chair, phone, projector):
        page.goto(MEETING + "live/")
    chair.get_by_role("button", name="Open the session").click()
    for page in (phone, projector):
        page.wait_for_selector("[data-ends]")
    answers = []
    phone.on("response", lambda response: answers.append(response.status) if response.url.endswith("/live/") else None)
    # The clock runs on while the server answers that nothing is new.
    left = (
        "(() => { const [m, s] = document.querySelector('[data-ends]').textContent.split(':'); return 60 * m + +s; })()"
    )
    phone.wait_for_function(f"until => {left} <= until", arg=phone.evaluate(left) - 5)
    assert answers.count(304) >= 1, answers
    phone.get_by_role("button", name="Ask for the floor").click()
    chair.get_by_role("button", name="Give USA the floor").click()
    projector.wait_for_selector("[data-since]")
    chair.get_by_role("button", name="End the session").click()


def test_another_screen_shows_the_next_item_and_the_speakers(visit):
    chair, room = visit("secretariat"), visit("member.mex")
    for page in (chair, room):
        page.goto(MEETING + "live/")
    room.evaluate("window.isTheSamePage = true")
    assert room.locator("#live").get_attribute("hx-trigger") == "every 1s"

    def follow(button, shown, words=None, exact=False):
        """Press on the chair's screen; the other, which asks every second, shows it by itself."""
        chair.get_by_role("button", name=button, exact=exact).click()
        room.wait_for_function(shown, arg=words or chair.locator("p.live__title").inner_text())

    title_is = "words => document.querySelector('p.live__title').innerText === words"
    titles = set()
    for button in ("Open the session", "Next item", "Next item"):
        follow(button, title_is)
        titles.add(room.locator("p.live__title").inner_text())
    assert len(titles) == 3
    follow("Put USA on the list", "words => document.querySelector('.live__speaker')?.innerText.includes(words)", "USA")
    follow("Give USA the floor", "() => document.querySelector('[data-since]')")
    follow("End", "() => !document.querySelector('[data-since]')", exact=True)
    chair.get_by_role("button", name="End the session").click()
    assert room.evaluate("window.isTheSamePage")


def test_a_screen_whose_session_is_over_goes_to_sign_in_as_a_whole(visit):
    room = visit("member.gtm")
    room.goto(MEETING + "live/")
    room.context.clear_cookies()
    room.wait_for_url("**/account/login/?next=/meetings/**")
    assert room.locator("input[name=password]").is_visible()
