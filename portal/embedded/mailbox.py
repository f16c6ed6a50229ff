"""Reading the files that the mail sink keeps."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

MOST = 200


@dataclass(frozen=True)
class Mail:
    """One received mail. `name` is its file's; `received_at` the instant it came."""

    name: str
    received_at: datetime
    to: str
    subject: str
    language: str
    text: str
    html: str


def folder() -> Path:
    return Path(settings.VAR) / "mailbox"


def newest() -> list[Mail]:
    """The last mails, newest first."""
    names = sorted((path.name for path in folder().glob("*.eml")), reverse=True) if folder().is_dir() else []
    return [mail for mail in map(read, names[:MOST]) if mail]


def read(name: str) -> Mail | None:
    """One mail by its file name, or None. The name must be one of ours: digits and `.eml`."""
    path = folder() / name
    if not (name.endswith(".eml") and name[:-4].isdigit() and path.is_file()):
        return None
    parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    bodies = {kind: parsed.get_body(preferencelist=(kind,)) for kind in ("plain", "html")}
    texts = {kind: body.get_content() if body else "" for kind, body in bodies.items()}
    received = datetime.fromtimestamp(int(name[:-4]) / 1e9, tz=UTC)
    return Mail(
        name=name,
        received_at=received,
        to=str(parsed["X-Envelope-To"] or parsed["To"] or ""),
        subject=str(parsed["Subject"] or ""),
        language=str(parsed["Content-Language"] or "en"),
        text=texts["plain"],
        html=texts["html"],
    )
