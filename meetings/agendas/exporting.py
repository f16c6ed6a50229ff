"""An agenda on paper and in office programs: PDF, Word, spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.agendas.models import Agenda, Item, Section, shown
from meetings.agendas.states import ItemKind, ItemStatus
from meetings.agendas.timing import timetable
from meetings.rounds.days import Day
from meetings.rounds.models import Meeting
from meetings.rounds.telling import facts_of
from portal.core import times
from portal.core.office import SheetPage, WordDocument, spreadsheet
from portal.core.people import Person
from portal.core.printing import printed
from portal.core.questions import Question
from portal.core.texts import in_language

# Of the Word table, in centimetres: number, time, item, lead, length.
COLUMNS = [1, 1.6, 8.6, 2.4, 2.4]
FIELDS = (
    "kind", "title", "note", "lead_id", "supporting", "minutes", "fixed_at", "section_id", "id", "stands_for_id", "status",
    "day",
)  # fmt: skip
ROWS: Question[tuple[Any, ...]] = Question(
    lambda code, agenda: (
        Item.objects.read_with(code).filter(agenda_id=agenda).order_by("rank", "id").values_list(*FIELDS)
    ),
    "a code",
    UUID(int=1),
)
PRINTED: Question[Meeting] = Question(
    lambda code, slug: Meeting.objects.read_with(code).select_related("host", "agenda").filter(slug=slug),
    "a code",
    "a-slug",
)


@dataclass(frozen=True)
class Line:
    """One row of the agenda with its texts in every language; clocks are those of the venue.

    `section` is a title where one begins, `day` the day of a meeting of several where one begins; `on` is the row's own day.
    """

    number: str
    clock: str
    title: dict[str, str]
    note: dict[str, str]
    lead: str
    minutes: int
    is_break: bool
    section: dict[str, str]
    day: Day | None
    on: Day


@dataclass(frozen=True)
class Sheet:
    """A meeting and its agenda, as one reader may see them."""

    meeting: Meeting
    lines: list[Line]
    ends: str
    marking: str


def meeting_to_print(user: Person, slug: str) -> Meeting | None:
    """The meeting of that address with host and agenda; None unless the user may see it. One SQL query."""
    return PRINTED.first(user.code, slug) if user.code else None


def sheet_of(meeting: Meeting, user: Person) -> Sheet:
    """The agenda to be exported; a row closed to the user is its neutral line. One SQL query, one more with sections."""
    agenda: Agenda | None = getattr(meeting, "agenda", None)
    rows = ROWS(user.code, agenda.pk) if user.code and agenda else []
    there = shown(rows, lambda row: row[8], lambda row: row[9])
    found = [row for row in there if row[10] == ItemStatus.ON]
    keys = {row[7] for row in found if row[7]}
    titles = dict(Section.objects.filter(pk__in=keys).values_list("id", "title")) if keys else {}
    days = meeting.days
    plan = timetable(days, meeting.time_zone, ((row[5], row[6], row[11]) for row in found))
    zone, lines, number, above, day_above = ZoneInfo(meeting.time_zone), [], 0, None, 0
    for row, slot in zip(found, plan.slots, strict=True):
        kind, title, note, lead, supporting, minutes, _fixed, key = row[:8]
        is_break = kind == ItemKind.BREAK
        number += not is_break
        lines.append(
            Line(
                number="" if is_break else str(number),
                clock=f"{slot.starts_at.astimezone(zone):%H:%M}",
                title=title,
                note=note,
                lead=", ".join(filter(None, [lead, *supporting])),
                minutes=minutes,
                is_break=is_break,
                section=titles.get(key, {}) if key != above else {},
                day=days[slot.day - 1] if meeting.nights and slot.day != day_above else None,
                on=days[slot.day - 1],
            )
        )
        above, day_above = key, slot.day
    return Sheet(meeting, lines, f"{plan.ends_at.astimezone(zone):%H:%M}", meeting.marking)


def as_pdf(sheet: Sheet, *, languages: Sequence[str], now: datetime) -> bytes:
    """A tagged PDF, in two columns where there are two languages. The marking is on every page."""
    with translation.override(languages[0]):
        meeting = sheet.meeting
        data = {
            "languages": languages,
            "heads": [_heads(code) for code in languages],
            "facts": [facts_of(meeting, code) for code in languages],
            "rows": [
                {
                    "number": line.number,
                    "clock": line.clock,
                    "titles": [in_language(line.title, code) for code in languages],
                    "notes": [in_language(line.note, code) for code in languages],
                    "lead": line.lead,
                    "length": times.length(line.minutes).replace(" ", "\N{NO-BREAK SPACE}"),
                    "is_break": line.is_break,
                    "day": [_heading(line.day, meeting, code) for code in languages] if line.day else [],
                    "section": [in_language(line.section, code) for code in languages] if line.section else [],
                }
                for line in sheet.lines
            ],
            "ends": f"{sheet.ends} {_('Close')}",
            "footer": f"{meeting} · {times.long_day(times.local(now, meeting.time_zone).date())}",
        }
        title = f"{_('Agenda')}: {meeting}"
        return printed("agenda", data, title=title, language=languages[0], marking=sheet.marking)


def as_docx(sheet: Sheet, *, language: str) -> bytes:
    """A Word document in one language: headings and a table with a row across it where a section begins."""
    with translation.override(language):
        title = f"{_('Agenda')}: {sheet.meeting}"
        document = WordDocument(title=title, language=language, marking=sheet.marking)
        document.add_heading(str(sheet.meeting), level=1)
        for fact in facts_of(sheet.meeting, language)[1:]:
            document.add_line(fact)
        document.add_heading(_("Agenda"), level=2)
        rows: list[list[str]] = []
        for line in sheet.lines:
            words = "\n".join(filter(None, [in_language(line.title), in_language(line.note)]))
            rows += [[_heading(line.day, sheet.meeting, language)]] if line.day else []
            rows += [[in_language(line.section)]] if line.section else []
            rows.append([line.number, line.clock, words, line.lead, times.length(line.minutes)])
        document.add_table(_heads(language), rows, COLUMNS)
        return document.written()


def as_xlsx(sheet: Sheet, *, language: str) -> bytes:
    """A spreadsheet with a row for each item and both languages, sections as columns, so that it sorts and filters."""
    with translation.override(language):
        codes, several = settings.CONTENT_LANGUAGES, bool(sheet.meeting.nights)
        heads = [
            *(f"{_('Section')} ({code})" for code in codes),
            _("No."),
            *([_("Day")] if several else []),
            _("Time"),
            *(f"{_('Item')} ({code})" for code in codes),
            _("Lead"),
            _("Minutes"),
        ]
        rows: list[list[str | int]] = []
        section: dict[str, str] = {}
        for line in sheet.lines:
            section = line.section or section
            rows.append(
                [
                    *(section.get(code, "") for code in codes),
                    line.number,
                    *([times.short_day(line.on.date)] if several else []),
                    line.clock,
                    *(line.title.get(code, "") for code in codes),
                    line.lead,
                    line.minutes,
                ]
            )
        widths = [24] * len(codes) + [5, *([17] if several else []), 7] + [60] * len(codes) + [20, 9]
        return spreadsheet([SheetPage(_("Agenda"), heads, rows, widths)], marking=sheet.marking)


def _heading(day: Day, meeting: Meeting, language: str) -> str:
    with translation.override(language):
        return day.heading(meeting.time_zone)


def _heads(language: str) -> list[str]:
    with translation.override(language):
        return [_("No."), _("Time"), _("Item"), _("Lead"), _("Length")]
