"""Who watches a meeting in session is not signed out by the idle limit; a page that asks by itself elsewhere keeps nobody in."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from tests.factories.work import make_follow_up, make_item, make_meeting
from tests.scenes import scene

BEGAN = datetime(2026, 5, 7, 15, tzinfo=UTC)
IDLE = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
POLL = {"HX-Request": "true", "Portal-Poll": "yes"}


@scene
def meeting(world):
    meeting = make_follow_up(world.sec.coordinator, date(2090, 5, 7))
    make_item(world.sec.coordinator, meeting)
    return meeting


@pytest.fixture
def clock(time_machine):
    """The world's clock: `clock(timedelta)` is how long after the beginning it is."""
    time_machine.move_to(BEGAN, tick=False)
    return lambda after: time_machine.move_to(BEGAN + after, tick=False)


@pytest.fixture
def steer(sign_in, world, meeting):
    def press(act):
        chair = sign_in(world.sec.coordinator)
        page = chair.get(f"/meetings/{meeting.slug}/live/", secure=True).content.decode()
        seen = page.partition('name="seen" value="')[2].partition('"')[0]
        chair.post(f"/meetings/{meeting.slug}/live/{act}/", {"seen": seen}, secure=True)

    return press


def screen(client, meeting, held=None):
    headers = POLL | ({"If-None-Match": held["ETag"]} if held else {})
    return client.get(f"/meetings/{meeting.slug}/live/", secure=True, headers=headers)


def is_signed_out(answer) -> bool:
    """The screen is sent to sign in as a whole, instead of showing the form inside its board."""
    return answer.status_code == 204 and answer["HX-Redirect"].startswith("/account/login/?next=/meetings/")


def minutes(first, last, step):
    return [timedelta(minutes=each) for each in range(first, last, step)]


def test_a_screen_on_a_meeting_in_session_stays_signed_in_until_the_day_ends(world, sign_in, meeting, steer, clock):
    client = sign_in(world.usa.member)
    steer("start")
    held = client.get(f"/meetings/{meeting.slug}/live/", secure=True)
    for after in minutes(10, 12 * 60, 10):
        clock(after)
        answer = screen(client, meeting, held)
        assert answer.status_code in {200, 304}, after
    clock(timedelta(hours=12, seconds=1))
    assert is_signed_out(screen(client, meeting, held))


def test_unchanged_answers_keep_the_session_too(world, sign_in, meeting, steer, clock):
    client = sign_in(world.usa.member)
    steer("start")
    held = screen(client, meeting)
    held = screen(client, meeting)
    seen = []
    for after in minutes(10, 180, 10):
        clock(after)
        seen.append(screen(client, meeting, held).status_code)
    assert seen == [304] * 17


@pytest.mark.parametrize("when", ["never opened", "ended"])
def test_a_screen_on_a_meeting_that_is_not_in_session_idles(world, sign_in, meeting, steer, clock, when):
    client = sign_in(world.usa.member)
    if when == "ended":
        steer("start")
    assert client.get(f"/meetings/{meeting.slug}/live/", secure=True).status_code == 200
    if when == "ended":
        steer("stop")
        assert screen(client, meeting).status_code == 200
    held = None
    for after in minutes(10, 120, 10):
        clock(after)
        held = screen(client, meeting, held if held and held.has_header("ETag") else None)
        assert held.status_code in {200, 304}
    clock(IDLE + timedelta(seconds=1))
    assert is_signed_out(screen(client, meeting))


def test_polls_of_other_pages_keep_nobody_in(world, sign_in, meeting, steer, clock):
    other = make_meeting(world.sec.coordinator, date(2090, 6, 3), slug="other")
    client = sign_in(world.usa.member)
    steer("start")
    assert client.get(f"/meetings/{meeting.slug}/live/", secure=True).status_code == 200
    for after in minutes(10, 120, 10):
        clock(after)
        assert client.get(f"/meetings/{other.slug}/agenda/", secure=True, headers=POLL).status_code == 200
    clock(IDLE + timedelta(seconds=1))
    assert is_signed_out(client.get(f"/meetings/{other.slug}/agenda/", secure=True, headers=POLL))


def test_whatever_asks_again_by_itself_says_that_it_is_no_click():
    pages = [page.read_text() for page in (settings.BASE_DIR / "templates").rglob("*.html")]
    asking = [tag for page in pages for tag in re.findall(r"<[^<>]*?hx-trigger=\"every [^>]*>", page)]
    assert len(asking) > 1
    assert all("""hx-headers='{"Portal-Poll": "yes"}'""" in tag for tag in asking)


def test_a_click_keeps_the_session(world, sign_in, meeting, clock):
    client = sign_in(world.usa.member)
    for after in minutes(0, 300, 100):
        clock(after)
        assert client.get(f"/meetings/{meeting.slug}/agenda/", secure=True).status_code == 200
