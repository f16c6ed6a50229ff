"""Mail that came back, fetched from a real mailbox by IMAP."""

from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from portal import env
from portal.notifications.mailbox import MailboxAway, collect
from portal.notifications.states import Status
from portal.people.returning import FOLDERS, Taken
from tests.factories.returned import fresh, report, send
from tests.imapserver import PASSWORD, USER, ImapServer, dovecot

TAKEN, APART = FOLDERS[Taken.DONE], FOLDERS[Taken.NOT_OURS]
needs_dovecot = pytest.mark.skipif(dovecot() is None, reason="Dovecot is not installed (apt install dovecot-imapd)")


def mailbox(server: ImapServer, folder: str = "INBOX") -> env.Mailbox:
    return env.Mailbox("127.0.0.1", server.port, USER, PASSWORD, folder, "")


def take_all(settings, server: ImapServer) -> str:
    settings.BOUNCES, said = mailbox(server), StringIO()
    call_command("take_bounces", stdout=said)
    return said.getvalue()


@needs_dovecot
@pytest.mark.parametrize(
    ("prefix", "capabilities"),
    [("", ""), ("INBOX.", ""), ("", "IMAP4rev1 UIDPLUS"), ("", "IMAP4rev1")],
    ids=["moves", "all folders below the first", "without MOVE", "without MOVE and UIDPLUS"],
)
def test_what_lies_in_the_mailbox_is_taken_once_and_moves_apart(world, settings, prefix, capabilities):
    mail, waiting = send(world.usa.member, key="a"), send(world.usa.head, key="b", status=Status.SENDING)
    with ImapServer(prefix=prefix, capabilities=capabilities) as server:
        server.put(report(mail), b"From: a@b.example\r\n\r\nHello", report(waiting), report(mail, "noreport-challenge"))
        said = take_all(settings, server)
        assert said == f"1 moved to {APART}\n2 moved to {TAKEN}\n1 to be taken later, 0 failed\n"
        assert take_all(settings, server) == "1 to be taken later, 0 failed\n"
        assert (server.count(prefix + TAKEN), server.count(prefix + APART), server.count("INBOX")) == (2, 1, 1)
    assert (fresh(mail).status, fresh(waiting).status) == (Status.RETURNED, Status.SENDING)


@needs_dovecot
def test_one_message_that_fails_stays_and_does_not_stop_the_others():
    def take(raw: bytes) -> str:
        if b"bad" in raw:
            raise ValueError(raw)
        return TAKEN

    with ImapServer() as server:
        server.put(b"Subject: bad\r\n\r\n", b"Subject: good\r\n\r\n")
        collected = collect(mailbox(server), take)
        assert (collected.moved, collected.failed) == ({TAKEN: 1}, 1)
        assert server.count("INBOX") == 1


@needs_dovecot
def test_a_folder_or_password_that_is_wrong_is_said(db, settings):
    with ImapServer() as server:
        with pytest.raises(MailboxAway, match="nowhere"):
            collect(mailbox(server, "nowhere"), lambda raw: "")
        settings.BOUNCES = env.Mailbox("127.0.0.1", server.port, USER, "wrong", "INBOX", "")
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("take_bounces")


def test_a_mailbox_that_is_away_is_said(db, settings):
    settings.BOUNCES = env.Mailbox("127.0.0.1", 9, USER, PASSWORD, "INBOX", "s")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("take_bounces")
    settings.BOUNCES = None
    with pytest.raises(CommandError, match="BOUNCES_URL is not set"):
        call_command("take_bounces")


def test_a_restored_copy_leaves_the_mailbox_to_the_original(settings, monkeypatch):
    settings.BOUNCES = env.Mailbox("127.0.0.1", 9, USER, PASSWORD, "INBOX", "")
    monkeypatch.setattr("portal.people.returning.is_restored", lambda: True)
    with pytest.raises(CommandError, match="was restored"):
        call_command("take_bounces")


def test_the_setting_names_a_mailbox(monkeypatch):
    assert env.mailbox("BOUNCES_URL") is None
    monkeypatch.setenv(
        "BOUNCES_URL", "imaps://bounces%40portal.example.org:s3%2Fcret@mail.example.org/In/Returned%20mail"
    )
    found = env.mailbox("BOUNCES_URL")
    expected = env.Mailbox("mail.example.org", 993, "bounces@portal.example.org", "s3/cret", "In/Returned mail", "s")
    assert found == expected
    assert "s3/cret" not in repr(found)
    monkeypatch.setenv("BOUNCES_URL", "imap+tls://me:x@mail.example.org")
    assert (env.mailbox("BOUNCES_URL").port, env.mailbox("BOUNCES_URL").security) == (143, "tls")


@pytest.mark.parametrize(
    "url", ["pop3://me:x@host", "imaps://host/INBOX", "imaps://me@host", "imaps://me:x@host/Año", "x"]
)
def test_a_wrong_setting_stops_the_start(monkeypatch, url):
    monkeypatch.setenv("BOUNCES_URL", url)
    with pytest.raises(ImproperlyConfigured, match="BOUNCES_URL must be"):
        env.mailbox("BOUNCES_URL")
