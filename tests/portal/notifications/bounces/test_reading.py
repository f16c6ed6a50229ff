"""Reports of mail servers are read: those of real servers, and anything else."""

import random
from pathlib import Path

import pytest

from portal.notifications.bounces import Kind, Nature, is_same_address, read_report
from portal.notifications.bounces.parts import DEEPEST, MOST_BYTES
from tests.growing import grows_at_most

HERE = Path(__file__).parent
SAYS = {
    "unknown": (Kind.FAILED, "gone@ministry.example", "5.1.1", "1"),
    "unknown-local": (Kind.FAILED, "nobody@local.example", "", "7"),
    "refused": (Kind.FAILED, "policy@ministry.example", "5.7.1", "6"),
    "non-ascii": (Kind.FAILED, "bernabé@ministry.example", "5.1.1", "5"),
    "full": (Kind.FULL, "full@ministry.example", "5.2.2", "2"),
    "delayed": (Kind.DELAYED, "later@ministry.example", "4.2.1", "3"),
    "gave-up": (Kind.FAILED, "later@ministry.example", "4.2.1", "3"),
}
OTHERWISE = {
    "opensmtpd-gave-up": (Kind.FAILED, "later@ministry.example", "4.4.7", "3"),
    "postfix-success": (Kind.RELAYED, "ok@ministry.example", "2.0.0", "4"),
    "exim-success": (Kind.DELIVERED, "ok@ministry.example", "", "4"),
    "opensmtpd-success": (Kind.RELAYED, "ok@ministry.example", "", "4"),
    "sendmail-success": (Kind.RELAYED, "ok@ministry.example", "2.1.5", "4"),
    "byhand-microsoft365-unknown": (Kind.FAILED, "gone@ministry.example", "5.1.10", "1"),
    "byhand-microsoft365-delayed": (Kind.DELAYED, "later@ministry.example", "4.4.7", "3"),
    "byhand-gmail-delayed-plain": (Kind.DELAYED, "later@ministry.example", "", "3"),
    "byhand-plain-full-spanish": (Kind.FULL, "full@ministry.example", "", "2"),
    "byhand-utf8-seven-bit": (Kind.FAILED, "bernabé@ministerioñ.example", "5.1.1", ""),
    "byhand-nothing-returned": (Kind.FAILED, "gone@ministry.example", "", "1"),
    "byhand-forwarded-elsewhere": (Kind.FAILED, "private@home.example", "5.1.1", "1"),
}
REPORTS = sorted(path.stem for path in HERE.glob("*.eml") if not path.stem.startswith("noreport-"))


def raw(name: str) -> bytes:
    return (HERE / f"{name}.eml").read_bytes()


@pytest.mark.parametrize("name", REPORTS)
def test_a_servers_report_says_what_became_of_which_mail(name):
    kind, recipient, code, digit = OTHERWISE.get(name) or SAYS[name.removeprefix("byhand-").partition("-")[2]]
    report = read_report(raw(name))
    [outcome] = report.outcomes
    assert (report.nature, outcome.kind, outcome.code) == (Nature.REPORT, kind, code)
    assert outcome.is_about(recipient.upper())
    assert not outcome.is_about("somebody@ministry.example")
    expected = (
        f"<{digit * 32}@portal.example.org>" if digit else "<ABCDEFABCDEFABCDEFABCDEFABCDEFAB@PORTAL.example.org>"
    )
    assert report.message_ids[0] == expected


def test_every_server_that_was_run_is_here():
    servers = {"postfix", "exim", "opensmtpd", "sendmail", "dma", "nullmailer"}
    assert servers <= {name.partition("-")[0] for name in REPORTS}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("exim-full", "552 5.2.2 <full@ministry.example>: Recipient address rejected: Mailbox is full / over quota"),
        ("opensmtpd-refused", "550 5.7.1 Message rejected due to content restrictions"),
        ("exim-unknown-local", "Unrouteable address"),
        ("byhand-domino-unknown", "User gone (gone@ministry.example) not listed in Domino Directory"),
        ("byhand-qmail-unknown", "Sorry, no mailbox here by that name. (#5.1.1)"),
    ],
)
def test_the_words_are_those_of_the_server_that_refused(name, words):
    assert read_report(raw(name)).outcomes[0].words == words


def test_a_code_that_is_repeated_in_each_line_stands_once():
    words = read_report(raw("byhand-gmail-unknown")).outcomes[0].words
    assert words.startswith(
        "550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking"
    )
    assert words.count("5.1.1") == 1


@pytest.mark.parametrize("name", sorted(path.stem for path in HERE.glob("noreport-*.eml")))
def test_what_people_and_programs_answer_is_no_report(name):
    report = read_report(raw(name))
    assert report.outcomes == ()
    assert report.nature == (Nature.OTHER if name.endswith("person") else Nature.AUTOMATIC)


