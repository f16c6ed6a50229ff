"""The digest: one mail for each person and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from meetings.rounds.models import Meeting
from portal.audit.remembered import Moment, this_moment
from portal.core import times
from portal.core.deadlines import Named
from portal.core.mail_links import mail_link
from portal.core.reader import reading_as
from portal.core.waiting import Wait
from portal.notifications.digest import unread_for_digest
from portal.notifications.lines import Line
from portal.notifications.messages import NoLongerWanted, message
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post_many
from portal.notifications.states import Status as MailStatus
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from portal.people.sides import home_city
from workinggroup.actionitems.queries import late_on_side
from workinggroup.actionitems.states import Urgency
from workinggroup.actionitems.tally import TALLY
from workinggroup.desk.queries import waiting_on_each
from workinggroup.reminders.answers import Acknowledged, acknowledged_by
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import DigestNote, Reminder


def tell_digests(rows: Iterable[Reminder], *, now: datetime) -> dict[Any, OutgoingMail]:
    """Post one digest for each person whom these rows remind, for the meeting that comes first among them; a second call on
    the same day finds the first. Returns the mails by person. Five SQL queries, six where they take notes along.
    """
    meetings: dict[Any, set[Any]] = {}
    for row in rows:
        meetings.setdefault(row.recipient_id, set()).update([row.meeting_id] if row.meeting_id else [])
    people = User.objects.select_related("membership__delegation").in_bulk(meetings)
    order = Meeting.objects.filter(pk__in=set().union(*meetings.values())).order_by("starts_at")
    first = list(order) if meetings else []
    keys = {key: digest_key(person, now) for key, person in people.items()}
    posts = [
        (person, next((each for each in first if each.pk in meetings[key]), None), keys[key])
        for key, person in people.items()
    ]
    mails = post_many("workinggroup/reminders/digest", posts, now=now)
    found = {key: mails[dedupe_key] for key, dedupe_key in keys.items()}
    _take_notes(found)
    return found


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


# What waits, and the words and addresses of what can be answered from the mail.
Offered = tuple[Wait, list[tuple[str, str]]]


@dataclass(frozen=True)
class Facts:
    """What one person's digest is made of."""

    person: User
    meeting: Meeting | None
    waits: list[Wait]
    others: list[Any]
    due: "list[Due]"
    side: dict[str, int] | None
    held: list[Acknowledged]
    notes: list[DigestNote]
    news: list[Line]


def gather_digests(mails: Sequence[OutgoingMail], *, now: datetime) -> dict[Any, Facts]:
    """What waits at this moment on each recipient of these digests, by the mails' keys; of one side, in its reader context.

    The number of SQL queries follows from how many of them coordinate or speak for their side, and from their languages.
    """
    moment = this_moment()
    people = User.objects.select_related("membership__delegation").in_bulk({mail.recipient_id for mail in mails})
    meetings = Meeting.objects.in_bulk({mail.subject_id for mail in mails if mail.subject_id})
    due, notes, told, found = _due_of_each(mails), _notes_of_each(mails), _with_news(mails), {}
    for language in {mail.language for mail in mails}:
        spoken = [mail for mail in mails if mail.language == language]
        with translation.override(language):
            readers = [people[mail.recipient_id] for mail in spoken]
            waits = waiting_on_each(readers, now=now, moment=moment)
            for mail, person in zip(spoken, readers, strict=True):
                today = times.local(now, person.zone).date()
                found[mail.pk] = Facts(
                    person,
                    meetings.get(mail.subject_id),
                    [each.mailed(gettext("Something waits:"), reverse("desk")) for each in waits[person.pk].shown],
                    late_on_side(person, now=now),
                    _due(due.get(mail.pk, ()), today),
                    _side(person, today, moment) if coordinates(person) and not coordinates_across(person) else None,
                    acknowledged_by(person, now=now, whole_side=True) if coordinates(person) else [],
                    notes.get(mail.pk, []),
                    _news(person, mail) if person.pk in told else [],
                )
    return found


