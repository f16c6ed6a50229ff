"""The digest: one mail for each person and day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from meetings.rounds.models import Meeting
from portal.audit.remembered import Moment, this_moment
from portal.core import times
from portal.core.addresses import address
from portal.core.numbers import number
from portal.core.reader import reading_as
from portal.notifications.digest import unread_for_digest
from portal.notifications.lines import Line
from portal.notifications.messages import NoLongerWanted, message
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post_many
from portal.notifications.states import Status as MailStatus
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.queries import late_on_side
from workinggroup.actionitems.states import Urgency
from workinggroup.actionitems.tally import TALLY
from workinggroup.desk.queries import waiting_on_each
from workinggroup.reminders.answers import acknowledged_by
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.entries import Note, lay_out
from workinggroup.reminders.holding import first_of_each, held_on
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import DigestNote, Reminder
from workinggroup.reminders.saying import Due, Facts, days_left, heading, hushed, nearest, sections, why
from workinggroup.reminders.stopping import Free, stop_link


def tell_digests(rows: Iterable[Reminder], *, now: datetime, sent_by: str = "") -> dict[Any, OutgoingMail]:
    """Post one digest for each person whom these rows remind, for the meeting that comes first among them; a second call on
    the same day finds the first. What that one cannot tell any more, because it has left, goes in one more. `sent_by` is who
    sends them at once. Returns the mails by person, locked. Five SQL queries, six where they take notes along, and two for those
    who get one more.
    """
    rows = list(rows)
    meetings: dict[Any, set[Any]] = {}
    for row in rows:
        meetings.setdefault(row.recipient_id, set()).update([row.meeting_id] if row.meeting_id else [])
    people = User.objects.select_related("membership__delegation").in_bulk(meetings)
    order = Meeting.objects.filter(pk__in=set().union(*meetings.values())).order_by("starts_at")
    first = list(order) if meetings else []
    about = {key: next((each for each in first if each.pk in meetings[key]), None) for key in people}
    found = _post({key: digest_key(person, now) for key, person in people.items()}, people, about, now, sent_by=sent_by)
    untold: dict[Any, str] = {}
    for row in rows:
        if not _tells(found[row.recipient_id], row):
            untold[row.recipient_id] = min(untold.get(row.recipient_id, str(row.pk)), str(row.pk))
    if untold:
        found |= _post({key: f"digest:{key}:{row}" for key, row in untold.items()}, people, about, now)
    _take_notes(found)
    return found


def _post(
    keys: dict[Any, str], people: Mapping[Any, User], about: Mapping[Any, Meeting | None], now: datetime, **payload: str
) -> dict[Any, OutgoingMail]:
    """A digest for each of these people, under its key in the outbox."""
    posts = [(people[key], about[key], name) for key, name in keys.items()]
    mails = post_many("workinggroup/reminders/digest", posts, now=now, **payload)
    return {key: mails[name] for key, name in keys.items()}


def _tells(mail: OutgoingMail, row: Reminder) -> bool:
    """Whether a digest tells of a reminder's deadline: one that waits takes it along, one that has left told what waited."""
    has_told = mail.status not in {MailStatus.DROPPED, MailStatus.FAILED}
    return mail.status == MailStatus.QUEUED or (has_told and KINDS[row.kind].waits and row.stands_for_id is None)


def digest_key(person: User, now: datetime) -> str:
    """What names the one digest of a person and day in the outbox."""
    return f"digest:{person.pk}:{times.local(now, person.zone).date()}"


def _take_notes(mails: dict[Any, OutgoingMail]) -> None:
    """Give each of these digests that has not gone the notes written for it. One SQL query, two where there are any."""
    waiting = {key: mail for key, mail in mails.items() if mail.status == MailStatus.QUEUED}
    notes = list(DigestNote.objects.filter(person__in=waiting, mail=None))
    for note in notes:
        note.mail = waiting[note.person_id]
    if notes:
        DigestNote.objects.bulk_update(notes, ["mail"])


def gather_digests(mails: Sequence[OutgoingMail], *, now: datetime) -> dict[Any, Facts]:
    """What waits at this moment on each recipient of these digests, by the mails' keys; of one side, in its reader context.

    The number of SQL queries follows from how many of them coordinate or speak for their side, and from their languages.
    """
    moment = this_moment()
    people = User.objects.select_related("membership__delegation").in_bulk({mail.recipient_id for mail in mails})
    meetings = Meeting.objects.in_bulk({mail.subject_id for mail in mails if mail.subject_id})
    due, notes, rungs, found = _due_of_each(mails), _notes_of_each(mails), _rungs_of_each(mails), {}
    free = Free(read_choices(moment.reader or ""))
    kept = first_of_each(held_on(moment.reader or "")) if any(map(coordinates, people.values())) else []
    for language in {mail.language for mail in mails}:
        spoken = [mail for mail in mails if mail.language == language]
        with translation.override(language):
            readers = [people[mail.recipient_id] for mail in spoken]
            waits = waiting_on_each(readers, now=now, moment=moment)
            something, desk = gettext("Something waits:"), address("desk")
            for mail, person in zip(spoken, readers, strict=True):
                today, reminded = times.local(now, person.zone).date(), rungs.get(mail.pk, ())
                found[mail.pk] = Facts(
                    person,
                    meetings.get(mail.subject_id),
                    [each.mailed(something, desk) for each in waits[person.pk].shown],
                    late_on_side(person, now=now),
                    _due(due.get(mail.pk, ()), today),
                    _side(person, today, moment) if coordinates(person) and not coordinates_across(person) else None,
                    acknowledged_by(person, now=now, whole_side=True) if coordinates(person) else [],
                    kept if coordinates(person) else [],
                    notes.get(mail.pk, []),
                    _news(person, mail) if any(kind == "news" for kind, _rung, _absent in reminded) else [],
                    free.kinds(person.pk, [(kind, rung) for kind, rung, absent in reminded if not absent]),
                )
    return found


