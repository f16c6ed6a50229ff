"""Workbooks as officials keep lists in: Excel's, LibreOffice's, and some with more in them than a list."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(
    *rows: Sequence[Any], merged: Sequence[str] = (), hidden: Sequence[int] = (), **sheets: Sequence[Sequence[Any]]
) -> bytes:
    """A workbook with a sheet "Lista"; further sheets by name, hidden where the name begins with "hidden"."""
    book = openpyxl.Workbook()
    book.active.title = "Lista"
    for row in rows:
        book.active.append(row)
    for block in merged:
        book.active.merge_cells(block)
    for number in hidden:
        book.active.row_dimensions[number].hidden = True
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name.startswith("hidden") else "visible"
        for row in more:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, part: str, before: str, after: str) -> bytes:
    """A workbook with some words of one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    content = parts[part]
    assert isinstance(content, bytes)
    assert before.encode() in content
    parts[part] = content.replace(before.encode(), after.encode())
    return zipped(parts)


def ods(*rows: Iterable[str], name: str = "Lista", hidden: Sequence[int] = (), end: str = "") -> bytes:
    """An OpenDocument workbook; a cell that begins with "<" is the cell itself. `end` is put behind the rows."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = (
            cell if cell.startswith("<") else TEXT_CELL.format(cell) if cell else "<table:table-cell/>" for cell in row
        )
        visible = ' table:visibility="collapse"' if number in hidden else ""
        lines.append(f"<table:table-row{visible}>{''.join(cells)}</table:table-row>")
    content = (
        f'{XML}<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" '
        f'xmlns:text="{ODF}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{"".join(lines)}{end}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'{XML}<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def xlsb(*rows: Sequence[str], name: str = "Lista", hidden: Sequence[int] = ()) -> bytes:
    """A binary workbook of Excel with words in its cells; "#N/A" is a formula that failed."""
    sheet = [record(129), record(148, struct.pack("<IIII", 0, len(rows), 0, 20)), record(145)]
    for number, row in enumerate(rows):
        look = 0x10 if number + 1 in hidden else 0
        sheet.append(record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, look, 0, 0)))
        for place, cell in ((place, cell) for place, cell in enumerate(row) if cell):
            failed = cell == "#N/A"
            sheet.append(
                record(3 if failed else 6, struct.pack("<II", place, 0) + (b"\x2a" if failed else words(cell)))
            )
    book = [
        record(131),
        record(143),
        record(156, struct.pack("<II", 0, 1) + words("rId1") + words(name)),
        record(144),
        record(132),
    ]
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    relations = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": types,
            "xl/workbook.bin": b"".join(book),
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": b"".join([*sheet, record(146), record(130)]),
        }
    )


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of the binary format: its kind and length in groups of seven bits, then its content."""
    return _sevens(kind) + _sevens(len(content)) + content


def _sevens(number: int) -> bytes:
    out = bytearray()
    while True:
        number, rest = number >> 7, number & 0x7F
        out.append(rest | (0x80 if number else 0))
        if not number:
            return bytes(out)


def words(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
