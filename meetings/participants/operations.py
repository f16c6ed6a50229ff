"""What happens to lists of participants and to credentials."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.participants import rules
from meetings.participants.bringing import require_note
from meetings.participants.models import Credentials, Needs, Participant, sent_note
from meetings.participants.states import NEXT, Answer, CredentialsStatus, Kind
from meetings.rounds.models import Meeting
from meetings.rounds.notices import tell_listed
from meetings.rounds.operations import require_open
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from portal.people.lists.lines import Line
from portal.people.lists.names import same_name
from portal.people.models import User
from portal.people.rules import SECRETARIAT


class SecondHead(Refused):
    """A delegation has one head."""

    sentence = _("%(name)s is the head of this delegation. A delegation has one head.")
    field = "kind"


class ListedAlready(Refused):
    """Nobody stands on a list twice."""

    sentence = _("%(name)s is on the list already.")
    field = "person"


class NotOfYourSide(Refused):
    """A coordinator lists people of the own delegation."""

    sentence = _("%(name)s is not an active member of your delegation.")
    field = "person"


class WithoutName(Refused):
    """A member of the delegation, or a name."""

    sentence = _("Choose a member or write a name.")
    field = "name"


class CredentialsAccepted(Refused):
    """What the host accepted is not exchanged behind its back."""

    sentence = _("These credentials are accepted already.")


@transaction.atomic
def enter_participant(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    name: str = "",
    person: User | None = None,
    title: str = "",
    kind: str = Kind.MEMBER,
    answer: str = Answer.NONE,
    rank: int | None = None,
    dietary: str = "",
    access: str = "",
) -> Participant:
    """Put a person on the list of the actor's own side, at the end unless `rank` says where; who has an account is invited.

    Refuses `MeetingIsOver`, `WithoutName`, `NotOfYourSide`, `ListedAlready`, `SecondHead`.
    """
    ensure(rules.can_enter(actor, meeting))
    require_open(meeting)
    _lock_list(meeting, actor.code)
    entered = _participant(meeting, actor.code)
    _describe(entered, actor, person=person, name=name, title=title, kind=kind, answer=answer, rank=rank)
    entered.save(force_insert=True)
    _keep_needs(entered, meeting, dietary, access)
    _record("entered", entered, actor, kind=kind)
    if person:
        tell_listed(meeting, person, event="meetings.participant.entered", now=now)
    return entered


@transaction.atomic
def change_participant(
    *,
    participant: Participant,
    actor: Person,
    now: datetime,
    name: str = "",
    person: User | None = None,
    title: str = "",
    kind: str = Kind.MEMBER,
    answer: str = Answer.NONE,
    rank: int | None = None,
    dietary: str = "",
    access: str = "",
    seen: str | None = None,
) -> Participant:
    """Write a participant's entry anew; `seen` is the digest of the entry as the form was opened with.

    Refuses `ChangedMeanwhile`, and what `enter_participant` refuses.
    """
    found = _lock(participant)
    ensure(rules.can_change(actor, found))
    require_open(found.meeting)
    _lock_list(found.meeting, found.delegation_id)
    require_seen(seen, found.written())
    before = found.person
    _describe(found, actor, person=person, name=name, title=title, kind=kind, answer=answer, rank=rank or found.rank)
    found.save(update_fields=["person", "name", "title", "kind", "rank", "answer", "answered_for"])
    _keep_needs(found, found.meeting, dietary, access)
    _record("changed", found, actor, kind=kind, answer=answer)
    if before and before != person:
        tell_listed(found.meeting, before, event="meetings.participant.removed", now=now)
    if person and person != before:
        tell_listed(found.meeting, person, event="meetings.participant.entered", now=now)
    return found


@transaction.atomic
def remove_participant(*, participant: Participant, actor: Person, now: datetime) -> None:
    """Take a person off the list, with what they need; who has an account is told. Refuses `MeetingIsOver`."""
    found = _lock(participant)
    ensure(rules.can_change(actor, found))
    require_open(found.meeting)
    meeting, person = found.meeting, found.person
    _record("removed", found, actor)
    Needs.objects.filter(participant=found).delete()
    found.delete()
    if person:
        tell_listed(meeting, person, event="meetings.participant.removed", now=now)


@transaction.atomic
def answer_invitation(*, participant: Participant, actor: Person, answer: str) -> Participant:
    """Say whether a participant comes; the person or the coordinator does. Refuses `MeetingIsOver`."""
    found = _lock(participant)
    ensure(rules.can_answer(actor, found))
    require_open(found.meeting)
    found.say(Answer(answer))
    found.save(update_fields=["answer", "answered_for"])
    _record("answered", found, actor, answer=answer)
    return found


@transaction.atomic
def import_participants(*, meeting: Meeting, actor: Person, lines: Sequence[Line]) -> int:
    """Put the lines that are ready at the end of the actor's own side's list; returns how many.

    Refuses `MeetingIsOver`, and `SecondHead` or `ListedAlready` if the list has changed since the lines were read.
    """
    ensure(rules.can_enter(actor, meeting))
    require_open(meeting)
    _lock_list(meeting, actor.code)
    ready = [line for line in lines if line.is_ready]
    listed = list(Participant.objects.filter(meeting=meeting, delegation=actor.code).values_list("name", "kind"))
    present = {same_name(name) for name, _kind in listed}
    head = next((name for name, kind in listed if kind == Kind.HEAD), "")
    last = _last_rank(meeting, actor.code)
    rows = []
    for place, line in enumerate(ready, start=last + 1):
        if same_name(line.name) in present:
            raise ListedAlready(name=line.name)
        if line.kind == Kind.HEAD and head:
            raise SecondHead(name=head)
        head = line.name if line.kind == Kind.HEAD else head
        row = _participant(meeting, actor.code)
        row.name, row.title, row.kind, row.rank = line.name, line.function, line.kind, place
        rows.append(row)
    Participant.objects.bulk_create(rows)
    if rows:
        names = [row.name for row in rows]
        record("meetings.participant.imported", meeting, actor=actor, delegation=actor.code, names=names)
    return len(rows)


@transaction.atomic
def send_credentials(
    *, meeting: Meeting, actor: Person, now: datetime, document: bytes, filename: str, seen: str | None = None
) -> Credentials:
    """Attach the note verbale of the actor's own delegation, or exchange it until it is accepted.

    `seen` is the digest of the note (`sent_note`) that was there when the form was opened. Refuses `MeetingIsOver`,
    `CredentialsAccepted`, `ChangedMeanwhile`, `NoteTooLarge`, `NotANote`.
    """
    ensure(rules.can_enter(actor, meeting) and actor.code != SECRETARIAT)
    require_open(meeting)
    require_note(document, filename)
    lock_key(f"credentials {meeting.pk} {actor.code}")
    found = Credentials.objects.select_for_update().filter(meeting=meeting, delegation=actor.code).first()
    if found and CredentialsStatus.RECEIVED not in NEXT[CredentialsStatus(found.status)]:
        raise CredentialsAccepted
    require_seen(seen, sent_note(found))
    marks = list(dict.fromkeys([actor.code, meeting.host_id, SECRETARIAT]))
    sent = found or Credentials(meeting=meeting, delegation_id=actor.code, releasable_to=marks, editable_by=marks)
    sent.document, sent.filename, sent.received_at = document, filename[-200:], now
    sent.status = CredentialsStatus.RECEIVED
    sent.save()
    record("meetings.credentials.received", sent, actor=actor)
    return sent


@transaction.atomic
def accept_credentials(*, credentials: Credentials, actor: Person, now: datetime) -> Credentials:
    """The host or the secretariat accepts a delegation's credentials. Refuses `MeetingIsOver`, `CredentialsAccepted`."""
    rows = Credentials.objects.select_for_update(of=("self",)).select_related("meeting").defer("document")
    found: Credentials | None = rows.filter(pk=credentials.pk).first()
    ensure(found is not None)
    assert found
    ensure(rules.can_accept(actor, found))
    require_open(found.meeting)
    if CredentialsStatus.ACCEPTED not in NEXT[CredentialsStatus(found.status)]:
        raise CredentialsAccepted
    found.status, found.accepted_at = CredentialsStatus.ACCEPTED, now
    found.save(update_fields=["status", "accepted_at"])
    record("meetings.credentials.accepted", found, actor=actor)
    return found


