"""Values that no browser sends, and requests with one of them put in its place."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, quote_from_bytes
from uuid import UUID

from django.urls import resolve
from django.utils import timezone

from tests.wall.stage import MISSING, Stage

NUL, LONE = "a\0b", "a\ud800b"
# What PostgreSQL cannot hold, wherever it stands.
UNHOLDABLE = (NUL, LONE, "a\ufffdb")
HUGE = "9" * 30
CONTROLS = "a\x07b\x85c\u2028d\u202ee\ufeff\x9f"
WORDS = (HUGE, "9" * 5000, "-1", "", "NaN", "1e400", "²", "٣", "\\u0000", '"\\ud800"', "[" * 20_000, "{'", "%00")
DAYS = ("0000-01-01", "0001-01-01", "9999-12-31", "275760-09-13", "9999999", "25:61", "2026-02-30T00:00", "-infinity")
TEXTS = (
    "Z" + "\u0301\u0489" * 300,
    "\U0010ffff",
    "\u202eevil",
    CONTROLS,
    "👩‍👩‍👧 می‌خواهم",
    "x" * 20_000,
    "'\"><%(x)s{{ x }}",
)
IN_A_PATH = (NUL, "�", "-1", HUGE, "x" * 3000, "9" * 5000, "é", "..", "%25")
FILES = [
    (name, content)
    for name in ("a\0b.txt", "\ud800.txt", "x" * 300 + ".docx", "", "..", "\u202etxt.exe", "&#0;.csv", "a.pdf")
    for content in (
        b"PK\x03\x04 no",
        b"\0\1\2",
        b"",
        b"%PDF-1.7\n\0",
        "Nombre;Cargo\nAna\x07;\u2028".encode(),
        b"Nombre\nAna\0",
    )
]
# What is sent as a header, and the status where it must be refused.
HEADERS: list[tuple[str, str, int]] = [
    ("HTTP_ACCEPT_LANGUAGE", "es\0", 400),
    ("HTTP_ACCEPT_LANGUAGE", "es;q=" + HUGE, 0),
    ("HTTP_ACCEPT_LANGUAGE", "x" * 9000, 0),
    ("HTTP_IF_NONE_MATCH", '"\0"', 400),
    ("HTTP_IF_NONE_MATCH", '"' + "x" * 9000, 0),
    ("HTTP_IF_MODIFIED_SINCE", "Fri, 31 Dec 99999 23:59:59 GMT", 0),
    ("HTTP_USER_AGENT", "a\0b", 400),
    ("HTTP_USER_AGENT", "\x80" * 5000, 0),
    ("HTTP_HX_REQUEST", "\0", 400),
    ("HTTP_X_FORWARDED_FOR", "\0, ::ffff:0:0:0", 400),
    ("HTTP_X_FORWARDED_FOR", "not an address", 0),
    ("HTTP_REFERER", "http://\0", 400),
    ("HTTP_REFERER", "http://[", 0),
    ("HTTP_COOKIE", r'__Host-portal_session="abcdefgh\000"', 0),
    ("HTTP_COOKIE", "__Host-portal_session=" + "x" * 5000, 0),
    ("HTTP_COOKIE", r'portal_language="e\000s"; __Host-portal_device="a.\000~\377.~~"; messages="\000"', 0),
    ("HTTP_COOKIE", r'__Host-portal_csrf="\000"; sessionid=\000', 0),
    ("CONTENT_TYPE", "application/x-www-form-urlencoded; charset=hex", 400),
    ("CONTENT_TYPE", "application/x-www-form-urlencoded; charset=utf-7", 400),
    ("CONTENT_TYPE", "multipart/form-data; charset=utf-16; boundary=x", 400),
    ("CONTENT_TYPE", "multipart/form-data", 0),
    ("CONTENT_TYPE", "application/json", 0),
    ("CONTENT_LENGTH", "-1", 0),
]


@dataclass(frozen=True)
class Field:
    """One field of a form as the page has it."""

    name: str
    kind: str
    value: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form that posts: the name of the address it posts to, the path, its fields, and one of its named buttons."""

    name: str
    path: str
    fields: tuple[Field, ...]
    has_files: bool = False
    button: tuple[str, str] | None = None

    @property
    def shape(self) -> tuple[Any, ...]:
        """What two forms that ask the same have in common."""
        return self.name, tuple(sorted({each.name for each in self.fields} | {(self.button or ("",))[0]}))


def likely(each: Field) -> str:
    """What a person might write into a field."""
    if each.value:
        return each.value
    if each.kind == "select":
        return next((option for option in each.options if option), "")
    words = {
        "date": str(timezone.localdate() + timedelta(days=60)),
        "time": "10:30",
        "number": "3",
        "email": "new.person@test.example",
        "checkbox": "on",
        "hidden": "",
    }
    return words.get(each.kind, "Some words")


def values_for(each: Field, stage: Stage) -> list[str]:
    """Everything that is tried in a field."""
    keys = [str(kinds.get("foreign", MISSING)) for kinds in stage.things.values()]
    foreign = [*sorted({key for key in keys if is_key(key)})[:4], str(MISSING)]
    if each.kind == "file":
        return []
    more = DAYS if each.kind in {"date", "time"} else ()
    return [*UNHOLDABLE, *WORDS, *more, *TEXTS, *([] if more else DAYS), *foreign, "MEX", "SEC", "sec"]


def is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def pairs_of(form: Form) -> list[tuple[str, str]]:
    sent = [(each.name, likely(each)) for each in form.fields if each.kind != "file"]
    return sent + ([form.button] if form.button else [])


def spoiled(pairs: list[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
    return [(key, value if key == name else said) for key, said in pairs]


def encoded(pairs: list[tuple[str, str]]) -> bytes:
    return "&".join(f"{percent(key)}={percent(value)}" for key, value in pairs).encode()


def percent(text: str) -> str:
    """Percent-encoded as UTF-8, lone surrogates like any other letter."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


def multipart(pairs: list[tuple[str, str]], files: list[tuple[str, str, bytes]], mark: str = "mark") -> bytes:
    """The body of a form with files; `files` are (field, file name, content)."""
    out = io.BytesIO()
    for key, value in pairs:
        out.write(
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode(
                "utf-8", "surrogatepass"
            )
        )
    for key, name, content in files:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{key}"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
        out.write(head.encode("utf-8", "surrogatepass") + content + b"\r\n")
    out.write(f"--{mark}--\r\n".encode())
    return out.getvalue()


def queried(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{encoded(pairs).decode()}"


def paths_of(path: str) -> Iterator[tuple[str, str]]:
    """The path with each of its arguments spoiled, and by what."""
    for key, value in resolve(path).kwargs.items():
        said = str(value)
        place = path.rfind(f"/{quote(said)}")
        if place < 0:
            continue
        for bad in IN_A_PATH:
            yield f"{path[: place + 1]}{percent(bad)}{path[place + 1 + len(quote(said)) :]}", f"{key}={bad[:20]!r}"
