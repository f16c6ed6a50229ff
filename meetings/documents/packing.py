"""Writing a pack: one ZIP, file after file, in constant memory."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from meetings.documents.names import clean_name, inert, unique_name
from meetings.documents.states import BOTH

PIECE = 1 << 18
# Everything else is compressed already.
COMPRESSIBLE = {"text/plain", "text/csv"}
AFTER_TITLES = (
    "kind", "marking", "label", "releasable_to", "delegation", "language", "version", "added_utc", "bytes", "sha256", "link",
    "left_out",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One version in a pack. Without a `key` it is a link, or was left out for the reason given."""

    version: UUID
    title: dict[str, str]
    kind: str
    marking: str
    label: str
    releasable_to: Sequence[str]
    delegation: str
    language: str
    number: int
    at: datetime
    key: str
    name: str
    size: int
    sha256: str
    content_type: str
    url: str
    document: UUID
    left_out: str = ""


@dataclass(frozen=True)
class Leaf:
    """What stands before the papers of a printed pack; `printed()` gives its PDF.

    `rows` are the keys of what it tells: when its reader may no longer read one of them, the pack is not given out.
    """

    title: str
    rows: Sequence[UUID]
    printed: Callable[[], bytes]


def write_pack(
    target: IO[bytes],
    entries: Sequence[Entry],
    fetch: Callable[[str], IO[bytes]],
    *,
    languages: Mapping[str, str],
    progress: Callable[[int], Any],
) -> None:
    """Write the files of the entries and `manifest.csv` into `target`; `progress` hears how many files are written.

    One folder for each of `languages`, by its own name, and a title in each; names cleaned and unique even where case does
    not count.
    """
    taken: set[str] = {"manifest.csv"}
    rows, written = [], 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        for entry in entries:
            place = ""
            if entry.key and not entry.left_out:
                place = unique_name(f"{language_name(entry.language, languages)}/{clean_name(entry.name)}", taken)
                _write_file(archive, place, entry, fetch)
                written += 1
                progress(written)
            rows.append(_row(entry, place, languages))
        head = ("file", *(f"title_{code}" for code in languages), *AFTER_TITLES)
        archive.writestr("manifest.csv", _table([head, *rows]), zipfile.ZIP_DEFLATED)


def language_name(language: str, languages: Mapping[str, str]) -> str:
    """What a version's language is called, also where it is all of them in one file."""
    return "+".join(languages.values()) if language == BOTH else languages.get(language, language)


def _write_file(archive: zipfile.ZipFile, place: str, entry: Entry, fetch: Callable[[str], IO[bytes]]) -> None:
    member = zipfile.ZipInfo(place, entry.at.timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED if entry.content_type in COMPRESSIBLE else zipfile.ZIP_STORED
    member.external_attr = 0o600 << 16
    with fetch(entry.key) as source, archive.open(member, "w", force_zip64=entry.size > 1 << 31) as sink:
        for piece in _pieces(source):
            sink.write(piece)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def _row(entry: Entry, place: str, languages: Iterable[str]) -> tuple[Any, ...]:
    return (
        place, *(entry.title.get(code, "") for code in languages), entry.kind, f"TLP:{entry.marking}", entry.label,
        " ".join(entry.releasable_to), entry.delegation, entry.language, entry.number,
        entry.at.strftime("%Y-%m-%d %H:%M"), entry.size or "", entry.sha256, entry.url, entry.left_out,
    )  # fmt: skip


def _table(rows: Sequence[Sequence[Any]]) -> bytes:
    """The rows as CSV with the mark that makes spreadsheets read it as UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([inert(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
