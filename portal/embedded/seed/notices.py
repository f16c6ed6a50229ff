"""The demo's notices: what the operations told, of which people have read what is older."""

from datetime import datetime, timedelta
from typing import Any

from portal.core.reader import reading_as
from portal.notifications.models import Notice
from portal.people.bell.operations import mark_read

UNREAD_SINCE = timedelta(days=20)


def read_older_notices(people: dict[str, Any], *, now: datetime) -> None:
    """Everybody has read what was told more than some days ago."""
    for person in people.values():
        with reading_as(person.reader):
            older = Notice.objects.filter(person_id=person.pk, due_at__lt=now - UNREAD_SINCE)
            mark_read(actor=person, keys=older.values_list("pk", flat=True), now=now - UNREAD_SINCE)