@message("workinggroup/reminders/digest", gather_digests)
def digest(mail: OutgoingMail, *, now: datetime, gathered: dict[Any, Facts]) -> dict[str, Any]:
    """What waits on the recipient at this moment; nothing goes when nothing does. No SQL query."""
    facts = gathered[mail.pk]
    person, meeting, waits, others, due, side = (
        facts.person, facts.meeting, facts.waits, facts.others, facts.due, facts.side,
    )  # fmt: skip
    if mail.subject_id and meeting is None:
        raise NoLongerWanted(gettext_noop("This person may no longer see the meeting."))
    today = times.local(now, person.zone).date()
    is_coming = bool(meeting and meeting.is_coming and meeting.ends_at > now)
    if not (waits or others or due or facts.notes or facts.news) and not (is_coming and side and side["open"]):
        raise NoLongerWanted(gettext_noop("Nothing waits on this person any more."))
    late: list[Offered] = []
    coming: dict[str, list[Offered]] = {"": []}
    for wait in waits:
        links = [(each.words, mail_link(each.route, person.pk, each.act, each.subject, today)) for each in wait.answers]
        if wait.days is not None and wait.days < 0:
            late.append((wait, links))
        else:
            coming.setdefault(wait.meeting, []).append((wait, links))
    return {
        "person": person,
        "place": home_city(person),
        "meeting": meeting,
        "today": today,
        # Where none is to come, what is late hangs on the meeting that promised it.
        "days": max((meeting.starts_on - today).days, 0) if meeting and is_coming else None,
        "nearest": _nearest(waits, others, due, facts.news),
        "due": due,
        "late": late,
        # Each meeting's together; what belongs to none comes first, as before.
        "coming": [(title, group) for title, group in coming.items() if group],
        "late_items": [{"item": item, "days": (item.due_on - today).days} for item in others],
        "news": facts.news,
        "across": coordinates_across(person),
        "count": len(waits),
        "side": side,
        "notes": facts.notes,
        "desk": settings.PORTAL_ADDRESS + "/",
        "pauses": [_mailed(each) for each in facts.held if each.rest_until and each.person != person.pk],
        "acknowledge": settings.PORTAL_ADDRESS + reverse("reminders:acknowledge"),
    }


@dataclass(frozen=True)
class Due:
    """A deadline that no wait tells of, as the digest has it; `absent` is who is away and whose it is."""

    label: str
    subject: Named
    day: date
    days: int
    absent: str = ""


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


def _with_news(mails: Sequence[OutgoingMail]) -> set[Any]:
    """The recipients whom one of these digests reminds of news. One SQL query."""
    rows = Reminder.objects.filter(mail__in=mails, kind="news")
    return set(rows.values_list("recipient_id", flat=True))


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
            waits if named.is_restricted else str(KINDS[kind].label), _hushed(named), told[key].due,
            (told[key].due - today).days, told[key].absent or "",
        )
        for kind, told in asked.items()
        for key, named in KINDS[kind].name(list(told)).items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.day, each.label))


def _hushed(named: Named) -> Named:
    return named.mailed(gettext("A restricted matter"), reverse("desk"))


def _mailed(held: Acknowledged) -> Acknowledged:
    """A pause as a mail may say it: of what is restricted no reason."""
    reason = "" if held.thing.is_restricted else held.reason
    return replace(held, thing=_hushed(held.thing), reason=reason)


def _nearest(waits: list[Wait], others: list[Any], due: list[Due], news: list[Line]) -> dict[str, str]:
    """What the digest's one button opens: of what waits on the person the nearest, else the first late item of others, else
    what is due, else what the side has open."""
    if waits:
        words, address = f"{waits[0].act} {waits[0].discreet}", waits[0].address
    elif others:
        words, address = f"{others[0].reference} {others[0].title}", others[0].get_absolute_url()
    elif due:
        words, address = f"{due[0].label}: {due[0].subject.name}", due[0].subject.address
    elif news:
        words, address = news[0].heading, news[0].address
    else:
        words, address = gettext("The action items of your delegation"), reverse("actionitems:list") + "?show=ours"
    return {"words": words, "link": settings.PORTAL_ADDRESS + address}


def _side(person: User, today: date, moment: Moment) -> dict[str, int]:
    """How the coordinator's side stands."""
    tally = TALLY(moment, today)
    return {
        "open": tally.count(side=person.code),
        "late": tally.count((Urgency.LATE,), person.code),
        "unowned": tally.count(side=person.code, unowned=True),
    }
