"""Commitments of earlier mandates brought in from a list: all of them, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.agendas.models import Theme
from meetings.promises.passages import place_of
from meetings.promises.states import Strength
from meetings.rounds.models import Meeting
from meetings.statements.models import Paragraph, Statement
from meetings.statements.operations import bring_pairs
from meetings.statements.states import StatementKind
from meetings.texts.blocks import Block, tidy
from meetings.texts.kinds import ParagraphKind
from portal.audit.operations import record_each
from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.texts import in_language, word_for_language
from portal.people.lists.named import Line, day_said
from portal.people.lists.names import fold
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT
from workinggroup.commitments import rules
from workinggroup.commitments.importing import (
    LONGEST_QUOTE,
    MOST_ROWS,
    MOST_TOLD,
    closing_said,
    due_said,
    quote_in,
    sides_said,
)
from workinggroup.commitments.models import Commitment, reference_of
from workinggroup.commitments.operations.dating import write_due
from workinggroup.commitments.operations.deciding import mark_of
from workinggroup.commitments.states import Status

# So many lines a refusal names; the others are counted.
NAMED = 40
TITLE = gettext_lazy("Earlier commitments brought in from a list: %(meeting)s")


class BadLines(Refused):
    """Nothing is written while a line is wrong."""

    sentence = gettext_lazy("Nothing was brought in. These lines are wrong: %(lines)s.")


class TooManyRows(Refused):
    """As many as somebody looks through."""

    sentence = gettext_lazy("A list has at most %(most)s commitments. Send it in parts.")
    field = "file"


@dataclass
class Checked:
    """A line with what it comes to, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    commitment: Commitment | None = None
    meeting: Meeting | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def quote(self) -> str:
        """The quoted words in the reader's language."""
        return in_language({code: self.cells.get(quote_in(code), "") for code in settings.CONTENT_LANGUAGES})


def check_lines(*, lines: Sequence[Line], actor: Person, now: datetime) -> list[Checked]:
    """What each line comes to, and all that is wrong with it; nothing is written. Four SQL queries. Refuses `TooManyRows`."""
    ensure(rules.can_decide(actor))
    if len(lines) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    known = _Known(actor, now)
    return [known.check(line) for line in lines]


@transaction.atomic
def import_commitments(*, lines: Sequence[Line], actor: Person, now: datetime) -> list[Commitment]:
    """Make one text on record of each meeting that is named, a paragraph of each line, and a confirmed commitment that quotes it;
    whoever is to lead an open one is asked to accept it.

    Refuses `TooManyRows`, and `BadLines` where anything is wrong with one line: then nothing is written. The same number of
    SQL queries for each meeting, whatever the number of lines.
    """
    checked = check_lines(lines=lines, actor=actor, now=now)
    bad = [str(each.number) for each in checked if each.problems or each.commitment is None]
    if bad or not checked:
        raise BadLines(lines=", ".join([*bad[:NAMED], *(["…"] if len(bad) > NAMED else [])]))
    by_meeting: dict[Any, tuple[Meeting, list[Commitment]]] = {}
    for each in checked:
        if each.meeting and each.commitment:
            by_meeting.setdefault(each.meeting.pk, (each.meeting, []))[1].append(each.commitment)
    found = sorted(by_meeting.values(), key=lambda pair: (pair[0].starts_at, pair[0].slug))
    return [row for meeting, rows in found for row in _bring(meeting, rows, actor, now)]


def _bring(meeting: Meeting, rows: list[Commitment], actor: Person, now: datetime) -> list[Commitment]:
    """The text of a meeting's lines, and their commitments, saved."""
    codes = settings.CONTENT_LANGUAGES
    blocks = {code: [Block(ParagraphKind.PARAGRAPH, row.quote[code]) for row in rows] for code in codes}
    text = bring_pairs(
        meeting=meeting, actor=actor, now=now, title=_title(meeting), blocks=blocks, dated=meeting.starts_on,
        kind=StatementKind.LIST,
    )  # fmt: skip
    mark = mark_of(text, ())
    paragraphs = Paragraph.objects.filter(statement=text).order_by("rank")
    for number, (row, paragraph) in enumerate(zip(rows, paragraphs, strict=True), start=1):
        row.statement, row.paragraph, row.number = text, paragraph, number
        row.reference = reference_of(text.dated.year, mark, number)
        row.releasable_to, row.editable_by = text.releasable_to, [SECRETARIAT]
    Commitment.objects.bulk_create(rows)
    acts = [(row, {"lead": row.lead_id or "", "source": row.source, "reason": row.closed_because}) for row in rows]
    record_each("workinggroup.commitment.brought_in", acts, actor=actor)
    return rows


def _title(meeting: Meeting) -> dict[str, str]:
    found = {}
    for code in settings.CONTENT_LANGUAGES:
        with translation.override(code):
            found[code] = str(TITLE) % {"meeting": in_language(meeting.title)}
    return found


