"""A message as its parts, read from any bytes. Pure.

Only as much MIME as reports need, in linear time: the library's parser calls itself for each level that a message claims to
have, and reads what is inside a report for internationalised mail as if it were a mail.
"""

import base64
import binascii
import quopri
import re
from dataclasses import dataclass
from itertools import islice

# So much of a message is read: a report says what it has to say before the mail that it returns.
MOST_BYTES = 2 * 1024 * 1024
MOST_PARTS = 100
MOST_FIELDS = 500
DEEPEST = 8

STATUS = {"message/delivery-status", "message/global-delivery-status"}
MAIL = {"message/rfc822", "message/global"}
HEADERS = {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}

FIELD = re.compile(r"([!-9;-~]+)[ \t]*:[ \t]*(.*)", re.DOTALL)
FOLD = re.compile(r"\n[ \t]+")
PARAMETER = r"\b{}\*?\s*=\s*(?:\"([^\"]*)\"|([^\s;]+))"
BOUNDARY = re.compile(PARAMETER.format("boundary"), re.IGNORECASE)
CHARSET = re.compile(PARAMETER.format("charset"), re.IGNORECASE)
# No other: some of Python's encodings take their time.
CHARSETS = re.compile(
    r"(iso-8859-\d+|windows-125\d|cp\d+|utf-?8|us-ascii|koi8-[ru]|gb\d+|big5|shift_jis|euc-(kr|jp)|iso-2022-(jp|kr))"
)

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece that has no pieces: its own header fields, its kind, and its text. `is_returned` says that it lies inside a mail
    that was attached; of such a mail's headers, `kind` is "returned" and `text` is empty."""

    fields: Fields
    kind: str
    text: str = ""
    is_returned: bool = False


def read_parts(raw: bytes) -> tuple[Fields, list[Part]]:
    """The message's own header fields and its parts in their order."""
    text = raw[:MOST_BYTES].replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    if text.startswith(b"From "):
        # The line that a pipe or a mailbox file puts before a message.
        text = text.partition(b"\n")[2]
    found: list[Part] = []
    _collect(text, found, 0, is_returned=False)
    return read_fields(_decoded(text.partition(b"\n\n")[0])), found


def read_fields(text: str) -> Fields:
    """Header fields by their names in small letters, unfolded; what is none is left out."""
    found: Fields = {}
    for line in FOLD.sub(" ", text).split("\n")[:MOST_FIELDS]:
        if match := FIELD.fullmatch(line):
            found.setdefault(match[1].lower(), []).append(match[2].strip())
    return found


def first(fields: Fields, name: str) -> str:
    """The first field of a name, "" without one."""
    return fields.get(name, [""])[0]


def _collect(raw: bytes, found: list[Part], depth: int, *, is_returned: bool) -> None:
    """Add the leaves of an entity to those found."""
    if len(found) >= MOST_PARTS or depth > DEEPEST:
        return
    head, body = _halves(raw)
    fields = read_fields(_decoded(head))
    content = first(fields, "content-type")
    kind = content.partition(";")[0].strip().lower() or "text/plain"
    boundary = BOUNDARY.search(content)
    pieces = _pieces(body, boundary[1] or boundary[2]) if kind.startswith("multipart/") and boundary else []
    if pieces:
        for piece in pieces:
            _collect(piece, found, depth + 1, is_returned=is_returned)
        return
    body = _unwrapped(body, first(fields, "content-transfer-encoding").lower())
    if kind in MAIL | HEADERS:
        body = body.lstrip(b"\n")
        found.append(Part(read_fields(_decoded(body.partition(b"\n\n")[0])), "returned", is_returned=is_returned))
        _collect(body, found, depth + 1, is_returned=True)
        return
    found.append(Part(fields, kind, _decoded(body, content), is_returned))


def _halves(raw: bytes) -> tuple[bytes, bytes]:
    """Header and body of an entity; one that begins with an empty line has no header."""
    if raw.startswith(b"\n"):
        return b"", raw[1:]
    head, _, body = raw.partition(b"\n\n")
    return head, body


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """The parts between the boundaries; the last may lack its end."""
    line = rb"^--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?:\n|\Z)"
    marks = list(islice(re.finditer(line, body, re.MULTILINE), MOST_PARTS + 1))
    ends = [mark.start() for mark in marks[1:]] + [len(body)]
    return [body[mark.end() : end] for mark, end in zip(marks, ends, strict=False) if not mark[1]]


def _unwrapped(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        try:
            return base64.b64decode(letters[: len(letters) // 4 * 4] + _rest(letters)).replace(b"\r\n", b"\n")
        except binascii.Error:
            return body
    return body


def _rest(letters: bytes) -> bytes:
    """The last group of a text in base64, filled up; a single letter means nothing."""
    rest = letters[len(letters) // 4 * 4 :]
    return rest.ljust(4, b"=") if len(rest) > 1 else b""


def _decoded(raw: bytes, content: str = "") -> str:
    """Text in the encoding that it names, if it keeps to it."""
    named = CHARSET.search(content)
    name = (named[1] or named[2]).lower() if named else ""
    for charset in ("utf-8", name if CHARSETS.fullmatch(name) else "", "latin-1"):
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            continue
    return ""
