"""The bytes of a mail: what Python's own reader finds in them is what was written."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import BadHeaderError
from hypothesis import given
from hypothesis import strategies as st

from portal.notifications.written import Envelope

LINES = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=1200), max_size=5)


def mail(body="Text\n", html="<p>Text</p>\n", subject="Subject", to="a@test.example", **headers):
    headers = {"From": "Portal <portal@test.example>", "Message-ID": "<1@test.example>"} | headers
    envelope = Envelope(subject=subject, body=body, from_email="", to=[to], headers=headers)
    envelope.attach_alternative(html, "text/html")
    return envelope


def read(envelope):
    return message_from_bytes(envelope.message().as_bytes(linesep="\r\n"), policy=policy.default)


@given(LINES, LINES)
def test_both_parts_come_back_as_they_were(text, html):
    body, other = "\n".join(text).strip() + "\n", "\n".join(html).strip() + "\n"
    there = read(mail(body, other))
    found = [there.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")]
    assert found == [body, other]
    assert [part["Content-Type"].params["charset"] for part in there.iter_parts()] == ["utf-8", "utf-8"]


@given(LINES)
def test_no_line_is_longer_than_a_server_takes_and_all_is_plain(text):
    written = mail("\n".join(text)).message().as_bytes(linesep="\r\n")
    assert written.isascii()
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")


@pytest.mark.parametrize("subject", ["Reunión de México", "Plain", "long " * 40 + "é", "long " * 40])
def test_a_subject_is_read_as_it_was_meant(subject):
    assert read(mail(subject=subject.strip()))["Subject"] == subject.strip()


def test_headers_are_those_that_were_given():
    there = read(mail(**{"Auto-Submitted": "auto-generated"}))
    assert (there["From"], there["To"], there["Message-ID"]) == (
        "Portal <portal@test.example>",
        "a@test.example",
        "<1@test.example>",
    )
    assert there["Auto-Submitted"] == "auto-generated"
    assert there["Date"].datetime
    assert there.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize("where", ["subject", "to", "List-Unsubscribe"])
def test_no_value_begins_a_header_of_its_own(where):
    with pytest.raises(BadHeaderError):
        mail(**{where: "a@test.example\r\nBcc: b@test.example"}).message()


def test_with_more_than_two_parts_django_writes():
    envelope = mail()
    envelope.attach_alternative("BEGIN:VCALENDAR\r\n", "text/calendar; method=REQUEST")
    assert [part.get_content_type() for part in read(envelope).iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
