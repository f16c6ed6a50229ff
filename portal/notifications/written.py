"""A mail as it leaves, of a text and the same in HTML, written at once: Python's own way builds a tree and walks it."""

import binascii
import re
from email.header import Header
from email.utils import formatdate
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import ADDRESS_HEADERS, forbid_multi_line_headers

# RFC 5322, 2.1.1: what a line should have at most, and what it must.
SHORT, LONGEST = 78, 998
LINE_END = re.compile("\r\n?")


class Ready:
    """The bytes of a mail, as who sends asks for them."""

    def __init__(self, written: bytes) -> None:
        self._written = written

    def as_bytes(self, *, linesep: str = "\r\n") -> bytes:
        return self._written if linesep == "\r\n" else self._written.replace(b"\r\n", linesep.encode())


class Envelope(EmailMultiAlternatives):
    """A mail. Where it is a text and the same in HTML and no more, it is written here; else by Django."""

    def message(self, **asked: Any) -> Any:
        alternatives: list[Any] = list(self.alternatives)
        if self.attachments or [each.mimetype for each in alternatives] != ["text/html"]:
            return super().message(**asked)
        boundary = "=_" + token_hex(16)
        named = {"Subject": self.subject, "From": self.from_email, "To": ", ".join(self.to)}
        headers = named | {"Date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME)} | self.extra_headers
        lines = [_header(name, str(value)) for name, value in headers.items()]
        lines += ["MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{boundary}"', ""]
        parts = [("plain", str(self.body)), ("html", str(alternatives[0].content))]
        return Ready(b"\r\n".join(
            ["\r\n".join(lines).encode("ascii"), *(_part(boundary, kind, text) for kind, text in parts),
             f"--{boundary}--\r\n".encode()]
        ))  # fmt: skip


def _header(name: str, value: str) -> str:
    """One header. Raises `BadHeaderError` where a value has more than one line."""
    if _is_plain(name, value):
        return f"{name}: {value}"
    checked = forbid_multi_line_headers(name, value, "utf-8")[1]
    charset = None if value.isascii() else "utf-8"
    # Of addresses the names alone are encoded, which is done here.
    found = (
        Header(checked, header_name=name) if name.lower() in ADDRESS_HEADERS else Header(value, charset, SHORT, name)
    )
    return f"{name}: " + found.encode(linesep="\r\n")


def _is_plain(name: str, value: str) -> bool:
    """Whether it stands in a header as it is: one line of plain characters, short or with no place to fold it."""
    longest = SHORT if " " in value else LONGEST
    return len(name) + 2 + len(value) <= longest and value.isascii() and value.isprintable()


def _part(boundary: str, kind: str, text: str) -> bytes:
    """One part: plain where each server may carry it so, else as quoted-printable."""
    content = (LINE_END.sub("\n", text) if "\r" in text else text).encode()
    is_plain = content.isascii() and max(map(len, content.split(b"\n"))) <= LONGEST
    encoded = (content if is_plain else binascii.b2a_qp(content, istext=True)).replace(b"\n", b"\r\n")
    way = "7bit" if is_plain else "quoted-printable"
    head = f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {way}\r\n\r\n'
    return head.encode() + encoded
