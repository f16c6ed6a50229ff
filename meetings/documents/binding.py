"""Writing a pack as one PDF: cover, contents, what stands before the papers, then paper after paper.

Papers are merged from file to file, never in memory; what cannot be bound becomes a page that says where to read it.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.documents.packing import Entry, language_name
from meetings.documents.states import Kind, Marking
from portal.core.later import Later
from portal.core.printing import printed
from portal.core.signs import writable
from portal.core.texts import content_languages, in_language

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = Later("pikepdf")

PDF = "application/pdf"
# A paper of more pages is read on its own; a few bytes can claim any number of them.
MOST_PAGES = 3000
# Stamps are set a few at a time, for each costs memory until its file is written.
SHEETS = 50
# The contents' links until the pages that they lead to are bound: `pack:` and the page after the contents.
LINK = "pack:"
A4 = (595.28, 841.89)
NOT_A_PDF = gettext_lazy("This paper is not a PDF. Read it in the portal:")
IS_A_LINK = gettext_lazy("This paper is a link:")
IS_ENCRYPTED = gettext_lazy("This PDF is encrypted. Read it in the portal:")
IS_BROKEN = gettext_lazy("This PDF is damaged and cannot be bound here. Read it in the portal:")
IS_TOO_LONG = gettext_lazy("This PDF has too many pages to be bound here. Read it in the portal:")


@dataclass(frozen=True)
class Cover:
    """What the first page says, and the marking of all pages that are the pack's own."""

    title: str
    facts: Sequence[str]
    whose: str
    made: str
    marking: str


@dataclass(frozen=True)
class Part:
    """Pages that are bound as they are: their sizes in points, as seen, and what is stamped on them.

    `place` is the first of them in the file at `path`, from 1; `entry` is None for what is no paper.
    """

    title: str
    path: Path
    sizes: Sequence[tuple[float, float]]
    stamp: str
    entry: Entry | None = None
    place: int = 1


def bind_pack(
    target: Any,
    cover: Cover,
    leaves: Sequence[tuple[str, bytes]],
    entries: Sequence[Entry],
    fetch: Callable[[str], IO[bytes]],
    *,
    progress: Callable[[int], Any],
) -> None:
    """Write the pack into `target` in the reader's language; `leaves` are titles and PDFs; `progress` hears how many
    files are bound. Memory does not grow with the papers' size; the disk holds them four times meanwhile."""
    with tempfile.TemporaryDirectory(prefix="portal-pack-") as name:
        folder = Path(name)
        parts = [*_leaves(leaves, cover, folder), *_papers(entries, fetch, folder, progress)]
        left_out = [entry for entry in entries if entry.left_out]
        front, bound = folder / "front.pdf", folder / "bound.pdf"
        front.write_bytes(_front(cover, parts, left_out))
        with pikepdf.open(front) as opened:
            before = len(opened.pages)
        files, first, total = [front], before + 1, before + sum(len(part.sizes) for part in parts)
        for part in parts:
            files.append(_stamped(part, first, total, folder / f"stamped-{first}.pdf"))
            first += len(part.sizes)
        _merge([{"file": str(path)} for path in files], bound)
        _finish(bound, target, cover, parts, before)


def _leaves(leaves: Sequence[tuple[str, bytes]], cover: Cover, folder: Path) -> Iterator[Part]:
    for number, (title, content) in enumerate(leaves):
        path = folder / f"leaf-{number}.pdf"
        path.write_bytes(content)
        with pikepdf.open(path) as opened:
            yield Part(title, path, [_size(page) for page in opened.pages], cover.marking)


def _papers(
    entries: Sequence[Entry], fetch: Callable[[str], IO[bytes]], folder: Path, progress: Callable[[int], Any]
) -> list[Part]:
    """A part for each entry that is not left out; slips are pages of one file."""
    path, parts, slips, written = folder / "slips.pdf", list[Part](), list[dict[str, Any]](), 0
    for number, entry in enumerate(each for each in entries if not each.left_out):
        found = _bindable(entry, folder / f"{number}.pdf", fetch)
        if isinstance(found, list):
            parts.append(Part(_title(entry), folder / f"{number}.pdf", found, _stamp(entry), entry))
        else:
            slips.append(_slip(entry, found))
            parts.append(Part(_title(entry), path, [A4], _stamp(entry), entry, len(slips)))
        written += bool(entry.key)
        progress(written)
    if slips:
        path.write_bytes(printed("pack_slips", {"slips": slips}, title=_("Meeting pack")))
    return parts


def _bindable(entry: Entry, path: Path, fetch: Callable[[str], IO[bytes]]) -> list[tuple[float, float]] | str:
    """Write an entry's PDF to `path`, cleanly, and return its pages' sizes; or say why there is none to be bound."""
    if not entry.key:
        return str(IS_A_LINK)
    if entry.content_type != PDF:
        return str(NOT_A_PDF)
    raw = path.with_suffix(".raw")
    with fetch(entry.key) as source, raw.open("wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 18)
    try:
        # Mapped into memory, a file would count as such; read, it does not.
        with pikepdf.open(raw, access_mode=pikepdf.AccessMode.stream) as opened:
            if opened.is_encrypted:
                return str(IS_ENCRYPTED)
            if len(opened.pages) > MOST_PAGES:
                return str(IS_TOO_LONG)
            sizes = [_size(page) for page in opened.pages]
            # Pages alone are bound; what stands beside them can be most of a file.
            for name in {"/Outlines", "/StructTreeRoot", "/Names", "/Metadata", "/PageLabels"} & set(
                opened.Root.keys()
            ):
                del opened.Root[name]
            opened.save(path, **_as_it_is())
    except pikepdf.PasswordError:
        return str(IS_ENCRYPTED)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RuntimeError, RecursionError):
        return str(IS_BROKEN)
    finally:
        raw.unlink()
    return sizes or str(IS_BROKEN)


