"""Reading the environment: the one place where strings become settings.

Every variable is listed in docs/operators.md; a wrong value stops the start with a sentence that names it.
"""

import json
import os
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict


@dataclass(frozen=True)
class Mailbox:
    """A folder on an IMAP server. `security` is "s" for TLS from the start, "tls" for STARTTLS, "" for none."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    security: str


TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that `<NAME>_FILE` names, as secret stores provide it."""
    if path := os.environ.get(f"{name}_FILE"):
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    return os.environ.get(name) or default


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value} is neither yes (1) nor no (0).")


def number(name: str, default: int, *, least: int | None = None, most: int | None = None) -> int:
    value = text(name, str(default))
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value} is not a whole number.") from None
    if (least is not None and found < least) or (most is not None and found > most):
        raise ImproperlyConfigured(f"{name}={value} is not between {least} and {most}.")
    return found


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def letters(name: str, default: str) -> str:
    """A short name of capital letters and digits."""
    value = text(name, default)
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,11}", value):
        raise ImproperlyConfigured(f"{name}={value} is not 2 to 12 capital letters and digits, a letter first.")
    return value


def database(url: str) -> dict[str, Any]:
    """Django's settings for a libpq address such as `postgresql://user:password@host:5432/name?sslmode=require`."""
    parts = dict(conninfo_to_dict(url))
    return {
        "ENGINE": "portal.core.postgresql",
        "NAME": parts.pop("dbname", None) or "",
        "USER": parts.pop("user", None) or "",
        "PASSWORD": parts.pop("password", None) or "",
        "HOST": parts.pop("host", None) or "",
        "PORT": parts.pop("port", None) or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "portal"} | parts,
    }


def broker(redis_url: str) -> str:
    """Celery's name for the same Redis: it spells sockets differently."""
    if not redis_url.startswith("unix://"):
        return redis_url
    parts = urlsplit(redis_url)
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


def storage(url: str) -> dict[str, Any]:
    """Django's storage for `file:///path` or `s3://key:secret@endpoint:port/bucket?region=…`.

    `s3+http://` speaks plain HTTP, for a server on the same machine. Without key and secret the host's own role is used.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        options = {"location": unquote(parts.path), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    bucket, query = parts.path.strip("/"), parse_qs(parts.query)
    if parts.scheme not in {"s3", "s3+http"} or not parts.hostname or not bucket or "/" in bucket:
        raise ImproperlyConfigured("PORTAL_STORAGE must be file:///path or s3://key:secret@endpoint/bucket?region=….")
    port = f":{parts.port}" if parts.port else ""
    options = {
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{parts.hostname}{port}",
        "bucket_name": bucket,
        "region_name": query.get("region", ["us-east-1"])[0],
        "addressing_style": query.get("addressing", ["path"])[0],
        "signature_version": "s3v4",
        "default_acl": None,
        "file_overwrite": False,
        # Beyond this, a file that is read waits on disk instead of in memory.
        "max_memory_size": 2 * 1024 * 1024,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def labels(name: str, known: set[str]) -> dict[str, dict[str, str]]:
    """JSON of names in each language for some of the known words: `{"RED": {"en": "…", "es": "…"}}`."""
    try:
        found: dict[str, dict[str, str]] = json.loads(text(name, "{}"))
        if set(found) <= known and all(isinstance(words, str) for each in found.values() for words in each.values()):
            return found
    except (ValueError, AttributeError, TypeError):
        pass
    raise ImproperlyConfigured(f'{name} must be JSON such as {{"RED": {{"en": "…", "es": "…"}}}}.')


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@host:25`, `smtp+tls://…:587` (STARTTLS) or `smtps://…:465`.

    `?timeout=20` is for how many seconds the server is waited for at each step.
    """
    parts = urlsplit(url)
    timeout = parse_qs(parts.query).get("timeout", ["20"])[0]
    if not timeout.isdecimal() or not 0 < int(timeout) <= 120:
        raise ImproperlyConfigured("The timeout of EMAIL_URL must be a number of seconds from 1 to 120.")
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must be smtp://, smtp+tls:// or smtps:// with a host.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": int(timeout),
    }


def mailbox(name: str) -> Mailbox | None:
    """The mailbox that `imaps://user:password@host:993/folder` names, `imap+tls://` (STARTTLS) or `imap://`; None without it."""
    url = text(name)
    if not url:
        return None
    parts = urlsplit(url)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    is_whole = parts.hostname and parts.username and parts.password is not None
    if parts.scheme not in {"imaps", "imap+tls", "imap"} or not is_whole or not folder.isascii():
        raise ImproperlyConfigured(f"{name} must be imaps://user:password@host/folder, the folder in plain letters.")
    return Mailbox(
        host=str(parts.hostname),
        port=parts.port or (993 if parts.scheme == "imaps" else 143),
        user=unquote(str(parts.username)),
        password=unquote(str(parts.password)),
        folder=folder,
        security=parts.scheme.removeprefix("imap").lstrip("+"),
    )
