"""What happens to the records of a meeting."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Item
from meetings.agendas.operations import add_item
from meetings.agendas.operations.rows import rows_on
from meetings.records import rules
from meetings.records.models import Amendment, Outcome, Readout, Records, written_readout
from meetings.records.notices import tell_approved, tell_circulated, tell_readout
from meetings.records.states import AMENDMENT_NEXT, NEXT, AmendmentStatus, Status
from meetings.rounds.models import Meeting
from meetings.rounds.operations import advance_meeting
from meetings.rounds.states import MOVABLE
from meetings.rounds.states import Status as MeetingStatus
from portal.audit.operations import record
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import digest, require_seen
from portal.people.rules import SECRETARIAT

# The meeting has begun.
HELD = {MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED, MeetingStatus.RECORDS_APPROVED}
# The item that approves the records of the round before.
APPROVAL_MINUTES = 5


class RecordsAreOut(Refused):
    """Circulated records change by amendments alone."""

    sentence = _("The records are circulated. Ask for an amendment instead.")


class MeetingGoesOn(Refused):
    """Records are circulated when the meeting is concluded."""

    sentence = _("The meeting is not concluded yet.")


class NotCirculated(Refused):
    """Only circulated records are amended and approved."""

    sentence = _("The records are not in circulation.")


class AmendmentsOpen(Refused):
    """Every amendment is answered before the records are approved."""

    sentence = _("An amendment is not answered yet. Take it over or decline it first.")


class AlreadyAnswered(Refused):
    """An amendment is answered once."""

    sentence = _("This amendment is answered already.")


class NoWords(Refused):
    """Something must be said, in one language at least."""

    sentence = _("Write it in one language at least.")


class ReadoutIsOut(Refused):
    """What everybody reads stays as it was said."""

    sentence = _("Your delegation's readout is public and stays as it is.")


class ReadoutNotShared(Refused):
    """It is final when the parties read it; none of them reads it first in the press."""

    sentence = _("Share the readout with all parties first, then release it.")


class ReadoutChanged(Refused):
    """What is released is what its person read."""

    sentence = _("Your delegation's readout is not as you read it. Read it as it is now, then decide again.")


class NotHeldYet(Refused):
    """Nobody reports on a meeting to come."""

    sentence = _("A readout is released once the meeting has begun.")


@transaction.atomic
def write_outcome(*, item: Item, actor: Person, now: datetime, kind: str, text: Mapping[str, str]) -> Outcome:
    """Add what came out of an item; its readers are the item's. Refuses `RecordsAreOut`, `NoWords`."""
    item = Item.objects.select_for_update(of=("self",)).select_related("agenda__meeting").get(pk=item.pk)
    meeting = item.agenda.meeting
    ensure(rules.can_write(actor, meeting))
    words = _said(text)
    if _of(meeting).status != Status.DRAFT:
        raise RecordsAreOut
    marks = {"releasable_to": item.releasable_to, "editable_by": item.editable_by}
    outcome = Outcome(item=item, kind=kind, text=words, written_at=now, author_name=actor.name, **marks)
    outcome.save(force_insert=True)
    record(
        "meetings.records.outcome_written", outcome, actor=actor, releasable_to=item.releasable_to, item=str(item.pk)
    )
    return outcome


@transaction.atomic
def remove_outcome(*, outcome: Outcome, actor: Person, now: datetime) -> None:
    """Take an outcome back while the records are a draft; the trail keeps its words. Refuses `RecordsAreOut`."""
    outcome = Outcome.objects.select_for_update(of=("self",)).select_related("item__agenda__meeting").get(pk=outcome.pk)
    meeting = outcome.item.agenda.meeting
    ensure(rules.can_write(actor, meeting))
    if _of(meeting).status != Status.DRAFT:
        raise RecordsAreOut
    record("meetings.records.outcome_removed", outcome, actor=actor, text=outcome.text)
    outcome.delete()


