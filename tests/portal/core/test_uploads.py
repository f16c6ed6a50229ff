"""Documents that are not what they claim."""

import pytest

from portal.core.uploads import NotADocument, UnsafeDocument, require_safe_docx
from tests.factories.uploads import ENTITY, docx


def test_a_plain_document_passes():
    require_safe_docx(docx(), "plain.docx")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: docx(**{"word/document.xml": ENTITY}), "entities"),
        (lambda: docx(**{"word/document.xml": ENTITY.decode().encode("utf-16")}), "entities"),
        (lambda: docx(**{"word/_rels/document.xml.rels": ENTITY}), "entities"),
        (lambda: docx(**{"word/media/bomb.bin": b"\0" * (31 << 20)}), "30 MB"),
        (lambda: docx(**{"word/media/bomb.bin": b"\0" * (5 << 20)}), "30 MB"),
        (lambda: docx(**{f"word/x{number}.bin": b"" for number in range(2100)}), "30 MB"),
        (lambda: docx(**{"word/vbaProject.bin": b"x"}), "macros"),
    ],
)
def test_unsafe_documents_are_not_opened(data, words):
    with pytest.raises(UnsafeDocument, match=words):
        require_safe_docx(data(), "unsafe.docx")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"words", docx()[:400], b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_document_is_said_to_be_none(data):
    with pytest.raises(NotADocument, match=r"cut\.docx"):
        require_safe_docx(data, "cut.docx")


def test_a_part_that_lies_about_its_size_is_refused():
    """The directory says 10 bytes; reading stops at the limit and at the checksum."""
    bomb = bytearray(docx(**{"word/extra.xml": b"<a/>" * 300_000}))
    size = (1_200_000).to_bytes(4, "little")
    lie = (10).to_bytes(4, "little")
    with pytest.raises((UnsafeDocument, NotADocument)):
        require_safe_docx(bytes(bomb).replace(size, lie), "lie.docx")
