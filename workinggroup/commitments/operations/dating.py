"""By when a commitment is due: said by the secretariat, and followed from the meeting that it counts from."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.promises.states import Basis
from meetings.promises.states import Due as DueKind
from meetings.rounds.models import Meeting
from meetings.rounds.states import Status as MeetingStatus
from meetings.statements.models import Statement
from portal.audit.operations import record, record_each
from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from portal.core.seen import require_seen
from portal.people.rules import SECRETARIAT
from workinggroup.commitments import rules
from workinggroup.commitments.dues import Days, DueSaid, lacks, reckon, tidy
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.notices import DATED, MOVED, tell_dated
from workinggroup.commitments.operations.reasons import said_why

# What of a commitment its due writes.
WRITTEN = ["due", "due_season", "due_count", "due_unit", "basis", "due_meeting", "due_from", "due_on"]
NEEDED = {
    "day": _("Say a day: the day itself, or any day of the month or the year that is meant."),
    "season": _("Say which season it is, and a day in its year."),
    "count": _("Say how long it is: a number, and of what."),
    "basis": _("Say from when it is counted."),
}


class DueIsNotSaid(Refused):
    """A kind of time needs what names its day."""

    def __init__(self, lacking: str) -> None:
        super().__init__()
        self.sentence, self.field = NEEDED[lacking], lacking


class NotEverybodyKnows(Refused):
    """A day that moves with a meeting tells of the meeting."""

    sentence = _("Not everybody who sees this commitment sees that meeting. Say the day by hand.")
    field = "meeting"


@transaction.atomic
def set_due(
    *,
    commitment: Commitment,
    actor: Person,
    now: datetime,
    said: DueSaid,
    meeting: Meeting | None = None,
    reason: str = "",
    seen: str | None = None,
) -> Commitment:
    """Say anew by when a commitment is due; `meeting` is the event that it names or counts from, if that is held here.

    `seen` is the digest of what was said as the form was opened with. Anything else than before is said why, where something
    was said; another day is told to those who work on it. Refuses `ChangedMeanwhile`, `DueIsNotSaid`, `NotEverybodyKnows`,
    `SayWhy`.
    """
    commitment = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("statement__meeting", "statement__released", "due_meeting")
        .get(pk=commitment.pk)
    )
    ensure(rules.can_decide(actor, commitment.statement))
    before, day = commitment.dated(), commitment.due_on
    require_seen(seen, before)
    said = tidy(said)
    if not (_takes_meeting(said) and meeting):
        meeting = None
        if lacking := lacks(said):
            raise DueIsNotSaid(lacking)
    elif said.kind == DueKind.RELATIVE and not said.count:
        raise DueIsNotSaid("count")
    elif not set(commitment.releasable_to) <= set(meeting.releasable_to):
        raise NotEverybodyKnows
    write_due(commitment, said, commitment.statement, meeting)
    if commitment.dated() == before:
        return commitment
    reason = said_why(reason, is_needed=before["kind"] != DueKind.NONE)
    commitment.save(update_fields=WRITTEN)
    record(
        "workinggroup.commitment.dated", commitment, actor=actor, before=before, after=commitment.dated(), reason=reason
    )
    if commitment.due_on != day:
        tell_dated(DATED, [commitment], actor, now=now)
    return commitment


def write_due(commitment: Commitment, said: DueSaid, statement: Statement, meeting: Meeting | None = None) -> None:
    """Put what is said of when into a row, with the days that follow from it. Asks nothing where `statement` has its meeting and
    what was released of it at hand."""
    said = tidy(said)
    due = reckon(said, origin_of(said, statement, meeting))
    commitment.due, commitment.due_season, commitment.basis = said.kind, said.season, said.basis
    commitment.due_count, commitment.due_unit = said.count, said.unit
    commitment.due_meeting = meeting if _takes_meeting(said) else None
    commitment.due_from, commitment.due_on = due.first, due.last


def origin_of(said: DueSaid, statement: Statement, meeting: Meeting | None) -> Days | None:
    """The days that a length of time counts from, or that an event has; None while nobody knows them.

    The text's own meeting is the day that the text bears, and so is the release of a text on record; that of a text released
    here is its day at the meeting's place.
    """
    if said.kind == DueKind.RELATIVE and said.basis == Basis.MEETING:
        return statement.dated, statement.dated
    if said.kind == DueKind.RELATIVE and said.basis == Basis.RELEASE:
        released = getattr(statement, "released", None)
        day = times.local(released.released_at, statement.meeting.time_zone).date() if released else statement.dated
        return day, day
    if meeting is None or meeting.status in {MeetingStatus.POSTPONED, MeetingStatus.CANCELLED}:
        return None
    return meeting.starts_on, meeting.ends_on


@transaction.atomic
def follow_meeting(meeting: Meeting, *, now: datetime, author: str = "") -> int:
    """Move what names a meeting as its time, or counts from it, after the meeting moved; returns how many moved.

    The portal acts itself, as the secretariat; `author` moved the meeting; those who work on what moved are told. Six
    SQL queries at most, and those of the news.
    """
    with reading_as(Reader(SECRETARIAT)):
        rows = Commitment.objects.select_for_update(of=("self",)).filter(due_meeting=meeting).order_by("pk")
        moved = []
        for row in rows.select_related("statement__meeting", "statement__released"):
            before = row.due_on
            write_due(row, row.due_said, row.statement, meeting)
            if row.due_on != before:
                moved.append((row, {"before": str(before or ""), "after": str(row.due_on or ""), "by": author}))
        if moved:
            Commitment.objects.bulk_update([row for row, _facts in moved], ["due_from", "due_on"])
        record_each("workinggroup.commitment.due_moved", moved, actor=None)
        tell_dated(MOVED, [row for row, _facts in moved], None, now=now)
    return len(moved)


def _takes_meeting(said: DueSaid) -> bool:
    return said.kind == DueKind.EVENT or (said.kind == DueKind.RELATIVE and said.basis == Basis.EVENT)


def reckoned_on(commitment: Commitment, meeting: Meeting, starts_on: date) -> date | None:
    """The day by which a commitment would be due if the meeting that it moves with began on another day."""
    shift = starts_on - meeting.starts_on
    return reckon(commitment.due_said, (starts_on, meeting.ends_on + shift)).last
