"""The digest: one mail for each person and day."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.texts import in_language
from portal.core.waiting import Wait
from portal.notifications.messages import NoLongerWanted, message, subject_among
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.queries import late_on_side
from workinggroup.actionitems.states import Status
from workinggroup.desk.queries import waiting_on
from workinggroup.reminders.models import Reminder


def tell_digest(person: User, rows: list[Reminder], *, now: datetime) -> OutgoingMail | None:
    """Post a person's one digest of this day, for the meeting that comes first among the rows; a second call on the same
    day finds the first.
    """
    key = f"digest:{person.pk}:{times.local(now, person.zone).date()}"
    meetings = Meeting.objects.filter(pk__in={row.meeting_id for row in rows}).order_by("starts_at")
    return post("workinggroup/reminders/digest", subject=meetings[0], recipient=person, dedupe_key=key, now=now)


@message("workinggroup/reminders/digest")
def digest(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    """What waits on the recipient at this moment; nothing goes when nothing does."""
    person = User.objects.select_related("membership__delegation").get(pk=str(mail.recipient_id))
    rows = Meeting.objects.visible_to(person)
    meeting = subject_among(mail, rows, gone=gettext_noop("This person may no longer see the meeting."))
    waits, others = waiting_on(person, now=now).shown, late_on_side(person, now=now)
    if not waits and not others:
        raise NoLongerWanted(gettext_noop("Nothing waits on this person any more."))
    today = times.local(now, person.zone).date()
    late = [wait for wait in waits if wait.days is not None and wait.days < 0]
    return {
        "person": person,
        "place": _place(person),
        "meeting": meeting,
        "today": today,
        # Where none is to come, what is late hangs on the meeting that promised it.
        "days": max((meeting.starts_on - today).days, 0) if meeting.is_coming and meeting.ends_at > now else None,
        "nearest": _nearest(waits, others),
        "late": late,
        "coming": [wait for wait in waits if wait not in late],
        "late_items": [{"item": item, "days": (item.due - today).days} for item in others],
        "across": coordinates_across(person),
        "count": len(waits),
        "side": _side(person, today) if coordinates(person) and not coordinates_across(person) else None,
        "desk": settings.PORTAL_ADDRESS + "/",
    }


def _nearest(waits: list[Wait], others: list[Any]) -> dict[str, str]:
    """What the digest's one button opens: of what waits on the person the nearest, else the first late item of others."""
    words, address = (
        (f"{waits[0].act} {waits[0].discreet}", waits[0].address)
        if waits
        else (f"{others[0].reference} {others[0].title}", others[0].get_absolute_url())
    )
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
