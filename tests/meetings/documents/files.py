"""Files for tests, made in memory."""

import io
import zipfile
import zlib

import openpyxl
from docx import Document

ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"


def pdf(*objects: bytes) -> bytes:
    """A PDF as far as the portal looks: header, objects, end."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + (body or b"1 0 obj\n<< /Type /Catalog >>\nendobj\n") + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def packed(content: bytes, facts: bytes = b"/Type /ObjStm /Filter /FlateDecode") -> bytes:
    """A compressed stream object."""
    data = zlib.compress(content)
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (facts, len(data), data)


def _with(content: bytes, parts: dict[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in parts:
                new.writestr(part, old.read(part))
        for name, data in parts.items():
            new.writestr(name, data)
    return archive.getvalue()


def docx(**parts: bytes) -> bytes:
    content, document = io.BytesIO(), Document()
    document.add_paragraph("Words")
    document.save(content)
    return _with(content.getvalue(), parts)


def xlsx(**parts: bytes) -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return _with(content.getvalue(), parts)


def docm() -> bytes:
    """A Word document with macros, as Word saves it, under the name of one without."""
    with zipfile.ZipFile(io.BytesIO(docx())) as plain:
        types = plain.read("[Content_Types].xml")
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return docx(**{"[Content_Types].xml": types.replace(kind, macro), "word/vbaProject.bin": b"x"})


def odt(kind: str = "text", **parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office/>")
        archive.writestr("META-INF/manifest.xml", parts.pop("manifest", b"<manifest/>"))
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()
