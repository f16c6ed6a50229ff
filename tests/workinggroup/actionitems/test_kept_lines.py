"""What is remembered beside items follows every act, and no side is given what another one was shown."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from portal.audit.remembered import AnotherReader, this_moment
from portal.core.reader import reading_as
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.choices import owners_of
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.states import ProgressRating
from workinggroup.actionitems.waits import _own_item

TODAY = NOW.date()


@scene
def item(world):
    statement = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    commitment = make_commitment(world.sec.coordinator, statement, supporting=["MEX"])
    return make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)


def seen(person, item, *, is_listed=True):
    """The line as a page of this person has it now."""
    with reading_as(person.reader):
        return lines_of([item.pk], TODAY, this_moment(), is_listed=is_listed).get(item.pk)


def do(operation, actor, **facts):
    with reading_as(actor.reader):
        return operation(actor=actor, **facts)


def test_each_act_is_seen_at_the_next_request(world, item):
    owner, readers = world.usa.member, (world.usa.coordinator, world.mex.member)
    assert all(seen(person, item).reports == () for person in readers)
    do(operations.report_progress, owner, item=item, now=NOW, standing=ProgressRating.ON_TRACK, text="Begun")
    assert all(seen(person, item).reports == ("on_track",) for person in readers)
    step = do(operations.add_step, owner, item=item, text="One")
    assert all((seen(person, item).steps, seen(person, item).steps_done) == (1, 0) for person in readers)
    do(operations.tick_step, owner, step=step, now=NOW, is_done=True)
    assert all((seen(person, item).steps, seen(person, item).steps_done) == (1, 1) for person in readers)
    assert not seen(owner, item, is_listed=False).asks_time
    later = item.due_on + timedelta(days=9)
    do(operations.ask_more_time, owner, item=item, now=NOW, due_on=later, reason="It is long")
    assert seen(owner, item, is_listed=False).asks_time
    assert seen(world.usa.coordinator, item, is_listed=False).asks_time


def test_nobody_is_given_what_another_side_was_shown(world, item):
    assert seen(world.usa.coordinator, item)
    assert seen(world.gtm.member, item) == seen(world.usa.coordinator, item)
    with reading_as(world.usa.coordinator.reader):
        moment = this_moment()
        assert lines_of([item.pk], TODAY, moment)
    with reading_as(world.admin.reader):
        assert lines_of([item.pk], TODAY, this_moment()) == {}
    for other in (world.mex.member, world.admin):
        with reading_as(other.reader), pytest.raises(AnotherReader):
            lines_of([item.pk], TODAY, moment)


def test_what_is_said_once_is_said_in_each_language_and_of_each_line(world, item):
    line = seen(world.usa.member, item, is_listed=False)
    with override("en"):
        english = _own_item(line)
    with override("es"):
        spanish = _own_item(line)
    assert english.act != spanish.act
    with override("en"):
        assert _own_item(line) == english
        moved = type(line)(**{name: getattr(line, name) for name in line.__slots__} | {"due": date(2090, 1, 1)})
        assert _own_item(moved).due == date(2090, 1, 1)


def test_a_filter_offers_those_who_own_items_and_who_is_asked_for(world, item):
    def offered(person, owner=""):
        with reading_as(person.reader):
            return {key for key, _name in owners_of(person, ItemFilter(owner=owner), this_moment())}

    assert offered(world.usa.coordinator) == {world.usa.member.pk}
    assert offered(world.usa.coordinator, str(world.usa.head.pk)) == {world.usa.member.pk, world.usa.head.pk}
    assert offered(world.usa.coordinator, str(world.mex.member.pk)) == {world.usa.member.pk}
    assert offered(world.mex.coordinator) == set()
    do(operations.reassign_item, world.usa.coordinator, item=item, now=NOW, assignee=world.usa.head)
    assert offered(world.usa.coordinator) == {world.usa.head.pk}
