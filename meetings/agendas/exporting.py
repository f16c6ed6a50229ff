"""An agenda on paper and in office programs: PDF, Word, spreadsheet."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from meetings.agendas.models import Item, shown
from meetings.agendas.states import ItemKind, ItemStatus
from meetings.agendas.timing import timetable
from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.printing import printed
from portal.core.texts import in_language

BOTH = "both"
# Of the Word table: number, time, item, lead, length.
COLUMNS = [Cm(1), Cm(1.6), Cm(8.6), Cm(2.4), Cm(2.4)]
WORD_LANGUAGES = {"en": "en-US", "es": "es-419"}


@dataclass(frozen=True)
class Line:
    """One row of the agenda with its texts in every language; clocks are those of the venue."""

    number: str
    clock: str
    title: dict[str, str]
    note: dict[str, str]
    lead: str
    minutes: int
    is_break: bool


@dataclass(frozen=True)
class Sheet:
    """A meeting and its agenda, as one reader may see them."""

    meeting: Meeting
    lines: list[Line]
    ends: str
    marking: str


def sheet_of(meeting: Meeting, user: Any) -> Sheet:
    """The agenda to be exported. One SQL query."""
    fields = ("kind", "title", "note", "lead_id", "supporting", "minutes", "fixed_at", "id", "stands_for_id", "status")
    rows = Item.objects.visible_to(user).filter(agenda__meeting=meeting).order_by("rank", "id").values_list(*fields)
    there = shown(list(rows), lambda row: row[7], lambda row: row[8])
    found = [row[:7] for row in there if row[9] == ItemStatus.ON]
    plan = timetable(meeting.starts_at, meeting.ends_at, meeting.time_zone, ((row[5], row[6]) for row in found))
    zone, lines, number = ZoneInfo(meeting.time_zone), [], 0
    for (kind, title, note, lead, supporting, minutes, _fixed), slot in zip(found, plan.slots, strict=True):
        is_break = kind == ItemKind.BREAK
        number += not is_break
        sides = ", ".join(filter(None, [lead, *supporting]))
        clock = f"{slot.starts_at.astimezone(zone):%H:%M}"
        lines.append(Line("" if is_break else str(number), clock, title, note, sides, minutes, is_break))
    marking = _("Releasable to %(codes)s") % {"codes": ", ".join(meeting.parties)}
    return Sheet(meeting, lines, f"{plan.ends_at.astimezone(zone):%H:%M}", marking)


def as_pdf(sheet: Sheet, *, language: str, now: datetime) -> bytes:
    """A tagged PDF in one language, or with "both" in two columns. The marking is on every page."""
    languages = list(settings.CONTENT_LANGUAGES) if language == BOTH else [language]
    with translation.override(languages[0]):
        meeting = sheet.meeting
        data = {
            "languages": languages,
            "heads": [_heads(code) for code in languages],
            "facts": [_facts(meeting, code) for code in languages],
            "rows": [
                {
                    "number": line.number,
                    "clock": line.clock,
                    "titles": [in_language(line.title, code) for code in languages],
                    "notes": [in_language(line.note, code) for code in languages],
                    "lead": line.lead,
                    "length": times.length(line.minutes).replace(" ", "\N{NO-BREAK SPACE}"),
                    "is_break": line.is_break,
                }
                for line in sheet.lines
            ],
            "ends": f"{sheet.ends} {_('Close')}",
            "footer": f"{meeting} · {times.long_day(times.local(now, meeting.time_zone).date())}",
        }
        title = f"{_('Agenda')}: {meeting}"
        return printed("agenda", data, title=title, language=languages[0], marking=sheet.marking)


def as_docx(sheet: Sheet, *, language: str) -> bytes:
    """A Word document in one language: headings and a table whose first row repeats on every page."""
    with translation.override(language):
        document = Document()
        style = document.styles["Normal"]
        style.font.size = Pt(10.5)
        spoken = style.element.get_or_add_rPr()
        spoken.append(spoken.makeelement(qn("w:lang"), {qn("w:val"): WORD_LANGUAGES[language]}))
        document.core_properties.title = f"{_('Agenda')}: {sheet.meeting}"
        document.core_properties.language = language
        document.sections[0].header.paragraphs[0].text = sheet.marking
        document.add_heading(str(sheet.meeting), level=1)
        for fact in _facts(sheet.meeting, language)[1:]:
            document.add_paragraph(fact)
        document.add_heading(_("Agenda"), level=2)
        table = document.add_table(rows=1, cols=5)
        table.style, table.autofit = "Table Grid", False
        heads = _heads(language)
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            cell.text = words
        repeated = table.rows[0]._tr.get_or_add_trPr()
        repeated.append(repeated.makeelement(qn("w:tblHeader"), {}))
        for line in sheet.lines:
            words = "\n".join(filter(None, [in_language(line.title), in_language(line.note)]))
            for cell, said in zip(
                table.add_row().cells,
                [line.number, line.clock, words, line.lead, times.length(line.minutes)],
                strict=True,
            ):
                cell.text = said
        for row in table.rows:
            for cell, width in zip(row.cells, COLUMNS, strict=True):
                cell.width = width
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()


def as_xlsx(sheet: Sheet, *, language: str) -> bytes:
    """A spreadsheet with a row for each item and both languages; what looks like a formula stays text."""
    with translation.override(language):
        written = io.BytesIO()
        book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        page = book.add_worksheet(_("Agenda"))
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        heads = [
            _("No."),
            _("Time"),
            *(f"{_('Item')} ({code})" for code in settings.CONTENT_LANGUAGES),
            _("Lead"),
            _("Minutes"),
        ]
        page.write_row(0, 0, heads, bold)
        for row, line in enumerate(sheet.lines, start=1):
            titles = [line.title.get(code, "") for code in settings.CONTENT_LANGUAGES]
            page.write_row(row, 0, [line.number, line.clock, *titles, line.lead], wrapped)
            page.write_number(row, len(heads) - 1, line.minutes, wrapped)
        page.set_column(2, 1 + len(settings.CONTENT_LANGUAGES), 60)
        page.freeze_panes(1, 0)
        page.set_header(f"&L{sheet.marking.replace('&', '&&')}")
        book.close()
        return written.getvalue()


def _heads(language: str) -> list[str]:
    with translation.override(language):
        return [_("No."), _("Time"), _("Item"), _("Lead"), _("Length")]


def _facts(meeting: Meeting, language: str) -> list[str]:
    with translation.override(language):
        begins, ends = (times.clock(moment, meeting.time_zone) for moment in (meeting.starts_at, meeting.ends_at))
        city, venue = in_language(meeting.city), in_language(meeting.venue)
        return [
            f"{in_language(meeting.title)}",
            f"{times.long_day(meeting.starts_on)}, {begins}–{ends} ({city})",
            f"{venue}, {city}",
            _("Host: %(name)s") % {"name": meeting.host},
        ]
