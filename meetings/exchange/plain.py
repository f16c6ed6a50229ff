"""A sheet as plain text."""

from meetings.exchange.sheet import Sheet, SheetParagraph
from meetings.texts.kinds import ParagraphKind

MARKS = {"inserted": ("{+", "+}"), "deleted": ("{-", "-}"), "moved_from": ("{-", "-}"), "moved_to": ("{+", "+}")}


def as_text(sheet: Sheet) -> str:
    """Write the sheet as plain text: {+what came+}, {-what went-}; list items begin with a dash."""
    body = [*sheet.lead_in, *map(_as_text, sheet.body), *sheet.lists]
    lines = [*sheet.header, _as_text(sheet.head) if sheet.head else sheet.title, *body, *sheet.footer]
    return "\n\n".join(lines) + "\n"


def _as_text(paragraph: SheetParagraph) -> str:
    around = MARKS.get(paragraph.mark, ("", ""))
    words = ""
    for run in paragraph.runs:
        before, after = MARKS.get(run.kind, ("", "")) if paragraph.mark in {"same", "moved_to"} else ("", "")
        words += f"{before}{run.text}{after}"
    dash = "- " if paragraph.kind == ParagraphKind.LIST_ITEM else ""
    return f"{dash}{around[0]}{words}{around[1]}"
