"""Numbers and keys that are remembered are those of this reader, as they are now."""

from datetime import timedelta

import pytest
from django.db import transaction

from portal.audit.remembered import AnotherReader, Remembered, this_moment
from portal.core.reader import Reader, reading_as
from tests.factories.people import make_world
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import reschedule_item
from workinggroup.actionitems.queries import action_list
from workinggroup.desk.queries import desk_of

TODAY = NOW.date()


class Asked:
    """A question that counts how often it is asked; it finds the titles' number of all items that the wall shows."""

    def __init__(self):
        self.times = 0

    def __call__(self, *_arguments):
        self.times += 1
        return ActionItem.objects.count()


@pytest.fixture
def house(committed):
    """Two delegations and a commitment, really there; the acts of several transactions."""
    world = make_world()
    statement = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    return world, make_commitment(world.sec.coordinator, statement, supporting=["MEX"])


def ask(question, reader, *arguments):
    with reading_as(reader):
        return question(this_moment(), *arguments)


def test_it_is_asked_once_for_each_reader_until_the_next_act(house):
    world, commitment = house
    asked = Asked()
    question = Remembered(asked)
    for _turn in range(3):
        assert ask(question, Reader("USA")) == ask(question, Reader("MEX")) == 0
    assert asked.times == 2
    make_action_item(world.usa.coordinator, commitment)
    assert ask(question, Reader("USA")) == ask(question, Reader("MEX")) == 1
    assert asked.times == 4


def test_what_one_side_alone_may_know_of_moves_its_numbers_alone(house):
    world, commitment = house
    asked = Asked()
    question = Remembered(asked)
    assert ask(question, Reader("USA")) == ask(question, Reader("MEX")) == 0
    make_action_item(world.usa.coordinator, commitment, only_us=True)
    assert (ask(question, Reader("USA")), ask(question, Reader("MEX"))) == (1, 0)
    assert asked.times == 3


def test_nobody_is_handed_what_another_counted(house):
    world, commitment = house
    make_action_item(world.usa.coordinator, commitment, only_us=True)
    question = Remembered(Asked())
    assert [ask(question, Reader(code)) for code in ("USA", "MEX", "CAN", "SEC", "USA")] == [1, 0, 0, 0, 1]
    assert ask(question, Reader()) == 0
    # Whom the wall takes for the reader counts, not who is said to ask.
    with reading_as(Reader("USA")):
        moment = this_moment()
        with reading_as(Reader("MEX")):
            assert this_moment().reader == "MEX"
            with pytest.raises(AnotherReader):
                question(moment)
        assert question(moment) == 1
    with reading_as(Reader("USA")), pytest.raises(AnotherReader):
        question(moment)


def test_arguments_and_questions_are_kept_apart(house):
    first, second = Remembered(lambda number: number), Remembered(lambda number: -number)
    assert [ask(each, Reader("USA"), number) for each in (first, second) for number in (1, 2, 1)] == [
        1,
        2,
        1,
        -1,
        -2,
        -1,
    ]


def test_what_is_undone_is_not_remembered(house):
    world, commitment = house
    question = Remembered(Asked())
    with reading_as(Reader("USA")):
        sid = transaction.savepoint()
        make_action_item(world.usa.coordinator, commitment)
        assert question(this_moment()) == 1
        transaction.savepoint_rollback(sid)
        assert question(this_moment()) == 0
    assert ask(question, Reader("USA")) == 0
    make_action_item(world.usa.coordinator, commitment, title="The same number in the trail")
    assert ask(question, Reader("USA")) == 1


def test_a_transaction_that_has_written_asks_once_a_moment(house):
    world, commitment = house
    asked = Asked()
    question = Remembered(asked)
    with reading_as(Reader("USA")):
        make_action_item(world.usa.coordinator, commitment)
        moment = this_moment()
        assert question(moment) == question(moment) == 1
        assert asked.times == 1
        make_action_item(world.usa.coordinator, commitment)
        assert question(this_moment()) == 2


def test_the_oldest_answers_give_way(house, monkeypatch):
    monkeypatch.setattr("portal.audit.remembered.MOST", 2)
    asked = Asked()
    question = Remembered(asked)
    for number in (1, 2, 3, 3, 2, 1):
        ask(question, Reader("USA"), number)
    assert asked.times == 4


def test_lists_and_desk_count_as_they_did_before_they_remembered(house):
    """The same questions, remembered and anew, after each act."""
    world, commitment = house

    def shown(person):
        with reading_as(person.reader):
            lists = [
                action_list(person, today=TODAY, asked=ItemFilter(show=view))
                for view in ("all", "mine", "late", "unowned")
            ]
            desk = desk_of(person, now=NOW)
        return [
            *[(each.counts, [line for group in each.groups for line in group.lines]) for each in lists],
            (desk.waits, desk.colleagues, desk.attention, desk.standing, desk.deadlines),
        ]

    def anew(person):
        with reading_as(person.reader):
            # A transaction that has written remembers nothing.
            ActionItem.objects.filter(pk=commitment.pk).update(number=1)
            with transaction.atomic():
                make_action_item(world.usa.coordinator, commitment)
                transaction.set_rollback(True)
        return shown(person)

    people = [world.usa.coordinator, world.usa.member, world.mex.coordinator, world.sec.coordinator]
    item = None
    for step in range(4):
        if step == 1:
            item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, due_on=TODAY)
        if step == 2:
            make_action_item(world.mex.coordinator, commitment, only_us=True)
        if step == 3:
            with reading_as(world.usa.coordinator.reader):
                reschedule_item(item=item, actor=world.usa.coordinator, now=NOW, due_on=TODAY + timedelta(9))
        for person in people:
            assert shown(person) == shown(person) == anew(person), (step, person)
