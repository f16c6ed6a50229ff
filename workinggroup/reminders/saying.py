"""What a digest says: what it is about, what waits and since when, why it comes. No SQL query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext, pgettext

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.addresses import address
from portal.core.deadlines import Named
from portal.core.kept import said_once
from portal.core.mail_links import mail_link
from portal.core.numbers import number
from portal.core.texts import in_language, in_sentence
from portal.core.waiting import Wait
from portal.notifications.lines import Line
from portal.notifications.models import OutgoingMail
from portal.people.models import User
from portal.people.rules import coordinates_across
from portal.people.sides import home_city
from workinggroup.reminders.answers import Acknowledged
from workinggroup.reminders.cadence import CLOCK
from workinggroup.reminders.entries import Entry, Section
from workinggroup.reminders.holding import Held
from workinggroup.reminders.models import DigestNote

# So many stand under one title of a digest: more are read by nobody in a mail, and make it larger than mail servers take.
MOST = 50


@dataclass(frozen=True)
class Due:
    """A deadline that no wait tells of, as the digest has it; `absent` is who is away and whose it is."""

    label: str
    subject: Named
    day: date
    days: int
    absent: str = ""


@dataclass(frozen=True)
class Facts:
    """What one person's digest is made of."""

    person: User
    meeting: Meeting | None
    waits: list[Wait]
    others: list[Any]
    due: "list[Due]"
    side: dict[str, int] | None
    paused: list[Acknowledged]
    held: list[Held]
    notes: list[DigestNote]
    news: list[Line]
    optional: list[str]


def why(mail: OutgoingMail, person: User, *, is_before: bool) -> str:
    """Why the digest comes, and when digests go: this one, too, or else why not."""
    is_on_time = times.clock(mail.created_at, person.zone)[:2] == CLOCK[:2]
    name = str(mail.facts.get("sent_by", ""))
    return _why_in(str(in_sentence(home_city(person))), name, is_before, is_on_time)


@said_once
def _why_in(zone: str, name: str, is_before: bool, is_on_time: bool) -> str:
    if name:
        when = gettext("%(name)s sent this one at once; others go at 08:00, %(zone)s time, on working days.")
    elif is_on_time:
        when = gettext("Digests go at 08:00, %(zone)s time, on working days.")
    else:
        when = gettext("It tells what came too late for the digest of 08:00, %(zone)s time.")
    because = (
        gettext("You receive this digest because something waits for you before the ministerial.")
        if is_before
        else gettext("You receive this digest because something is due.")
    )
    return f"{because} {when % {'name': name, 'zone': zone}} " + gettext(
        "For safety, mails contain no text of statements."
    )


def heading(facts: Facts) -> str:
    """What the digest is about, in a few words."""
    waits, others = len(facts.waits), len(facts.others)
    if waits:
        return ngettext("%(count)s matter waits for you", "%(count)s matters wait for you", waits) % {
            "count": number(waits)
        }
    if others:
        words = (
            ngettext("%(count)s action item is late", "%(count)s action items are late", others)
            if coordinates_across(facts.person)
            else ngettext(
                "%(count)s action item of your delegation is late", "%(count)s action items of your delegation are late",
                others,
            )
        )  # fmt: skip
        return words % {"count": number(others)}
    if facts.due:
        count = len(facts.due)
        return ngettext("%(count)s deadline is near", "%(count)s deadlines are near", count) % {"count": number(count)}
    if facts.news:
        count = len(facts.news)
        return ngettext("%(count)s piece of news", "%(count)s pieces of news", count) % {"count": number(count)}
    if facts.notes:
        return gettext("A note from your delegation")
    count = facts.side["open"] if facts.side else 0
    words = ngettext(
        "%(count)s action item of your delegation is open", "%(count)s action items of your delegation are open", count
    )
    return words % {"count": number(count)}


def days_left(meeting: Meeting, days: int) -> str:
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