@message("workinggroup/reminders/digest", gather_digests, lay_out)
def digest(mail: OutgoingMail, *, now: datetime, gathered: dict[Any, Facts]) -> dict[str, Any]:
    """What waits on the recipient at this moment; nothing goes when nothing does. Of a meeting that the recipient may see no
    longer it says nothing. No SQL query."""
    facts = gathered[mail.pk]
    person, meeting, waits = facts.person, facts.meeting, facts.waits
    today = times.local(now, person.zone).date()
    is_coming = bool(meeting and meeting.is_coming and meeting.ends_at > now)
    is_asked = bool(waits or facts.others or facts.due or facts.notes or facts.news)
    if not is_asked and not (is_coming and facts.side and facts.side["open"]):
        raise NoLongerWanted(gettext_noop("Nothing waits on this person any more."))
    # Where none is to come, what is late hangs on the meeting that promised it.
    days = max((meeting.starts_on - today).days, 0) if meeting and is_coming else None
    return {
        "before": f"{meeting}, {times.in_days(days)}" if days is not None else "",
        "heading": heading(facts),
        "today": times.long_day(today),
        "person": person.name,
        "days": days_left(meeting, days) if meeting and days is not None else "",
        "notes": [Note(note.text, note.author_name) for note in facts.notes],
        "sections": list(sections(facts, today)),
        "acknowledge": settings.PORTAL_ADDRESS + address("reminders:acknowledge") if waits or facts.due else "",
        "desk": settings.PORTAL_ADDRESS + "/",
        "why": why(mail, person, is_before=bool(meeting) and days is not None),
        "stop": stop_link(
            person.pk,
            facts.optional,
            sorted({line.news.kind.name for line in facts.news if line.news and not line.news.kind.is_mandatory}),
            today=today,
        ),
        **nearest(facts),
        **{name: number(count) for name, count in (facts.side or {}).items()},
    }


def _notes_of_each(mails: Sequence[OutgoingMail]) -> dict[Any, list[DigestNote]]:
    """The notes that each mail takes along, the oldest first. One SQL query."""
    found: dict[Any, list[DigestNote]] = {}
    for note in DigestNote.objects.filter(mail__in=mails).order_by("written_at", "pk"):
        found.setdefault(note.mail_id, []).append(note)
    return found


class Told(NamedTuple):
    """A deadline that a mail reminds of; `absent` is who is away and whose it is."""

    kind: str
    subject: UUID
    due: date
    absent: str | None


def _rungs_of_each(mails: Sequence[OutgoingMail]) -> dict[Any, list[tuple[str, str, UUID | None]]]:
    """By which rungs of which kinds each mail reminds, and in whose place. One SQL query."""
    found: dict[Any, list[tuple[str, str, UUID | None]]] = {}
    rows = Reminder.objects.filter(mail__in=mails).order_by("kind", "rung", "stands_for_id").distinct()
    for mail, kind, rung, absent in rows.values_list("mail_id", "kind", "rung", "stands_for_id"):
        found.setdefault(mail, []).append((kind, rung, absent))
    return found


def _news(person: User, mail: OutgoingMail) -> list[Line]:
    """What the digest tells the person of news, as of the day of the mail: sent late, it tells the same."""
    with reading_as(person.reader):
        return unread_for_digest(person, now=mail.created_at)


def _due_of_each(mails: Sequence[OutgoingMail]) -> dict[Any, list[Told]]:
    """Of the deadlines that each mail reminds of, those that no wait of its reader tells of. One SQL query."""
    kinds = [key for key, kind in KINDS.items() if not kind.waits]
    rows = Reminder.objects.filter(Q(kind__in=kinds) | Q(stands_for__isnull=False), mail__in=mails)
    columns = ("mail_id", "kind", "subject", "due", "stands_for__name")
    found: dict[Any, list[Told]] = {}
    for mail, *told in rows.order_by("due", "kind", "subject").values_list(*columns):
        found.setdefault(mail, []).append(Told(*told))
    return found


def _due(deadlines: Iterable[Told], today: date) -> list[Due]:
    """These deadlines by name as a mail may say it, in the present language. One SQL query for each kind."""
    asked: dict[str, dict[UUID, Told]] = {}
    for each in deadlines:
        asked.setdefault(each.kind, {})[each.subject] = each
    waits = gettext("Something waits")
    found = [
        Due(
            waits if named.is_restricted else str(KINDS[kind].label), hushed(named), told[key].due,
            (told[key].due - today).days, told[key].absent or "",
        )
        for kind, told in asked.items()
        for key, named in KINDS[kind].name(list(told)).items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.day, each.label))


def _side(person: User, today: date, moment: Moment) -> dict[str, int]:
    """How the coordinator's side stands."""
    tally = TALLY(moment, today)
    return {
        "open": tally.count(side=person.code),
        "late": tally.count((Urgency.LATE,), person.code),
        "unowned": tally.count(side=person.code, unowned=True),
    }
