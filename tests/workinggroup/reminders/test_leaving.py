"""Between the reading of what waits and the second at which a digest leaves: who lost access meanwhile gets nothing of it."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from meetings.rounds.models import Meeting
from meetings.rounds.operations import change_meeting
from portal.core.reader import reading_as
from portal.notifications import composing
from portal.notifications.delivery import deliver_due
from portal.notifications.line import Line
from portal.notifications.models import OutgoingMail
from portal.people.readers import everybody, reader_of
from tests.factories.people import close_account, move
from tests.factories.work import NOW, make_action_item
from tests.workinggroup.reminders.conftest import MEETING, at, digests
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import drop_item
from workinggroup.reminders.operations import plan_all, post_due

DAY = at(date(2026, 4, 7))


@pytest.fixture
def leaving(world, commitment, monkeypatch):
    """Two digests of one side, read together; what the test gives happens after the first has left. Returns who is to get
    the second."""
    for person in (world.usa.member, world.usa.negotiator):
        make_action_item(world.usa.coordinator, commitment, assignee=person, due_on=MEETING, title="Narrow matter")
    plan_all(now=NOW)
    post_due(now=DAY)
    keys = {world.usa.member.pk: world.usa.member, world.usa.negotiator.pk: world.usa.negotiator}
    with reading_as(world.usa.coordinator.reader):
        rows = OutgoingMail.objects.filter(message="workinggroup/reminders/digest", status="queued")
        rows.exclude(recipient__in=keys).update(status="dropped")
        first, second = sorted(rows, key=lambda row: row.turn)
    person, read, done = keys[second.recipient_id], [], []
    gather = composing.REGISTERED[first.message].gather

    def noted(mails, *, now):
        read.append([mail.recipient_id for mail in mails])
        return gather(mails, now=now)

    def go(act):
        send = Line.send

        def sends(line, envelope):
            send(line, envelope)
            if read and "act" not in done:
                done.append("act")
                act(person)

        monkeypatch.setattr(Line, "send", sends)
        known = composing.REGISTERED[first.message]
        monkeypatch.setitem(composing.REGISTERED, first.message, replace(known, gather=noted))
        deliver_due(everybody(), reader_of, clock=lambda: DAY)
        assert read[0] == [first.recipient_id, second.recipient_id]
        with reading_as(world.usa.coordinator.reader):
            second.refresh_from_db()
        return second

    go.person, go.read = person, read
    return go


@pytest.mark.parametrize("change", ["closed", "moved", "made administrator"])
def test_who_lost_access_after_the_reading_gets_nothing(world, leaving, smtp, change):
    """No act tells of it: the person themselves is asked for at the second at which the mail leaves."""
    ways = {
        "closed": close_account,
        "moved": lambda person: move(person, "MEX", role="member"),
        "made administrator": lambda person: move(person, None, role="administrator"),
    }
    mail = leaving(ways[change])
    assert (mail.status, mail.reason) == ("dropped", "This person has no access any more.")
    assert not digests(smtp, leaving.person.email)


def test_what_was_given_up_after_the_reading_is_told_to_nobody(world, leaving, smtp):
    def give_up(person):
        with reading_as(world.usa.coordinator.reader):
            item = ActionItem.objects.get(assignee=person)
            drop_item(item=item, actor=world.usa.coordinator, now=timezone.now(), reason="It was settled otherwise.")

    mail = leaving(give_up)
    assert (mail.status, mail.reason) == ("dropped", "Nothing waits on this person any more.")
    assert leaving.read[1] == [leaving.person.pk]
    assert not digests(smtp, leaving.person.email)


def test_what_the_side_may_see_no_longer_after_the_reading_is_not_told(world, leaving, follow_up, smtp):
    """The act that took it away need not be one that the side may know of."""

    def narrow(_person):
        with reading_as(world.sec.coordinator.reader):
            found = Meeting.objects.get(pk=follow_up.pk)
            Meeting.objects.filter(pk=follow_up.pk).update(releasable_to=["SEC", "GTM"], delegations=["GTM"])
            found.refresh_from_db()
            change_meeting(meeting=found, actor=world.sec.coordinator, now=timezone.now())

    leaving(narrow)
    assert leaving.read[1] == [leaving.person.pk]
    told = digests(smtp, leaving.person.email)
    assert not any("Ministerial" in mail["Subject"] + mail.get_body(("plain",)).get_content() for mail in told)


def test_where_nobody_did_anything_what_was_read_once_serves_all(world, leaving, smtp):
    assert leaving(lambda person: None).status == "sent"
    assert len(leaving.read) == 1
