"""Work that waits is taken by one worker at a time, the oldest first, and taken over from one that died."""

from datetime import timedelta

import pytest

from meetings.documents.models import Pack
from meetings.documents.packs import request_pack as request_documents
from portal.core.leasing import STALLED, lease
from portal.core.reader import Reader, reading_as
from tests.factories.people import make_world
from tests.factories.work import NOW, make_follow_up, make_round
from workinggroup.pack.models import FollowUpPack
from workinggroup.pack.operations import request_pack


def ask_twice(world, model):
    """One that USA asked for before MEX did; returns both in that order."""
    meeting = make_follow_up(world.sec.coordinator)
    asked = make_round(world.sec.coordinator, meeting)
    made = []
    for place, side in enumerate((world.usa, world.mex)):
        with reading_as(side.head.reader):
            facts = {"actor": side.head, "now": NOW + timedelta(minutes=place)}
            made.append(
                request_documents(meeting=meeting, **facts) if model is Pack else request_pack(asked=asked, **facts)
            )
    return made


@pytest.mark.parametrize("model", [Pack, FollowUpPack])
def test_a_row_is_leased_once_and_again_after_its_worker_died(world, model):
    ours, theirs = ask_twice(world, model)
    rows, usa = model.objects.all(), Reader("USA")
    taken = lease(rows, usa, now=NOW)
    assert (taken, taken.status, taken.attempts, taken.started_at) == (ours, "working", 1, NOW)
    assert lease(rows, usa, now=NOW + STALLED) is None
    with reading_as(usa):
        model.objects.update(done=3)
    again = lease(rows, usa, now=NOW + STALLED + timedelta(seconds=1))
    assert (again, again.attempts, again.done) == (ours, 2, 0)
    assert lease(rows, Reader("MEX"), now=NOW) == theirs
    assert lease(rows, Reader("GTM"), now=NOW) is None


def test_two_workers_at_the_same_moment_take_it_once(committed, pair):
    ours, _theirs = ask_twice(make_world(), FollowUpPack)
    take = lambda: lease(FollowUpPack.objects.all(), Reader("USA"), now=NOW)  # noqa: E731
    assert [each.pk for each in pair.race(take, take) if each] == [ours.pk]
