"""Mail that came back: noted at the mail, and told to those who can mend the address."""

import subprocess
from datetime import timedelta
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse

from portal.audit.models import Entry
from portal.core.reader import PORTAL, Reader, reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutgoingMail
from portal.notifications.states import Note, Status
from portal.people.models import DeadAddress, Invitation
from portal.people.operations import accept_invitation, change_role, invite_person, renew_invitation
from portal.people.queries import who_mends
from portal.people.readers import everybody, reader_of
from portal.people.register import ADMINISTRATION
from portal.people.returning import Taken, confirm_address, take_message, take_refusal
from portal.people.states import Role
from tests.factories.people import close_account, mails, make_user, reload_user
from tests.factories.returned import NOW, fresh, report, send

EVENT = "people.person.address_dead"


def dead_of(user) -> list[str]:
    with reading_as(user.reader):
        return sorted(DeadAddress.objects.visible_to(user).values_list("address", flat=True))


def told() -> list[str]:
    return sorted(mail.address for mail in mails() if mail.event == EVENT)


def test_a_mail_that_came_back_says_so_with_the_servers_words(world):
    mail = send(world.usa.member)
    assert take_message(report(mail), now=NOW).taken == Taken.DONE
    mail = fresh(mail)
    assert (mail.status, mail.code, mail.note) == (Status.RETURNED, "5.1.1", "")
    # Without the address: sides that see whether a mail arrived see this too.
    assert mail.reason == "550 5.1.1 <…>: Recipient address rejected: User unknown in virtual mailbox table"
    assert mail.noted_at == NOW


def test_twice_is_as_once(world):
    mail = send(world.usa.member)
    take_message(report(mail), now=NOW)
    before, entries = fresh(mail), told()
    assert take_message(report(mail), now=NOW + timedelta(hours=1)).taken == Taken.DONE
    assert fresh(mail).noted_at == before.noted_at
    assert told() == entries
    with reading_as(world.usa.head.reader):
        assert Entry.objects.filter(action=EVENT).count() == 1


@pytest.mark.parametrize(
    ("name", "status", "note"),
    [
        ("postfix-full", Status.RETURNED, Note.FULL),
        ("sendmail-delayed", Status.SENT, Note.DELAYED),
        ("exim-success", Status.SENT, Note.DELIVERED),
        ("sendmail-success", Status.SENT, ""),
        ("byhand-forwarded-elsewhere", Status.SENT, Note.ELSEWHERE),
    ],
)
def test_what_is_no_refusal_of_the_address_tells_nobody(world, name, status, note):
    mail = send(world.usa.member)
    assert take_message(report(mail, name), now=NOW).taken == Taken.DONE
    assert (fresh(mail).status, fresh(mail).note) == (status, note)
    assert told() == []
    assert dead_of(world.usa.coordinator) == []


def test_a_delay_is_over_when_the_mail_comes_back_or_arrives(world):
    late, later = send(world.usa.member, key="a"), send(world.usa.head, key="b")
    for mail, end in ((late, "postfix-unknown"), (later, "exim-success")):
        take_message(report(mail, "postfix-delayed"), now=NOW)
        take_message(report(mail, end), now=NOW)
    assert (fresh(late).status, fresh(late).note) == (Status.RETURNED, "")
    assert (fresh(later).status, fresh(later).note) == (Status.SENT, Note.DELIVERED)


@pytest.mark.parametrize("name", ["noreport-out-of-office", "noreport-challenge", "noreport-read-receipt"])
def test_the_answer_of_a_machine_is_taken_and_changes_nothing(world, name):
    mail = send(world.usa.member)
    assert take_message(report(mail, name), now=NOW).taken == Taken.DONE
    assert (fresh(mail).status, fresh(mail).note) == (Status.SENT, "")


