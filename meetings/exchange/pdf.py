"""A statement on paper: in one language, or in two columns with each paragraph beside its counterpart."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from meetings.exchange.sheet import Run, Sheet, SheetParagraph
from meetings.texts.kinds import ParagraphKind
from portal.core.printing import printed


def as_pdf(sheets: Sequence[Sheet], *, watermark: str = "") -> bytes:
    """Make a tagged PDF of one text, a sheet for each language; every page shows the marking and the state of the text, and the
    `watermark` across it where there is one."""
    first = sheets[0]
    rows = [{sheet.language: paragraph for sheet, paragraph in row} for row in _rows(sheets)]
    data = {
        "languages": [sheet.language for sheet in sheets],
        "titles": [_cell(sheet.head or _titled(sheet), sheet) for sheet in sheets],
        "lead_in": [sheet.lead_in for sheet in sheets],
        "lists": [sheet.lists for sheet in sheets],
        "rows": [[_cell(row.get(sheet.language), sheet) for sheet in sheets] for row in rows],
        "watermark": watermark,
        "footer": first.footer[0],
        "for": first.footer[1:],
    }
    states = [line for sheet in sheets for line in sheet.header[1:]]
    marking = " · ".join(dict.fromkeys([first.header[0], *states]))
    return printed("statement", data, title=first.title, language=first.language, marking=marking)


def _titled(sheet: Sheet) -> SheetParagraph:
    """The title of a text whose title is not negotiated."""
    return SheetParagraph("", ParagraphKind.TITLE, (Run(sheet.title),))


def _rows(sheets: Sequence[Sheet]) -> list[list[tuple[Sheet, SheetParagraph]]]:
    """Put paragraphs beside their counterparts in the order of the first sheet; the rest stands where the next sheet has it."""
    order: list[tuple[str, bool]] = []
    found: dict[tuple[str, bool], list[tuple[Sheet, SheetParagraph]]] = {}
    for sheet in sheets:
        index = 0
        for paragraph in sheet.body:
            key = (paragraph.anchor, paragraph.mark == "moved_from")
            if key not in found:
                order.insert(index, key)
                found[key] = []
            index = order.index(key) + 1
            found[key].append((sheet, paragraph))
    return [found[key] for key in order]


def _cell(paragraph: SheetParagraph | None, sheet: Sheet) -> dict[str, Any]:
    """A paragraph for the template: runs of words that stayed, came (`inserted`) or went (`deleted`), and by whom."""
    if paragraph is None:
        return {"kind": "", "number": "", "runs": []}
    whole = {"deleted": "deleted", "moved_from": "deleted", "inserted": "inserted", "moved_to": "inserted"}
    around = whole.get(paragraph.mark, "same")
    runs = [
        {
            "kind": run.kind if run.kind != "same" else around,
            "author": run.author or (paragraph.author if around != "same" else ""),
            "text": run.text,
        }
        for run in paragraph.runs
    ]
    joined = [
        {"kind": kind, "author": author, "text": "".join(run["text"] for run in same)}
        for (kind, author), same in groupby(runs, key=lambda run: (run["kind"], run["author"]))
    ]
    number = sheet.numbering.get(paragraph.anchor, "") if paragraph.mark != "moved_from" else ""
    return {"kind": str(paragraph.kind), "number": number, "runs": joined}