def _lock(participant: Participant) -> Participant:
    rows = Participant.objects.select_for_update(of=("self",)).select_related(
        "meeting", "person__membership__delegation"
    )
    found: Participant | None = rows.filter(pk=participant.pk).first()
    # Another side's participant cannot even be locked: the wall lets nobody else change it.
    ensure(found is not None)
    assert found
    return found


def _lock_list(meeting: Meeting, code: str) -> None:
    lock_key(f"participants {meeting.pk} {code}")


def _participant(meeting: Meeting, code: str) -> Participant:
    marks = {"releasable_to": meeting.parties, "editable_by": [code]}
    return Participant(meeting=meeting, delegation_id=code, **marks)


def _last_rank(meeting: Meeting, code: str) -> int:
    found = Participant.objects.filter(meeting=meeting, delegation=code).aggregate(last=Max("rank"))
    return found["last"] or 0


def _describe(
    entry: Participant,
    actor: Person,
    *,
    person: User | None,
    name: str,
    title: str,
    kind: str,
    answer: str,
    rank: int | None,
) -> None:
    others = Participant.objects.filter(meeting=entry.meeting, delegation=entry.delegation_id).exclude(pk=entry.pk)
    # Somebody who has left the delegation since they were listed may stay listed.
    if person and person.pk != entry.person_id and (person.code != actor.code or not person.is_active):
        raise NotOfYourSide(name=person.name)
    if person and others.filter(person=person).exists():
        raise ListedAlready(name=person.name)
    shown = name or (person.name if person else "")
    if not shown:
        raise WithoutName
    head = others.filter(kind=Kind.HEAD).first() if kind == Kind.HEAD else None
    if head:
        raise SecondHead(name=head.name)
    entry.person, entry.name = person, shown
    entry.title, entry.kind = title, Kind(kind)
    if answer != entry.answer_now:
        entry.say(Answer(answer))
    entry.rank = rank or _last_rank(entry.meeting, entry.delegation_id) + 1


def _keep_needs(entry: Participant, meeting: Meeting, dietary: str, access: str) -> None:
    if not (dietary or access):
        Needs.objects.filter(participant=entry).delete()
        return
    readers = list(dict.fromkeys([entry.delegation_id, meeting.host_id]))
    marks = {"releasable_to": readers, "editable_by": [entry.delegation_id]}
    Needs.objects.update_or_create(participant=entry, defaults={"dietary": dietary, "access": access} | marks)


def _record(verb: str, entry: Participant, actor: Person, **detail: Any) -> None:
    """The trail never says what somebody needs: more people read it."""
    facts = {"delegation": entry.delegation_id} | detail
    record(
        f"meetings.participant.{verb}",
        entry,
        actor=actor,
        **facts,
    )
