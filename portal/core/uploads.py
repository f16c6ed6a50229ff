"""Taking files from strangers: what they claim to be is checked before anything opens them."""

import io
import zipfile
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused

LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 2000
LARGEST_RATIO = 200


class BoundedUpload(FileUploadHandler):
    """Lets through one piece more than the largest file, and drops the rest: no upload fills memory or disk.

    What is told of a file that large is the operation's to say; it sees a size beyond the limit.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.PORTAL_LARGEST_FILE else None

    def file_complete(self, file_size: int) -> Any:
        return None


class UnsafeDocument(Refused):
    """The document would unpack to far more than it is, or carries parts that could act."""

    sentence = _(
        "This document was not opened: %(reason)s Save it anew as a plain Word document (.docx) and try again."
    )
    field = "file"


class NotADocument(Refused):
    """The file is not what its name says, or is cut off."""

    sentence = _("%(name)s is not a Word document we can open. Save it as .docx or as plain text.")
    field = "file"


def require_safe_docx(data: bytes, name: str) -> None:
    """Check a .docx before any parser sees it. Refuses `NotADocument` and `UnsafeDocument`.

    Bounds what it unpacks to, in all and by ratio; turns away document type declarations (entities) and macros.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "word/document.xml" not in names:
            raise NotADocument(name=name)
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise UnsafeDocument(reason=_("it unpacks to more than 30 MB."))
        if any(part.file_size > 1 << 20 and part.file_size > LARGEST_RATIO * part.compress_size for part in parts):
            raise UnsafeDocument(reason=_("it unpacks to more than 30 MB."))
        if any(part.lower().endswith("vbaproject.bin") for part in names):
            raise UnsafeDocument(reason=_("it contains macros."))
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares_type(archive, part):
                raise UnsafeDocument(reason=_("it declares entities of its own."))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise NotADocument(name=name) from None


def _declares_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part holds a document type declaration, in whichever encoding it is written."""
    with archive.open(part) as stream:
        content = stream.read(LARGEST_UNPACKED)
    if len(content) > part.file_size:
        raise UnsafeDocument(reason=_("it unpacks to more than 30 MB."))
    return b"<!doctype" in content.replace(b"\0", b"").lower()
