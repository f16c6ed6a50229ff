"""What is optional in a digest: the link that switches exactly that off, for a person and for a mail program."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from portal.core.reader import Reader, reading_as
from portal.notifications.choosing import choices_of
from portal.notifications.kinds import Ways
from portal.people.bell.operations import choose_ways
from tests.factories.people import close_account, prefer
from tests.factories.work import NOW, make_action_item
from tests.workinggroup.reminders.conftest import at, digests, run_at
from workinggroup.reminders.cadence import read_cadence
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.choosing import choose_cadence
from workinggroup.reminders.levels import Choices
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.states import Level
from workinggroup.reminders.stopping import Free, stop_link

USA = Reader("USA")
# The item is due on 8 May: optional reminders on 24 April and 1 May, a mandatory one on 7 May.
OPTIONAL, MANDATORY = date(2026, 4, 24), date(2026, 5, 7)


def link_of(mail):
    link = mail["List-Unsubscribe"]
    return link.strip("<>").removeprefix(settings.PORTAL_ADDRESS) if link else ""


def own(person, kind="action_item"):
    with reading_as(person.reader):
        standing = read_choices(person.code).standing(Level.OWN, kind, person.pk)
    return [rung.words for rung in standing.cadence if rung.is_own]


def days_of(person):
    with reading_as(USA):
        rows = Reminder.objects.filter(recipient=person, kind="action_item", status="planned")
        return sorted(rows.values_list("send_on", flat=True))


@pytest.fixture
def optional(world, item, smtp):
    """The digest of an optional reminder."""
    plan_all(now=NOW)
    run_at(at(OPTIONAL))
    (mail,) = digests(smtp, "member.usa")
    return mail


def test_a_digest_says_by_its_headers_where_its_optional_part_is_switched_off(world, optional):
    assert optional["List-Unsubscribe"].startswith(f"<{settings.PORTAL_ADDRESS}/reminders/stop/")
    assert optional["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in ("plain", "html"):
        assert link_of(optional) in optional.get_body((part,)).get_content()


def test_one_press_of_a_mail_program_switches_off_the_optional_part_and_nothing_mandatory(
    world, optional, client, time_machine
):
    time_machine.move_to(at(OPTIONAL), tick=True)
    before = [each for each in own(world.usa.member) if each.endswith("!")]
    assert set(own(world.usa.member)) - set(before)
    others = own(world.usa.member, "progress_report")
    client.handler.enforce_csrf_checks = True
    for _press in range(2):
        page = client.post(link_of(optional), {"List-Unsubscribe": "One-Click"}, secure=True)
        assert page.status_code == 200
        assert own(world.usa.member) == before
    assert own(world.usa.member, "progress_report") == others
    assert own(world.usa.negotiator) != before
    assert min(days_of(world.usa.member)) == MANDATORY


def test_who_opens_the_link_sees_what_would_end_and_what_goes_on_and_nothing_changes(
    world, optional, client, time_machine
):
    time_machine.move_to(at(OPTIONAL), tick=True)
    held = own(world.usa.member)
    page = client.get(link_of(optional), secure=True).content.decode()
    assert "14 days before, 7 days before" in page
    assert "Goes on: 1 day before, 1 working day after" in page
    assert own(world.usa.member) == held
    prefer(world.usa.member, language="es")
    assert "14 días antes" in client.get(link_of(optional), secure=True).content.decode()


def test_a_digest_of_what_is_mandatory_alone_offers_nothing(world, item, smtp):
    plan_all(now=NOW)
    run_at(at(MANDATORY - timedelta(1)))
    smtp.mails.clear()
    run_at(at(MANDATORY))
    (mail,) = digests(smtp, "member.usa")
    assert not link_of(mail)
    assert "optional" not in mail.get_body(("plain",)).get_content()


def test_what_became_mandatory_after_the_mail_stays_on(world, optional, client, time_machine):
    time_machine.move_to(at(OPTIONAL), tick=True)
    with reading_as(world.usa.coordinator.reader):
        choose_cadence(
            level=Level.SIDE, kind="action_item", actor=world.usa.coordinator, now=NOW, rungs=read_cadence(["-7d !"])
        )
    client.post(link_of(optional), secure=True)
    assert own(world.usa.member)[0] == "-7d !"


def test_what_goes_up_the_ladder_or_in_somebodys_place_is_not_the_readers_to_switch_off(world):
    """The ministerial's reminder to coordinators, thirty days before, is not mandatory, yet the side's to choose."""
    free = Free(Choices())
    rungs = [("ministerial", "-30d coordinator"), ("action_item", "+7w deputy"), ("papers", "-1d !")]
    assert free.kinds(world.usa.coordinator.pk, rungs) == []
    assert free.kinds(world.usa.coordinator.pk, [*rungs, ("papers", "-7d")]) == ["papers"]


def test_news_in_a_digest_is_switched_off_there_and_nowhere_else(world, commitment, smtp, client, time_machine):
    person = world.usa.member
    with reading_as(person.reader):
        choose_ways(actor=person, chosen={"given": Ways(bell=True, digest=True)})
    make_action_item(world.usa.coordinator, commitment, assignee=person, title="Write it", due_on=date(2026, 9, 1))
    run_at(NOW + timedelta(hours=1))
    run_at(at(date(2026, 3, 3)))
    (mail,) = smtp.to(person.email)
    time_machine.move_to(at(date(2026, 3, 3)), tick=True)
    client.post(link_of(mail), secure=True)
    with reading_as(person.reader):
        assert choices_of(person)["given"] == Ways(bell=True)
    assert any(not each.endswith("!") for each in own(person))


@pytest.mark.parametrize("wrong", ["forged", "bell", "person who left"])
def test_a_link_that_is_not_ours_or_whose_person_left_changes_nothing(world, item, client, wrong):
    path = stop_link(world.usa.member.pk, ["action_item"], (), today=NOW.date())
    path = path.removeprefix(settings.PORTAL_ADDRESS)
    if wrong == "forged":
        path = path[:-6] + "AAAAA/"
    elif wrong == "bell":
        path = path.replace("/reminders/stop/", "/account/notices/stop/")
    else:
        close_account(world.usa.member)
    held = own(world.usa.member)
    assert client.post(path, secure=True).status_code == 410
    assert own(world.usa.member) == held
