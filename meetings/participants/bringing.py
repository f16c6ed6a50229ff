"""Taking files about participants: lists as CSV or XLSX, notes verbales as PDF. What they claim to be is checked first."""

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import puremagic
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.later import Later

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = Later("openpyxl")

LARGEST_LIST = 1024 * 1024
LARGEST_NOTE = 5 * 1024 * 1024
LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_ROWS = 1000
MOST_COLUMNS = 12


class ListTooLarge(Refused):
    """Larger than a list of people can be."""

    sentence = _("The file is larger than 1 MB or has more than 1,000 lines. Send the list in parts.")
    field = "file"


class NotAList(Refused):
    """Neither UTF-8 text nor a workbook we can open."""

    sentence = _("%(name)s is neither a CSV file in UTF-8 nor an Excel workbook (.xlsx) we can open.")
    field = "file"


class NotANote(Refused):
    """A note verbale is a PDF by its content, whatever its name says."""

    sentence = _("%(name)s is not a PDF. Scan or save the note verbale as PDF.")
    field = "file"


class NoteTooLarge(Refused):
    """Scans at a reasonable resolution stay below this."""

    sentence = _("The file is larger than 5 MB. Scan it at a lower resolution.")
    field = "file"


def require_note(data: bytes, name: str) -> None:
    """Check that a note verbale is a PDF of at most 5 MB. Refuses `NoteTooLarge`, `NotANote`."""
    if len(data) > LARGEST_NOTE:
        raise NoteTooLarge
    try:
        kinds = {match.extension for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        raise NotANote(name=name) from None
    if ".pdf" not in kinds or not data.startswith(b"%PDF-"):
        raise NotANote(name=name)


def list_as_text(data: bytes, name: str) -> str:
    """A CSV file or the first sheet of a workbook as tab-separated text; formulas stay the text they are.

    Refuses `ListTooLarge`, `NotAList`.
    """
    if len(data) > LARGEST_LIST:
        raise ListTooLarge
    if data.startswith(b"PK"):
        return _workbook_as_text(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAList(name=name) from None
    if "\0" in text:
        raise NotAList(name=name)
    if text.count("\n") > MOST_ROWS:
        raise ListTooLarge
    return text


def _workbook_as_text(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise NotAList(name=name)
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise ListTooLarge
            if any(b"<!DOCTYPE" in archive.read(part).replace(b"\0", b"") for part in archive.infolist()):
                raise NotAList(name=name)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)
        for count, row in enumerate(rows, start=1):
            if count > MOST_ROWS:
                raise ListTooLarge
            writer.writerow(["" if cell is None else " ".join(str(cell).split()) for cell in row])
    except Refused:
        raise
    except Exception as problem:
        raise NotAList(name=name) from problem
    return out.getvalue()
