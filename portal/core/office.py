"""Documents for office programs: Word and spreadsheets, with the language and the handling line they need."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from portal.core.later import Later
from portal.core.signs import writable

if TYPE_CHECKING:
    import docx
    import xlsxwriter
else:
    docx = Later("docx")
    xlsxwriter = Later("xlsxwriter")

WORD_LANGUAGES = {"en": "en-US", "es": "es-419"}
# What the formats hold: of a title and a header, and of a cell. A longer one is left out or refused by what writes it.
LONGEST_PROPERTY, LONGEST_CELL = 255, 32_767
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


# The name of a style of ours.
CELLS = "Table Cells"


class WordDocument:
    """A Word document that says its language to a screen reader and its marking on every page.

    Whatever it is given can be written: see `writable`. `widths` are in centimetres. `at` is when it was made.
    """

    def __init__(self, *, title: str, language: str, marking: str, at: datetime | None = None) -> None:
        self._document = document = docx.Document()
        style = document.styles["Normal"]
        style.font.size = docx.shared.Pt(10.5)
        _speak(style.element.get_or_add_rPr(), language)
        document.core_properties.title = shortened(writable(title), LONGEST_PROPERTY)
        document.core_properties.language = language
        # What makes a document says else that it made it.
        document.core_properties.author = document.core_properties.comments = ""
        if at:
            document.core_properties.created = document.core_properties.modified = at
        [section] = document.sections
        section.page_width, section.page_height = docx.shared.Cm(21), docx.shared.Cm(29.7)
        section.left_margin = section.right_margin = docx.shared.Cm(2)
        run = section.header.paragraphs[0].add_run(writable(marking))
        run.bold, run.font.size = True, docx.shared.Pt(12)
        self._styles: dict[str, str] = {}

    def add_footer(self, words: str) -> None:
        """Words and the number of the page at the foot of every page."""
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.style, paragraph.text = self._document.styles["Normal"], f"{writable(words)}\t"
        paragraph.paragraph_format.tab_stops.add_tab_stop(docx.shared.Cm(17), docx.enum.text.WD_TAB_ALIGNMENT.RIGHT)
        field = paragraph._p.makeelement(docx.oxml.ns.qn("w:fldSimple"), {docx.oxml.ns.qn("w:instr"): "PAGE"})
        paragraph._p.append(field)

    def add_heading(self, words: str, level: int, *, on_new_page: bool = False) -> None:
        heading = self._add_paragraph(f"Heading {level}")
        heading.add_run(writable(words))
        if on_new_page:
            heading.paragraph_format.page_break_before = True

    def add_line(
        self, words: str, *, lead: str = "", style: str | None = None, language: str = "", is_followed: bool = False
    ) -> None:
        """A paragraph; `lead` stands before its words, bold. `language` is that of the words, where it is another; one that
        `is_followed` stays on the page of the next."""
        paragraph = self._add_paragraph(style)
        if is_followed:
            paragraph.paragraph_format.keep_with_next = True
        if lead:
            paragraph.add_run(writable(lead)).bold = True
        run = paragraph.add_run(writable(words))
        if language:
            _speak(run._r.get_or_add_rPr(), language)

    def add_table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose first row, in bold, repeats on every page, and whose rows stay whole. A row with one cell spans the
        table."""
        table = self._document.add_table(rows=1, cols=len(heads))
        table.style, table.autofit = "Table Grid", False
        repeated = table.rows[0]._tr.get_or_add_trPr()
        repeated.append(repeated.makeelement(docx.oxml.ns.qn("w:tblHeader"), {}))
        in_cells = self._style_of_cells()
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            cell.text = writable(words)
            cell._tc.p_lst[0].style = in_cells
            cell.paragraphs[0].runs[0].bold = True
        for row in rows:
            added = table.add_row()
            whole = added._tr.get_or_add_trPr()
            whole.append(whole.makeelement(docx.oxml.ns.qn("w:cantSplit"), {}))
            cells = added.cells
            for cell, words, width in zip(cells, row, widths, strict=False):
                cell.text, cell.width = writable(words), docx.shared.Cm(width)
                cell._tc.p_lst[0].style = in_cells
            if len(row) == 1:
                cells[0].merge(cells[-1]).paragraphs[0].runs[0].bold = True
        for cell, column, width in zip(table.rows[0].cells, table.columns, widths, strict=True):
            cell.width = column.width = docx.shared.Cm(width)

    def _style_of_cells(self) -> str:
        """The style of what stands in a table: a little smaller, and apart from the lines."""
        if CELLS not in self._styles:
            style = self._document.styles.add_style(CELLS, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = self._document.styles["Normal"], docx.shared.Pt(9.5)
            style.paragraph_format.space_before = style.paragraph_format.space_after = docx.shared.Pt(2)
            self._styles[CELLS] = style.style_id
        return self._styles[CELLS]

    def _add_paragraph(self, style: str | None) -> Any:
        """A paragraph in a style by its name, which is looked up once: in long documents it would take most of the time."""
        paragraph = self._document.add_paragraph()
        if style:
            if style not in self._styles:
                self._styles[style] = self._document.styles[style].style_id
            paragraph._p.style = self._styles[style]
        return paragraph

    def written(self) -> bytes:
        written = io.BytesIO()
        self._document.save(written)
        return written.getvalue()


def _speak(properties: Any, language: str) -> None:
    """Say in which language something is."""
    value = {docx.oxml.ns.qn("w:val"): WORD_LANGUAGES.get(language, language)}
    properties.append(properties.makeelement(docx.oxml.ns.qn("w:lang"), value))


def shortened(text: str, longest: int) -> str:
    """The text, cut to so many characters with a sign that it was."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(frozen=True)
class SheetPage:
    """One page of a spreadsheet: heads that stay in sight, rows of words and whole numbers, widths in characters; where all its
    numbers are `counts`, their thousands are parted as the reader's program does. So many of the first rows are heads, too, as
    `headed` says. Words that stand alone in a row go on over the columns beside it.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    widths: Sequence[int]
    counts: bool = False
    headed: int = 0


# The highest line that programs take, and what one line of words takes of it.
HIGHEST, LINE = 409, 15
A4 = 9


def spreadsheet(
    pages: Sequence[SheetPage], *, marking: str, footer: str = "", title: str = "", at: datetime | None = None
) -> bytes:
    """The pages as one file, made at an instant, with the marking at the head of each, and words and the number of the page at
    its foot; what looks like a formula or address stays text."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    facts = {"title": shortened(writable(title), LONGEST_PROPERTY), "created": at}
    book.set_properties({name: value for name, value in facts.items() if value})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    parted = book.add_format({"num_format": "#,##0", "valign": "top"})
    for page in pages:
        numbers, single = parted if page.counts else wrapped, len(page.widths) > 1
        sheet = book.add_worksheet(page.name)
        for column, words in enumerate(page.heads):
            _write(sheet, 0, column, words, bold)
        for place, row in enumerate(page.rows, start=1):
            form = bold if place <= page.headed else plain if single and len(row) == 1 else wrapped
            if form is wrapped and (height := _height(row, page.widths)) > LINE:
                sheet.set_row(place, height)
            for column, value in enumerate(row):
                _write(sheet, place, column, value, numbers if isinstance(value, int) else form)
        for place, width in enumerate(page.widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1 + page.headed, 0)
        # Printed, a page is as wide as its columns, and its heads stand on each sheet of paper.
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, page.headed)
        sheet.set_header(_margin(marking))
        if footer:
            sheet.set_footer(_margin(footer, ends="&R&P"))
    book.close()
    return written.getvalue()


def _height(row: Sequence[str | int], widths: Sequence[int]) -> float:
    """How high a line is in which all words are seen, by how many signs go into the width of a column: not every program looks
    for itself before it prints."""
    most = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str) and (len(value) >= width or "\n" in value):
            most = max(most, sum(len(line) * 6 // (width * 5) + 1 for line in value.split("\n")))
    return min(most * LINE, HIGHEST)


def _margin(words: str, *, ends: str = "") -> str:
    """Words as a header or footer; more than it holds would be left out as a whole, and the letters that set it count, too."""
    return shortened(f"&L{writable(words).replace('&', '&&')}", LONGEST_PROPERTY - len(ends)) + ends


def _write(sheet: Any, place: int, column: int, value: str | int, form: Any) -> None:
    """Write a cell as what it is: its text is never read as a number, a formula or an address."""
    if isinstance(value, int):
        sheet.write_number(place, column, value, form)
    elif value:
        sheet.write_string(place, column, shortened(writable(value), LONGEST_CELL), form)
    else:
        sheet.write_blank(place, column, None, form)


def office_response(written: bytes, filename: str) -> HttpResponse:
    """A Word document or spreadsheet, told by the name's ending, as the answer of a view, to be saved as `filename`."""
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(written, content_type=TYPES[filename.rpartition(".")[2]], headers=headers)