@pytest.mark.parametrize("raw", [b"", b"\0" * 100, b"From: a@b.example\n\nHello", b"\xff" * 5000])
def test_what_is_nothing_of_ours_is_left_for_a_person(world, raw):
    assert take_message(raw, now=NOW).taken == Taken.NOT_OURS


def test_a_report_with_a_message_id_that_nobody_gave_is_no_report_of_ours(world):
    mail = send(world.usa.member)
    forged = report(mail).replace(mail.message_id[1:9].encode(), b"00000000")
    assert take_message(forged, now=NOW).taken == Taken.NOT_OURS
    assert fresh(mail).status == Status.SENT


@pytest.mark.parametrize("status", [Status.QUEUED, Status.SENDING])
def test_a_report_that_comes_before_its_mail_is_settled_comes_again(world, status):
    mail = send(world.usa.member, status=status)
    assert take_message(report(mail), now=NOW).taken == Taken.LATER
    assert fresh(mail).status == status


@pytest.mark.parametrize("status", [Status.FAILED, Status.DROPPED])
def test_what_was_settled_otherwise_stays_so(world, status):
    mail = send(world.usa.member, status=status)
    assert take_message(report(mail), now=NOW).taken == Taken.DONE
    assert (fresh(mail).status, told()) == (status, [])


def test_capitals_in_a_message_id_do_not_matter(world):
    mail = send(world.usa.member)
    raw = report(mail).replace(mail.message_id.encode(), mail.message_id.upper().encode())
    take_message(raw, now=NOW)
    assert fresh(mail).status == Status.RETURNED


def test_a_dead_address_is_told_to_the_coordinators_of_its_side_alone(world):
    take_message(report(send(world.usa.member)), now=NOW)
    assert told() == ["coordinator.usa@test.example"]
    assert dead_of(world.usa.coordinator) == dead_of(world.admin) == ["member.usa@test.example"]
    for stranger in (world.mex.coordinator, world.sec.coordinator):
        assert dead_of(stranger) == []
        with reading_as(stranger.reader):
            assert not DeadAddress.objects.exists()
            assert not Entry.objects.filter(action=EVENT).exists()


def test_who_is_told(world):
    def names(person) -> list[str]:
        return sorted(each.email.partition("@")[0] for each in who_mends(person))

    assert names(world.usa.member) == ["coordinator.usa"]
    assert names(world.sec.member) == ["coordinator.sec"]
    assert names(world.usa.coordinator) == ["head.usa"]
    assert names(None) == ["admin"]
    close_account(world.usa.coordinator)
    assert names(world.usa.member) == ["head.usa"]
    deputy = make_user("deputy.usa@test.example", role=Role.DEPUTY, code="USA")
    assert names(world.usa.member) == ["deputy.usa"]
    close_account(deputy)
    close_account(world.usa.head)
    assert names(world.usa.member) == ["admin"]
    make_user("second@test.example", role=Role.ADMINISTRATOR)
    assert names(world.admin) == ["second"]


def test_the_news_names_the_address_and_what_the_server_said(world, smtp):
    take_message(report(send(world.mex.member)), now=NOW)
    deliver_due(everybody(), reader_of)
    [mail] = smtp.to("coordinator.mex@test.example")
    text = mail.get_body(("plain",)).get_content()
    assert "member.mex@test.example" in text
    assert "550 5.1.1" in text
    assert reverse("people:person", args=[world.mex.member.pk]) in text


def test_it_waits_on_the_coordinator_and_the_person_reads_it_until_it_works_again(world, sign_in):
    take_message(report(send(world.usa.member)), now=NOW)
    coordinator, member = sign_in(world.usa.coordinator), sign_in(world.usa.member)
    page = reverse("people:person", args=[world.usa.member.pk])
    assert page in coordinator.get("/").content.decode()
    assert "Mail to your address came back" in member.get("/").content.decode()
    for other in (sign_in(world.usa.negotiator), sign_in(world.mex.coordinator)):
        assert "member.usa@test.example" not in other.get("/").content.decode()
    assert coordinator.post(page + "address-works/").status_code == 302
    assert page not in coordinator.get("/").content.decode()
    assert "Mail to your address came back" not in member.get("/").content.decode()
    with reading_as(world.usa.head.reader):
        assert Entry.objects.filter(action="people.person.address_works").count() == 1