def _as_it_is() -> dict[str, Any]:
    """Streams are copied as they are, so that none is unpacked in memory."""
    return {
        "object_stream_mode": pikepdf.ObjectStreamMode.generate,
        "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    }


def _size(page: "pikepdf.Page") -> tuple[float, float]:
    """Width and height in points as a reader sees the page. Raises ValueError for one that nobody could see."""
    left, bottom, right, top = (float(number) for number in page.trimbox)
    width, height = abs(right - left), abs(top - bottom)
    if not (18 < width < 14_400 and 18 < height < 14_400):
        raise ValueError("no page")
    return (height, width) if page.rotation % 180 else (width, height)


def _front(cover: Cover, parts: Sequence[Part], left_out: Sequence[Entry]) -> bytes:
    rows, place = [], 1
    for part in parts:
        rows.append({"title": part.title, "about": _about(part.entry) if part.entry else "", "place": place, "why": ""})
        place += len(part.sizes)
    why = _("TLP:RED is read in the portal only")
    rows += [{"title": _title(each), "about": _about(each), "place": 0, "why": why} for each in left_out]
    data = {
        "label": _("Meeting pack"),
        "facts": cover.facts,
        "whose": cover.whose,
        "made": cover.made,
        "contents": _("Contents"),
        "page": _("Page"),
        "left_out": _("left out"),
        "empty": _("There is nothing in it yet."),
        "rows": rows,
        "link": LINK,
        "after": place - 1,
    }
    return printed("pack_front", data | {"meeting": cover.title}, title=_book(cover), marking=cover.marking)


def _stamped(part: Part, first: int, total: int, path: Path) -> Path:
    """A part's pages at `path`, each under a clear sheet of its size with marking, paper and page number."""
    sheets = [
        {"width": width, "height": height, "words": part.stamp, "page": f"{number} / {total}"}
        for number, (width, height) in enumerate(part.sizes, start=first)
    ]
    laid = []
    for start in range(0, len(sheets), SHEETS):
        some, stamps = sheets[start : start + SHEETS], path.with_name(f"{path.stem}-{start}.pdf")
        stamps.write_bytes(printed("pack_stamps", {"sheets": some}, title=_("Meeting pack")))
        laid.append({"file": str(stamps), "to": f"{start + 1}-{start + len(some)}"})
    _merge([{"file": str(part.path), "range": f"{part.place}-{part.place + len(sheets) - 1}"}], path, overlay=laid)
    return path


def _merge(files: Sequence[dict[str, str]], path: Path, **more: Any) -> None:
    """Let qpdf write pages of files one after another to `path`; it reads their streams when it writes them."""
    kept = {"objectStreams": "generate", "decodeLevel": "none", "removeUnreferencedResources": "no", "noWarn": ""}
    pikepdf.Job({"empty": "", "outputFile": str(path), "pages": list(files), **kept, **more}).run()


def _finish(bound: Path, target: Any, cover: Cover, parts: Sequence[Part], before: int) -> None:
    """Bookmarks, the contents' links, and what a viewer shows of the file as a whole."""
    with pikepdf.open(bound, access_mode=pikepdf.AccessMode.stream) as pdf:
        with pdf.open_outline() as outline:
            place = before
            outline.root.append(pikepdf.OutlineItem(_("Contents"), 1))
            for part in parts:
                outline.root.append(pikepdf.OutlineItem(writable(part.title), place))
                place += len(part.sizes)
        for page in list(pdf.pages)[:before]:
            _lead(page, pdf, before)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata() as facts:
            facts["dc:title"] = _book(cover)
        pdf.docinfo["/Title"] = _book(cover)
        pdf.save(target, **_as_it_is())


def _lead(page: "pikepdf.Page", pdf: "pikepdf.Pdf", before: int) -> None:
    """Let the contents' links on a page lead to pages of the pack."""
    notes: Any = page.obj.get("/Annots", [])
    for note in notes:
        address = str(note["/A"]["/URI"]) if "/A" in note else ""
        if address.startswith(LINK):
            goal = pdf.pages[before + int(address.removeprefix(LINK)) - 1]
            del note["/A"]
            note["/Dest"] = pikepdf.Array([goal.obj, pikepdf.Name.Fit])


def _book(cover: Cover) -> str:
    return writable(f"{_('Meeting pack')}: {cover.title}")


def _title(entry: Entry) -> str:
    return writable(in_language(entry.title))


def _about(entry: Entry) -> str:
    """What the contents say of a paper below its title."""
    version = _("version %(number)s") % {"number": entry.number}
    words = [
        str(Kind(entry.kind).label),
        language_name(entry.language, dict(content_languages())),
        version,
        entry.delegation,
    ]
    return " · ".join([*words, str(Marking(entry.marking).label)])


def _stamp(entry: Entry) -> str:
    return f"{Marking(entry.marking).label} · {_title(entry)}"


def _slip(entry: Entry, why: str) -> dict[str, Any]:
    """A page for a paper that is not bound: what it is, and where to read it."""
    where = iri_to_uri(entry.url) or settings.PORTAL_ADDRESS + reverse("documents:document", args=[entry.document])
    facts = [(_("File"), entry.name), (_("Size"), filesizeformat(entry.size)), ("SHA-256", entry.sha256)]
    return {
        "title": _title(entry),
        "about": _about(entry),
        "label": entry.label,
        "facts": facts if entry.key else [],
        "why": why,
        "where": where,
    }