class _Known:
    """What lines are checked against, read at once."""

    def __init__(self, actor: Person, now: datetime) -> None:
        self.actor, self.now = actor, now
        self.today = times.local(now, actor.zone).date()
        self.meetings = list(Meeting.objects.visible_to(actor).order_by("-starts_at"))
        self.sides = _by_name({each.code: each.name for each in Delegation.objects.all()})
        self.themes = _by_name({each.code: each.title for each in Theme.objects.filter(is_retired=False)})
        there = Commitment.objects.visible_to(actor).exclude(known_as="")
        self.there = {(meeting, fold(label)) for meeting, label in there.values_list("statement__meeting", "known_as")}
        self.lines: dict[tuple[Any, str], int] = {}

    def check(self, line: Line) -> Checked:
        found = Checked(line.number, dict(line.cells))
        wrong, cells = found.problems.append, found.cells
        if line.formulas:
            wrong(_("A cell holds a formula without a value. Write the value there."))
            return found
        found.meeting = self._meeting(cells, wrong)
        row = Commitment(spans={}, strength=Strength.CORE, status=Status.CONFIRMED)
        row.quote = self._quote(cells, wrong)
        for name, most in MOST_TOLD.items():
            if len(cells.get(name, "")) > most:
                wrong(_("“%(words)s…” is longer than %(most)s characters.") % {"words": cells[name][:40], "most": most})
        row.known_as, row.source = cells.get("known_as", ""), cells.get("source", "")
        self._close(row, cells, wrong)
        if found.meeting:
            self._once(row, found.meeting, line.number, wrong)
            self._lead(row, found.meeting, cells, wrong)
        theme = cells.get("theme", "")
        row.theme_id = self.themes.get(fold(theme))
        if theme and not row.theme_id:
            wrong(_("“%(words)s” is no theme of the list.") % {"words": theme})
        said = due_said(cells.get("due", ""))
        if said is None:
            words = _("“%(words)s” is no time. Write a day, a month or a year as in 2026-05-07, 2026-05, 2026.")
            wrong(words % {"words": cells["due"]})
        elif not found.problems and found.meeting:
            write_due(row, said, Statement(meeting=found.meeting, dated=found.meeting.starts_on))
            row.due_text = {}
            row.spans = {code: [0, len(words)] for code, words in row.quote.items()}
            row.place = place_of(row.spans)
            row.asks_acceptance = not row.closed_as
            row.decided_by, row.decided_at = self.actor.name, self.now
            found.commitment = row
        return found

    def _meeting(self, cells: Mapping[str, str], wrong: Any) -> Meeting | None:
        """The one meeting that a line names: by its title, or by its first day and its place."""
        name, said, place = cells.get("meeting", ""), cells.get("day", ""), cells.get("place", "")
        day = day_said(said)
        if said and day is None:
            wrong(_("“%(words)s” is no day. Write it as in 2026-05-07.") % {"words": said})
            return None
        if not name and not day:
            wrong(_("Name the meeting, or its day."))
            return None
        named = [
            each
            for each in self.meetings
            if (not name or fold(name) in _names(each.title, each.slug))
            and (not day or each.starts_on <= day <= each.ends_on)
            and (not place or fold(place) in _names(each.city))
        ]
        if len(named) != 1:
            words = {"words": ", ".join(filter(None, [name, said, place]))}
            wrong((_("Several meetings are “%(words)s”.") if named else _("No meeting is “%(words)s”.")) % words)
            return None
        if named[0].starts_on > self.today:
            wrong(_("%(meeting)s is still to come.") % {"meeting": named[0]})
        return named[0]

    def _quote(self, cells: dict[str, str], wrong: Any) -> dict[str, str]:
        found = {}
        for code in settings.CONTENT_LANGUAGES:
            found[code] = cells[quote_in(code)] = tidy(" ".join(cells.get(quote_in(code), "").split()))
            facts = {"language": word_for_language(code), "most": LONGEST_QUOTE}
            if not found[code]:
                wrong(_("The quote is missing in %(language)s.") % facts)
            elif len(found[code]) > LONGEST_QUOTE:
                wrong(_("The quote in %(language)s is longer than %(most)s characters.") % facts)
        return found

    def _close(self, row: Commitment, cells: Mapping[str, str], wrong: Any) -> None:
        state, outcome = cells.get("state", ""), cells.get("outcome", "")
        closing = closing_said(state, outcome)
        if closing is None:
            words = {"words": " ".join(filter(None, [state, outcome]))}
            wrong(_("“%(words)s” is no state: open, done or dropped.") % words)
            return
        row.closed_as, row.closed_because = closing, cells.get("reason", "") if closing else ""
        if closing and not row.closed_because:
            wrong(_("Say why it is closed."))

    def _once(self, row: Commitment, meeting: Meeting, number: int, wrong: Any) -> None:
        """Nothing is brought in twice, neither by its reference nor by its words."""
        label, first = fold(row.known_as), row.quote[settings.CONTENT_LANGUAGES[0]]
        if label and (meeting.pk, label) in self.there:
            wrong(_("“%(words)s” of this meeting was brought in already.") % {"words": row.known_as})
        for key in filter(lambda pair: pair[1], [(meeting.pk, f"#{label}" if label else ""), (meeting.pk, first)]):
            if (earlier := self.lines.setdefault(key, number)) != number:
                wrong(_("Line %(number)s says the same.") % {"number": earlier})
                return

    def _lead(self, row: Commitment, meeting: Meeting, cells: Mapping[str, str], wrong: Any) -> None:
        lead = list(filter(None, [cells.get("lead", "")]))
        said = [*lead, *sides_said(cells.get("supporting", ""))]
        codes = [self.sides.get(fold(each), "") for each in said]
        for words, code in zip(said, codes, strict=True):
            if code not in meeting.delegations:
                wrong(_("%(words)s did not take part in that meeting.") % {"words": words})
        row.lead_id = codes[0] if lead else None
        row.supporting = list(dict.fromkeys(codes[len(lead) :]))
        if row.lead_id and row.lead_id in row.supporting:
            wrong(_("%(code)s cannot lead and support the same commitment.") % {"code": row.lead_id})


def _names(*named: Any) -> set[str]:
    """What a thing is called, folded: in each language, and in addresses."""
    return {fold(words) for each in named for words in (each.values() if isinstance(each, Mapping) else [each])}


def _by_name(things: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Codes by what people write for them: the code itself, or the name in any language."""
    return {fold(name): code for code, names in things.items() for name in (*names.values(), code)}
