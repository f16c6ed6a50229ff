"""The digest: one mail for each person and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.deadlines import Named
from portal.core.texts import in_language
from portal.core.waiting import Wait
from portal.notifications.messages import NoLongerWanted, message, subject_among
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post_many
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.queries import late_on_side
from workinggroup.actionitems.states import Status
from workinggroup.desk.queries import waiting_on
from workinggroup.reminders.answers import acknowledged_by
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import Reminder


def tell_digests(rows: Iterable[Reminder], *, now: datetime) -> dict[Any, OutgoingMail]:
    """Post one digest for each person whom these rows remind, for the meeting that comes first among them; a second call on
    the same day finds the first. Returns the mails by person. Four SQL queries.
    """
    meetings: dict[Any, set[Any]] = {}
    for row in rows:
        meetings.setdefault(row.recipient_id, set()).update([row.meeting_id] if row.meeting_id else [])
    people = User.objects.select_related("membership__delegation").in_bulk(meetings)
    order = Meeting.objects.filter(pk__in=set().union(*meetings.values())).order_by("starts_at")
    first = list(order) if meetings else []
    keys = {key: f"digest:{key}:{times.local(now, person.zone).date()}" for key, person in people.items()}
    posts = [
        (person, next((each for each in first if each.pk in meetings[key]), None), keys[key])
        for key, person in people.items()
    ]
    mails = post_many("workinggroup/reminders/digest", posts, now=now)
    return {key: mails[dedupe_key] for key, dedupe_key in keys.items()}


@message("workinggroup/reminders/digest")
def digest(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    """What waits on the recipient at this moment; nothing goes when nothing does."""
    person = User.objects.select_related("membership__delegation").get(pk=str(mail.recipient_id))
    gone = gettext_noop("This person may no longer see the meeting.")
    meeting = subject_among(mail, Meeting.objects.visible_to(person), gone=gone) if mail.subject_id else None
    waits, others, due = waiting_on(person, now=now).shown, late_on_side(person, now=now), _due(mail, person, now)
    today = times.local(now, person.zone).date()
    side = _side(person, today) if coordinates(person) and not coordinates_across(person) else None
    is_coming = bool(meeting and meeting.is_coming and meeting.ends_at > now)
    if not waits and not others and not due and not (is_coming and side and side["open"]):
        raise NoLongerWanted(gettext_noop("Nothing waits on this person any more."))
    held = acknowledged_by(person, now=now, whole_side=True) if coordinates(person) else []
    late = [wait for wait in waits if wait.days is not None and wait.days < 0]
    return {
        "person": person,
        "place": _place(person),
        "meeting": meeting,
        "today": today,
        # Where none is to come, what is late hangs on the meeting that promised it.
        "days": max((meeting.starts_on - today).days, 0) if meeting and is_coming else None,
        "nearest": _nearest(waits, others, due),
        "due": due,
        "late": late,
        "coming": [wait for wait in waits if wait not in late],
        "late_items": [{"item": item, "days": (item.due - today).days} for item in others],
        "across": coordinates_across(person),
        "count": len(waits),
        "side": side,
        "desk": settings.PORTAL_ADDRESS + "/",
        "pauses": [each for each in held if each.rest_until and each.person != person.pk],
        "acknowledge": settings.PORTAL_ADDRESS + reverse("reminders:acknowledge"),
    }


@dataclass(frozen=True)
class Due:
    """A deadline that no wait tells of, as the digest has it."""

    label: str
    subject: Named
    day: date
    days: int


def _due(mail: OutgoingMail, person: User, now: datetime) -> list[Due]:
    """Of the deadlines that the mail reminds of, those that no wait tells of. One SQL query, and one for each kind."""
    today = times.local(now, person.zone).date()
    rows = Reminder.objects.filter(mail=mail).order_by("due", "kind").values_list("kind", "subject", "due")
    asked: dict[str, dict[UUID, date]] = {}
    for kind, subject, day in rows:
        if not KINDS[kind].waits:
            asked.setdefault(kind, {})[subject] = day
    found = [
        Due(str(KINDS[kind].label), named, days[subject], (days[subject] - today).days)
        for kind, days in asked.items()
        for subject, named in KINDS[kind].name(list(days)).items()
    ]
    return sorted(found, key=lambda each: (each.day, each.label))


def _nearest(waits: list[Wait], others: list[Any], due: list[Due]) -> dict[str, str]:
    """What the digest's one button opens: of what waits on the person the nearest, else the first late item of others, else
    what is due, else what the side has open."""
    if waits:
        words, address = f"{waits[0].act} {waits[0].discreet}", waits[0].address
    elif others:
        words, address = f"{others[0].reference} {others[0].title}", others[0].get_absolute_url()
    elif due:
        words, address = f"{due[0].label}: {due[0].subject.name}", due[0].subject.address
    else:
        words, address = gettext("The action items of your delegation"), reverse("actionitems:list") + "?show=ours"
    return {"words": words, "link": settings.PORTAL_ADDRESS + address}


def _place(person: User) -> str:
    """The city whose clock the person lives by."""
    home = person.delegation
    return in_language(home.seat) if home and home.time_zone == person.zone else times.zone_city(person.zone)


def _side(person: User, today: Any) -> dict[str, int]:
    """How the coordinator's side stands."""
    rows = ActionItem.objects.visible_to(person).with_due().filter(delegation_id=person.code, status=Status.OPEN)
    return {
        "open": rows.count(),
        "late": rows.filter(due__lt=today).count(),
        "unowned": rows.filter(assignee__isnull=True).count(),
    }