@transaction.atomic
def circulate_records(*, meeting: Meeting, actor: Person, now: datetime) -> Records:
    """Give the records to the parties and put their approval on the next round's agenda, where there is one.

    Refuses `MeetingGoesOn`, `RecordsAreOut`.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    ensure(rules.can_circulate(actor, meeting))
    records = _of(meeting)
    if meeting.status != MeetingStatus.CONCLUDED:
        raise MeetingGoesOn
    if Status.CIRCULATED not in NEXT[Status(records.status)]:
        raise RecordsAreOut
    records.status, records.circulated_at = Status.CIRCULATED, now
    records.save()
    record("meetings.records.circulated", records, actor=actor)
    tell_circulated(records, actor=actor, now=now)
    put_on_agenda(meeting=meeting, actor=actor, now=now)
    return records


@transaction.atomic
def put_on_agenda(*, meeting: Meeting, actor: Person, now: datetime) -> None:
    """Put the approval of circulated records on the agenda of the round that follows, after its opening; once.

    Refuses `NotCirculated`.
    """
    ensure(rules.can_circulate(actor, meeting))
    records = Records.objects.select_for_update().filter(meeting=meeting, status=Status.CIRCULATED).first()
    if records is None:
        raise NotCirculated
    follow_up = Meeting.objects.filter(follows=meeting, status__in=MOVABLE).order_by("starts_at").first()
    if follow_up is None or records.approval_item_id:
        return
    opening = rows_on(follow_up.agenda).first() if hasattr(follow_up, "agenda") else None
    title = {}
    for language in meeting.title:
        with translation.override(language):
            title[language] = gettext("Approval of the records: %(meeting)s") % {"meeting": meeting.title[language]}
    item = add_item(meeting=follow_up, actor=actor, title=title, minutes=APPROVAL_MINUTES, after=opening and opening.pk)
    records.approval_item = item
    records.save(update_fields=["approval_item"])


@transaction.atomic
def propose_amendment(*, meeting: Meeting, actor: Person, now: datetime, text: str) -> Amendment:
    """Ask for a change to circulated records. Refuses `NotCirculated`."""
    ensure(rules.can_amend(actor, meeting))
    records = _circulated(meeting)
    marks = {
        "releasable_to": records.releasable_to,
        "editable_by": list(dict.fromkeys([actor.code, *records.editable_by])),
    }
    amendment = Amendment(
        records=records, delegation_id=actor.code, text=text, author_name=actor.name, proposed_at=now, **marks
    )
    amendment.save(force_insert=True)
    record("meetings.records.amendment_proposed", amendment, actor=actor, releasable_to=records.releasable_to)
    return amendment


@transaction.atomic
def answer_amendment(*, amendment: Amendment, actor: Person, now: datetime, status: str, answer: str = "") -> Amendment:
    """Take an amendment over or decline it, with a reason. Refuses `AlreadyAnswered`, `NotCirculated`."""
    amendment = (
        Amendment.objects.select_for_update(of=("self",)).select_related("records__meeting").get(pk=amendment.pk)
    )
    ensure(rules.can_circulate(actor, amendment.records.meeting))
    if amendment.records.status != Status.CIRCULATED:
        raise NotCirculated
    if status not in AMENDMENT_NEXT[AmendmentStatus(amendment.status)]:
        raise AlreadyAnswered
    amendment.status, amendment.answer = status, answer
    amendment.save(update_fields=["status", "answer"])
    record(
        f"meetings.records.amendment_{status}",
        amendment,
        actor=actor,
        answer=answer,
    )
    return amendment


@transaction.atomic
def approve_records(*, meeting: Meeting, actor: Person, now: datetime) -> Records:
    """Record that the next round approved the records; the meeting's life ends. Refuses `NotCirculated`, `AmendmentsOpen`."""
    ensure(rules.can_circulate(actor, meeting))
    records = _circulated(meeting)
    if records.amendments.filter(status=AmendmentStatus.PROPOSED).exists():
        raise AmendmentsOpen
    records.status, records.approved_at = Status.APPROVED, now
    records.save()
    record("meetings.records.approved", records, actor=actor)
    tell_approved(records, actor=actor, now=now)
    advance_meeting(meeting=meeting, actor=actor, now=now, to=MeetingStatus.RECORDS_APPROVED)
    return records


@transaction.atomic
def write_readout(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    text: Mapping[str, str],
    is_shared: bool = False,
    seen: str | None = None,
) -> Readout:
    """Write the delegation's own readout, or write it anew. Only a shared one is seen by others.

    `seen` is the digest of the readout as the form was opened with. Refuses `ReadoutIsOut`, `ChangedMeanwhile`, `NoWords`.
    """
    ensure(rules.can_read_out(actor, meeting))
    readers = meeting.parties if is_shared else [actor.code]
    facts = {"text": _said(text), "is_shared": is_shared, "written_at": now, "releasable_to": readers}
    found = _own_readout(meeting, actor)
    if found and found.released_at:
        raise ReadoutIsOut
    require_seen(seen, written_readout(found))
    readout = found or Readout(meeting=meeting, delegation_id=actor.code, editable_by=[actor.code])
    for name, value in facts.items():
        setattr(readout, name, value)
    readout.save()
    record("meetings.records.readout_written", readout, actor=actor, releasable_to=readers, shared=is_shared)
    return readout


@transaction.atomic
def release_readout(*, meeting: Meeting, actor: Person, seen: str, clock: Clock = database_now) -> Readout:
    """Let everybody read what one's delegation says of a meeting, from now on and for good. It stands beside the joint text and
    is no part of it: nobody else agrees to it.

    `seen` is the digest of the readout as the person read it. Refuses `NotHeldYet`, `ReadoutIsOut`, `ReadoutChanged`,
    `ReadoutNotShared`.
    """
    ensure(rules.can_release_readout(actor, meeting))
    readout = _own_readout(meeting, actor)
    if meeting.status not in HELD:
        raise NotHeldYet
    if readout and readout.released_at:
        raise ReadoutIsOut
    if readout is None or seen != digest(written_readout(readout)):
        raise ReadoutChanged
    if not readout.is_shared:
        raise ReadoutNotShared
    now = clock()
    readout.released_at = now
    readout.save(update_fields=["released_at"])
    record("meetings.records.readout_released", readout, actor=actor, releasable_to=meeting.parties)
    tell_readout(readout, actor=actor, now=now)
    return readout


def _own_readout(meeting: Meeting, actor: Person) -> Readout | None:
    """What the actor's delegation says of a meeting, locked."""
    rows = Readout.objects.select_for_update(of=("self",)).select_related("meeting")
    found: Readout | None = rows.filter(meeting=meeting, delegation_id=actor.code).first()
    return found


def _of(meeting: Meeting) -> Records:
    """The meeting's records, opened by the first who needs them, locked."""
    marks = {"releasable_to": meeting.parties, "editable_by": list(dict.fromkeys([SECRETARIAT, *meeting.editable_by]))}
    records, _opened = Records.objects.select_for_update().get_or_create(meeting=meeting, defaults=marks)
    return records


def _circulated(meeting: Meeting) -> Records:
    records = Records.objects.filter(meeting=meeting, status=Status.CIRCULATED).first()
    if records is None:
        raise NotCirculated
    return records


def _said(text: Mapping[str, str]) -> dict[str, str]:
    words = {language: said.strip() for language, said in text.items() if said.strip()}
    if not words:
        raise NoWords
    return words
