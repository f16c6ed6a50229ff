"""The head of the whole chain, once a day: what leaves the portal, so that nobody can rewrite the trail unseen.

It is the head as of a fixed hour, whenever it is asked for, and has no number: so it tells that something was recorded since
the day before or that nothing was, and no hours or counts.
"""

from datetime import UTC, date, datetime, time, timedelta

from portal.audit.models import DailyHead, Link

HOUR = time(6, tzinfo=UTC)


def hour_of(day: date) -> datetime:
    """The fixed hour of a day."""
    return datetime.combine(day, HOUR)


def note_head_of_day(*, now: datetime) -> DailyHead | None:
    """Note the head as of the last fixed hour, in the portal's own context; None where it is noted already, or nothing was
    recorded before. Safe to run twice at once. One SQL query once noted."""
    day = now.astimezone(UTC).date()
    day = day if now >= hour_of(day) else day - timedelta(days=1)
    if DailyHead.objects.filter(day=day).exists():
        return None
    last = Link.objects.filter(at__lt=hour_of(day)).order_by("-seq").first()
    if last is None:
        return None
    head, is_new = DailyHead.objects.get_or_create(day=day, defaults={"hash": last.hash})
    return head if is_new else None
