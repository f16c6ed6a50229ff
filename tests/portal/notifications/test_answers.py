"""What answers of real mail servers mean: whose trouble, and whether it is tried again."""

import smtplib

import pytest

from portal.notifications.answers import Scope, judge


def rcpt(code: int, text: str):
    return smtplib.SMTPRecipientsRefused({"a@b.example": (code, text.encode())})


def data(code: int, text: str):
    return smtplib.SMTPDataError(code, text.encode())


def sender(code: int, text: str):
    return smtplib.SMTPSenderRefused(code, text.encode(), "portal@portal.example")


FINAL = [
    rcpt(550, "5.1.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table"),
    rcpt(550, "no such user"),
    rcpt(553, "5.1.3 bad destination mailbox address syntax"),
    rcpt(501, "5.1.3 Bad recipient address syntax"),
    rcpt(550, "5.2.1 The email account that you tried to reach is disabled"),
    rcpt(556, "5.1.10 Recipient address has null MX"),
    rcpt(551, "User not local"),
    rcpt(504, "5.5.2 <a>: Recipient address rejected: need fully-qualified address"),
    data(554, "Transaction failed"),
    data(554, "5.6.0 message content rejected"),
    data(552, "5.3.4 Message size exceeds fixed limit"),
    data(552, "5.2.3 Message too large for this mailbox"),
    sender(552, "5.3.4 Message size exceeds fixed limit"),
    sender(552, "message size exceeds maximum"),
]
LATER = [
    rcpt(450, "4.2.0 <a@b.example>: Recipient address rejected: Greylisted"),
    rcpt(451, "4.7.1 Please try again later"),
    rcpt(451, "try again"),
    rcpt(452, "4.2.2 Mailbox full"),
    rcpt(452, "4.5.3 Error: too many recipients"),
    rcpt(552, "5.2.2 Mailbox full"),
    rcpt(550, "5.2.2 user is over quota"),
    rcpt(552, "Mailbox full"),
    data(552, "5.2.2 over quota"),
    data(451, "4.3.0 Error: queue file write error"),
    data(550, "5.7.1 Message rejected as spam by content filtering"),
    rcpt(554, "5.7.1 <a@b.example>: Relay access denied"),
    rcpt(550, "5.4.1 no answer from host"),
]
SERVER = [
    sender(530, "5.7.0 Must issue a STARTTLS command first"),
    sender(550, "5.7.60 Client does not have permissions to send as this sender"),
    sender(452, "4.3.1 Insufficient system storage"),
    sender(451, "4.3.2 please slow down"),
    sender(554, "5.1.8 sender address rejected: domain not found"),
    rcpt(553, "5.1.8 <portal@portal.example>: Sender address rejected"),
    rcpt(421, "4.7.0 Too many errors, closing"),
    rcpt(452, "4.3.1 mail system full"),
    rcpt(454, "4.7.1 <a@b.example>: Relay access denied"),
    rcpt(530, "5.7.0 Authentication required"),
    rcpt(503, "5.5.1 Error: need MAIL command"),
    data(421, "Service shutting down"),
    smtplib.SMTPAuthenticationError(535, b"5.7.8 Authentication credentials invalid"),
    smtplib.SMTPConnectError(554, b"No SMTP service here"),
    smtplib.SMTPHeloError(550, b"who are you"),
    smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."),
]
BROKEN = [smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), TimeoutError(), ConnectionResetError()]


@pytest.mark.parametrize(
    ("error", "scope", "is_final"),
    [(each, Scope.MAIL, True) for each in FINAL]
    + [(each, Scope.MAIL, False) for each in LATER]
    + [(each, Scope.SERVER, False) for each in SERVER]
    + [(each, Scope.LINE, False) for each in BROKEN],
    ids=str,
)
def test_an_answer_is_judged(error, scope, is_final):
    verdict = judge(error)
    assert (verdict.scope, verdict.is_final) == (scope, is_final)


def test_a_judged_answer_keeps_the_servers_words():
    assert judge(rcpt(550, "5.1.1 unknown")).words == "550 5.1.1 unknown"
