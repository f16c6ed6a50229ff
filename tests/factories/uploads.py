"""Word documents, and what somebody may have hidden in them."""

import io
import zipfile

from docx import Document

ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'


def docx(**parts: bytes) -> bytes:
    """A real Word document with further parts; a part named like an existing one replaces it."""
    content = io.BytesIO()
    document = Document()
    document.add_paragraph("Words")
    document.save(content)
    archive = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in parts:
                new.writestr(part, old.read(part))
        for name, data in parts.items():
            new.writestr(name, data)
    return archive.getvalue()