@pytest.mark.parametrize("who", ["usa.negotiator", "mex.coordinator", "sec.coordinator"])
def test_others_may_not_say_that_it_works(world, sign_in, who):
    take_message(report(send(world.usa.member)), now=NOW)
    side, _, name = who.partition(".")
    answer = sign_in(getattr(getattr(world, side), name)).post(f"/people/{world.usa.member.pk}/address-works/")
    assert answer.status_code == (403 if side == "usa" else 404)
    assert dead_of(world.usa.head) == ["member.usa@test.example"]


def test_a_mail_from_before_does_not_count_a_later_one_does(world):
    first, second = send(world.usa.member, key="a"), send(world.usa.member, key="b")
    later = send(world.usa.member, at=NOW + timedelta(hours=2), key="c")
    take_message(report(first), now=NOW)
    with reading_as(world.usa.coordinator.reader):
        confirm_address(person=world.usa.member, actor=world.usa.coordinator, now=NOW + timedelta(hours=1))
    take_message(report(second), now=NOW + timedelta(hours=2))
    assert dead_of(world.usa.coordinator) == []
    assert fresh(second).status == Status.RETURNED
    take_message(report(later), now=NOW + timedelta(hours=3))
    assert dead_of(world.usa.coordinator) == ["member.usa@test.example"]
    assert len(told()) == 2


def test_an_address_moves_with_its_person(world):
    take_message(report(send(world.usa.member)), now=NOW)
    with reading_as(world.admin.reader):
        change_role(
            person=world.usa.member, actor=world.admin, role=Role.MEMBER, delegation=world.mex.head.delegation, now=NOW
        )
    assert dead_of(world.usa.coordinator) == []
    assert dead_of(world.mex.coordinator) == ["member.usa@test.example"]


def test_an_invitation_that_came_back_is_told_to_administrators(world, sign_in):
    with reading_as(world.admin.reader):
        invitation = invite_person(
            actor=world.admin, email="typo@test.example", name="Rosa", role=Role.MEMBER,
            delegation=world.usa.head.delegation, language="en", now=NOW,
        )  # fmt: skip
    with reading_as(PORTAL):
        OutgoingMail.objects.filter(address=invitation.email).update(status=Status.SENT, settled_at=NOW)
    mail = next(each for each in mails() if each.address == invitation.email)
    take_message(report(mail), now=NOW)
    assert told() == ["admin@test.example"]
    assert "Mail comes back" in sign_in(world.admin).get("/people/?show=invited").content.decode()
    with reading_as(world.admin.reader):
        renew_invitation(invitation=invitation, actor=world.admin, now=NOW + timedelta(hours=1))
    assert dead_of(world.admin) == []
    with reading_as(PORTAL):
        OutgoingMail.objects.filter(address=invitation.email, status=Status.QUEUED).update(
            status=Status.SENT, settled_at=NOW + timedelta(hours=1)
        )
    again = next(each for each in mails() if each.address == invitation.email and each.status == Status.SENT)
    take_message(report(again), now=NOW + timedelta(hours=2))
    assert dead_of(world.admin) == ["typo@test.example"]
    with reading_as(PORTAL):
        found = Invitation.objects.get(pk=invitation.pk)
        accept_invitation(invitation=found, turn=found.turn, password="x" * 20, now=NOW + timedelta(hours=3))
    assert dead_of(world.admin) == []


def test_a_closed_account_waits_on_nobody(world, sign_in):
    take_message(report(send(world.usa.member)), now=NOW)
    close_account(world.usa.member)
    assert reverse("people:person", args=[world.usa.member.pk]) not in sign_in(world.usa.head).get("/").content.decode()


