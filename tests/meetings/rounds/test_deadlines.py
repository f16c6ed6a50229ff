"""What of a meeting's own deadlines is due for a side."""

from datetime import date, timedelta

import pytest

from meetings.rounds.deadlines import KINDS
from portal.core import times
from portal.core.reader import reading_as
from tests.factories.work import make_meeting

DAY = date(2026, 5, 7)


def due(world, side, now):
    with reading_as(getattr(world, side.lower()).coordinator.reader):
        return {kind.key: [found.due for found in kind.find(side, now=now)] for kind in KINDS}


@pytest.mark.parametrize(
    ("day", "clock", "there"),
    [(date(2026, 3, 26), "23:59", True), (date(2026, 3, 27), "00:00", False), (date(2026, 3, 2), "08:00", True)],
)
def test_the_call_for_items_is_due_until_its_day_is_over_at_the_venue(world, day, clock, there):
    make_meeting(world.sec.coordinator, DAY)
    found = due(world, "USA", times.instant(day, clock, "America/Guatemala"))
    assert found["call_for_items"] == ([DAY - timedelta(42)] if there else [])
    assert found["papers"] == [DAY - timedelta(14)]


def test_only_who_sits_at_a_meeting_has_its_deadlines(world):
    make_meeting(world.sec.coordinator, DAY, delegations=["USA", "GTM"])
    now = times.instant(date(2026, 3, 2), "08:00", "America/Guatemala")
    assert due(world, "MEX", now) == {"call_for_items": [], "papers": []}
    assert due(world, "USA", now)["papers"]


def test_deadlines_of_a_meeting_that_is_over_are_nobodys(world):
    make_meeting(world.sec.coordinator, DAY, status="concluded")
    now = times.instant(date(2026, 3, 2), "08:00", "America/Guatemala")
    assert due(world, "USA", now) == {"call_for_items": [], "papers": []}
