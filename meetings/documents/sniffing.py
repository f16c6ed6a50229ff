"""What a file is, told by its content alone; what could act on the machine that opens it is refused."""

import codecs
import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import puremagic
from django.utils.translation import gettext_lazy as _

from meetings.documents.names import split_ending
from portal.core.errors import Refused

CHUNK = 1 << 20
OVERLAP = 128
MOST_PARTS = 10_000
LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_RATIO = 200

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    ".pdf": "application/pdf",
    ".docx": OFFICE + "wordprocessingml.document",
    ".xlsx": OFFICE + "spreadsheetml.sheet",
    ".pptx": OFFICE + "presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
# What a browser or shell would run, were it ever to take the text for more than text.
MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|head|body|iframe|\?xml|\?php)|^#!|^MZ", re.IGNORECASE)
# Names in a PDF that make it act or carry further files.
ACTS = re.compile(
    rb"/(JavaScript|RichMedia|EmbeddedFiles?)(?![A-Za-z0-9])"
    rb"|/S(?:\s|%[^\r\n]*[\r\n])*/(Launch|SubmitForm|ImportData)(?![A-Za-z0-9])"
)
ENCRYPTED = re.compile(rb"/Encrypt(?:\s|%[^\r\n]*[\r\n])*(?:\d|<<)")
OTHER_PACKING = re.compile(
    rb"/(LZWDecode|ASCIIHexDecode|ASCII85Decode|RunLengthDecode)|/Predictor\s+(?!1\b)\d|/Filter\s+\d"
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
RELATIONS = re.compile(rb"relationships/(attachedTemplate|oleObject|frame|subDocument|externalLinkLongPath)\"", re.I)


class UnknownKind(Refused):
    """The name's ending, or what the content turned out to be, is not taken."""

    sentence = _(
        "%(name)s is not taken. Take PDF, Word, Excel, PowerPoint, OpenDocument, text, CSV, PNG or JPEG files."
    )
    field = "file"


class NotWhatItSays(Refused):
    """The content does not fit the name's ending, or the file is cut off."""

    sentence = _("%(name)s is not what its name says, or is not complete. Save it anew and try again.")
    field = "file"


class ActiveContent(Refused):
    """Macros, scripts, embedded programs: a file that acts when it is opened."""

    sentence = _("%(name)s could act when it is opened: it contains %(what)s. Save it without and try again.")
    field = "file"


class CannotBeChecked(Refused):
    """Encrypted or packed such that nobody can say what is inside."""

    sentence = _(
        "%(name)s cannot be checked, because it is encrypted or packed unusually. Save it plainly and try again."
    )
    field = "file"


class UnpacksTooLarge(Refused):
    """An archive that unpacks to far more than it is."""

    sentence = _("%(name)s was not taken: it would unpack to far more than it is.")
    field = "file"


def require_safe(path: Path, name: str) -> str:
    """The content type of the file at `path`, which must fit the ending of `name`.

    Reads it in pieces; nothing is opened by a program. Refuses `UnknownKind`, `NotWhatItSays`, `ActiveContent`,
    `CannotBeChecked`, `UnpacksTooLarge`.
    """
    ending = split_ending(name)[1].lower()
    kind = TYPES.get(ending)
    if kind is None:
        raise UnknownKind(name=name)
    if ending == ".pdf":
        _check_pdf(path, name)
    elif ending in {".png", ".jpg", ".jpeg"}:
        _check_picture(path, name, kind)
    elif ending in {".txt", ".csv"}:
        _check_text(path, name)
    else:
        _check_archive(path, name, kind)
    return kind


def _check_picture(path: Path, name: str, kind: str) -> None:
    with path.open("rb") as file:
        head, tail = file.read(16), _tail(file, CHUNK)
    png = kind == "image/png"
    starts, ends = (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82") if png else (b"\xff\xd8\xff", b"\xff\xd9")
    if not head.startswith(starts) or (not tail.endswith(ends) if png else ends not in tail):
        raise NotWhatItSays(name=name)


def _check_text(path: Path, name: str) -> None:
    """UTF-8, UTF-16 with its mark, or Windows-1252 without control characters; nothing that looks like markup."""
    with path.open("rb") as file:
        head = file.read(4096)
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    if encoding == "utf-8":
        encoding = next((each for each in ("utf-8", "cp1252") if _decodes(path, each)), "")
    if not encoding or not _decodes(path, encoding) or _is_binary(path):
        raise NotWhatItSays(name=name)
    if MARKUP.search(head.decode(encoding, "ignore").lstrip("\ufeff").encode()):
        raise ActiveContent(name=name, what=_("markup or a script"))


def _decodes(path: Path, encoding: str) -> bool:
    decoder: Any = codecs.getincrementaldecoder(encoding)()
    controls = {chr(code) for code in range(32)} - set("\t\n\r\f")
    try:
        for chunk in _chunks(path):
            if not controls.isdisjoint(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_binary(path: Path) -> bool:
    """Whether the content carries the signature of some other kind of file for certain."""
    try:
        found = puremagic.magic_file(str(path))
    except (puremagic.PureError, ValueError):
        return False
    return any(
        match.confidence >= 0.8 and not match.mime_type.startswith("text/") for match in found if match.mime_type
    )


def _check_pdf(path: Path, name: str) -> None:
    with path.open("rb") as file:
        if not file.read(8).startswith(b"%PDF-"):
            raise NotWhatItSays(name=name)
        if b"%%EOF" not in _tail(file, 2048):
            raise NotWhatItSays(name=name)
    before = b""
    for chunk in _chunks(path):
        _look_for_acts(before + chunk, name)
        before = chunk[-OVERLAP:]
    _check_streams(path, name)


def _look_for_acts(data: bytes, name: str) -> None:
    plain = _plain(data)
    if found := ACTS.search(plain):
        raise ActiveContent(name=name, what=(found[1] or found[2]).decode())
    if ENCRYPTED.search(plain):
        raise CannotBeChecked(name=name)


def _check_streams(path: Path, name: str) -> None:
    """What a PDF keeps compressed is unpacked within bounds, piece by piece, and looked through as well.

    Objects that are packed in another way than pictures and fonts usually are cannot be checked.
    """
    budget = LARGEST_UNPACKED
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for start in STREAM.finditer(data):
            facts = _plain(data[max(0, start.start() - 8192) : start.start()])
            nearest = facts[facts.rfind(b"obj") + 1 :]
            if b"/ObjStm" in facts and OTHER_PACKING.search(nearest):
                raise CannotBeChecked(name=name)
            end = data.find(b"endstream", start.end())
            budget = _look_inside(data[start.end() : end if end >= 0 else len(data)], budget, name)


def _look_inside(body: bytes, budget: int, name: str) -> int:
    """Unpack a stream as far as it can be unpacked; returns what is left of the budget, in bytes."""
    machine, before = zlib.decompressobj(), b""
    while body and not machine.eof:
        try:
            plain = machine.decompress(body, CHUNK)
        except zlib.error:
            break
        body, budget = machine.unconsumed_tail, budget - len(plain)
        if budget < 0:
            raise UnpacksTooLarge(name=name)
        _look_for_acts(before + plain, name)
        before = plain[-OVERLAP:]
    return budget


def _plain(data: bytes) -> bytes:
    """Names may be written with #xx for any character."""
    return ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data)


def _check_archive(path: Path, name: str, kind: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_bounds(parts, name)
            names = [part.filename.lower() for part in parts]
            if any(part.flag_bits & 1 for part in parts):
                raise CannotBeChecked(name=name)
            if kind.startswith(OFFICE):
                _check_office(archive, names, name, kind)
            else:
                _check_open_document(archive, names, name, kind)
            budget = [LARGEST_UNPACKED]
            for part in parts:
                _check_part(archive, part, name, budget)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise NotWhatItSays(name=name) from None


def _check_bounds(parts: list[zipfile.ZipInfo], name: str) -> None:
    swollen = any(part.file_size > CHUNK and part.file_size > LARGEST_RATIO * part.compress_size for part in parts)
    if swollen or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnpacksTooLarge(name=name)


def _check_office(archive: zipfile.ZipFile, names: list[str], name: str, kind: str) -> None:
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(part.endswith(("vbaproject.bin", "vbadata.xml")) for part in names):
        raise ActiveContent(name=name, what=_("macros"))
    if kind.encode() + b".main+xml" not in types:
        raise NotWhatItSays(name=name)
    inside = [part for part in names if "/embeddings/" in part and not part.endswith((".xlsx", ".docx", ".pptx"))]
    if inside or any("/activex/" in part for part in names):
        raise ActiveContent(name=name, what=_("embedded programs"))


def _check_open_document(archive: zipfile.ZipFile, names: list[str], name: str, kind: str) -> None:
    if archive.read("mimetype").strip() != kind.encode():
        raise NotWhatItSays(name=name)
    if any(part.startswith(("basic/", "scripts/")) for part in names):
        raise ActiveContent(name=name, what=_("macros"))
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise CannotBeChecked(name=name)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, budget: list[int]) -> None:
    """Unpack one part piece by piece, which checks its sum; XML must not declare entities or fetch programs."""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            budget[0] -= len(chunk)
            if budget[0] < 0:
                raise UnpacksTooLarge(name=name)
            if is_xml:
                text = (before + chunk).replace(b"\0", b"")
                if b"<!doctype" in text.lower():
                    raise ActiveContent(name=name, what=_("entities of its own"))
                if RELATIONS.search(text):
                    raise ActiveContent(name=name, what=_("embedded programs"))
                before = chunk[-OVERLAP:]


def _tail(file: IO[bytes], size: int) -> bytes:
    length = file.seek(0, 2)
    file.seek(max(0, length - size))
    return file.read()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