def sections(facts: Facts, today: date) -> Iterator[Section]:
    """What is late first, then what belongs to no meeting, each meeting's together, and the rest."""
    late: list[Entry] = []
    coming: dict[str, list[Entry]] = {"": []}
    for wait in facts.waits:
        is_late = wait.days is not None and wait.days < 0
        group = late if is_late else coming.setdefault(wait.meeting, [])
        group.append(_wait(wait, facts.person, today, is_late=is_late))
    waits_for, at = gettext("Waits for you: %(title)s"), settings.PORTAL_ADDRESS
    yield from _any(gettext("Late"), late, len(late))
    for title, entries in coming.items():
        yield from _any(waits_for % {"title": title} if title else gettext("Waits for you"), entries, len(entries))
    yield from _any(gettext("Due soon"), (
        Entry(
            each.subject.name, at + each.subject.address, _when(each.day, each.days), f"{each.label}:",
            gettext("for %(name)s, who is away") % {"name": each.absent} if each.absent else "",
        )
        for each in facts.due
    ), len(facts.due))  # fmt: skip
    yield from _any(
        pgettext("digest", "News"),
        (Entry(line.heading, at + line.address, below=line.words) for line in facts.news),
        len(facts.news),
    )
    yield from _any(
        gettext("Late in the delegations") if coordinates_across(facts.person) else gettext("Late in your delegation"),
        (
            Entry(
                f"{item.reference} {item.title}", at + item.get_absolute_url(),
                _when(item.due_on, (item.due_on - today).days), below=item.assignee.name if item.assignee else "",
                is_late=True,
            )
            for item in facts.others
        ),
        len(facts.others),
    )  # fmt: skip
    paused = [_mailed(each) for each in facts.paused if each.rest_until and each.person != facts.person.pk]
    yield from _any(gettext("Paused reminders in your delegation"), (
        Entry(
            each.thing.name, at + each.thing.address,
            gettext("%(name)s, up to and on %(day)s") % {"name": each.name, "day": times.long_day(each.rest_until)},
            below=f"“{each.reason}”" if each.reason else "",
        )
        for each in paused if each.rest_until
    ), len(paused))  # fmt: skip
    yield from _any(gettext("Held reminders in your delegation"), (
        Entry(
            gettext("%(name)s, for %(day)s") % {"name": each.name, "day": times.long_day(each.send_on)},
            at + address("reminders:line", each.key),
            gettext("Goes on %(day)s, unless somebody lets it go before") % {"day": times.long_day(each.last_day)},
        )
        for each in facts.held
    ), len(facts.held))  # fmt: skip


def _any(title: str, entries: Iterable[Entry], count: int) -> Iterator[Section]:
    """The section, where it has an entry: the first of them, and how many more there are."""
    told = list(islice(entries, MOST))
    if more := count - len(told):
        words = ngettext("and %(count)s more, on your desk", "and %(count)s more, on your desk", more)
        told.append(Entry(words % {"count": number(more)}, settings.PORTAL_ADDRESS + "/"))
    if told:
        yield Section(title, told)


def _wait(wait: Wait, person: User, today: date, *, is_late: bool) -> Entry:
    answers = [(each.words, mail_link(each.route, person.pk, each.act, each.subject, today)) for each in wait.answers]
    when = _when(wait.due, wait.days or 0) if wait.due else ""
    # What is late needs no reason.
    why = "" if is_late else wait.why
    return Entry(
        wait.discreet, settings.PORTAL_ADDRESS + wait.address, when, wait.act, why=why, is_late=is_late, answers=answers
    )


@said_once
def _when(day: date, days: int) -> str:
    """A day and how far away it is. The same few days stand in many digests."""
    return f"{times.long_day(day)} · {times.in_days(days)}"


def hushed(named: Named) -> Named:
    return named.mailed(gettext("A restricted matter"), address("desk"))


def _mailed(held: Acknowledged) -> Acknowledged:
    """A pause as a mail may say it: of what is restricted no reason."""
    reason = "" if held.thing.is_restricted else held.reason
    return replace(held, thing=hushed(held.thing), reason=reason)


def nearest(facts: Facts) -> dict[str, str]:
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
