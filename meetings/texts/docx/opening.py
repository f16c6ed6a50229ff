"""Opening a Word document with care: only its parts that hold text, notes, shapes and properties, as XML."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from meetings.documents.sniffing import CannotBeChecked
from meetings.texts.blocks import tidy
from meetings.texts.docx.body import local, value
from meetings.texts.docx.shapes import Shapes, shapes_of
from meetings.texts.limits import LARGEST_FILE, LargeFile
from portal.core.signs import writable
from portal.core.uploads import NotADocument, require_safe_docx

# What an encrypted Office document is packed in.
COMPOUND = b"\xd0\xcf\x11\xe0"
DOCUMENT = "word/document.xml"
NOTES = {"word/comments.xml": "comment", "word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
PARTS = (DOCUMENT, "word/styles.xml", "word/numbering.xml", "docProps/custom.xml", *NOTES)
MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a document. `notes` are (author, text) by (what, number); `properties` are those of the file;
    `margins` are the lines of its headers and footers, without those that count pages."""

    body: Any
    notes: Mapping[tuple[str, str], tuple[str, str]]
    shapes: Shapes
    properties: Mapping[str, str]
    margins: tuple[str, ...] = ()


def opened(data: bytes, name: str) -> Opened:
    """Open a .docx. Refuses `LargeFile`, `CannotBeChecked` (encrypted), `NotADocument` and `UnsafeDocument`."""
    if len(data) > LARGEST_FILE:
        raise LargeFile
    _require_open(data, name)
    require_safe_docx(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part: _parsed(archive, part) for part in PARTS if part in archive.namelist()}
            margins = [_parsed(archive, part) for part in sorted(archive.namelist()) if MARGINS.fullmatch(part)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError) as error:
        raise NotADocument(name=name) from error
    body = next((each for each in parts[DOCUMENT] if local(each) == "body"), None)
    if body is None:
        raise NotADocument(name=name)
    shapes = shapes_of(parts.get("word/styles.xml"), parts.get("word/numbering.xml"))
    properties = _properties(parts.get("docProps/custom.xml"))
    return Opened(body, _notes(parts), shapes, properties, tuple(line for part in margins for line in _lines(part)))


def _lines(part: Any) -> Iterator[str]:
    for paragraph in (each for each in part.iter() if local(each) == "p"):
        names = {local(each) for each in paragraph.iter()}
        words = tidy(writable("".join(each.text or "" for each in paragraph.iter() if local(each) == "t")))
        if words and not names & {"fldSimple", "fldChar", "instrText"}:
            yield words


def _require_open(data: bytes, name: str) -> None:
    if data.startswith(COMPOUND):
        raise CannotBeChecked(name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(part.flag_bits & 1 for part in archive.infolist()):
                raise CannotBeChecked(name=name)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise NotADocument(name=name) from None


def _parsed(archive: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(archive.read(part), parser)


def _notes(parts: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, str]]:
    """Author and text of each comment, footnote and endnote, by what it is and its number."""
    found = {}
    for part, what in NOTES.items():
        for note in parts.get(part, ()):
            words = "".join(each.text or "" for each in note.iter() if local(each) == "t")
            found[what, value(note, "id")] = (tidy(value(note, "author")), tidy(writable(words)))
    return found


def _properties(root: Any) -> dict[str, str]:
    if root is None:
        return {}
    return {each.get("name", ""): "".join(each.itertext()) for each in root}