PLAIN = {
    "554: delivery error: dd This user does not have an account": (Kind.FAILED, ""),
    "552 5.2.2 no more room": (Kind.FULL, "5.2.2"),
    "554 The recipient's mailbox is over its quota limit": (Kind.FULL, ""),
    "550 5.7.1 you have exceeded your quota of unknown users": (Kind.FAILED, "5.7.1"),
    "La dirección no existe; no se ha podido entregar": (Kind.FAILED, ""),
    "El buzón del destinatario está lleno": (Kind.FULL, ""),
    "has not yet been delivered: mailbox is full": (Kind.DELAYED, ""),
    "Aún no se ha entregado; el servidor seguirá intentándolo": (Kind.DELAYED, ""),
}


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_say_how_it_stands(words):
    head = "From: MAILER-DAEMON@mx.example\nContent-Type: text/plain; charset=utf-8\n\n"
    [outcome] = read_report(f"{head}To gone@ministry.example:\n{words}\n".encode()).outcomes
    assert (outcome.kind, outcome.code) == PLAIN[words]
    assert outcome.is_about("gone@ministry.example")


def test_an_answer_of_somebody_who_is_away_is_none_either_without_a_return_path():
    away = b"Return-Path: <>\n" + raw("noreport-out-of-office").replace("Respuesta automática: ".encode(), b"")
    assert read_report(away).nature == Nature.AUTOMATIC


def test_a_report_inside_another_mail_is_found():
    wrapped = b"From: postmaster@portal.example.org\nContent-Type: message/rfc822\n\n" + raw("postfix-unknown")
    assert read_report(wrapped).outcomes[0].is_about("gone@ministry.example")


def test_the_line_that_a_pipe_puts_first_is_passed_over():
    assert read_report(b"From MAILER-DAEMON Sun Nov 29 09:00:00 2026\n" + raw("dma-full")).outcomes[0].kind == Kind.FULL


def test_recipients_that_came_through_stand_beside_those_that_did_not():
    more = b"\r\nFinal-Recipient: rfc822; ok@ministry.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\nReporting"
    report = read_report(raw("postfix-unknown").replace(b"\r\n\r\nFinal-", more.replace(b"Reporting", b"Final-"), 1))
    assert [each.kind for each in report.outcomes] == [Kind.DELIVERED, Kind.FAILED]


@pytest.mark.parametrize("name", ["postfix-unknown", "byhand-qmail-unknown", "opensmtpd-full", "byhand-utf8-seven-bit"])
def test_a_report_cut_off_anywhere_is_read_as_far_as_it_goes(name):
    whole = raw(name)
    for length in range(0, len(whole), 37):
        read_report(whole[:length])


def test_any_bytes_are_read():
    chance = random.Random(12)
    whole = raw("sendmail-unknown")
    for _ in range(200):
        spoilt = bytearray(whole)
        for _ in range(12):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        read_report(bytes(spoilt))
        read_report(chance.randbytes(chance.randrange(400)))


ODD = {
    "nothing": b"",
    "one line": b"x" * 100_000,
    "no part": b"Content-Type: multipart/report; boundary=x\n\nFrom here on nothing.",
    "only boundaries": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 50_000,
    "as deep as can be": b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 5_000,
    "mails in mails": b"Content-Type: message/rfc822\n\n" * 5_000,
    "strange encoding": b"From: mailer-daemon\nContent-Type: text/plain; charset=punycode\n\nuser unknown \xff",
    "bad base64": b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\nQQ=Q=A",
    "NUL": b"From: MAILER-DAEMON@x.example\n\nuser unknown\0 \xed\xa0\x80",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_messages_are_no_report_of_a_mail(name):
    assert read_report(ODD[name]).message_ids == ()


def test_a_large_returned_mail_does_not_matter():
    large = raw("postfix-unknown") + b"x" * (5 * MOST_BYTES)
    assert read_report(large).outcomes[0].code == "5.1.1"
    assert DEEPEST < 50


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana@Ministry.example", "ana@ministry.example", True),
        ("<ana@ministry.example>", "ana@ministry.example", True),
        ("ana@xn--mnchen-3ya.example", "ana@münchen.example", True),
        (r"bernab\x{E9}@ministry.example", "bernabé@ministry.example", True),
        ("ana@ministry.example", "ana@other.example", False),
        ("ana+x@ministry.example", "ana@ministry.example", False),
    ],
)
def test_one_address_may_be_written_in_several_ways(one, other, same):
    assert is_same_address(one, other) is same


SLOW = [
    "a@",
    "<",
    "exceed",
    "quota is ",
    "mailbox x ",
    "\n\t",
    "Final-Recipient: rfc822;a@b\n\n",
    "message-id: <",
    "a",
    " ",
    "((",
    "--x\n",
]


@pytest.mark.parametrize("words", SLOW)
def test_what_repeats_itself_takes_as_much_longer_as_it_is_longer(words):
    head = b"From: MAILER-DAEMON@x.example\nContent-Type: message/delivery-status; boundary=x\n\n"
    plain = b"From: MAILER-DAEMON@x.example\n\n"

    def read(size: int) -> None:
        repeated = words.encode() * (size // len(words))
        read_report(head + repeated)
        read_report(plain + repeated)

    assert grows_at_most(16, read, 50_000, 400_000)
