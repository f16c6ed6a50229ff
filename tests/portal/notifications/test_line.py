"""The conversation with a mail server that takes commands together (RFC 2920), on a real socket."""

import smtplib
import socket
import threading

import pytest
from django.core.mail import EmailMessage

from portal.notifications.line import Line


class Lax:
    """A server that asks for every mail, also for one that it takes for nobody. `mails` are those it took."""

    def __init__(self, known):
        self.known, self.mails = known, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        line, _address = self.listener.accept()
        file, taken = line.makefile("rb"), False
        line.sendall(b"220 lax\r\n")
        for command in file:
            verb = command[:4].upper()
            answer = {b"EHLO": b"250-lax\r\n250 PIPELINING", b"DATA": b"354 go on", b"QUIT": b"221 bye"}.get(
                verb, b"250 ok"
            )
            if verb == b"RCPT":
                taken = self.known in command
                answer = b"250 ok" if taken else b"550 5.1.1 unknown"
            line.sendall(answer + b"\r\n")
            if verb == b"DATA":
                mail = b"".join(iter(file.readline, b".\r\n"))
                self.mails += [mail] if taken else []
                line.sendall(b"250 kept\r\n" if taken else b"554 5.5.1 nobody\r\n")


def mail(to):
    return EmailMessage("Subject", "One.\n.\n..two\n", "portal@test.example", [to])


def test_after_a_recipient_that_is_refused_the_next_mail_goes_by_the_same_connection(settings):
    server = Lax(b"known@test.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    line = Line()
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        line.send(mail("stranger@test.example"))
    assert refused.value.recipients == {"stranger@test.example": (550, b"5.1.1 unknown")}
    line.clear()
    line.send(mail("known@test.example"))
    line.drop()
    (taken,) = server.mails
    assert taken.endswith(b"\r\nOne.\r\n..\r\n...two\r\n")
