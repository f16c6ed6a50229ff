"""A meeting in session: steering, countdown, speakers."""

from datetime import timedelta

import pytest

from meetings.agendas.operations import ask_floor, end_speech, give_floor, steer_meeting
from meetings.agendas.operations.live import AlreadyOnTheList, AlreadyRunning, NotInSession, SpeakerIsGone
from meetings.agendas.queries.live import live_of
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.work import NOW, make_follow_up, make_item
from tests.scenes import scene


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator)


@scene
def rows(world, meeting):
    return [make_item(world.sec.coordinator, meeting, 30, title) for title in "ABC"]


def run(user, operation, **facts):
    with reading_as(user.reader):
        return operation(actor=user, **({"now": NOW} | facts))


def page(user, meeting):
    with reading_as(user.reader):
        return live_of(meeting, user)


def steer(user, meeting, act, seen="", now=NOW):
    return run(user, steer_meeting, meeting=meeting, act=act, seen=str(seen), now=now)


def test_start_next_stop(world, meeting, rows):
    host = world.gtm.coordinator
    steer(host, meeting, "start")
    shown = page(world.usa.member, meeting)
    assert (shown.now.title, shown.next.title, shown.ends_at) == ("A", "B", NOW + timedelta(minutes=30))
    steer(host, meeting, "next", rows[0].pk)
    assert page(world.usa.member, meeting).now.title == "B"
    steer(host, meeting, "stop", rows[1].pk)
    assert page(world.usa.member, meeting).now is None


def test_next_pressed_by_two_goes_on_once(world, meeting, rows):
    steer(world.gtm.coordinator, meeting, "start")
    steer(world.gtm.coordinator, meeting, "next", rows[0].pk)
    with pytest.raises(AlreadyRunning):
        steer(world.sec.coordinator, meeting, "next", rows[0].pk)


def test_a_pause_keeps_what_is_left(world, meeting, rows):
    host = world.gtm.coordinator
    steer(host, meeting, "start")
    steer(host, meeting, "pause", rows[0].pk, NOW + timedelta(minutes=10))
    assert page(host, meeting).left == 20 * 60
    with pytest.raises(AlreadyRunning):
        steer(host, meeting, "pause", rows[0].pk)
    steer(host, meeting, "resume", rows[0].pk, NOW + timedelta(minutes=15))
    assert page(host, meeting).ends_at == NOW + timedelta(minutes=35)
    steer(host, meeting, "extend", rows[0].pk)
    assert page(host, meeting).ends_at == NOW + timedelta(minutes=40)


def test_only_the_chair_steers(world, meeting, rows):
    for user in (world.usa.coordinator, world.sec.member):
        with pytest.raises(NotAllowed):
            steer(user, meeting, "start")


def test_speakers_in_the_order_they_asked_with_time_used(world, meeting, rows):
    host = world.gtm.coordinator
    with pytest.raises(NotInSession):
        run(world.usa.member, ask_floor, meeting=meeting, delegation="USA")
    steer(host, meeting, "start")
    usa = run(world.usa.member, ask_floor, meeting=meeting, delegation="USA")
    mex = run(host, ask_floor, meeting=meeting, delegation="MEX", now=NOW + timedelta(seconds=1))
    with pytest.raises(AlreadyOnTheList):
        run(host, ask_floor, meeting=meeting, delegation="USA")
    for user in (world.usa.observer, world.mex.member):
        with pytest.raises(NotAllowed):
            run(user, ask_floor, meeting=meeting, delegation="USA")
    assert [each.delegation_id for each in page(world.mex.member, meeting).waiting] == ["USA", "MEX"]
    run(host, give_floor, meeting=meeting, speaker=usa.pk)
    run(host, give_floor, meeting=meeting, speaker=mex.pk, now=NOW + timedelta(minutes=3))
    shown = page(world.usa.member, meeting)
    assert (shown.speaker.delegation_id, shown.waiting) == ("MEX", [])
    assert {floor.code: floor.minutes for floor in shown.used} == {"USA": 3, "MEX": 0, "GTM": 0}
    with pytest.raises(SpeakerIsGone):
        run(host, give_floor, meeting=meeting, speaker=usa.pk)


def test_a_delegation_takes_back_its_own_wish_and_no_other(world, meeting, rows):
    steer(world.gtm.coordinator, meeting, "start")
    usa = run(world.usa.member, ask_floor, meeting=meeting, delegation="USA")
    with pytest.raises(NotAllowed):
        run(world.mex.member, end_speech, meeting=meeting, speaker=usa.pk)
    run(world.usa.head, end_speech, meeting=meeting, speaker=usa.pk)
    assert page(world.usa.member, meeting).waiting == []


def test_while_a_closed_item_runs_the_rest_read_a_neutral_line_and_no_speakers(world, meeting):
    item = make_item(world.sec.coordinator, meeting, 30, "CANARY", readers=["USA"])
    steer(world.gtm.coordinator, meeting, "start")
    run(world.usa.member, ask_floor, meeting=meeting, delegation="USA")
    shown = page(world.mex.member, meeting)
    assert (shown.now.minutes, shown.waiting, shown.is_open) == (30, [], False)
    assert shown.now.id != item.pk
    assert "CANARY" not in repr(shown)
    with pytest.raises(NotInSession):
        run(world.mex.member, ask_floor, meeting=meeting, delegation="MEX")
    with pytest.raises(NotInSession):
        run(world.gtm.coordinator, ask_floor, meeting=meeting, delegation="MEX")
