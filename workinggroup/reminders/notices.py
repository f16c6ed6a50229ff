"""The digest: one mail for each person and day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from meetings.rounds.models import Meeting
from portal.audit.remembered import Moment, this_moment
from portal.core import times
from portal.core.addresses import address
from portal.core.deadlines import Named
from portal.core.mail_links import mail_link
from portal.core.reader import reading_as
from portal.core.texts import in_language, in_sentence
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
from workinggroup.reminders.entries import Entry, Note, Section, lay_out
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import DigestNote, Reminder


def tell_digests(rows: Iterable[Reminder], *, now: datetime) -> dict[Any, OutgoingMail]:
    """Post one digest for each person whom these rows remind, for the meeting that comes first among them; a second call on
    the same day finds the first. What that one cannot tell any more, because it has left, goes in one more. Returns the mails
    by person, locked. Five SQL queries, six where they take notes along, and two for those who get one more.
    """
    rows = list(rows)
    meetings: dict[Any, set[Any]] = {}
    for row in rows:
        meetings.setdefault(row.recipient_id, set()).update([row.meeting_id] if row.meeting_id else [])
    people = User.objects.select_related("membership__delegation").in_bulk(meetings)
    order = Meeting.objects.filter(pk__in=set().union(*meetings.values())).order_by("starts_at")
    first = list(order) if meetings else []
    about = {key: next((each for each in first if each.pk in meetings[key]), None) for key in people}
    found = _post({key: digest_key(person, now) for key, person in people.items()}, people, about, now)
    untold: dict[Any, str] = {}
    for row in rows:
        if not _tells(found[row.recipient_id], row):
            untold[row.recipient_id] = min(untold.get(row.recipient_id, str(row.pk)), str(row.pk))
    if untold:
        found |= _post({key: f"digest:{key}:{row}" for key, row in untold.items()}, people, about, now)
    _take_notes(found)
    return found


def _post(
    keys: dict[Any, str], people: Mapping[Any, User], about: Mapping[Any, Meeting | None], now: datetime
) -> dict[Any, OutgoingMail]:
    """A digest for each of these people, under its key in the outbox."""
    posts = [(people[key], about[key], name) for key, name in keys.items()]
    mails = post_many("workinggroup/reminders/digest", posts, now=now)
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
            something, desk = gettext("Something waits:"), address("desk")
            for mail, person in zip(spoken, readers, strict=True):
                today = times.local(now, person.zone).date()
                found[mail.pk] = Facts(
                    person,
                    meetings.get(mail.subject_id),
                    [each.mailed(something, desk) for each in waits[person.pk].shown],
                    late_on_side(person, now=now),
                    _due(due.get(mail.pk, ()), today),
                    _side(person, today, moment) if coordinates(person) and not coordinates_across(person) else None,
                    acknowledged_by(person, now=now, whole_side=True) if coordinates(person) else [],
                    notes.get(mail.pk, []),
                    _news(person, mail) if person.pk in told else [],
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
        "heading": _heading(facts),
        "today": times.long_day(today),
        "person": person.name,
        "days": _days_left(meeting, days) if meeting and days is not None else "",
        "notes": [Note(note.text, note.author_name) for note in facts.notes],
        "sections": list(_sections(facts, today)),
        "acknowledge": settings.PORTAL_ADDRESS + address("reminders:acknowledge") if waits or facts.due else "",
        "desk": settings.PORTAL_ADDRESS + "/",
        "zone": in_sentence(home_city(person)),
        **_nearest(facts),
        **{name: str(count) for name, count in (facts.side or {}).items()},
    }


def _heading(facts: Facts) -> str:
    """What the digest is about, in a few words."""
    waits, others = len(facts.waits), len(facts.others)
    if waits:
        return ngettext("%(count)s matter waits for you", "%(count)s matters wait for you", waits) % {"count": waits}
    if others:
        words = (
            ngettext("%(count)s action item is late", "%(count)s action items are late", others)
            if coordinates_across(facts.person)
            else ngettext(
                "%(count)s action item of your delegation is late", "%(count)s action items of your delegation are late",
                others,
            )
        )  # fmt: skip
        return words % {"count": others}
    if facts.due:
        count = len(facts.due)
        return ngettext("%(count)s deadline is near", "%(count)s deadlines are near", count) % {"count": count}
    if facts.news:
        count = len(facts.news)
        return ngettext("%(count)s piece of news", "%(count)s pieces of news", count) % {"count": count}
    if facts.notes:
        return gettext("A note from your delegation")
    count = facts.side["open"] if facts.side else 0
    words = ngettext(
        "%(count)s action item of your delegation is open", "%(count)s action items of your delegation are open", count
    )
    return words % {"count": count}


def _days_left(meeting: Meeting, days: int) -> str:
    """How far away the meeting is, and when it begins."""
    known = {"title": meeting, "city": in_sentence(in_language(meeting.city))}
    if not days:
        return gettext("%(title)s meets today in %(city)s.") % known
    words = ngettext(
        "%(days)s day is left until %(title)s, on %(day)s at %(clock)s in %(city)s.",
        "%(days)s days are left until %(title)s, on %(day)s at %(clock)s in %(city)s.",
        days,
    )
    begins = {"day": times.long_days(meeting.dates), "clock": times.clock(meeting.starts_at, meeting.time_zone)}
    return words % (known | begins | {"days": days})


def _sections(facts: Facts, today: date) -> Iterator[Section]:
    """What is late first, then what belongs to no meeting, each meeting's together, and the rest."""
    late: list[Entry] = []
    coming: dict[str, list[Entry]] = {"": []}
    for wait in facts.waits:
        is_late = wait.days is not None and wait.days < 0
        group = late if is_late else coming.setdefault(wait.meeting, [])
        group.append(_wait(wait, facts.person, today, is_late=is_late))
    waits_for, at = gettext("Waits for you: %(title)s"), settings.PORTAL_ADDRESS
    yield from _any(gettext("Late"), late)
    for title, entries in coming.items():
        yield from _any(waits_for % {"title": title} if title else gettext("Waits for you"), entries)
    yield from _any(gettext("Due soon"), [
        Entry(
            each.subject.name, at + each.subject.address, _when(each.day, each.days), f"{each.label}:",
            gettext("for %(name)s, who is away") % {"name": each.absent} if each.absent else "",
        )
        for each in facts.due
    ])  # fmt: skip
    yield from _any(
        pgettext("digest", "News"), [Entry(line.heading, at + line.address, below=line.words) for line in facts.news]
    )
    yield from _any(
        gettext("Late in the delegations") if coordinates_across(facts.person) else gettext("Late in your delegation"),
        [
            Entry(
                f"{item.reference} {item.title}", at + item.get_absolute_url(),
                _when(item.due_on, (item.due_on - today).days), below=item.assignee.name if item.assignee else "",
                is_late=True,
            )
            for item in facts.others
        ],
    )  # fmt: skip
    held = [_mailed(each) for each in facts.held if each.rest_until and each.person != facts.person.pk]
    yield from _any(gettext("Paused reminders in your delegation"), [
        Entry(
            each.thing.name, at + each.thing.address,
            gettext("%(name)s, up to and on %(day)s") % {"name": each.name, "day": times.long_day(each.rest_until)},
            below=f"“{each.reason}”" if each.reason else "",
        )
        for each in held if each.rest_until
    ])  # fmt: skip


