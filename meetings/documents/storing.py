"""Keeping files: taken in piece by piece, checked before they are kept, under names that say nothing."""

import hashlib
import logging
import shlex
import subprocess
import tempfile
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext_lazy as _

from meetings.documents.names import clean_name
from meetings.documents.sniffing import require_safe
from portal.core.errors import Refused

log = logging.getLogger(__name__)
SCANNING_SECONDS = 120


class EmptyFile(Refused):
    """Nothing in it."""

    sentence = _("%(name)s is empty.")
    field = "file"


class TooLarge(Refused):
    """Beyond the largest file that this portal takes."""

    sentence = _("%(name)s is larger than %(megabytes)s MB, the most that is taken here.")
    field = "file"


class Infected(Refused):
    """The scanner found something."""

    sentence = _("%(name)s was not taken: the virus scanner objects to it. Tell your own security staff.")
    field = "file"


class NotScanned(Refused):
    """The scanner did not answer; what is not scanned is not taken."""

    sentence = _("The virus scanner does not answer, so nothing can be taken now. Try again in a few minutes.")
    field = "file"


@dataclass(frozen=True)
class Stored:
    """A file that was checked and kept; `size` in bytes."""

    key: str
    name: str
    size: int
    sha256: str
    content_type: str


def storage() -> Storage:
    return storages["documents"]


def take_in(chunks: Iterable[bytes], name: str) -> Stored:
    """Check a file and keep it. Constant memory, except for PDFs, which are read whole once.

    Refuses `EmptyFile`, `TooLarge`, `Infected`, `NotScanned`, and what `require_safe` refuses; then nothing is kept.
    """
    name = clean_name(name)
    sha256, size, limit = hashlib.sha256(), 0, settings.PORTAL_LARGEST_FILE
    with tempfile.NamedTemporaryFile(prefix="portal-") as spool:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise TooLarge(name=name, megabytes=limit >> 20)
            sha256.update(chunk)
            spool.write(chunk)
        spool.flush()
        if not size:
            raise EmptyFile(name=name)
        content_type = require_safe(Path(spool.name), name)
        _scan(spool.name, name)
        return Stored(keep(spool), name, size, sha256.hexdigest(), content_type)


def keep(file: Any) -> str:
    """Put an open file into the storage under a random key, which is returned."""
    file.seek(0)
    return storage().save(uuid.uuid4().hex, File(file))


def fetch(key: str) -> IO[bytes]:
    """Open a kept file for reading. Raises `FileNotFoundError` if the storage has lost it."""
    return storage().open(key, "rb")


def drop(keys: Iterable[str]) -> None:
    """Remove files that no row names. A storage that does not answer leaves an orphan behind, and a line in the log."""
    for key in keys:
        try:
            storage().delete(key)
        except Exception:
            log.exception("a file without a row stays in the storage")


def kept_keys() -> list[str]:
    """The names of everything in the storage."""
    return list(storage().listdir("")[1])


def is_older(key: str, moment: datetime) -> bool:
    """Whether a file was kept before a moment; False where the storage cannot tell."""
    try:
        return storage().get_modified_time(key) < moment
    except Exception:
        log.exception("the age of a file cannot be told")
        return False


def _scan(path: str, name: str) -> None:
    """Ask PORTAL_SCANNER, a command that gets the path: exit 0 is clean, 1 infected, anything else no answer."""
    if not settings.PORTAL_SCANNER:
        return
    command = [*shlex.split(settings.PORTAL_SCANNER), path]
    try:
        code = subprocess.run(command, capture_output=True, timeout=SCANNING_SECONDS, check=False).returncode  # noqa: S603 - the operator's own command
    except (OSError, subprocess.TimeoutExpired):
        log.exception("the virus scanner cannot be run")
        raise NotScanned from None
    if code == 1:
        raise Infected(name=name)
    if code:
        log.error("the virus scanner ended with %s", code)
        raise NotScanned
