"""The minutes of a meeting, composed from its outcomes: on paper, for Word, as a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.participants.queries import Side, participants_of
from meetings.participants.states import SEATED, Answer, Kind
from meetings.records.models import Amendment, Outcome, Records
from meetings.records.queries import ItemLine, records_of
from meetings.records.states import AmendmentStatus, OutcomeKind, Status
from meetings.rounds.models import Meeting
from meetings.rounds.telling import facts_of
from portal.core import times
from portal.core.office import SheetPage, WordDocument, spreadsheet
from portal.core.people import Person
from portal.core.printing import in_each, printed, said_in_each
from portal.core.texts import in_language

RECORDS, PARTICIPANTS = gettext_lazy("Records"), gettext_lazy("Participants")
AMENDMENTS = gettext_lazy("Amendments taken over")
NOTHING = gettext_lazy("Nothing is recorded yet.")
NOT_YET = gettext_lazy("DRAFT")


@dataclass(frozen=True)
class Minutes:
    """The records of a meeting as one reader may see them, with who sat at the table and what was amended."""

    meeting: Meeting
    records: Records | None
    lines: list[ItemLine]
    sides: list[Side]
    amendments: list[Amendment]

    @property
    def is_approved(self) -> bool:
        return bool(self.records and self.records.status == Status.APPROVED)


def minutes_of(meeting: Meeting, user: Person, *, language: str) -> Minutes:
    """What is exported; readouts, needs and credentials stay outside. Sides stand in the order of precedence of
    `language`, without those who said that they do not come. Ten SQL queries at most."""
    page = records_of(meeting, user)
    sides = participants_of(meeting, user, language=language).sides
    for side in sides:
        side.rows = [row for row in side.rows if _was_there(row.participant)]
    for line in page.lines:
        line.outcomes.sort(key=lambda outcome: OutcomeKind.values.index(outcome.kind))
    taken = [amendment for amendment in page.amendments if amendment.status == AmendmentStatus.TAKEN]
    return Minutes(meeting, page.records, page.lines, [side for side in sides if side.rows], taken)


def as_pdf(minutes: Minutes, *, languages: Sequence[str], now: datetime) -> bytes:
    """A tagged PDF, in two columns where there are two languages; every page says DRAFT until the approval."""
    meeting = minutes.meeting
    data = {
        "languages": languages,
        "label": said_in_each(RECORDS, languages),
        "titles": in_each(meeting.title, languages),
        "facts": [facts_of(meeting, code)[1:] for code in languages],
        "state": [_state(minutes, code) for code in languages],
        "lines": [_printed_line(line, languages) for line in minutes.lines],
        "nothing": [_in(NOTHING, code) for code in languages],
        "participants": said_in_each(PARTICIPANTS, languages),
        "sides": [_printed_side(side, languages) for side in minutes.sides],
        "amendments_label": said_in_each(AMENDMENTS, languages),
        "amendments": [
            {"from": each.delegation_id, "text": each.text, "answer": each.answer} for each in minutes.amendments
        ],
    }
    with translation.override(languages[0]):
        data["footer"] = f"{meeting} · {times.long_day(times.local(now, meeting.time_zone).date())}"
        title = f"{RECORDS}: {meeting}"
        return printed("records", data, title=title, language=languages[0], marking=_marking(minutes, languages))


def as_docx(minutes: Minutes, *, language: str) -> bytes:
    """A Word document in one language, with headings, to be worked on."""
    meeting = minutes.meeting
    with translation.override(language):
        title = f"{RECORDS}: {meeting}"
        document = WordDocument(title=title, language=language, marking=_marking(minutes, [language]))
        document.add_heading(title, level=1)
        for fact in [*facts_of(meeting, language)[1:], _state(minutes, language)]:
            document.add_line(fact)
        for line in minutes.lines:
            document.add_heading(f"{line.number}. {line.item}", level=2)
            for outcome in line.outcomes:
                document.add_line(in_language(outcome.text), lead=f"{outcome.get_kind_display()}: ")
            if not line.outcomes:
                document.add_line(str(NOTHING))
        _write_people(document, minutes)
        return document.written()


def as_xlsx(minutes: Minutes, *, language: str) -> bytes:
    """A spreadsheet: the meeting, its outcomes in both languages, the participants, the amendments taken over."""
    with translation.override(language):
        codes = settings.CONTENT_LANGUAGES
        facts = [[fact] for fact in [*facts_of(minutes.meeting, language)[1:], _state(minutes, language)]]
        item, outcome = _("Item"), _("Outcome")
        heads = [_("No."), *(f"{item} ({code})" for code in codes), _("Kind")]
        pages = [
            SheetPage(str(RECORDS), [str(minutes.meeting)], facts, [80]),
            SheetPage(
                _("Outcomes"),
                [*heads, *(f"{outcome} ({code})" for code in codes)],
                [row for line in minutes.lines for row in _rows(line)],
                [5, 40, 40, 20, 70, 70],
            ),
            SheetPage(
                str(PARTICIPANTS), [_("Delegation"), _("Name"), _("Function"), _("Comes as")],
                [list(row) for row in _people(minutes)], [24, 30, 40, 24],
            ),
            SheetPage(
                _("Amendments"), [_("Delegation"), str(AMENDMENTS), _("Answer")],
                [[each.delegation_id, each.text, each.answer] for each in minutes.amendments], [12, 80, 60],
            ),
        ]  # fmt: skip
        return spreadsheet(pages, marking=_marking(minutes, [language]))


def _was_there(participant: Any) -> bool:
    return participant.kind in SEATED and participant.answer != Answer.NOT_COMING


def _marking(minutes: Minutes, languages: Sequence[str]) -> str:
    """ "DRAFT" in each language until the approval, and who may read."""
    drafts = [] if minutes.is_approved else [each["text"] for each in said_in_each(NOT_YET, languages)]
    with translation.override(languages[0]):
        released = _("Releasable to %(codes)s") % {"codes": ", ".join(minutes.meeting.parties)}
    return " · ".join([*drafts, released])


def _state(minutes: Minutes, language: str) -> str:
    """The line that says how far the records are: draft, circulated, approved and where."""
    records, place = minutes.records, minutes.meeting.time_zone
    day = lambda moment: times.long_day(times.local(moment, place).date())  # noqa: E731
    with translation.override(language):
        if records is None or records.status == Status.DRAFT:
            return _("A draft, not circulated yet.")
        if records.status == Status.CIRCULATED:
            return _("Circulated on %(day)s; not approved yet.") % {"day": day(records.circulated_at)}
        if item := records.approval_item:
            facts = {"day": day(records.approved_at), "meeting": item.agenda.meeting}
            return _("Approved on %(day)s, on the agenda of: %(meeting)s.") % facts
        return _("Approved on %(day)s.") % {"day": day(records.approved_at)}


def _printed_line(line: ItemLine, languages: Sequence[str]) -> dict[str, Any]:
    runs = groupby(line.outcomes, key=lambda outcome: outcome.kind)
    return {
        "number": line.number,
        "titles": [_spoken(line.item.title, code) for code in languages],
        "runs": [
            {
                "kinds": [_in(OutcomeKind(kind).label, code) for code in languages],
                "outcomes": [[_spoken(outcome.text, code) for code in languages] for outcome in outcomes],
            }
            for kind, outcomes in runs
        ],
    }


def _printed_side(side: Side, languages: Sequence[str]) -> dict[str, Any]:
    return {
        "code": side.code,
        "names": in_each(side.name, languages),
        "rows": [
            {
                "name": row.participant.name,
                "title": row.participant.title,
                "kinds": said_in_each(Kind(row.participant.kind).label, languages),
            }
            for row in side.rows
        ],
    }


def _write_people(document: WordDocument, minutes: Minutes) -> None:
    if minutes.sides:
        document.add_heading(str(PARTICIPANTS), level=2)
    for side in minutes.sides:
        document.add_heading(in_language(side.name), level=3)
        for row in side.rows:
            words = [row.participant.name, row.participant.title, row.participant.get_kind_display()]
            document.add_line(", ".join(filter(None, words)), style="List Bullet")
    if minutes.amendments:
        document.add_heading(str(AMENDMENTS), level=2)
    for each in minutes.amendments:
        document.add_line(f"{each.delegation_id}: {each.text}", style="List Bullet")


def _people(minutes: Minutes) -> list[tuple[str, ...]]:
    return [
        (in_language(side.name), person.name, person.title, person.get_kind_display())
        for side in minutes.sides
        for person in (row.participant for row in side.rows)
    ]


def _rows(line: ItemLine) -> list[list[str | int]]:
    """The outcomes of an item, a row each; one row without words where there is none."""
    codes = settings.CONTENT_LANGUAGES
    item: list[str | int] = [line.number, *(line.item.title.get(code, "") for code in codes)]
    return [[*item, *said] for said in map(_outcome, line.outcomes)] or [item]


def _outcome(outcome: Outcome) -> list[str]:
    return [outcome.get_kind_display(), *(outcome.text.get(code, "") for code in settings.CONTENT_LANGUAGES)]


def _spoken(text: dict[str, str], language: str) -> dict[str, str]:
    """A text in a column's language, or in another with that one's name, so that it is read aloud as what it is."""
    return (in_each(text, [language]) or [{"lang": language, "text": ""}])[0]


def _in(words: Any, language: str) -> str:
    with translation.override(language):
        return str(words)