def _any(title: str, entries: Sequence[Entry]) -> Iterator[Section]:
    """The section, where it has an entry."""
    if entries:
        yield Section(title, entries)


def _wait(wait: Wait, person: User, today: date, *, is_late: bool) -> Entry:
    answers = [(each.words, mail_link(each.route, person.pk, each.act, each.subject, today)) for each in wait.answers]
    when = _when(wait.due, wait.days or 0) if wait.due else ""
    # What is late needs no reason.
    why = "" if is_late else wait.why
    return Entry(
        wait.discreet, settings.PORTAL_ADDRESS + wait.address, when, wait.act, why=why, is_late=is_late, answers=answers
    )


def _when(day: date, days: int) -> str:
    return f"{times.long_day(day)} · {times.in_days(days)}"


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
    return named.mailed(gettext("A restricted matter"), address("desk"))


def _mailed(held: Acknowledged) -> Acknowledged:
    """A pause as a mail may say it: of what is restricted no reason."""
    reason = "" if held.thing.is_restricted else held.reason
    return replace(held, thing=_hushed(held.thing), reason=reason)


def _nearest(facts: Facts) -> dict[str, str]:
    """What the digest's one button opens: of what waits on the person the nearest, else the first late item of others, else
    what is due, else what the side has open."""
    waits, others, due, news = facts.waits, facts.others, facts.due, facts.news
    if waits:
        words, link = f"{waits[0].act} {waits[0].discreet}", waits[0].address
    elif others:
        words, link = f"{others[0].reference} {others[0].title}", others[0].get_absolute_url()
    elif due:
        words, link = f"{due[0].label}: {due[0].subject.name}", due[0].subject.address
    elif news:
        words, link = news[0].heading, news[0].address
    else:
        words, link = gettext("The action items of your delegation"), address("actionitems:list") + "?show=ours"
    return {"nearest": words, "link": settings.PORTAL_ADDRESS + link}


def _side(person: User, today: date, moment: Moment) -> dict[str, int]:
    """How the coordinator's side stands."""
    tally = TALLY(moment, today)
    return {
        "open": tally.count(side=person.code),
        "late": tally.count((Urgency.LATE,), person.code),
        "unowned": tally.count(side=person.code, unowned=True),
    }
