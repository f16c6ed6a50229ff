"""The line to the mail server: one connection, kept from mail to mail."""

import re
import smtplib
from contextlib import suppress
from typing import Any

from django.core.mail import EmailMessage, get_connection

# An address that stands in a command as it is.
PLAIN = re.compile(r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-zA-Z0-9.-]+")

# The server closes (RFC 5321, 3.8).
CLOSING = 421


class Line:
    """One connection to the mail server. It opens when it is first needed, and again after it was dropped."""

    def __init__(self) -> None:
        self._backend: Any = get_connection()
        self._is_open = False
        self._is_used = False

    def open(self) -> None:
        """Connect and sign in, if that is not done; raises what smtplib raises."""
        if self._is_open:
            return
        try:
            self._backend.open()
        except BaseException:
            # What is half open would pass for open the next time.
            self.drop()
            raise
        self._is_open, self._is_used = True, False

    def send(self, envelope: EmailMessage) -> None:
        """Send one mail; returns when the server has taken it.

        A server may close a connection that has carried enough, by 421 or without a word: then the mail goes through a new
        one at once. A server that was waited for in vain is not asked twice.
        """
        self.open()
        try:
            self._hand_over(envelope)
        except smtplib.SMTPException as error:
            if not (self._is_used and _closes(error)):
                raise
            self.drop()
            self.open()
            self._hand_over(envelope)
        self._is_used = True

    def _hand_over(self, envelope: EmailMessage) -> None:
        """Addresses that are plain go as they are: Django takes each apart to see that, which costs more than the rest."""
        server = getattr(self._backend, "connection", None)
        sender, recipients = envelope.from_email, envelope.recipients()
        is_plain = len(recipients) == 1 and all(map(PLAIN.fullmatch, [sender, *recipients]))
        if not (isinstance(server, smtplib.SMTP) and is_plain):
            self._backend.send_messages([envelope])
            return
        message: Any = envelope.message()
        written: bytes = message.as_bytes(linesep="\r\n")
        server.ehlo_or_helo_if_needed()
        if server.has_extn("pipelining") and written.endswith(b"\r\n"):
            _say_together(server, sender, recipients[0], written)
        else:
            server.sendmail(sender, recipients, written)

    def clear(self) -> None:
        """After a mail that was refused: the connection as before it (RSET), or none."""
        server = getattr(self._backend, "connection", None)
        if server is None:
            return
        try:
            is_clear = server.rset()[0] == 250
        except OSError:
            is_clear = False
        if not is_clear:
            self.drop()

    def drop(self) -> None:
        """End the connection, in whatever state it is."""
        self._is_open = False
        with suppress(OSError):
            self._backend.close()
        self._backend.connection = None


def _say_together(server: smtplib.SMTP, sender: str, recipient: str, written: bytes) -> None:
    """One mail, its commands in one piece (RFC 2920); raises what smtplib raises."""
    size = f" SIZE={len(written)}" if server.has_extn("size") else ""
    server.send(f"MAIL FROM:<{sender}>{size}\r\nRCPT TO:<{recipient}>\r\nDATA\r\n")
    answers = (
        ({250}, lambda code, text: smtplib.SMTPSenderRefused(code, text, sender)),
        ({250, 251}, lambda code, text: smtplib.SMTPRecipientsRefused({recipient: (code, text)})),
        ({354}, smtplib.SMTPDataError),
    )
    code, refusal = 0, None
    for fine, refused in answers:
        code, text = server.getreply()
        if code not in fine:
            refusal = refusal or refused(code, text)
        if code == CLOSING:
            break
    if refusal:
        if code in fine:
            # It waits for a mail that it takes for nobody.
            server.send(".\r\n")
            server.getreply()
        raise refusal
    server.send(written.replace(b"\r\n.", b"\r\n..") + b".\r\n")
    code, text = server.getreply()
    if code != 250:
        raise smtplib.SMTPDataError(code, text)


def _closes(error: smtplib.SMTPException) -> bool:
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return not isinstance(error.__context__, TimeoutError)
    return getattr(error, "smtp_code", 0) == CLOSING
