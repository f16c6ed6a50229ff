"""What a mail server's answer means for a mail: who is to blame, and whether it is tried again. Pure.

RFC 5321 (4.2.1): an answer that begins with 4 asks to be tried again, one that begins with 5 does not. Two things make that
too coarse. Whose trouble it is: a server that refuses the sender, the sign-in or the connection says nothing about a
recipient, and giving up the mails that wait would lose them all for one wrong setting. And the enhanced code (RFC 3463),
which says of some 5xx that the condition passes by itself.
"""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum

ENHANCED = re.compile(r"^\s*[245]\.(\d{1,3})\.(\d{1,3})\b")


class Scope(Enum):
    """To whom an answer applies."""

    MAIL = "this mail alone: its recipient or its content"
    SERVER = "every mail: the server takes nothing from the portal now"
    LINE = "the connection broke: perhaps by chance, perhaps by this mail"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the mail: given up where `is_final`, else tried again."""

    scope: Scope
    words: str = ""
    is_final: bool = False


# Of the server, not of the recipient, also in answer to RCPT or DATA: it closes (421), was not spoken to as it wants
# (RFC 5321, 4.2.2), or wants a sign-in (RFC 4954, 6).
OF_THE_SERVER = {421, 454, 500, 502, 503, 530, 534, 535, 538}
# X.1.7 and X.1.8: the sender's address; X.3.1, X.3.2, X.4.5: the system is full, closed or congested (RFC 3463, 3.2 to 3.5).
ENHANCED_OF_THE_SERVER = {(1, 7), (1, 8), (3, 1), (3, 2), (4, 5)}
# What RFC 3463 calls a persistent transient failure whatever digit stands before it: a full mailbox (X.2.2); no answer, a bad
# connection, a directory that fails, a loop, time that ran out (X.4.1 to X.4.3, X.4.6, X.4.7); too many recipients (X.5.3).
PASSES = {(2, 2), (4, 1), (4, 2), (4, 3), (4, 6), (4, 7), (5, 3)}
# X.7: the server's policy (3.8). A relay that is set up wrongly, or a reputation that is bad today, refuses everybody so.
POLICY = 7
# Too long for the mailbox or the system (3.3, 3.4): no time mends it.
TOO_LARGE = {(2, 3), (3, 4)}


def judge(error: BaseException) -> Verdict:
    """Judge what came instead of an acceptance while a mail was sent through an open connection."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _of_mail(code, text)
    if isinstance(error, smtplib.SMTPDataError):
        return _of_mail(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPSenderRefused):
        words, about = _read(error.smtp_code, error.smtp_error)
        # The size is announced with the sender (RFC 1870, 6.1).
        too_large = about in TOO_LARGE or (error.smtp_code == 552 and about is None)
        return Verdict(Scope.MAIL, words, is_final=True) if too_large else Verdict(Scope.SERVER, words)
    if isinstance(error, smtplib.SMTPResponseException):
        return Verdict(Scope.SERVER, _read(error.smtp_code, error.smtp_error)[0])
    if isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException):
        return Verdict(Scope.LINE)
    return Verdict(Scope.SERVER, f"{type(error).__name__}: {error}")


def _of_mail(code: int, text: bytes | str) -> Verdict:
    """An answer to RCPT or DATA."""
    words, about = _read(code, text)
    if about in ENHANCED_OF_THE_SERVER or (code in OF_THE_SERVER and (about is None or about[0] not in {1, 2, 6})):
        return Verdict(Scope.SERVER, words)
    # 552 without more: older servers say so of too many recipients and of full mailboxes (RFC 5321, 4.5.3.1.10).
    passes = code == 552 if about is None else about in PASSES or about[0] == POLICY
    return Verdict(Scope.MAIL, words, is_final=code >= 500 and not passes)


def _read(code: int, text: bytes | str) -> tuple[str, tuple[int, int] | None]:
    """An answer in one piece, and the subject and detail of its enhanced code, if it has one."""
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    found = ENHANCED.match(said)
    return f"{code} {said}", (int(found[1]), int(found[2])) if found else None