def test_a_mail_to_a_closed_account_raises_nothing(world):
    mail = send(world.usa.member)
    close_account(world.usa.member)
    take_message(report(mail), now=NOW)
    assert (fresh(mail).status, told(), dead_of(world.admin)) == (Status.RETURNED, [], [])


def test_the_wall_lets_nobody_but_the_machinery_write(world):
    take_message(report(send(world.usa.member)), now=NOW)
    for reader in (world.usa.coordinator.reader, world.admin.reader, ADMINISTRATION, Reader("MEX")):
        with reading_as(reader):
            changed = DeadAddress.objects.update(works_since=NOW)
        assert changed == (1 if reader == ADMINISTRATION else 0)
        if changed:
            with reading_as(PORTAL):
                DeadAddress.objects.update(works_since=None)


def test_the_persons_page_and_the_list_say_it(world, sign_in):
    take_message(report(send(reload_user(world.usa.member))), now=NOW)
    for user in (world.usa.coordinator, world.admin):
        client = sign_in(user)
        assert "550 5.1.1" in client.get(f"/people/{world.usa.member.pk}/").content.decode()
        listed = client.get("/people/?show=returned").content.decode()
        assert "member.usa@test.example" in listed
        assert "negotiator.usa@test.example" not in listed


@pytest.mark.parametrize(
    ("answer", "addresses"),
    [
        ("550 5.1.1 no such user", ["coordinator.usa@test.example"]),
        ("552 5.2.2 mailbox full", []),
        ("450 4.2.1 try again later", []),
    ],
)
def test_an_address_that_our_own_server_refuses_is_told_of_alike(world, smtp, answer, addresses):
    send(world.usa.member, status=Status.QUEUED)
    smtp.refuse["member.usa@test.example"] = answer
    deliver_due(everybody(), reader_of, refused=lambda mail: take_refusal(mail, now=NOW))
    assert told() == addresses


def pipe(monkeypatch, raw: bytes) -> int:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))
    with pytest.raises(SystemExit) as end:
        call_command("take_bounce", stdout=StringIO())
    return end.value.code


def test_the_pipe_ends_as_mail_servers_expect_it(world, monkeypatch):
    mail, waiting = send(world.usa.member, key="a"), send(world.usa.head, key="b", status=Status.SENDING)
    codes = {"done": 0, "again": 75, "bounce it": 65}
    assert pipe(monkeypatch, report(mail)) == codes["done"]
    assert pipe(monkeypatch, report(mail)) == codes["done"]
    assert pipe(monkeypatch, report(mail, "noreport-out-of-office")) == codes["done"]
    assert pipe(monkeypatch, report(waiting)) == codes["again"]
    assert pipe(monkeypatch, b"") == codes["bounce it"]
    assert pipe(monkeypatch, report(mail, "noreport-by-a-person")) == codes["bounce it"]

    def away(*_, **__):
        raise OperationalError

    monkeypatch.setattr("portal.people.management.commands.take_bounce.take_message", away)
    assert pipe(monkeypatch, report(mail)) == codes["again"]


def test_the_pipe_of_an_installation_that_is_not_in_order_asks_to_bring_it_again():
    script = Path(__file__).parents[3] / "deploy/take-bounce"
    ended = subprocess.run([script], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert ended.returncode == 75


def test_mails_leave_with_the_return_path_of_the_settings(world, smtp, settings):
    settings.RETURN_PATH = "bounces@portal.example.org"
    send(world.usa.member, status=Status.QUEUED)
    deliver_due(everybody(), reader_of)
    [got] = smtp.mails
    assert smtp.senders == ["bounces@portal.example.org"]
    assert got["From"] == settings.DEFAULT_FROM_EMAIL
    assert got["Auto-Submitted"] == "auto-generated"
