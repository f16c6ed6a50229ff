"""What happens to meetings."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.rounds import rules
from meetings.rounds.models import Meeting, Series
from meetings.rounds.states import MOVABLE, Level, Status
from meetings.signals import meeting_moved
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT


class MeetingIsOver(Refused):
    """A concluded or cancelled meeting has no date to move."""

    sentence = _("This meeting is over; its date stays.")


class DateInThePast(Refused):
    """Moving a meeting before now would make every reminder for it late at once."""

    sentence = _("%(day)s is in the past. Choose a date to come.")
    field = "day"


class EndsBeforeStart(Refused):
    """A meeting ends after it starts."""

    sentence = _("The meeting would end before it starts.")
    field = "until"


class UnknownZone(Refused):
    """The zone is not in the zone data."""

    sentence = _("%(name)s is not a time zone we know.")
    field = "time_zone"


@transaction.atomic
def schedule_meeting(
    *,
    actor: Any,
    now: datetime,
    title: Mapping[str, str],
    host: Delegation,
    city: Mapping[str, str],
    venue: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    delegations: Sequence[str],
    level: str = Level.MINISTERIAL,
    status: str = Status.ANNOUNCED,
    follows: Meeting | None = None,
    series: Series | None = None,
    slug: str = "",
    key: uuid.UUID | None = None,
) -> Meeting:
    """Create a meeting that the participating delegations and the secretariat may read.

    Instants must carry a zone. Refuses `EndsBeforeStart`, `UnknownZone`.
    """
    ensure(rules.can_schedule(actor))
    if not times.is_zone(time_zone):
        raise UnknownZone(name=time_zone)
    if ends_at <= starts_at:
        raise EndsBeforeStart
    meeting = Meeting(
        id=key or uuid.uuid4(),
        title=dict(title),
        host=host,
        city=dict(city),
        venue=dict(venue),
        delegations=list(delegations),
        level=level,
        status=status,
        follows=follows,
        series=series,
        releasable_to=[*delegations, SECRETARIAT],
        editable_by=list(dict.fromkeys([SECRETARIAT, host.code])),
    )
    meeting.place(starts_at, ends_at, time_zone)
    meeting.slug = slug or f"{slugify(title.get('en', ''))[:60]}-{str(meeting.id)[:4]}"
    meeting.save(force_insert=True)
    record("meetings.meeting.scheduled", meeting, actor=actor, releasable_to=meeting.releasable_to, starts_at=starts_at)
    return meeting


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    actor: Any,
    now: datetime,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    city: Mapping[str, str],
    venue: Mapping[str, str],
) -> Meeting:
    """Give a meeting another date or place. Everything counted from it and not yet sent moves with it.

    Refuses `MeetingIsOver`, `DateInThePast`, `EndsBeforeStart`, `UnknownZone`.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    ensure(rules.can_move(actor, meeting))
    if meeting.status not in MOVABLE:
        raise MeetingIsOver
    if not times.is_zone(time_zone):
        raise UnknownZone(name=time_zone)
    if starts_at <= now:
        raise DateInThePast(day=times.long_day(times.local(starts_at, time_zone).date()))
    if ends_at <= starts_at:
        raise EndsBeforeStart
    before = {"starts_at": meeting.starts_at, "time_zone": meeting.time_zone}
    meeting.place(starts_at, ends_at, time_zone)
    meeting.city, meeting.venue = dict(city), dict(venue)
    meeting.version += 1
    meeting.save()
    after = {"starts_at": starts_at, "time_zone": time_zone}
    record(
        "meetings.meeting.moved", meeting, actor=actor, releasable_to=meeting.releasable_to, before=before, after=after
    )
    meeting_moved.send(sender=Meeting, meeting=meeting, actor=actor, now=now)
    return meeting
