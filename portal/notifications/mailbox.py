"""Mail that came back is fetched from a mailbox by IMAP.

What is taken moves into a folder beside it, so that what lies in the mailbox is always what is still to be taken; a crash
between both only means that a message is taken twice.
"""

import imaplib
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from portal.env import Mailbox
from portal.notifications.bounces.parts import MOST_BYTES

TIMEOUT = 30
# So many messages in one round.
MOST = 500
log = logging.getLogger(__name__)


class MailboxAway(Exception):
    """The mailbox cannot be read; the text says why."""


@dataclass
class Collected:
    """What one round found: messages that moved, by the name of their folder; those that stay; those that failed."""

    moved: dict[str, int]
    left: int = 0
    failed: int = 0


def collect(mailbox: Mailbox, take: Callable[[bytes], str]) -> Collected:
    """Give each message to `take`, which answers the folder that it moves to, "" where it stays. One that fails stays, and
    does not keep the others. Raises `MailboxAway`."""
    collected = Collected({})
    try:
        with _opened(mailbox) as server:
            for uid in _ask(server, "SEARCH", "UNDELETED")[0].split()[:MOST]:
                _take_one(server, mailbox, uid.decode(), take, collected)
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxAway(str(error)) from error
    return collected


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    trusted = ssl.create_default_context()
    server: imaplib.IMAP4
    if mailbox.security == "s":
        server = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=trusted, timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=TIMEOUT)
    with server:
        if mailbox.security == "tls":
            server.starttls(trusted)
        server.login(mailbox.user, mailbox.password)
        status, said = server.select(_quoted(mailbox.folder))
        if status != "OK":
            raise MailboxAway(f"{mailbox.folder}: {said[0]!r}")
        yield server


def _take_one(
    server: imaplib.IMAP4, mailbox: Mailbox, uid: str, take: Callable[[bytes], str], collected: Collected
) -> None:
    found = _ask(server, "FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    raw = next((each[1] for each in found if isinstance(each, tuple)), None)
    if raw is None:
        return
    try:
        folder = take(raw)
    except Exception:
        log.exception("message %s of the mailbox could not be taken", uid)
        collected.failed += 1
        return
    if not folder:
        collected.left += 1
        return
    _move(server, mailbox, uid, folder)
    collected.moved[folder] = collected.moved.get(folder, 0) + 1


def _move(server: imaplib.IMAP4, mailbox: Mailbox, uid: str, folder: str) -> None:
    """Move a message into a folder beside the mailbox's or below it, which is made where it is missing."""
    verb = "MOVE" if "MOVE" in server.capabilities else "COPY"
    for name in _names(server, mailbox, folder):
        if _is_done(server, verb, uid, _quoted(name)):
            break
        server.create(_quoted(name))
        if _is_done(server, verb, uid, _quoted(name)):
            break
    else:
        raise MailboxAway(f"{folder} cannot be made beside {mailbox.folder}")
    if verb == "COPY":
        _ask(server, "STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in server.capabilities:
            _ask(server, "EXPUNGE", uid)


def _names(server: imaplib.IMAP4, mailbox: Mailbox, folder: str) -> list[str]:
    """Some servers keep all folders below the first one."""
    _status, listed = server.list('""', '""')
    line = listed[0] if listed else None
    parts = line.split(b'"') if isinstance(line, bytes) else []
    delimiter = parts[1].decode("ascii", "replace") if len(parts) > 1 else "/"
    return [folder, f"{mailbox.folder}{delimiter}{folder}"]


def _is_done(server: imaplib.IMAP4, *command: str) -> bool:
    status, _said = server.uid(*command)
    return status == "OK"


def _ask(server: imaplib.IMAP4, *command: str) -> list[Any]:
    status, answer = server.uid(*command)
    if status != "OK":
        raise MailboxAway(f"{command[0]}: {answer[0]!r}")
    return answer


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
