"""After a restore nothing is sent, and then nothing twice."""

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from portal.core.reader import PORTAL, reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.outbox import post
from portal.notifications.pausing import PERHAPS_SENT, is_restored
from portal.people.readers import everybody, reader_of
from tests.factories.people import mails, make_world


@pytest.fixture
def restored(committed, owner_url, smtp):
    """Two mails wait in a database that is the copy of another one."""
    world = make_world()
    for number in range(2):
        tell(world.usa.member, number)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("UPDATE portal_private.installation SET identity = 'another'")
        yield world
        owner.execute("SELECT portal_private.claim()")
    connections["owner"].close()


def tell(person, number: int) -> None:
    now = timezone.now() - timedelta(minutes=1)
    with reading_as(PORTAL):
        post(
            "people/security",
            recipient=person,
            dedupe_key=f"notice:{number}",
            now=now,
            event="role_changed",
            at=now.isoformat(),
        )


def deliver():
    return deliver_due(everybody(), reader_of)


def test_a_copy_made_on_purpose_is_not_taken_for_a_restored_one(db):
    assert not is_restored()


def test_a_restored_database_sends_nothing_and_says_so(restored, smtp, capsys):
    assert deliver().paused.startswith("Sending is paused: this database was restored")
    call_command("dispatch_reminders")
    assert "this database was restored" in capsys.readouterr().out
    assert smtp.mails == []
    assert Client().get("/readyz", secure=True).json()["sending_paused"] is True


def test_the_operator_must_say_which_mails_went(restored):
    with pytest.raises(CommandError, match="2 mails wait that may have been sent"):
        call_command("resume_sending")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("resume_sending", sent=[Path("no such file")])
    assert is_restored()


def test_what_stands_in_the_mail_servers_log_does_not_go_again(restored, smtp, tmp_path, capsys):
    log = tmp_path / "mail.log"
    log.write_text(
        f"postfix/cleanup[7]: 4F2: message-id={mails()[0].message_id}\nexim: id=stranger@elsewhere.example\n"
    )
    call_command("resume_sending", sent=[log])
    assert "1 were sent before, 0 are given up, 1 go now." in capsys.readouterr().out
    assert deliver().sent == 1
    assert deliver().sent == 0
    assert len(smtp.mails) == 1
    tell(restored.usa.member, 2)
    assert deliver().sent == 1


def test_what_waits_may_be_given_up(restored, smtp):
    call_command("resume_sending", drop=True)
    assert {(mail.status, mail.reason, mail.payload == {}) for mail in mails()} == {("dropped", PERHAPS_SENT, True)}
    assert deliver().sent == 0
    assert not is_restored()


def test_a_mail_that_is_posted_again_is_the_same_mail(restored):
    """A reminder that went after the backup is planned anew in the restored database: the log knows its Message-ID."""
    before = {mail.dedupe_key: mail.message_id for mail in mails()}
    assert len(set(before.values())) == 2
    with reading_as(restored.usa.member.reader):
        type(mails()[0]).objects.all().delete()
    tell(restored.usa.member, 1)
    assert {mail.dedupe_key: mail.message_id for mail in mails()} == {"notice:1": before["notice:1"]}


def test_there_is_nothing_to_resume_where_nothing_is_paused(db):
    with pytest.raises(CommandError, match="Sending is not paused"):
        call_command("resume_sending", drop=True)
