"""Documents for office programs: Word and spreadsheets, with the language and the handling line they need."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from portal.core.later import Later

if TYPE_CHECKING:
    import docx
    import xlsxwriter
else:
    docx = Later("docx")
    xlsxwriter = Later("xlsxwriter")

WORD_LANGUAGES = {"en": "en-US", "es": "es-419"}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def word_document(*, title: str, language: str, marking: str) -> Any:
    """An empty Word document that says its language to a screen reader and its marking on every page."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size = docx.shared.Pt(10.5)
    spoken = style.element.get_or_add_rPr()
    spoken.append(
        spoken.makeelement(
            docx.oxml.ns.qn("w:lang"), {docx.oxml.ns.qn("w:val"): WORD_LANGUAGES.get(language, language)}
        )
    )
    document.core_properties.title = title
    document.core_properties.language = language
    document.sections[0].header.paragraphs[0].text = marking
    return document


def add_table(document: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
    """A table whose first row repeats on every page; `widths` in centimetres. A row with one cell spans the table."""
    table = document.add_table(rows=1, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    repeated = table.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(docx.oxml.ns.qn("w:tblHeader"), {}))
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words
    for row in rows:
        cells = table.add_row().cells
        for cell, words, width in zip(cells, row, widths, strict=False):
            cell.text, cell.width = words, docx.shared.Cm(width)
        if len(row) == 1:
            cells[0].merge(cells[-1]).paragraphs[0].runs[0].bold = True
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = docx.shared.Cm(width)


def word_bytes(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@dataclass(frozen=True)
class SheetPage:
    """One page of a spreadsheet: heads that stay in sight, rows of words and whole numbers, widths in characters."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    widths: Sequence[int]


def spreadsheet(pages: Sequence[SheetPage], *, marking: str) -> bytes:
    """The pages as one file with the marking at the head of each; what looks like a formula or address stays text."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for page in pages:
        sheet = book.add_worksheet(page.name)
        sheet.write_row(0, 0, page.heads, bold)
        for place, row in enumerate(page.rows, start=1):
            sheet.write_row(place, 0, row, wrapped)
        for place, width in enumerate(page.widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.set_header(f"&L{marking.replace('&', '&&')}")
    book.close()
    return written.getvalue()


def office_response(written: bytes, filename: str) -> HttpResponse:
    """A Word document or spreadsheet, told by the name's ending, as the answer of a view, to be saved as `filename`."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(written, content_type=TYPES[filename.rpartition(".")[2]], headers=headers)
