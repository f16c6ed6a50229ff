"""By which ways news comes: the own choice, the side's, the usual one; what is mandatory comes always."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.audit.models import Entry
from portal.core.reader import Reader, reading_as
from portal.core.seen import ChangedMeanwhile
from portal.notifications.choosing import choices_of, ways_of_each
from portal.notifications.digest import first_news, unread_for_digest
from portal.notifications.kinds import KINDS, Ways
from portal.notifications.models import Choice
from portal.notifications.news import DESCRIBED
from portal.people.bell.operations import choose_ways, mark_read
from tests.factories.news import GIVEN, choose, notices_of
from tests.factories.work import NOW, make_action_item, make_commitment, make_meeting, make_statement
from tests.scenes import scene

USUAL = Ways(bell=True, mail=True)


@scene
def promise(world):
    return make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    )


def ways(person):
    with reading_as(person.reader):
        return choices_of(person)[GIVEN]


def give(world, promise, count=1):
    return [make_action_item(world.usa.coordinator, promise, assignee=world.usa.member) for _ in range(count)]


def test_what_is_usual_holds_until_somebody_chooses(world):
    assert ways(world.usa.member) == USUAL
    choose(world.usa.coordinator, GIVEN, for_side=True, digest=True)
    assert ways(world.usa.member) == Ways(digest=True)
    choose(world.usa.member, GIVEN, bell=True)
    assert ways(world.usa.member) == Ways(bell=True)
    assert ways(world.usa.negotiator) == Ways(digest=True)
    assert ways(world.mex.member) == USUAL


def test_whoever_tells_asks_across_the_wall(world):
    choose(world.usa.coordinator, GIVEN, for_side=True, digest=True)
    choose(world.usa.member, GIVEN, bell=True)
    people = [world.usa.member, world.usa.negotiator, world.mex.member]
    with reading_as(world.gtm.head.reader):
        assert list(ways_of_each(people, KINDS[GIVEN]).values()) == [Ways(bell=True), Ways(digest=True), USUAL]


def test_a_choice_of_what_is_usual_is_none(world):
    choose(world.usa.member, GIVEN, bell=True)
    choose(world.usa.member, GIVEN, bell=True, mail=True)
    with reading_as(world.usa.member.reader):
        assert not Choice.objects.exists()


def test_what_is_mandatory_cannot_be_switched_off(world):
    choose(world.usa.member, "answers")
    with reading_as(world.usa.member.reader):
        assert not Choice.objects.exists()
        assert choices_of(world.usa.member)["answers"] == Ways(bell=True, mail=True)
    # Nor where a row got there in another way.
    with reading_as(world.usa.member.reader):
        Choice.objects.create(person=world.usa.member, kind="answers", bell=False, mail=False, digest=False)
        assert choices_of(world.usa.member)["answers"] == Ways(bell=True, mail=True)


def test_every_kind_says_what_is_mandatory_about_it():
    assert {name for name, kind in KINDS.items() if kind.is_mandatory} == {
        "addresses",
        "answers",
        "invitations",
        "reminders",
        "security",
        "signatures",
        "silences",
    }
    assert all(kind.reason for kind in KINDS.values() if kind.is_mandatory)
    assert {told.kind.name for told in DESCRIBED.values()} == {
        "accepted",
        "accounting",
        "addresses",
        "answered",
        "answers",
        "backed",
        "dates",
        "decided",
        "figures",
        "finished",
        "followed",
        "given",
        "marked",
        "gaps",
        "meetings",
        "mirrors",
        "moves",
        "our_requests",
        "packs",
        "plans",
        "plans_urgent",
        "practices",
        "predecessor",
        "progress",
        "release_words",
        "releases",
        "requests_to_us",
        "signatures",
        "silences",
        "stages",
        "wider_release",
    }


def test_only_those_who_lead_choose_for_their_side(world):
    for person in (world.usa.member, world.usa.negotiator, world.admin):
        with pytest.raises(PermissionDenied):
            choose(person, GIVEN, for_side=True, bell=True)


def test_a_choice_is_its_persons_own_and_a_sides_its_own(world):
    choose(world.usa.member, GIVEN, bell=True)
    choose(world.usa.coordinator, GIVEN, for_side=True, digest=True)
    seen = {}
    for name, reader in {
        "member": world.usa.member.reader,
        "other": world.usa.head.reader,
        "mex": world.mex.head.reader,
        "side": Reader("USA"),
    }.items():
        with reading_as(reader):
            seen[name] = Choice.objects.count()
    assert seen == {"member": 2, "other": 1, "mex": 0, "side": 1}


def test_a_change_is_in_the_trail(world):
    choose(world.usa.member, GIVEN, bell=True)
    with reading_as(world.usa.member.reader):
        entry = Entry.objects.get(action="people.person.ways_chosen")
    assert '"given": [true, false, false]' in entry.detail


def test_whoever_saw_something_else_is_stopped(world):
    with reading_as(world.usa.member.reader), pytest.raises(ChangedMeanwhile):
        choose_ways(actor=world.usa.member, chosen={GIVEN: Ways()}, seen="something")


def test_the_digest_tells_what_its_reader_wants_there_once(world, promise):
    member = world.usa.member
    choose(member, GIVEN, bell=True, digest=True)
    first, second = give(world, promise, 2)
    with reading_as(Reader("USA")):
        assert set(first_news(now=NOW)) == {member.pk}
    with reading_as(member.reader):
        for _again in range(2):
            lines = unread_for_digest(member, now=NOW)
            assert {line.subject.pk for line in lines} == {first.pk, second.pk}
            assert lines[0].words == "An action item was assigned to you."
        tomorrow = NOW.replace(day=NOW.day + 1)
        assert unread_for_digest(member, now=tomorrow) == []
    with reading_as(Reader("USA")):
        assert first_news(now=tomorrow) == {}


def test_what_was_read_is_not_in_the_digest(world, promise):
    member = world.usa.member
    choose(member, GIVEN, bell=True, digest=True)
    give(world, promise)
    with reading_as(member.reader):
        mark_read(actor=member, keys=[row.pk for row in notices_of(member)], now=NOW)
        assert unread_for_digest(member, now=NOW) == []


def test_a_digest_that_does_not_go_tells_its_news_the_next_day(world, promise):
    member = world.usa.member
    choose(member, GIVEN, digest=True)
    give(world, promise)
    with reading_as(member.reader):
        assert unread_for_digest(member, now=NOW)
        transaction.set_rollback(True)
    with reading_as(member.reader):
        assert unread_for_digest(member, now=NOW.replace(day=NOW.day + 1))
