"""Mails of news: the first at once, what follows together; nothing lost, nothing twice, nothing unwanted or unseen."""

import re
from datetime import timedelta

import pytest

from portal.core.reader import Reader, reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutgoingMail
from portal.notifications.news import tell_news
from portal.people.readers import everybody, reader_of
from tests.factories.news import ASSIGNED, DONE, GIVEN, choose, minutes, notices_of, tell
from tests.factories.people import mails, make_world
from tests.factories.work import NOW, make_action_item, make_commitment, make_meeting, make_statement
from tests.growing import grows_at_most
from tests.scenes import scene
from workinggroup.actionitems.models import ActionItem


@scene
def promise(world):
    return make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    )


@scene
def flood(world, promise):
    """Thirty items given to one person in the same moment."""
    usa = world.usa
    return [make_action_item(usa.coordinator, promise, assignee=usa.member, title=f"Task {n}") for n in range(30)]


def deliver(at):
    return deliver_due(everybody(), reader_of, clock=lambda: at)


def texts(smtp, person):
    return [mail.get_body(("plain",)).get_content() for mail in smtp.to(person.email)]


def test_many_at_once_are_one_mail(world, flood, smtp):
    tally = deliver(NOW)
    assert (tally.sent, tally.dropped) == (1, 29)
    (said,) = texts(smtp, world.usa.member)
    assert smtp.mails[0]["Subject"] == "30 pieces of news from the portal"
    assert len(re.findall("An action item was assigned to you", said)) == 20
    assert "and 10 others" in said
    assert "https://testserver/notices/" in said
    assert {mail.reason for mail in mails() if mail.status == "dropped"} == {"It was told together with other news."}


def test_what_follows_goes_together_ten_minutes_later(world, flood, smtp):
    first, second, third, *_ = flood
    deliver(NOW)
    for number, item in enumerate((first, second, third)):
        tell(ASSIGNED, item, world.usa.member, at=NOW + minutes(number + 1))
    assert deliver(NOW + minutes(4)).sent == 0
    waiting = [mail for mail in mails() if mail.status == "queued"]
    assert {(mail.not_before, mail.attempts) for mail in waiting} == {(NOW + minutes(10), 0)}
    assert deliver(NOW + minutes(10)).sent == 1
    assert smtp.mails[-1]["Subject"] == "3 pieces of news from the portal"
    assert deliver(NOW + minutes(60)).sent == 0


def test_each_piece_is_told_once(world, flood, smtp):
    """The first mail and the second one tell different things."""
    deliver(NOW)
    again = flood[0]
    tell(ASSIGNED, again, world.usa.member, at=NOW + minutes(1))
    deliver(NOW + minutes(11))
    told = [notice.told_in for notice in notices_of(world.usa.member)]
    assert len(told) == 31
    assert None not in told
    assert len(set(told)) == 2


def test_a_mail_that_is_sent_again_tells_the_same(world, flood, smtp):
    """After a crash between sending and marking: what came since goes in another mail."""
    deliver(NOW)
    (sent,) = [mail for mail in mails() if mail.status == "sent"]
    with reading_as(Reader("USA")):
        OutgoingMail.objects.filter(pk=sent.pk).update(status="queued")
    tell(ASSIGNED, flood[0], world.usa.member, at=NOW + minutes(1))
    deliver(NOW + minutes(2))
    first, second = smtp.mails
    assert (first["Message-ID"], first["Subject"]) == (second["Message-ID"], second["Subject"])
    assert texts(smtp, world.usa.member)[0] == texts(smtp, world.usa.member)[1]


def test_what_is_not_seen_any_more_drops_no_other(world, flood, smtp):
    with reading_as(Reader("USA")):
        ActionItem.objects.filter(pk=flood[0].pk).update(assignee=world.usa.negotiator)
        ActionItem.objects.filter(pk=flood[1].pk).update(status="done", settled_at=NOW)
    tally = deliver(NOW)
    assert tally.sent == 1
    (said,) = texts(smtp, world.usa.member)
    assert "Task 2" in said


def test_somebody_who_lost_sight_of_a_thing_hears_of_the_others(world, flood, smtp):
    for item in flood[:3]:
        tell(DONE, item, world.mex.coordinator)
    with reading_as(Reader("USA")):
        ActionItem.objects.filter(pk=flood[0].pk).update(releasable_to=["USA"])
    deliver(NOW)
    (said,) = texts(smtp, world.mex.coordinator)
    assert sorted(re.findall(r"Task \d", said)) == ["Task 1", "Task 2"]
    assert deliver(NOW + minutes(10)).sent == 0
    gone = [mail.reason for mail in mails() if mail.subject_id == flood[0].pk and mail.event == DONE]
    assert gone == ["This person may no longer see the action item."]


def test_what_is_switched_off_before_it_leaves_is_not_sent(world, flood, smtp):
    choose(world.usa.member, GIVEN, bell=True)
    assert deliver(NOW).sent == 0
    assert {mail.reason for mail in mails() if mail.status == "dropped"} == {
        "This person does not want mails of this kind."
    }


def test_what_is_switched_off_is_not_posted(world, promise):
    choose(world.usa.member, GIVEN, bell=True)
    item = make_action_item(world.usa.coordinator, promise, assignee=world.usa.member)
    assert [mail for mail in mails() if mail.subject_id == item.pk] == []
    (notice,) = notices_of(world.usa.member)
    assert (notice.bell, notice.mail, notice.digest) == (True, False, False)


def test_whoever_wants_nothing_of_a_kind_gets_nothing(world, promise):
    choose(world.usa.member, GIVEN)
    make_action_item(world.usa.coordinator, promise, assignee=world.usa.member)
    assert notices_of(world.usa.member) == []


@pytest.mark.parametrize("count", [1, 3, 20])
def test_telling_costs_the_same_queries_for_any_number_of_people(world, promise, count, django_assert_num_queries):
    item = make_action_item(world.usa.coordinator, promise)
    sides = (world.usa, world.mex, world.gtm, world.sec, world.can)
    people = [person for side in sides for person in vars(side).values() if person != side.code]
    with reading_as(world.usa.coordinator.reader), django_assert_num_queries(3):
        tell_news(ASSIGNED, item, people[:count], now=NOW)


def test_telling_grows_with_the_people_and_no_faster(world, promise):
    item = make_action_item(world.usa.coordinator, promise)

    def told(count):
        with reading_as(world.usa.coordinator.reader):
            for turn in range(count):
                tell_news(ASSIGNED, item, [world.usa.member], now=NOW + timedelta(seconds=turn + 1000 * count))

    assert grows_at_most(6, told, 20, 80)


def test_two_who_deliver_at_once_tell_each_piece_once(committed, pair, smtp):
    world = make_world()
    secretariat = world.sec.coordinator
    promise = make_commitment(secretariat, make_statement(secretariat, make_meeting(secretariat)))
    for number in range(6):
        make_action_item(world.usa.coordinator, promise, assignee=world.usa.member, title=f"Task {number}")
    pair.race(lambda: deliver(NOW), lambda: deliver(NOW))
    deliver(NOW + minutes(30))
    (said,) = texts(smtp, world.usa.member)
    assert sorted(re.findall(r"Task \d", said)) == [f"Task {n}" for n in range(6)]
